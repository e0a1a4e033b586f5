// The roll-call (接龙), name list, phone list or CSV with which the people already in a chat group are seated.
//
// It is read as people really write it: "#接龙" and explanations in front; entries "1.", "1、", "1．", "(1)", "①",
// "1️⃣", full-width digits, or no numbers at all; a phone before or behind the name, with or without a label; empty
// entries
// ("3. "); the same person twice; "小赵+1" (小赵, and a guest without a name, who gets no seat). A CSV, by comma,
// semicolon or tab, may have its columns in any order, with a heading line or without.
//
// Nothing is guessed: what could be a person but reads oddly comes with its problem, for the boss to decide. The
// text may be hostile: every line, name and count is bounded, names go through clean_text(), and characters with
// which a spreadsheet's formula begins are taken off. Pure; any thread.
#pragma once

#include "base/codec.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer {

inline constexpr std::size_t roll_call_bytes_max = 2u << 20;  // above: the rest is cut
inline constexpr std::size_t roll_call_lines_max = 10'000;    // above: the rest is cut
inline constexpr std::size_t roll_call_line_bytes_max = 400;
inline constexpr std::size_t nickname_points_max = 20;

enum class RollProblem {
    none,
    empty,       // a number and nobody behind it
    unreadable,  // not UTF-8, or nothing but characters that cannot be shown
    too_long,    // rather an explanation than a name
    unnumbered,  // among numbered entries, without a number
    bad_phone,   // digits like a phone number, but none that exists
    twice,       // stands in this text before: `same_as` says where
};
[[nodiscard]] constexpr auto names_of(RollProblem) {
    return std::array<std::string_view, 7>{"none",       "empty",     "unreadable", "too_long",
                                           "unnumbered", "bad_phone", "twice"};
}

struct RollRow {
    std::int64_t line = 0;  // in the text, from 1
    std::string nickname;   // cleaned, at most 20 code points; "" in a phone list
    std::string phone;      // as normalise_phone() writes it; "" when there is none
    RollProblem problem = RollProblem::none;
    std::int64_t same_as = 0;  // line, of `twice`
    friend bool operator==(const RollRow&, const RollRow&) = default;
};
struct RollCall {
    std::vector<RollRow> rows;  // by line
    std::int64_t headings = 0;  // lines that name nobody: "#接龙", explanations in front, CSV headings
    bool cut = false;           // there was more than the bounds allow
};
[[nodiscard]] RollCall read_roll_call(std::string_view text);

// Two writings of one name: without spaces, full-width forms and capitals made plain.
[[nodiscard]] std::string name_key(std::string_view nickname);

}  // namespace xiaoer
