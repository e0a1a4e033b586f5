#include "pos_adapter/slip_time.h"

#include "base/text.h"
#include "pos_adapter/slip_line.h"

#include <algorithm>
#include <array>

namespace xiaoer::pos {
namespace {

struct Date {
    int year = 0, month = 0, day = 0;
    bool ambiguous = false;  // day and month could be swapped, and nothing says how
};
struct TimeOfDay {
    int hour = 0, minute = 0, second = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
    return (static_cast<unsigned char>(c) | 0x20) >= 'a' && (static_cast<unsigned char>(c) | 0x20) <= 'z';
}

// Reads a text from left to right; each step that fails leaves it where it was.
class Reader {
public:
    explicit Reader(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    std::optional<int> number(std::size_t least, std::size_t most) {
        std::size_t end = at_;
        int value = 0;
        while (end < text_.size() && end - at_ < most && is_digit(text_[end]))
            value = value * 10 + (text_[end++] - '0');
        if (end - at_ < least || (end < text_.size() && is_digit(text_[end]))) return std::nullopt;
        digits_ = end - at_;
        at_ = end;
        return value;
    }
    [[nodiscard]] std::size_t digits() const { return digits_; }
    bool word(std::string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }
    void spaces() {
        while (peek() == ' ') ++at_;
    }

private:
    std::string_view text_;
    std::size_t at_;
    std::size_t digits_ = 0;
};

bool is_real(const Date& date) {
    static constexpr std::array<int, 12> days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1990 || date.year > 2100 || date.month < 1 || date.month > 12) return false;
    return date.day >= 1 && date.day <= days[static_cast<std::size_t>(date.month - 1)];
}
std::optional<Date> real(Date date) { return is_real(date) ? std::optional(date) : std::nullopt; }

// 年月日 and 년월일, spaces allowed.
std::optional<Date> east_asian_date(Reader& in) {
    Date date;
    const auto part = [&](int& value, std::size_t most, std::string_view chinese, std::string_view korean) {
        in.spaces();
        const auto number = in.number(1, most);
        if (!number) return false;
        value = *number;
        in.spaces();
        return in.word(chinese) || in.word(korean);
    };
    if (!part(date.year, 4, "年", "년") || !part(date.month, 2, "月", "월") || !part(date.day, 2, "日", "일"))
        return {};
    if (date.year < 100) date.year += 2000;
    return real(date);
}

// Three numbers with one of - / . between them.
std::optional<Date> numeric_date(Reader& in, std::optional<DateOrder> order) {
    std::array<int, 3> parts{};
    std::array<std::size_t, 3> widths{};
    const auto first = in.number(1, 4);
    const char separator = in.peek();
    if (!first || (separator != '-' && separator != '/' && separator != '.')) return {};
    parts[0] = *first, widths[0] = in.digits();
    for (std::size_t i = 1; i < 3; ++i) {
        if (!in.word({&separator, 1})) return {};
        const auto number = in.number(1, 4);
        if (!number) return {};
        parts[i] = *number, widths[i] = in.digits();
    }
    if (is_letter(in.peek()) && in.peek() != 'T') return {};
    if (widths[0] == 4) return widths[1] <= 2 && widths[2] <= 2 ? real({parts[0], parts[1], parts[2]}) : std::nullopt;
    if (widths[0] > 2 || widths[1] > 2 || (widths[2] != 2 && widths[2] != 4)) return {};
    if (widths[2] == 2 && order == DateOrder::ymd) return real({2000 + parts[0], parts[1], parts[2]});
    const int year = widths[2] == 2 ? 2000 + parts[2] : parts[2];
    const Date day_first{year, parts[1], parts[0]};
    const Date month_first{year, parts[0], parts[1]};
    if (!is_real(month_first) || separator == '.') return real(day_first);
    if (!is_real(day_first)) return month_first;
    if (parts[0] == parts[1]) return day_first;
    if (order == DateOrder::dmy) return day_first;
    if (order == DateOrder::mdy) return month_first;
    return Date{year, parts[0], parts[1], true};
}

// 1–12 for a month's name or its first three letters in English, German or French; 0 when it is none.
int month_named(std::string_view word) {
    static constexpr std::array<std::array<std::string_view, 4>, 12> names = {{{"jan", "jän", "janv", "janu"},
                                                                               {"feb", "fév", "fevr", "febr"},
                                                                               {"mar", "mär", "mars", "maer"},
                                                                               {"apr", "avr", "april", "avril"},
                                                                               {"may", "mai", "may", "mai"},
                                                                               {"jun", "juin", "june", "juni"},
                                                                               {"jul", "juil", "july", "juli"},
                                                                               {"aug", "aoû", "aout", "augu"},
                                                                               {"sep", "sept", "sep", "sept"},
                                                                               {"oct", "okt", "octo", "okto"},
                                                                               {"nov", "nove", "nov", "nov"},
                                                                               {"dec", "dez", "déc", "dece"}}};
    for (std::size_t month = 0; month < names.size(); ++month) {
        for (const auto name : names[month]) {
            if (word.starts_with(name)) return static_cast<int>(month) + 1;
        }
    }
    return 0;
}

std::string_view letters_at(std::string_view line, std::size_t at) {
    std::size_t end = at;
    while (end < line.size() && (is_letter(line[end]) || line[end] < 0)) ++end;
    return line.substr(at, end - at);
}

// "6th of April 2015", "06-Apr-2015", "April 6, 2015": a month's name with day and year around it.
std::optional<Date> named_date(std::string_view line, std::size_t at) {
    const auto word = letters_at(line, at);
    const int month = word.size() >= 3 ? month_named(word) : 0;
    if (month == 0) return {};
    Reader after(line, at + word.size());
    const auto gap = [&] {
        while (after.peek() == ' ' || after.peek() == '.' || after.peek() == ',' || after.peek() == '-' ||
               after.peek() == '/') {
            if (!after.word(" ") && !after.word(".") && !after.word(",") && !after.word("-")) after.word("/");
        }
    };
    gap();
    const auto first = after.number(1, 4);
    if (!first) return {};
    if (after.digits() <= 2) {  // "April 6, 2015", or "06-Apr-15"
        for (const auto* ending : {"st", "nd", "rd", "th"}) after.word(ending);
        const auto digits = after.digits();
        gap();
        if (const auto year = after.number(4, 4)) return real({*year, month, *first});
        if (digits != 2) return {};
    }
    // The day stands before the name, perhaps with "th of" between.
    std::size_t end = at;
    while (end > 0 && !is_digit(line[end - 1]) && at - end < 8) --end;
    std::size_t begin = end;
    while (begin > 0 && is_digit(line[begin - 1]) && end - begin < 3) --begin;
    const auto day = Reader(line, begin).number(1, 2);
    if (!day) return {};
    return real({*first < 100 ? 2000 + *first : *first, month, *day});
}

struct FoundDate {
    Date date;
    std::size_t begin, end;
};

std::optional<FoundDate> date_in(std::string_view line, std::optional<DateOrder> order) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        const bool word_before = at > 0 && (is_digit(line[at - 1]) || is_letter(line[at - 1]));
        if (word_before) continue;
        if (is_digit(line[at])) {
            Reader east(line, at);
            if (const auto date = east_asian_date(east)) return FoundDate{*date, at, east.at()};
            Reader numeric(line, at);
            if (const auto date = numeric_date(numeric, order)) return FoundDate{*date, at, numeric.at()};
        } else if (is_letter(line[at])) {
            if (const auto date = named_date(line, at)) return FoundDate{*date, at, at};
        }
    }
    return {};
}

