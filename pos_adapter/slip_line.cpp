#include "pos_adapter/slip_line.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace xiaoer::pos {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) {
    return (static_cast<unsigned char>(c) | 0x20) >= 'a' && (static_cast<unsigned char>(c) | 0x20) <= 'z';
}
bool is_separator(char c) { return std::string_view(".,'").find(c) != std::string_view::npos; }

using Mark = std::pair<std::string_view, std::string_view>;
// Longer first where one begins with another.
constexpr std::array<Mark, 36> marks = {{
    {"RMB¥", "CNY"}, {"RMB", "CNY"}, {"CNY", "CNY"}, {"CN¥", "CNY"}, {"JP¥", "JPY"}, {"JPY", "JPY"},
    {"KRW", "KRW"},  {"EUR", "EUR"}, {"USD", "USD"}, {"US$", "USD"}, {"HK$", "HKD"}, {"HKD", "HKD"},
    {"NT$", "TWD"},  {"TWD", "TWD"}, {"AU$", "AUD"}, {"AUD", "AUD"}, {"CA$", "CAD"}, {"CAD", "CAD"},
    {"S$", "SGD"},   {"SGD", "SGD"}, {"MOP", "MOP"}, {"GBP", "GBP"}, {"CHF", "CHF"}, {"SEK", "SEK"},
    {"NOK", "NOK"},  {"DKK", "DKK"}, {"PLN", "PLN"}, {"CZK", "CZK"}, {"€", "EUR"},   {"£", "GBP"},
    {"₩", "KRW"},    {"¥", "¥"},     {"$", "$"},     {"元", "CNY"},  {"円", "JPY"},  {"원", "KRW"},
}};
constexpr std::string_view unreadable = "\xef\xbf\xbd";  // U+FFFD
constexpr std::array<std::string_view, 20> count_words = {
    "件",    "个",   "個",       "样",      "项",      "項",  "份", "点",  "點",  "개",
    "items", "item", "articles", "article", "artikel", "pcs", "pc", "stk", "qty", "pos."};

bool continues_word(std::string_view line, std::size_t at) { return at < line.size() && is_ascii_letter(line[at]); }

const Mark* mark_ending_at(std::string_view line, std::size_t end) {
    const auto before = line.substr(0, end);
    for (const auto& mark : marks) {
        if (!before.ends_with(mark.first)) continue;
        const auto start = end - mark.first.size();
        if (is_ascii_letter(mark.first[0]) && start > 0 && is_ascii_letter(line[start - 1])) continue;
        return &mark;
    }
    return nullptr;
}
const Mark* mark_starting_at(std::string_view line, std::size_t at) {
    for (const auto& mark : marks) {
        if (line.substr(at).starts_with(mark.first) &&
            !(is_ascii_letter(mark.first[0]) && continues_word(line, at + mark.first.size()))) {
            return &mark;
        }
    }
    return nullptr;
}

std::size_t skip_spaces(std::string_view line, std::size_t at) {
    while (at < line.size() && line[at] == ' ') ++at;
    return at;
}
std::size_t skip_spaces_back(std::string_view line, std::size_t end) {
    while (end > 0 && line[end - 1] == ' ') --end;
    return end;
}

struct Found {
    std::size_t begin = 0, end = 0;  // with sign, mark and unit
    Figure figure;
    bool in_word = false;  // not a figure of its own
};

// The end of digits and separators that have digits behind them; `broken` when a date, a time or a word goes on.
std::size_t end_of_digits(std::string_view line, std::size_t at, bool& broken) {
    while (at < line.size()) {
        const bool digit_next = at + 1 < line.size() && is_digit(line[at + 1]);
        if (is_digit(line[at])) {
            ++at;
        } else if (is_separator(line[at]) && digit_next) {
            at += 2;
        } else if ((line[at] == ':' || line[at] == '/' || line[at] == '-') && digit_next) {
            broken = true;
            at += 2;
        } else {
            break;
        }
    }
    return at;
}

void read_before(std::string_view line, std::size_t floor, Found& found) {
    std::size_t begin = found.begin;
    const auto sign = [&] {
        const auto before = begin >= 2 ? line[begin - 2] : ' ';  // a leader "-----" is no sign
        const bool dash = begin > floor && line[begin - 1] == '-' && before != '-' && !is_ascii_letter(before);
        if (dash) found.figure.negative = true, --begin;
    };
    sign();
    const auto end = skip_spaces_back(line, begin);
    if (const auto* mark = mark_ending_at(line, end); mark != nullptr && end - mark->first.size() >= floor) {
        found.figure.mark = mark->second;
        found.figure.mark_before = true;
        begin = end - mark->first.size();
        sign();
    } else if (begin > floor && (line[begin - 1] == 'x' || line[begin - 1] == 'X') &&
               (begin - 1 == floor || line[begin - 2] == ' ')) {
        found.figure.counts = true;  // x2
        --begin;
    } else if (begin > floor &&
               (is_ascii_letter(line[begin - 1]) || line[begin - 1] == '#' || line[begin - 1] == '.')) {
        found.in_word = true;
    }
    found.begin = begin;
}

