#include "domain/number.h"

#include "base/result.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace xiaoer {
namespace {

bool is_mainland_mobile(std::string_view digits) { return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3'; }

// Digits and a leading plus, without what people write between; nothing when any other character is there.
std::optional<std::string> bare_phone(std::string_view text) {
    constexpr std::u32string_view forgiven = U" -.()（）－　\u2010\u2011\u2013\u00a0";
    std::string bare;
    for (char32_t point : code_points(trim(text))) {
        if (point >= U'０' && point <= U'９') point -= U'０' - U'0';
        if (point == U'＋') point = U'+';
        if (forgiven.find(point) != std::u32string_view::npos) continue;
        const bool plus_in_front = point == U'+' && bare.empty();
        if (!plus_in_front && (point < U'0' || point > U'9')) return {};
        bare += static_cast<char>(point);
    }
    return bare;
}

}  // namespace

std::string format_number(std::int64_t number) {
    XIAOER_ASSERT(number > 0);
    const std::string digits = std::to_string(number);
    return digits.size() >= 4 ? digits : std::string(4 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
    if (text.empty() || text.size() > 8 || !all_digits(text)) return {};
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    if (number == 0) return {};
    return number;
}

std::string masked_name(std::string_view nickname) {
    const auto points = code_points(nickname);
    if (points.empty()) return {};
    std::string masked;
    if (points.size() > 1) append_utf8(masked, points[0]);
    masked.append(std::clamp<std::size_t>(points.size() - 1, 1, 2), '*');
    return masked;
}

std::string shown_name(std::string_view nickname, bool show_name) {
    return show_name ? std::string(nickname) : masked_name(nickname);
}

std::optional<std::string> normalise_phone(std::string_view text) {
    auto bare = bare_phone(text);
    if (!bare) return {};
    if (bare->starts_with("00")) bare->replace(0, 2, "+");
    if (is_mainland_mobile(*bare)) return "+86" + *bare;
    if (bare->starts_with("86") && is_mainland_mobile(bare->substr(2))) return "+" + *bare;
    if (!bare->starts_with('+')) return {};
    const auto digits = std::string_view(*bare).substr(1);
    if (digits.starts_with("86") && !is_mainland_mobile(digits.substr(2))) return {};
    if (digits.size() < 7 || digits.size() > 15 || digits[0] == '0') return {};
    return bare;
}

std::string phone_tail(std::string_view phone) {
    XIAOER_ASSERT(phone.size() >= 5);
    return std::string(phone.substr(phone.size() - 4));
}

}  // namespace xiaoer
