#include "base/money.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace xiaoer {
namespace {

constexpr std::array<std::string_view, 15> without_minor = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                            "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF"};
constexpr std::array<std::string_view, 7> with_three = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> symbols = {{{"CNY", "¥"},
                                                                                  {"JPY", "¥"},
                                                                                  {"USD", "$"},
                                                                                  {"EUR", "€"},
                                                                                  {"GBP", "£"},
                                                                                  {"KRW", "₩"},
                                                                                  {"TWD", "NT$"},
                                                                                  {"HKD", "HK$"}}};
constexpr std::int64_t max_major = 10'000'000;

std::int64_t power_of_ten(int digits) {
    std::int64_t power = 1;
    while (digits-- > 0) power *= 10;
    return power;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<int> minor_digits(std::string_view currency) {
    if (currency.size() != 3 || !std::ranges::all_of(currency, [](char c) { return c >= 'A' && c <= 'Z'; })) return {};
    if (std::ranges::find(without_minor, currency) != without_minor.end()) return 0;
    if (std::ranges::find(with_three, currency) != with_three.end()) return 3;
    return 2;
}

std::string format_amount(std::int64_t amount_minor, std::string_view currency) {
    const int digits = minor_digits(currency).value_or(2);
    const std::int64_t scale = power_of_ten(digits);
    std::string text = amount_minor < 0 ? "-" : "";
    text += std::to_string(std::abs(amount_minor / scale));
    if (digits > 0) {
        const std::string fraction = std::to_string(std::abs(amount_minor % scale));
        text += '.' + std::string(static_cast<std::size_t>(digits) - fraction.size(), '0') + fraction;
    }
    return text;
}

std::string format_money(std::int64_t amount_minor, std::string_view currency) {
    std::string text = format_amount(std::abs(amount_minor), currency);
    const auto point = std::min(text.find('.'), text.size());
    for (std::size_t i = point; i > 3; i -= 3) text.insert(i - 3, ",");
    const auto* known = std::ranges::find(symbols, currency, &std::pair<std::string_view, std::string_view>::first);
    const std::string symbol =
        known == symbols.end() ? std::string(currency) + " " : std::string(known->second);
    return (amount_minor < 0 ? "-" : "") + symbol + text;
}

Result<std::int64_t> parse_amount(std::string_view text, std::string_view currency) {
    const auto digits = minor_digits(currency);
    if (!digits) return invalid("\"" + std::string(currency) + "\" is not a currency code");
    const auto point = text.find('.');
    const auto major = text.substr(0, point);
    const auto minor = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    const bool plain = !major.empty() && major.size() <= 8 && std::ranges::all_of(major, is_digit) &&
                       std::ranges::all_of(minor, is_digit) && (point == std::string_view::npos || !minor.empty());
    if (!plain) return invalid("\"" + std::string(text) + "\" is not an amount");
    if (minor.size() > static_cast<std::size_t>(*digits)) return invalid("too many digits after the point");
    std::int64_t amount = 0;
    for (const char c : major) amount = amount * 10 + (c - '0');
    if (amount > max_major) return invalid("the amount is too large");
    for (int i = 0; i < *digits; ++i) {
        const auto at = static_cast<std::size_t>(i);
        amount = amount * 10 + (at < minor.size() ? minor[at] - '0' : 0);
    }
    return amount;
}

}  // namespace xiaoer