void read_after(std::string_view line, Found& found) {
    const auto at = skip_spaces(line, found.end);
    for (const auto word : count_words) {
        const bool ends = !is_ascii_letter(word[0]) || !continues_word(line, at + word.size());
        if (lower_case(line.substr(at, word.size())) == word && ends) {
            found.figure.counts = true;
            found.end = at + word.size();
            return;
        }
    }
    if (const auto* mark = mark_starting_at(line, at)) {
        // "12.00 $5": a prefix sign belongs to what comes after it.
        const auto after = at + mark->first.size();
        const bool prefix = found.figure.mark.empty() && after < line.size() && is_digit(line[after]);
        if (!prefix) {
            if (found.figure.mark.empty() || found.figure.mark == "¥" || found.figure.mark == "$")
                found.figure.mark = mark->second;
            found.end = after;
        }
    } else if (line.substr(found.end) == "TX" || line.substr(found.end) == "T") {  // 26TX: taxed
        found.end = line.size();
    } else if (found.end < line.size() && (line[found.end] == '%' || continues_word(line, found.end))) {
        const bool times = (line[found.end] == 'x' || line[found.end] == 'X') && !continues_word(line, found.end + 1);
        found.figure.counts = found.figure.counts || times;
        found.in_word = !times;
        if (times) ++found.end;
    }
    if (found.end < line.size() && line[found.end] == '-' &&
        (found.end + 1 == line.size() || line[found.end + 1] == ' ')) {
        found.figure.negative = true;
        ++found.end;
    }
}

Found figure_at(std::string_view line, std::size_t at, std::size_t floor) {
    Found found;
    bool broken = false;
    found.begin = at;
    found.end = end_of_digits(line, at, broken);
    found.figure.digits = std::string(line.substr(at, found.end - at));
    read_before(line, floor, found);
    read_after(line, found);
    if (broken) found.in_word = true;
    found.figure.damaged = line.substr(0, at).ends_with(unreadable) || line.substr(found.end).starts_with(unreadable);
    const bool bracketed =
        found.begin > floor && line[found.begin - 1] == '(' && found.end < line.size() && line[found.end] == ')';
    if (bracketed && has_decimals(found.figure)) {
        found.figure.negative = true;
        --found.begin, ++found.end;
    } else if (bracketed) {
        found.in_word = true;
    }
    return found;
}

// What stands between two figures of one field: "2 x 5.00", "2 @ 5.00", "12.00 A".
bool is_filler(std::string_view text) {
    const auto bare = trim(text);
    return bare.empty() || bare == "x" || bare == "X" || bare == "*" || bare == "@" || bare == "=" || bare == ":" ||
           bare == "/" || bare == "?";
}

}  // namespace

std::vector<Field> fields_of(std::string_view line) {
    std::vector<Field> fields;
    std::size_t from = 0;  // where the label of the next figure starts
    std::size_t at = 0;
    while (at < line.size()) {
        if (!is_digit(line[at])) {
            ++at;
            continue;
        }
        const auto found = figure_at(line, at, from);
        at = found.end;
        if (found.in_word) continue;
        const auto label = line.substr(from, found.begin - from);
        if (fields.empty() || !is_filler(label)) fields.push_back({std::string(trim(label)), {}});
        fields.back().figures.push_back(found.figure);
        auto& figure = fields.back().figures.back();
        figure.close = label == " ";
        figure.begin = found.begin, figure.end = found.end;
        from = found.end;
    }
    const auto rest = trim(line.substr(std::min(from, line.size())));
    // "12.50 A", "¥150軽"
    const bool tax_code = !fields.empty() && (rest.size() <= 2 || rest == "軽" || rest == "TX");
    if (!rest.empty() && !tax_code) fields.push_back({std::string(rest), {}});
    return fields;
}

bool has_decimals(const Figure& figure) {
    const auto& digits = figure.digits;
    return digits.size() >= 4 && is_separator(digits[digits.size() - 3]);
}

std::optional<std::int64_t> amount_minor(const Figure& figure, const AmountStyle& style) {
    if (figure.counts || figure.damaged) return std::nullopt;
    std::string digits = figure.digits;
    std::erase(digits, '\'');
    const auto last = digits.find_last_of(".,");
    std::string major = digits.substr(0, last);
    std::string minor = last == digits.npos ? "" : digits.substr(last + 1);
    if (last != digits.npos) {
        const char separator = digits[last];
        const bool mixed = major.find(separator == '.' ? ',' : '.') != major.npos;
        const bool repeated = major.find(separator) != major.npos;
        bool groups = repeated && !mixed;
        if (mixed && repeated) return std::nullopt;
        if (!mixed && !repeated && minor.size() == 3 && style.minor_digits != 3) {
            if (separator == style.decimal || major.size() > 3 || major[0] == '0') return std::nullopt;
            if (separator == '.' && style.decimal == 0 && !style.dot_groups && style.minor_digits != 0)
                return std::nullopt;
            groups = true;
        } else if (!groups && style.decimal != 0 && separator != style.decimal) {
            return std::nullopt;
        }
        if (groups) major += separator + minor, minor.clear();
    }
    // Groups of three behind one of one to three.
    for (std::size_t at = major.find_first_of(".,"), first = at; at != major.npos; at = major.find_first_of(".,", at)) {
        if (first == 0 || first > 3 || at + 4 > major.size()) return std::nullopt;
        if (at + 4 < major.size() && is_digit(major[at + 4])) return std::nullopt;
        major.erase(at, 1);
    }
    if (major.size() > 1 && major[0] == '0') return std::nullopt;  // a number, not an amount
    const auto wanted = static_cast<std::size_t>(style.minor_digits);
    while (minor.size() > wanted && minor.back() == '0') minor.pop_back();
    if (minor.size() > wanted || major.size() + wanted > 12) return std::nullopt;
    minor.append(wanted - minor.size(), '0');
    std::int64_t amount = 0;
    for (const char c : major + minor) amount = amount * 10 + (c - '0');
    return figure.negative ? -amount : amount;
}

}  // namespace xiaoer::pos
