// What people are called at the counter: the 群友号, the name that others may see, the phone. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xiaoer {

// 327 → "0327": four digits or more. Requires: number > 0.
[[nodiscard]] std::string format_number(std::int64_t number);

// One to eight digits, with or without leading zeros; nothing for zero or anything else.
[[nodiscard]] std::optional<std::int64_t> parse_number(std::string_view text);

// 陈静 → 陈*, 欧阳明日 → 欧**: the first character and a star for each other one, two at most, so that the length
// of a long name is not told. A name of one character is all star. "" stays "".
[[nodiscard]] std::string masked_name(std::string_view nickname);

// The nickname in full where the member agreed to that, else masked.
[[nodiscard]] std::string shown_name(std::string_view nickname, bool show_name);

// The one writing of a phone number (E.164, "+8613912345678"), so that two writings of it are one look-up.
// Taken: a mainland mobile (1[3-9] and nine digits) bare or after 86, 0086 or +86, and any other country's
// number after + or 00 (7 to 15 digits). Spaces, dashes, dots, brackets and full-width digits are forgiven.
// Returns: nothing when it is no such number.
[[nodiscard]] std::optional<std::string> normalise_phone(std::string_view text);

// The last four digits, which a clerk asks for. Requires: a number from normalise_phone().
[[nodiscard]] std::string phone_tail(std::string_view phone);

}  // namespace xiaoer
