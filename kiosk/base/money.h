// Money is an integer of minor units and an ISO 4217 code. Values; any thread.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xiaoer {

// Digits after the decimal point: 2 for most, 0 for JPY, KRW, VND…, 3 for KWD, BHD… (ISO 4217).
// Nothing for a code that is not three capital letters.
[[nodiscard]] std::optional<int> minor_digits(std::string_view currency);

// "1284.00", "-9.00", "18580" (JPY); no symbol, no grouping.
[[nodiscard]] std::string format_amount(std::int64_t amount_minor, std::string_view currency);
// "¥1,284.00": for people. Unknown codes stand before the figure as text.
[[nodiscard]] std::string format_money(std::int64_t amount_minor, std::string_view currency);

// What a clerk types: "86", "86.5", "86.50". Errors: invalid on anything else, on more digits than the
// currency has, and above 10,000,000 major units.
[[nodiscard]] Result<std::int64_t> parse_amount(std::string_view text, std::string_view currency);

}  // namespace xiaoer
