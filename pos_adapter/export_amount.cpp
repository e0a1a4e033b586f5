#include "base/money.h"
#include "base/text.h"
#include "pos_adapter/export_value.h"

#include <algorithm>
#include <array>

namespace xiaoer::pos {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take_front(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}
bool take_back(std::string_view& text, std::string_view word) {
    if (!text.ends_with(word)) return false;
    text.remove_suffix(word.size());
    return true;
}

struct Mark {
    std::string_view mark, currency;  // "" where several currencies have the sign
};
// Longer ones first: "US$" before "$".
constexpr std::array<Mark, 21> marks = {
    {{"US$", "USD"}, {"HK$", "HKD"}, {"NT$", "TWD"}, {"CA$", "CAD"}, {"AU$", "AUD"}, {"NZ$", "NZD"}, {"S$", "SGD"},
     {"A$", "AUD"},  {"C$", "CAD"},  {"R$", "BRL"},  {"RM", "MYR"},  {"$", ""},      {"€", "EUR"},   {"£", "GBP"},
     {"₩", "KRW"},   {"₹", "INR"},   {"฿", "THB"},   {"₱", "PHP"},   {"¥", ""},      {"￥", ""},     {"元", ""}}};

// Signs and currency marks around the figure, in any order.
struct Wrapped {
    std::string_view figure;
    std::string currency;
    std::string open_mark;
    bool negative = false;
};

bool has_mark(std::string_view currency, std::string_view mark) {
    static constexpr std::array<std::string_view, 24> dollars = {
        "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU",
        "BND", "FJD", "JMD", "TTD", "BBD", "BSD", "BZD", "XCD", "NAD", "DOP", "MOP", "BMD"};
    if (mark == "$") return std::ranges::find(dollars, currency) != dollars.end();
    if (mark == "元") return currency == "CNY" || currency == "TWD" || currency == "HKD" || currency == "MOP";
    return currency == "CNY" || currency == "JPY";
}

bool strip_code(std::string_view& text, std::string& currency) {
    const auto is_code = [](std::string_view three) { return three.size() == 3 && minor_digits(three).has_value(); };
    if (is_code(text.substr(0, 3)) && (text.size() == 3 || !(text[3] >= 'A' && text[3] <= 'Z'))) {
        currency = text.substr(0, 3);
        text.remove_prefix(3);
        return true;
    }
    if (text.size() > 3 && is_code(text.substr(text.size() - 3)) && !(text[text.size() - 4] >= 'A')) {
        currency = text.substr(text.size() - 3);
        text.remove_suffix(3);
        return true;
    }
    return false;
}
bool strip_mark(std::string_view& text, Wrapped& wrapped) {
    for (const auto& [mark, code] : marks) {
        if (!take_front(text, mark) && !take_back(text, mark)) continue;
        if (code.empty()) wrapped.open_mark = mark == "￥" ? "¥" : mark;
        if (wrapped.currency.empty()) wrapped.currency = code;
        return true;
    }
    return false;
}
std::optional<Wrapped> unwrap(std::string_view cell) {
    Wrapped wrapped;
    auto text = trim(cell);
    const bool brackets = text.size() > 2 && text.front() == '(' && text.back() == ')';
    if (brackets) text = trim(text.substr(1, text.size() - 2));
    bool marked = false, coded = false, sign = brackets;
    wrapped.negative = brackets;
    while (!text.empty()) {
        if (is_digit(text.front()) && is_digit(text.back())) break;
        if (!sign && (take_front(text, "-") || take_front(text, "−") || take_back(text, "-"))) {
            sign = wrapped.negative = true;
        } else if (!sign && take_front(text, "+")) {
            sign = true;
        } else if (!coded && strip_code(text, wrapped.currency)) {
            coded = true;
        } else {
            if (marked || !strip_mark(text, wrapped)) break;
            marked = true;
        }
        text = trim(text);
        while (take_front(text, "\xc2\xa0") || take_back(text, "\xc2\xa0")) text = trim(text);
    }
    wrapped.figure = text;
    return text.empty() ? std::nullopt : std::optional(wrapped);
}

// Digits with '.' and ',' kept; spaces and apostrophes between groups become 0x01.
std::optional<std::string> plain_figure(std::string_view figure) {
    constexpr char group = 1;
    std::string plain;
    while (!figure.empty()) {
        if (is_digit(figure[0]) || figure[0] == '.' || figure[0] == ',') {
            plain += figure[0];
            figure.remove_prefix(1);
        } else if (take_front(figure, " ") || take_front(figure, "'") || take_front(figure, "\xc2\xa0") ||
                   take_front(figure, "\xe2\x80\xaf") || take_front(figure, "’")) {
            plain += group;
        } else {
            return std::nullopt;
        }
    }
    return plain;
}

bool is_grouped(std::string_view whole) {
    const auto first = whole.find_first_not_of("0123456789");
    if (first == whole.npos) return !whole.empty();
    const char separator = whole[first];
    if (first == 0 || first > 3 || (whole.size() - first) % 4 != 0) return false;
    for (std::size_t at = first; at < whole.size(); at += 4) {
        if (whole[at] != separator) return false;
        for (std::size_t i = 1; i <= 3; ++i) {
            if (!is_digit(whole[at + i])) return false;
        }
    }
    return true;
}

// Where the decimals begin, or npos when the figure has none. One separator with three digits behind it is a group or
// decimals as the file writes them; everything else tells by itself.
std::size_t decimal_point(std::string_view figure, const ExportFigures& figures, int minor_digits) {
    const auto last = figure.find_last_of(".,");
    if (last == figure.npos) return last;
    const char separator = figure[last];
    const auto behind = figure.size() - last - 1;
    const bool once = figure.find(separator) == last;
    if (!once) return figure.npos;
    const bool other_before = figure.find_first_not_of("0123456789") != last;
    if (other_before || behind != 3) return last;
    return separator == figures.decimal && minor_digits == 3 ? last
           : separator == figures.decimal                    ? last  // three decimals where there are two: refused
                                                             : figure.npos;
}

std::optional<std::int64_t> scaled(std::string_view whole, std::string_view decimals, int digits) {
    constexpr std::size_t digits_max = 12;
    const auto wanted = static_cast<std::size_t>(digits);
    if (decimals.size() > wanted && decimals.substr(wanted).find_first_not_of('0') != decimals.npos) return {};
    std::string all;
    std::ranges::copy_if(whole, std::back_inserter(all), is_digit);
    if (all.empty() || all.size() > digits_max) return {};
    std::int64_t value = 0;
    all += decimals.substr(0, wanted);
    all.append(wanted - std::min(wanted, decimals.size()), '0');
    for (const char c : all) value = value * 10 + (c - '0');
    return value <= amount_minor_max ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<ExportAmount> read_export_amount(std::string_view cell, const ExportFigures& figures) {
    const auto wrapped = unwrap(cell);
    if (!wrapped) return {};
    const auto figure = plain_figure(wrapped->figure);
    if (!figure) return {};
    auto currency = wrapped->currency.empty() ? figures.currency.value_or("") : wrapped->currency;
    if (!wrapped->open_mark.empty() && !has_mark(currency, wrapped->open_mark)) currency.clear();
    const int digits = minor_digits(currency).value_or(2);
    const auto point = decimal_point(*figure, figures, digits);
    const auto whole = std::string_view(*figure).substr(0, point);
    const auto decimals = point == figure->npos ? std::string_view{} : std::string_view(*figure).substr(point + 1);
    const bool cut = point != figure->npos && decimals.empty();
    const bool all_digits_behind = std::ranges::all_of(decimals, is_digit);
    if (cut || !all_digits_behind || !is_grouped(whole)) return {};
    const auto minor = scaled(whole, decimals, digits);
    if (!minor) return {};
    return ExportAmount{wrapped->negative ? -*minor : *minor, wrapped->currency, wrapped->open_mark};
}

void take_currency(Receipt& receipt, const ExportAmount& amount) {
    if (!amount.currency.empty()) receipt.currency = amount.currency;
    const bool strange =
        receipt.currency && !amount.open_mark.empty() && !has_mark(*receipt.currency, amount.open_mark);
    if (strange) receipt.currency.reset();
}

std::optional<std::int64_t> read_export_quantity(std::string_view cell, char decimal) {
    auto text = trim(cell);
    const bool negative = take_front(text, "-");
    const auto point = std::min(text.find(decimal), text.size());
    const auto whole = text.substr(0, point);
    const auto decimals = text.substr(std::min(point + 1, text.size()));
    if (whole.empty() || whole.size() > 9 || !all_digits(whole) || !all_digits(decimals)) return {};
    std::int64_t milli = 0;
    for (const char c : whole) milli = milli * 10 + (c - '0');
    for (std::size_t i = 0; i < 3; ++i) milli = milli * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
    if (decimals.size() > 3 && decimals[3] >= '5') ++milli;
    return negative ? -milli : milli;
}

}  // namespace xiaoer::pos
