// UTF-8 as it comes from people: checked, cleaned, counted. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer {

// Strict (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

// The code points; a byte that is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::vector<char32_t> code_points(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);

// A nickname or any other free text fit to be shown and printed: control, bidirectional, zero-width and
// private-use characters and line breaks removed, runs of spaces made one, ends trimmed, at most `max_points`
// code points. Text that is not UTF-8 gives "".
[[nodiscard]] std::string clean_text(std::string_view text, std::size_t max_points);

// Width in cells of a receipt or terminal: 2 for East Asian wide and fullwidth, else 1.
[[nodiscard]] int cell_width(char32_t code_point);

[[nodiscard]] std::string_view trim(std::string_view text);

// "" is valid; digits only otherwise.
[[nodiscard]] bool all_digits(std::string_view text);

}  // namespace xiaoer
