#include "base/text.h"
#include "pos_adapter/civil.h"
#include "pos_adapter/export_value.h"
#include "pos_adapter/slip_time.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a cell from left to right; a step that fails leaves it where it was.
class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}
    [[nodiscard]] bool done() const { return rest_.empty(); }
    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
    [[nodiscard]] std::size_t digits_ahead() const {
        return std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    }
    // Exactly `count` digits.
    int number(std::size_t count) {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) value = value * 10 + (rest_[i] - '0');
        rest_.remove_prefix(count);
        return value;
    }
    bool word(std::string_view word) {
        if (rest_.size() < word.size()) return false;
        for (std::size_t i = 0; i < word.size(); ++i) {
            const char c = rest_[i];
            if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c) != word[i]) return false;
        }
        rest_.remove_prefix(word.size());
        return true;
    }
    // Spaces, also the narrow one that some systems put before AM.
    void spaces() {
        while (word(" ") || word("\xc2\xa0") || word("\xe2\x80\xaf")) {
        }
    }

private:
    std::string_view rest_;
};

// The three numbers of a date as they stand.
struct DateParts {
    std::array<int, 3> numbers{};
    bool year_first = false;
    bool short_year = false;  // of two digits, wherever it stands
};
std::optional<DateParts> read_date(Cursor& in) {
    DateParts parts;
    const auto compact = in.digits_ahead();
    if (compact == 8 || compact == 14) {
        parts = {{in.number(4), in.number(2), in.number(2)}, true, false};
        return parts;
    }
    char separator = '\0';
    for (std::size_t i = 0; i < 3; ++i) {
        const auto digits = in.digits_ahead();
        const bool year = digits == 4 && (i == 0 || (i == 2 && !parts.year_first));
        if (digits == 0 || (digits > 2 && !year)) return {};
        if (year && i == 0) parts.year_first = true;
        parts.numbers[i] = in.number(digits);
        if (i == 2) parts.short_year = digits <= 2 && !parts.year_first;
        if (i == 2) break;
        if (i == 0) separator = in.peek();
        if ((separator != '-' && separator != '/' && separator != '.') || !in.word({&separator, 1})) return {};
    }
    return parts;
}

CivilTime in_order(const DateParts& date, DateOrder order) {
    const auto& [a, b, c] = date.numbers;
    if (date.year_first) return {a, b, c, 12, 0, 0, 0};
    if (order == DateOrder::ymd) return {2000 + a, b, c, 12, 0, 0, 0};
    const int year = date.short_year ? 2000 + c : c;
    return order == DateOrder::dmy ? CivilTime{year, b, a, 12, 0, 0, 0} : CivilTime{year, a, b, 12, 0, 0, 0};
}

// "10:15", "10:15:00.123", "1:33 PM", "101500" behind a compact date.
bool read_time(Cursor& in, CivilTime& time) {
    if (in.digits_ahead() == 6) {
        time.hour = in.number(2), time.minute = in.number(2), time.second = in.number(2);
        return true;
    }
    const auto part = [&in](std::size_t least, int& value) {
        const auto digits = in.digits_ahead();
        if (digits < least || digits > 2) return false;
        value = in.number(digits);
        return true;
    };
    if (!part(1, time.hour) || !(in.word(":") || in.word(".")) || !part(2, time.minute)) return false;
    time.second = 0;
    if ((in.word(":") || in.word(".")) && !part(2, time.second)) return false;
    if (in.word(".") || in.word(",")) {
        while (is_digit(in.peek())) (void)in.number(1);
    }
    in.spaces();
    const bool after = in.word("pm") || in.word("p.m.");
    if (after || in.word("am") || in.word("a.m.")) {
        if (time.hour < 1 || time.hour > 12) return false;
        time.hour = time.hour % 12 + (after ? 12 : 0);
    }
    return true;
}

// "Z", "+08:00", "-0400", "UTC". Nothing when it is none; "" when there is nothing.
std::optional<std::string> read_offset(Cursor& in) {
    in.spaces();
    if (in.done()) return "";
    if (in.word("z") || in.word("utc") || in.word("gmt"))
        return in.done() ? std::optional<std::string>("Z") : std::nullopt;
    const char sign = in.peek();
    if (!in.word("+") && !in.word("-")) return {};
    std::string text(1, sign);
    for (const char* behind : {":", ""}) {
        const auto digits = in.digits_ahead();
        if (digits < 2) return {};
        const int number = in.number(2);
        if (number > 59 || (*behind != '\0' && number > 14)) return {};
        text += {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
        if (*behind != '\0') text += behind, (void)in.word(":");
    }
    return in.done() ? std::optional(text) : std::nullopt;
}

// As iso_date_time() writes it, in a tenth of the time: a file has a million of them.
std::string iso(const CivilTime& time) {
    std::string text = "0000-00-00T00:00:00";
    const auto put = [&text](std::size_t at, std::size_t digits, int value) {
        for (; digits > 0; value /= 10) text[at + --digits] = static_cast<char>('0' + value % 10);
    };
    put(0, 4, time.year), put(5, 2, time.month), put(8, 2, time.day);
    put(11, 2, time.hour), put(14, 2, time.minute), put(17, 2, time.second);
    return text;
}

std::optional<std::string> assemble(const DateParts& date, DateOrder order, Cursor rest) {
    auto time = in_order(date, order);
    rest.spaces();
    (void)(rest.word("t") || rest.word(","));
    rest.spaces();
    if (!rest.done() && !read_time(rest, time)) return {};
    const auto offset = read_offset(rest);
    if (!offset || !is_real(time)) return {};
    return iso(time) + *offset;
}

// Every order that fits, with what it reads.
std::vector<std::pair<DateOrder, std::string>> readings(const DateParts& date, const Cursor& rest) {
    std::vector<std::pair<DateOrder, std::string>> all;
    for (const auto order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd}) {
        if (order == DateOrder::ymd && !date.short_year) continue;
        if (auto read = assemble(date, order, rest)) all.emplace_back(order, std::move(*read));
    }
    return all;
}

}  // namespace

ExportTime read_export_time(std::string_view cell, std::optional<DateOrder> order) {
    const auto text = trim(cell);
    Cursor in(text);
    const auto date = is_digit(in.peek()) ? read_date(in) : std::nullopt;
    if (!date) return {find_sold_at({std::string(text)}, order), false};
    if (date->year_first) return {assemble(*date, DateOrder::ymd, in), false};
    if (order == DateOrder::ymd && !date->short_year) order.reset();  // its year stands last: says nothing here
    if (order) return {assemble(*date, *order, in), false};
    const auto all = readings(*date, in);
    if (all.empty()) return {};
    const bool same = std::ranges::all_of(all, [&](const auto& one) { return one.second == all[0].second; });
    return same ? ExportTime{all[0].second, false} : ExportTime{std::nullopt, true};
}

std::optional<DateOrder> date_order_shown(std::string_view cell) {
    Cursor in(trim(cell));
    const auto date = is_digit(in.peek()) ? read_date(in) : std::nullopt;
    if (!date || date->year_first) return {};
    const auto all = readings(*date, in);
    return all.size() == 1 ? std::optional(all[0].first) : std::nullopt;
}

}  // namespace xiaoer::pos