// 1: after noon, 0: before, -1: not said.
int half_before(std::string_view line, std::size_t at) {
    const auto before = trim(line.substr(0, at));
    for (const auto* word : {"下午", "午後", "午后", "오후", "晚上"}) {
        if (before.ends_with(word)) return 1;
    }
    for (const auto* word : {"上午", "午前", "早上", "오전"}) {
        if (before.ends_with(word)) return 0;
    }
    return -1;
}
int half_after(Reader& in) {
    in.spaces();
    for (const auto* word : {"pm", "p.m"}) {
        if (in.word(word)) return 1;
    }
    for (const auto* word : {"am", "a.m"}) {
        if (in.word(word)) return 0;
    }
    return -1;
}

std::optional<TimeOfDay> time_at(std::string_view line, std::size_t at) {
    Reader in(line, at);
    TimeOfDay time;
    const auto hour = in.number(1, 2);
    if (!hour) return {};
    in.spaces();
    const bool east_asian = in.word("時") || in.word("时") || in.word("시") || in.word("点");
    if (!east_asian && !in.word(":") && !in.word("h")) return {};
    in.spaces();
    const auto minute = in.number(2, 2);
    if (!minute) return {};
    time.hour = *hour, time.minute = *minute;
    if (in.word(":") || in.word("分") || in.word("분")) {
        in.spaces();
        if (const auto second = in.number(2, 2)) time.second = *second;
    }
    const int half = std::max(half_after(in), half_before(line, at));
    if (half == 1 && time.hour < 12) time.hour += 12;
    if (half == 0 && time.hour == 12) time.hour = 0;
    return time.hour < 24 && time.minute < 60 && time.second < 60 ? std::optional(time) : std::nullopt;
}

