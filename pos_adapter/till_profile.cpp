#include "pos_adapter/till_profile.h"

#include "base/money.h"
#include "base/text.h"
#include "pos_adapter/slip_time.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

constexpr std::size_t words_max = 8, word_bytes_max = 60, value_bytes_max = 40;
constexpr std::string_view known_word = "应付金额";  // Label::due

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_byte(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '/';
}
bool is_taught(const std::vector<std::string>& words, std::string_view label) {
    return !label.empty() && std::ranges::find(words, label) != words.end();
}

struct NamedEncoding {
    std::string name;
    Encoding encoding;
};
const std::vector<NamedEncoding>& encodings() {
    static const std::vector<NamedEncoding> all = {
        {"gbk", {false, WideCharset::gb18030, true}}, {"utf-8", {true, WideCharset::gb18030, false}},
        {"big5", {false, WideCharset::big5, true}},   {"shift_jis", {false, WideCharset::shift_jis, true}},
        {"cp949", {false, WideCharset::cp949, true}}, {"page", {false, WideCharset::gb18030, false}}};
    return all;
}

// Where the words before a value end: before the token of the first digit, or at the sign in front of it.
std::string_view words_before_value(std::string_view text) {
    const auto digit = static_cast<std::size_t>(std::ranges::find_if(text, is_digit) - text.begin());
    if (digit == text.size()) return trim(text);
    std::size_t begin = digit;
    while (begin > 0 && is_name_byte(text[begin - 1])) --begin;
    const auto sign = text.substr(0, digit).find_last_of(":#=");
    return trim(text.substr(0, sign == std::string_view::npos ? begin : sign));
}

// The longest start of the line, from one of its stretches, that is a taught word; what stands behind it.
std::optional<std::string_view> behind_taught(std::string_view line, const std::vector<std::string>& words) {
    for (const auto& stretch : stretches_of(line)) {
        const auto text = line.substr(stretch.begin);
        for (std::size_t end = std::min(text.size(), 2 * word_bytes_max); end > 0; --end) {
            const bool inside = end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80;
            if (!inside && is_taught(words, normal_label(text.substr(0, end)))) return text.substr(end);
        }
    }
    return std::nullopt;
}

// The words nearest to the end of a printed line, as read_labels() will see them there.
std::string words_at(TaughtRole role, std::string_view printed) {
    const auto line = fold_line(printed);
    if (role == TaughtRole::total) {
        const auto fields = fields_of(line);
        return fields.empty() ? "" : normal_label(fields.back().label);
    }
    std::string word;
    const auto stretches = stretches_of(line);
    for (auto at = stretches.rbegin(); word.empty() && at != stretches.rend(); ++at) {
        word = normal_label(words_before_value(std::string_view(line).substr(at->begin, at->end - at->begin)));
    }
    return word;
}

std::vector<std::string>& words_of(TillProfile& profile, TaughtRole role) {
    return role == TaughtRole::total ? profile.total : role == TaughtRole::number ? profile.number : profile.time;
}

}  // namespace

std::string json_of(const TillProfile& profile) { return canonical(to_json(profile)); }

Result<TillProfile> till_profile_from_json(std::string_view text) {
    XIAOER_TRY_ASSIGN(const auto json, parse_json(text));
    XIAOER_TRY_ASSIGN(auto profile, from_json<TillProfile>(json));
    for (auto* words : {&profile.total, &profile.number, &profile.time}) {
        for (auto& word : *words) word = normal_label(fold_line(word));
        const bool wrong = std::ranges::any_of(
            *words, [](const std::string& word) { return word.empty() || word.size() > word_bytes_max; });
        if (wrong || words->size() > words_max) return invalid("a till profile has up to eight short words of a kind");
    }
    if (profile.encoding && !encoding_of_profile(profile)) {
        return invalid("\"" + *profile.encoding + "\" is no character set of a till profile");
    }
    if (profile.currency && !minor_digits(*profile.currency)) {
        return invalid("\"" + *profile.currency + "\" is not a currency code");
    }
    return profile;
}

const std::vector<std::string>& profile_encodings() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const auto& one : encodings()) all.push_back(one.name);
        return all;
    }();
    return names;
}

std::optional<Encoding> encoding_of_profile(const TillProfile& profile) {
    if (!profile.encoding) return std::nullopt;
    const auto found = std::ranges::find(encodings(), *profile.encoding, &NamedEncoding::name);
    return found == encodings().end() ? std::nullopt : std::optional(found->encoding);
}

std::optional<std::vector<std::vector<Field>>> taught_totals(const std::vector<std::vector<Field>>& fields,
                                                             const TillProfile& profile) {
    std::vector<std::vector<Field>> taught(fields.size());
    bool any = false, pending = false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool alone = fields[i].size() == 1 && fields[i][0].label.empty();
        for (const auto& field : fields[i]) {
            if (!(pending && alone) && !is_taught(profile.total, normal_label(field.label))) continue;
            taught[i].push_back(field);
            taught[i].back().label = known_word;
            any = true;
        }
        // A word alone: its figure may stand on the next line.
        if (!fields[i].empty()) pending = !taught[i].empty() && taught[i].back().figures.empty();
        std::erase_if(taught[i], [](const Field& field) { return field.figures.empty(); });
    }
    return any ? std::optional(std::move(taught)) : std::nullopt;
}

std::optional<std::string> taught_number(const std::vector<std::string>& lines, const TillProfile& profile) {
    for (const auto& line : lines) {
        const auto behind = behind_taught(line, profile.number);
        if (!behind) continue;
        auto value = trim(*behind);
        while (!value.empty() && !is_name_byte(value.front()) && value.front() > 0) value.remove_prefix(1);
        const auto end = static_cast<std::size_t>(std::ranges::find_if_not(value, is_name_byte) - value.begin());
        value = value.substr(0, end);
        if (value.size() > value_bytes_max || std::ranges::none_of(value, is_digit) || is_date_or_time(value)) continue;
        return std::string(value);
    }
    return std::nullopt;
}

std::vector<std::string> taught_times(const std::vector<std::string>& lines, const TillProfile& profile) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto behind = behind_taught(lines[i], profile.time);
        if (!behind) continue;
        found.emplace_back(*behind);
        if (i + 1 < lines.size()) found.push_back(lines[i + 1]);
    }
    return found;
}

std::vector<Stretch> stretches_of(std::string_view line) {
    std::vector<Stretch> found;
    for (std::size_t at = line.find_first_not_of(' '); at < line.size();) {
        const auto gap = std::min(line.find("  ", at), line.size());
        auto end = gap;
        while (end > at && line[end - 1] == ' ') --end;
        found.push_back({at, end});
        at = std::min(line.find_first_not_of(' ', gap), line.size());
    }
    return found;
}

std::string learn(TillProfile& profile, TaughtRole role, const std::vector<std::string>& lines, std::size_t line,
                  std::size_t stretch) {
    if (line >= lines.size() || stretch >= stretches_of(lines[line]).size()) return "";
    auto word = words_at(role, lines[line].substr(0, stretches_of(lines[line])[stretch].end));
    for (std::size_t above = line; word.empty() && above > 0; --above) {
        if (trim(lines[above - 1]).empty()) continue;
        if (std::ranges::none_of(lines[above - 1], is_digit)) word = words_at(role, lines[above - 1]);
        break;
    }
    if (word.empty() || word.size() > word_bytes_max) return "";
    auto& words = words_of(profile, role);
    if (is_taught(words, word)) return word;
    if (words.size() == words_max) words.erase(words.begin());
    words.push_back(word);
    return word;
}

}  // namespace xiaoer::pos
