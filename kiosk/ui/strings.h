// Text on screen: assets/strings/<lang>.json, one flat object a language, built into the binary.
//
// In a text, {name} is filled in; {name|ticket|tickets} is `ticket` when the argument is "1", else `tickets`.
// Read once, then immutable; any thread.
#pragma once

#include "domain/settings.h"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace xiaoer::ui {

using Arguments = std::initializer_list<std::pair<std::string_view, std::string>>;

class Strings {
public:
    // Requires: the files are what the tests hold them to.
    [[nodiscard]] static const Strings& of(Language language);

    [[nodiscard]] bool has(std::string_view key) const { return texts_.contains(key); }
    // A key that no file has is shown as itself: ugly, and found by the tests.
    [[nodiscard]] std::string get(std::string_view key) const;
    [[nodiscard]] std::string get(std::string_view key, Arguments arguments) const;
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

private:
    explicit Strings(Language language);
    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace xiaoer::ui