std::optional<TimeOfDay> time_in(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (!is_digit(line[at])) continue;
        const char before = at > 0 ? line[at - 1] : ' ';
        const bool label = before == ':' && at > 1 && !is_digit(line[at - 2]);  // "时间:21:32"
        if (is_digit(before) || before == '.' || (before == ':' && !label)) continue;
        if (const auto time = time_at(line, at)) return time;
    }
    return {};
}

// Of several times the one of paying is the sale's: a table may have been opened an hour before.
bool is_about_paying(std::string_view line) {
    static constexpr std::array<std::string_view, 12> words = {"结账",     "结帐",     "结算",     "付款时间",
                                                               "支付时间", "交易时间", "销售时间", "收银时间",
                                                               "结束",     "closed",   "paid",     "결제"};
    return std::ranges::any_of(words, [&](std::string_view word) { return line.find(word) != line.npos; });
}

// Opening hours and validity are no time of sale.
bool is_about_something_else(std::string_view line) {
    static constexpr std::array<std::string_view, 15> words = {"有效期", "营业",    "營業",    "到期",  "截止",
                                                               "valid",  "expire",  "opening", "hours", "open ",
                                                               "gültig", "valable", "유효",    "영업",  "tse"};
    return std::ranges::any_of(words, [&](std::string_view word) { return line.find(word) != line.npos; });
}

std::string iso(const Date& date, const TimeOfDay& time) {
    return iso_date_time({date.year, date.month, date.day, time.hour, time.minute, time.second, 0});
}

}  // namespace

std::optional<std::string> find_sold_at(const std::vector<std::string>& lines, std::optional<DateOrder> order) {
    std::optional<std::string> first;
    std::optional<Date> lone_date;
    std::optional<TimeOfDay> lone_time;
    for (const auto& original : lines) {
        const auto line = lower_case(original);
        if (is_about_something_else(line)) continue;
        const auto found = date_in(line, order);
        if (found && found->date.ambiguous) continue;
        auto time = found ? time_in(line.substr(found->end)) : time_in(line);
        if (found && !time) time = time_in(line.substr(0, found->begin));
        if (found && time) {
            if (is_about_paying(line)) return iso(found->date, *time);
            if (!first) first = iso(found->date, *time);
            continue;
        }
        if (found && !lone_date) lone_date = found->date;
        if (time && !found && !lone_time) lone_time = time;
    }
    if (first || !lone_date || !lone_time) return first;
    return iso(*lone_date, *lone_time);
}

bool is_date_or_time(std::string_view text) {
    const auto date = date_in(text, DateOrder::dmy);
    if (date && date->begin == 0 && date->end + 1 >= text.size()) return true;
    return text.find(':') != text.npos && time_in(text).has_value();
}

}  // namespace xiaoer::pos
