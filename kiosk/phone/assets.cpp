#include "phone/assets.h"

#include "base/sha256.h"
#include "embedded/phone_pages.h"
#include "embedded/staff_strings.h"
#include "net/gzip.h"

#include <algorithm>
#include <array>

namespace xiaoer::phone {
namespace {

struct File {
    std::string_view name;
    std::string_view (*bytes)();
};
// The staff page's scripts, in the order in which one needs the other. They are one file, because a phone fetches one
// faster than fifteen and it is compressed better.
constexpr std::array staff_scripts = {
    embedded::nacl_min_js,      embedded::staff_call_js,      embedded::staff_js,       embedded::staff_desk_js,
    embedded::staff_cards_js,   embedded::staff_credit_js,    embedded::staff_boss_js,  embedded::staff_set_up_js,
    embedded::staff_network_js, embedded::staff_programme_js, embedded::staff_book_js,  embedded::staff_outbox_js,
    embedded::staff_photo_js,   embedded::staff_members_js,   embedded::staff_seats_js, embedded::staff_group_js,
    embedded::staff_stock_js};

// What the first page does not need: fetched when one of its views is first opened, each with texts of its own.
constexpr std::array later_staff_scripts = {embedded::staff_pickup_js, embedded::staff_counter_js,
                                            embedded::staff_audit_js};
constexpr std::array draws_staff_scripts = {embedded::staff_draws_js, embedded::staff_draw_rules_js};

// What checks a draw, the same.
constexpr std::array draw_scripts = {embedded::nacl_min_js, embedded::proof_json_js, embedded::proof_bytes_js,
                                     embedded::verify_js, embedded::proof_page_js};

// Without indentation and lines of comment, which are for who reads the source and a seventh of what a phone fetches.
// No text of ours goes over a line's end.
void append_plainly(std::string& all, std::string_view script) {
    for (std::size_t at = 0; at < script.size();) {
        const auto end = std::min(script.find('\n', at), script.size());
        auto line = script.substr(at, end - at);
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        if (!line.empty() && !line.starts_with("//")) all.append(line) += '\n';
        at = end + 1;
    }
}

template <std::size_t N>
std::string joined_scripts(const std::array<std::string_view (*)(), N>& parts) {
    std::string all;
    for (const auto part : parts) append_plainly(all, part()), all += ";\n";
    return all;
}
std::string_view staff_script() {
    static const std::string script = joined_scripts(staff_scripts);
    return script;
}
std::string_view later_staff_script() {
    static const std::string script = joined_scripts(later_staff_scripts);
    return script;
}
std::string_view draws_staff_script() {
    static const std::string script = joined_scripts(draws_staff_scripts);
    return script;
}
std::string_view draw_script() {
    static const std::string script = joined_scripts(draw_scripts);
    return script;
}

constexpr std::array files = {File{"phone.css", embedded::phone_css},
                              File{"phone.js", embedded::phone_js},
                              File{"draw.js", draw_script},
                              File{"staff.css", embedded::staff_css},
                              File{"staff.js", staff_script},
                              File{"staff_later.js", later_staff_script},
                              File{"staff.zh-Hans.json", embedded::staff_zh_Hans_json},
                              File{"staff.zh-Hant.json", embedded::staff_zh_Hant_json},
                              File{"staff.en.json", embedded::staff_en_json},
                              File{"staff_later.zh-Hans.json", embedded::staff_later_zh_Hans_json},
                              File{"staff_later.zh-Hant.json", embedded::staff_later_zh_Hant_json},
                              File{"staff_later.en.json", embedded::staff_later_en_json},
                              File{"staff_draws.js", draws_staff_script},
                              File{"staff_draws.zh-Hans.json", embedded::staff_draws_zh_Hans_json},
                              File{"staff_draws.zh-Hant.json", embedded::staff_draws_zh_Hant_json},
                              File{"staff_draws.en.json", embedded::staff_draws_en_json}};

std::string_view type_of(std::string_view name) {
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".json")) return "application/json";
    return "text/javascript; charset=utf-8";
}

}  // namespace

Assets::Assets() {
    std::string all;
    for (const auto& file : files) {
        all += file.bytes();
        assets_.emplace(file.name, Asset{type_of(file.name), file.bytes(), net::gzipped(file.bytes())});
    }
    version_ = to_hex(sha256(all)).substr(0, 8);
}

const Asset* Assets::find(std::string_view file) const {
    const auto found = assets_.find(file);
    return found == assets_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> asset_names() {
    std::vector<std::string_view> names;
    for (const auto& file : files) names.push_back(file.name);
    return names;
}

std::string_view asset(std::string_view file) {
    const auto found = std::ranges::find(files, file, &File::name);
    return found == files.end() ? std::string_view() : found->bytes();
}

}  // namespace xiaoer::phone
