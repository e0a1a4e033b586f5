#include "domain/roll_line.h"

#include "base/text.h"
#include "domain/number.h"

#include <algorithm>
#include <array>
#include <span>

namespace xiaoer {
namespace {

constexpr std::size_t points_max = 200;  // of a name while it is taken apart
constexpr std::int64_t digits_like_a_phone = 7;
constexpr std::size_t number_digits_max = 5;
constexpr std::size_t phone_points_max = 24;

using Points = std::vector<char32_t>;

char32_t half_width(char32_t c) { return c >= U'！' && c <= U'～' ? c - U'！' + U'!' : c == U'\u3000' ? U' ' : c; }
bool is_digit(char32_t c) { return half_width(c) >= U'0' && half_width(c) <= U'9'; }
bool is_one_of(char32_t c, std::u32string_view list) { return list.find(c) != std::u32string_view::npos; }

std::string text_of_points(std::span<const char32_t> points) {
    std::string text;
    for (const char32_t c : points) append_utf8(text, c);
    return text;
}

void drop_leading_spaces(Points& points) {
    points.erase(points.begin(), std::ranges::find_if(points, [](char32_t c) { return half_width(c) != U' '; }));
}

// ① ⑴ ⒈ ㉑ and their like.
std::optional<std::int64_t> number_in_one_character(char32_t c) {
    struct Row {
        char32_t first, last;
        std::int64_t number;
    };
    static constexpr std::array rows = {Row{U'①', U'⑳', 1},    Row{U'⑴', U'⒇', 1},    Row{U'⒈', U'⒛', 1},
                                        Row{U'㉑', U'㉟', 21}, Row{U'㊱', U'㊿', 36}, Row{U'❶', U'❿', 1},
                                        Row{U'㈠', U'㈩', 1}};
    for (const auto& row : rows) {
        if (c >= row.first && c <= row.last) return row.number + static_cast<std::int64_t>(c - row.first);
    }
    return {};
}

// Where a run of phone characters may be cut: at its ends and beside what separates.
bool is_digit_or_plus(char32_t c) { return is_digit(c) || half_width(c) == U'+'; }

struct Found {
    std::size_t from = 0;
    std::size_t to = 0;
    std::string phone;
};

// The longest part of points[from, to) that is a phone number and is not cut out of a longer row of digits.
std::optional<Found> phone_within(const Points& points, std::size_t from, std::size_t to) {
    const auto starts = [&](std::size_t i) {
        return is_digit_or_plus(points[i]) && (i == from || !is_digit_or_plus(points[i - 1]));
    };
    const auto ends = [&](std::size_t i) { return is_digit(points[i - 1]) && (i == to || !is_digit(points[i])); };
    for (std::size_t start = from; start < to; ++start) {
        if (!starts(start)) continue;
        for (std::size_t end = std::min(to, start + phone_points_max); end > start; --end) {
            if (!ends(end)) continue;
            if (auto phone = normalise_phone(text_of_points(std::span(points).subspan(start, end - start))))
                return Found{start, end, std::move(*phone)};
        }
    }
    return {};
}

// Takes the phone number out of the points. Returns: it, or "" with whether something looked like one.
NameAndPhone take_phone(Points& points) {
    constexpr std::u32string_view joins = U"+ -.()－\u00a0\u2010\u2011\u2013";
    NameAndPhone found;
    for (std::size_t from = 0; from < points.size();) {
        std::size_t to = from;
        std::int64_t digits = 0;
        while (to < points.size() && (is_digit(points[to]) || is_one_of(half_width(points[to]), joins))) {
            digits += is_digit(points[to]) ? 1 : 0;
            ++to;
        }
        if (digits >= digits_like_a_phone) {
            const auto phone = phone_within(points, from, to);
            const auto cut_from = phone ? phone->from : from;
            const auto cut_to = phone ? phone->to : to;
            found.bad_phone = !phone;
            if (phone) found.phone = phone->phone;
            points.erase(points.begin() + static_cast<std::ptrdiff_t>(cut_from),
                         points.begin() + static_cast<std::ptrdiff_t>(cut_to));
            points.insert(points.begin() + static_cast<std::ptrdiff_t>(cut_from), U' ');
            if (phone) return found;
            continue;
        }
        from = std::max(to, from + 1);
    }
    return found;
}

// "+1", "＋2人": guests without a name.
void drop_guests(Points& points) {
    const auto plus = std::ranges::find_if(points, [](char32_t c) { return half_width(c) == U'+'; });
    if (plus == points.end()) return;
    auto rest = plus + 1;
    while (rest != points.end() && half_width(*rest) == U' ') ++rest;
    const auto number = rest;
    while (rest != points.end() && (is_digit(*rest) || is_one_of(*rest, U"一二两三四五"))) ++rest;
    if (rest == number || rest - number > 2) return;
    if (rest != points.end() && is_one_of(*rest, U"人位个")) ++rest;
    points.erase(plus, rest);
}

bool take_off_end(std::string& text, std::string_view label) {
    if (!text.ends_with(label)) return false;
    text.resize(text.size() - label.size());
    return true;
}

// The last character closes a bracket that was opened within and holds something: "小赵(二店)".
bool closes_a_bracket(std::span<const char32_t> name) {
    constexpr std::u32string_view pairs = U"()（）[]【】<>《》";
    const auto close = pairs.find(name.back());
    if (close == std::u32string_view::npos || close % 2 == 0) return false;
    const auto within = name.first(name.size() - 1);
    const auto open = std::ranges::find(within, pairs[close - 1]);
    return std::find_if(open, within.end(), [&](char32_t c) { return c != *open && c != U' '; }) != within.end();
}

// What is left around a name once the phone is out: separators, brackets, labels, a formula's first character.
std::string bare_name(const Points& points) {
    constexpr std::u32string_view edge = U" ,，;；:：|｜/／-－—–_=＝+＋@＠()（）[]【】<>《》\"'“”‘’、.。．·*\t";
    constexpr std::array<std::string_view, 8> labels = {"手机号码", "手机号", "联系电话", "电话号码",
                                                        "手机",     "电话",   "Tel",      "tel"};
    Points left = points;
    auto first = left.begin();
    auto last = left.end();
    const auto shrink = [&] {
        while (first != last && is_one_of(*first, edge)) ++first;
        while (first != last && is_one_of(*(last - 1), edge) && !closes_a_bracket({first, last})) --last;
    };
    shrink();
    std::string name = clean_text(text_of_points({first, last}), points_max);
    for (bool again = true; again;) {
        again = std::ranges::any_of(labels, [&name](std::string_view label) { return take_off_end(name, label); });
        left = code_points(name);
        first = left.begin(), last = left.end();
        shrink();
        name = text_of_points({first, last});
    }
    return name;
}

std::vector<std::string_view> cells_at_tabs(std::string_view line) {
    std::vector<std::string_view> cells;
    while (true) {
        const auto tab = line.find('\t');
        cells.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return cells;
        line.remove_prefix(tab + 1);
    }
}

}  // namespace

std::optional<Numbered> take_number(std::string_view line, std::int64_t last) {
    constexpr std::u32string_view behind = U".、。,:)]】>·";
    constexpr std::u32string_view invisible = U"\ufe0f\u20e3";  // of the keycaps 1️⃣
    Points points = code_points(line);
    drop_leading_spaces(points);
    if (points.empty()) return {};
    if (const auto number = number_in_one_character(points[0])) {
        points.erase(points.begin());
        while (!points.empty() && is_one_of(half_width(points[0]), behind)) points.erase(points.begin());
        return Numbered{*number, text_of_points(points)};
    }
    std::size_t at = is_one_of(half_width(points[0]), U"([【<") ? 1 : 0;
    const bool bracketed = at == 1;
    std::int64_t number = 0;
    const std::size_t from = at;
    bool keycap = false;
    for (; at < points.size() && at - from <= 2 * number_digits_max; ++at) {
        if (is_digit(points[at])) {
            number = number * 10 + static_cast<std::int64_t>(half_width(points[at]) - U'0');
        } else if (is_one_of(points[at], invisible)) {
            keycap = true;
        } else {
            break;
        }
    }
    if (at == from || number > 99'999) return {};
    const char32_t next = at < points.size() ? half_width(points[at]) : U'\0';
    const bool separated =
        is_one_of(next, behind) || (next == U'-' && at + 1 < points.size() && !is_digit(points[at + 1]));
    const bool stands_alone = at == points.size() || next == U' ' || next == U'\t';
    const bool expected = number == last + 1;
    if (bracketed && !separated) return {};
    if (!separated && !keycap && !expected) return {};
    if (!separated && !keycap && !stands_alone && is_digit(next)) return {};
    if (separated) ++at;
    return Numbered{number, text_of_points(std::span(points).subspan(at))};
}

bool is_heading(std::string_view line) {
    const auto text = trim(line);
    if (text.starts_with("#") || text.starts_with("＃") || text.ends_with(":") || text.ends_with("：")) return true;
    return text.starts_with("例 ") || text.starts_with("例：") || text.starts_with("例:") || text == "接龙";
}

NameAndPhone split_name_and_phone(std::string_view text) {
    Points points = code_points(text);
    points.resize(std::min(points.size(), 2 * points_max));
    auto found = take_phone(points);
    drop_guests(points);
    found.name = bare_name(points);
    return found;
}

std::string visible(std::string_view line) {
    std::string text;
    for (const auto& cell : cells_at_tabs(line)) text += (text.empty() ? "" : "\t") + clean_text(cell, points_max);
    return text;
}

std::vector<std::string> cells_of(std::string_view line, char separator) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"', ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == separator && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

}  // namespace xiaoer
