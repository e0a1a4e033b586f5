// Small help for putting texts of a language onto pages. For the files of this room; any thread.
#pragma once

#include "domain/strings.h"

namespace xiaoer::phone {

[[nodiscard]] inline std::string key(std::string_view start, std::string_view end) {
    return std::string(start) + std::string(end);
}

// The text `start + end` where the language has it, else `start + otherwise`: for names that other rooms may add.
[[nodiscard]] inline const std::string& text_or(const Strings& strings, std::string_view start, std::string_view end,
                                                std::string_view otherwise) {
    const auto wanted = key(start, end);
    return strings[strings.contains(wanted) ? wanted : key(start, otherwise)];
}

// "{n} 张券"; a language that says one otherwise has `name`.one.
[[nodiscard]] inline std::string counted(const Strings& strings, std::string_view name, std::int64_t n) {
    const auto one = key(name, ".one");
    return strings.fill(n == 1 && strings.contains(one) ? one : std::string(name), {{"n", std::to_string(n)}});
}

}  // namespace xiaoer::phone
