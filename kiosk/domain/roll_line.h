// One line of a roll-call: its number, its phone, its name (domain/roll_call.h). Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer {

// The line without control, bidirectional and zero-width characters; its tabs stay.
[[nodiscard]] std::string visible(std::string_view line);

// The number that an entry begins with, and what follows it. A bare "3小赵" counts only as the entry after `last`.
struct Numbered {
    std::int64_t number = 0;
    std::string rest;
};
[[nodiscard]] std::optional<Numbered> take_number(std::string_view line, std::int64_t last);

// "#接龙", "例 张三", "报名名单：": it names nobody.
[[nodiscard]] bool is_heading(std::string_view line);

struct NameAndPhone {
    std::string name;        // cleaned; may be longer than a nickname
    std::string phone;       // normalised, or ""
    bool bad_phone = false;  // there are digits like a phone number's that are none
};
[[nodiscard]] NameAndPhone split_name_and_phone(std::string_view text);

// The cells of a CSV line, quotes taken off (RFC 4180, one line only).
[[nodiscard]] std::vector<std::string> cells_of(std::string_view line, char separator);

}  // namespace xiaoer
