// A line of a slip, made comparable and cut into fields: a label and the figures behind it.
//
// Folding makes one writing of many (full-width forms, dashes, box drawing, letters spaced out as in 合　计), so
// that labels can be looked up exactly. A figure that belongs to a word ("500ml", "10%", "A4"), a date or a time
// stays in the label. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer::pos {

[[nodiscard]] std::string fold_line(std::string_view line);

struct Figure {
    std::string digits;     // "1,234.50": digits and separators, no sign
    bool negative = false;  // -1.00, 1.00-, (1.00)
    std::string mark;       // ISO code, or "¥" or "$" where the sign leaves it open; "" when there is none
    bool mark_before = false;
    bool counts = false;    // "x2", "3件": how many, never an amount
    bool close = false;     // one space behind the figure before it: "1 234,50" may be one number
    bool damaged = false;   // touches bytes that could not be read
    std::size_t begin = 0;  // where it stands in the line, with sign and mark
    std::size_t end = 0;
};
struct Field {
    std::string label;  // as printed, trimmed
    std::vector<Figure> figures;
};
// Requires: a folded line.
[[nodiscard]] std::vector<Field> fields_of(std::string_view line);

// A label as the dictionary has it: lower case, no accents, no punctuation, no currency, nothing in brackets.
[[nodiscard]] std::string normal_label(std::string_view label);

// ASCII and Latin-1 letters in lower case; UTF-8 in and out.
[[nodiscard]] std::string lower_case(std::string_view text);
// Small Latin letters without accents: "rückgeld" as "ruckgeld".
[[nodiscard]] std::string plain_letters(std::string_view text);

// How this slip writes amounts.
struct AmountStyle {
    char decimal = 0;         // '.' or ','; 0 when no figure shows it
    bool dot_groups = false;  // "1.234" is one thousand (German and others), where nothing else decides
    int minor_digits = 2;
};
// True when the digits end in a separator and two figures, as money does.
[[nodiscard]] bool has_decimals(const Figure& figure);
// Nothing when the figure could be read in two ways, or is no amount.
[[nodiscard]] std::optional<std::int64_t> amount_minor(const Figure& figure, const AmountStyle& style);

}  // namespace xiaoer::pos
