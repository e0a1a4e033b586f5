// Words for people, by key, in one language: what is on a screen or a slip comes from assets/strings. Any thread.
#pragma once

#include "base/result.h"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xiaoer {

class Strings {
public:
    // Puts a value where the text says {name}.
    using Fill = std::pair<std::string_view, std::string_view>;

    // `json`: one object of strings. Errors: invalid.
    [[nodiscard]] static Result<Strings> parse(std::string_view json);

    // Requires: the key is there (a test compares the keys of all languages; the build carries the texts).
    [[nodiscard]] const std::string& operator[](std::string_view key) const;
    // Values are put in as they are: a brace inside one is text. Requires: a value for every name in the text.
    [[nodiscard]] std::string fill(std::string_view key, std::initializer_list<Fill> values) const;

    [[nodiscard]] bool contains(std::string_view key) const { return texts_.contains(key); }
    [[nodiscard]] std::vector<std::string> keys() const;

private:
    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace xiaoer
