#include "pos_adapter/slip_names.h"

#include "base/text.h"
#include "pos_adapter/byte_set.h"
#include "pos_adapter/name_words.h"
#include "pos_adapter/slip_line.h"
#include "pos_adapter/slip_time.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace xiaoer::pos {
namespace {

constexpr int needs_sign = 10;   // from this rank on a sign must stand between the word and its value
constexpr int needs_alone = 19;  // a bare "No." counts only alone on its line
constexpr std::size_t value_bytes_max = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c < 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Past "no.", "#", ":" and the like; `sign` when there was one.
std::size_t skip_signs(std::string_view line, std::size_t at, bool& sign) {
    static constexpr std::array<std::string_view, 9> words = {"number", "nummer", "num",  "no",  "nr",
                                                              "n°",     "id",     "番号", "번호"};
    while (at < line.size()) {
        const char c = line[at];
        if (c == ' ' || c == '.' || c == ')' || c == ']' || c == '-') {
            ++at;
        } else if (c == ':' || c == '#' || c == '=') {
            sign = true, ++at;
        } else {
            const auto word = std::ranges::find_if(words, [&](std::string_view w) {
                return line.substr(at).starts_with(w) &&
                       (at + w.size() >= line.size() || !is_letter(line[at + w.size()]));
            });
            if (word == words.end()) break;
            sign = true, at += word->size();
        }
    }
    return at;
}

std::string_view number_at(std::string_view line, std::size_t at) {
    std::size_t end = at;
    while (end < line.size() && (is_digit(line[end]) || (is_letter(line[end]) && line[end] > 0) ||
                                 std::string_view("-_/.").find(line[end]) != std::string_view::npos)) {
        ++end;
    }
    auto value = line.substr(at, end - at);
    while (!value.empty() && !is_digit(value.back()) && !is_letter(value.back())) value.remove_suffix(1);
    const bool masked = end < line.size() && line[end] == '*';
    const bool glued = end < line.size() && (line[end] < 0 || line[end] == ':' || line[end] == '%');
    const bool numbered = std::ranges::any_of(value, is_digit);
    const bool amount = value.size() >= 4 && value[value.size() - 3] == '.' &&
                        std::ranges::all_of(value.substr(0, value.size() - 3), is_digit);
    if (masked || glued || !numbered || amount || value.size() > value_bytes_max || is_date_or_time(lower_case(value)))
        return {};
    return value;
}

// "订单编号: 3021 5567 8899 012": a long number in groups up to the line's end, without the gaps.
std::string in_groups(std::string_view line, std::string_view first) {
    const auto rest = line.substr(static_cast<std::size_t>(first.data() - line.data()));
    std::string joined;
    std::size_t groups = 0;
    for (std::size_t at = 0; at <= rest.size();) {
        const auto end = std::min(rest.find(' ', at), rest.size());
        const auto group = rest.substr(at, end - at);
        if (group.size() < 3 || group.size() > 5 || !all_digits(group)) return std::string(first);
        joined += group;
        ++groups;
        at = end + 1;
    }
    return groups > 2 ? joined : std::string(first);
}

// A store may be named by words: up to a wide gap.
std::string_view name_at(std::string_view line, std::size_t at) {
    if (at < line.size() && is_digit(line[at])) return number_at(line, at);
    auto value = trim(line.substr(at, line.find("  ", at) - at));
    while (!value.empty() && std::string_view(".:*-=)]").find(value.back()) != std::string_view::npos)
        value.remove_suffix(1);
    return value.size() <= 2 * value_bytes_max ? value : std::string_view{};
}

bool stands_alone(std::string_view line, std::size_t at, std::size_t size) {
    const bool word = line[at] > 0;
    const bool before = at == 0 || !(is_letter(line[at - 1]) || (word && is_digit(line[at - 1])));
    const auto end = at + size;
    const bool after = end >= line.size() || !is_letter(line[end]) || line.substr(end).starts_with("n°");
    return before && after;
}

// "zu Bon: 71", "Original receipt: 42": not this slip's own number.
bool names_another(std::string_view before) {
    static constexpr std::array<std::string_view, 8> words = {"zu",   "original", "orig.", "orig",
                                                              "ref.", "ref",      "for",   "of"};
    return std::ranges::any_of(words, [&](std::string_view word) { return trim(before).ends_with(word); });
}

bool is_name_of_number(std::string_view word) {
    return std::ranges::any_of(name_labels(), [&](const NameLabels& labels) {
        return std::ranges::any_of(labels.words, [&](std::string_view name) {
            return word.starts_with(name) && (word.size() == name.size() || !is_letter(word[name.size()]));
        });
    });
}

// What may stand beside a number and its label: "18.11.26  07:12   Kasse 3   Bon 4711   K1". Dates, times, numbers and
// what numbers are called; nothing that makes a sentence.
bool is_of_numbers(std::string_view text) {
    static constexpr std::array<std::string_view, 13> units = {"",    "am", "pm", "uhr", "le",   "a",   "à",
                                                               "vom", "um", "du", "at",  "date", "time"};
    while (!(text = trim(text)).empty()) {
        auto word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        const auto is_sign = [](char c) { return std::string_view(":#*-=[]().,|/").find(c) != std::string_view::npos; };
        while (!word.empty() && is_sign(word.back())) word.remove_suffix(1);
        while (!word.empty() && is_sign(word.front())) word.remove_prefix(1);
        const bool fits = std::ranges::any_of(word, is_digit) || std::ranges::find(units, word) != units.end() ||
                          is_name_of_number(word);
        if (!fits) return false;
    }
    return true;
}

struct Best {
    int rank = 100;
    std::optional<std::string> value;
};

void look(std::string_view line, std::string_view lower, std::string_view word, const NameLabels& label, Best& best) {
    for (auto at = lower.find(word); at != lower.npos; at = lower.find(word, at + 1)) {
        if (!stands_alone(lower, at, word.size())) continue;
        if (label.kind == NameKind::receipt && names_another(lower.substr(0, at))) continue;
        bool sign = label.rank < needs_sign;
        const auto start = skip_signs(lower, at + word.size(), sign);
        const auto value = label.kind == NameKind::store ? name_at(line, start) : number_at(line, start);
        if (value.empty()) continue;
        const auto end = static_cast<std::size_t>(value.data() - line.data()) + value.size();
        const auto before = trim(lower.substr(0, at));
        const bool first = is_of_numbers(before);
        const bool last = trim(lower.substr(end)).find_first_not_of("*-=])") == lower.npos;
        // Or in a column of its own: "CAISSE 014   TICKET 2245   OP 31".
        const bool column = start <= at + word.size() + 1 && lower.substr(0, at).ends_with("  ") &&
                            (last || lower.substr(end).starts_with("  "));
        const bool whole_line = column || (first && (last || is_of_numbers(lower.substr(end))));
        const bool sure = label.rank >= needs_alone
                              ? first && (last || lower.substr(end).starts_with("  ")) && start > at + word.size()
                              : sign || (whole_line && label.kind == NameKind::receipt);
        const int rank = label.rank + (sign ? 0 : 1);
        if (!sure || rank >= best.rank) continue;
        best = {rank, label.kind == NameKind::store ? std::string(value) : in_groups(line, value)};
    }
}

}  // namespace

SlipNames find_names(const std::vector<std::string>& lines) {
    std::array<Best, 5> best;
    for (const auto& line : lines) {
        const auto lower = lower_case(line);
        if (std::ranges::none_of(lower, is_digit) && lower.find(':') == lower.npos) continue;
        const ByteSet bytes(lower);
        for (const auto& labels : name_labels()) {
            auto& found = best[static_cast<std::size_t>(labels.kind)];
            for (const auto word : labels.words) {
                if (bytes.may_contain(word)) look(line, lower, word, labels, found);
            }
        }
    }
    const auto of = [&](NameKind kind) { return best[static_cast<std::size_t>(kind)].value; };
    return {of(NameKind::receipt), of(NameKind::original_receipt), of(NameKind::member), of(NameKind::store),
            of(NameKind::terminal)};
}

}  // namespace xiaoer::pos
