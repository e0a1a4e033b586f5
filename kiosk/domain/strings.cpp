#include "domain/strings.h"

#include "base/json.h"

#include <algorithm>

namespace xiaoer {

Result<Strings> Strings::parse(std::string_view json) {
    XIAOER_TRY_ASSIGN(const Json root, parse_json(json));
    const auto* object = root.object();
    if (object == nullptr) return invalid("strings are one object");
    Strings strings;
    for (const auto& [key, value] : *object) {
        if (value.string() == nullptr) return invalid("not a text: " + key);
        strings.texts_.emplace(key, *value.string());
    }
    return strings;
}

const std::string& Strings::operator[](std::string_view key) const {
    const auto found = texts_.find(key);
    if (found == texts_.end()) fail_assertion("no text for " + std::string(key), __FILE__, __LINE__);
    return found->second;
}

std::string Strings::fill(std::string_view key, std::initializer_list<Fill> values) const {
    const std::string_view text = (*this)[key];
    std::string filled;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = std::min(text.find('{', at), text.size());
        filled += text.substr(at, open - at);
        if (open == text.size()) break;
        const auto close = text.find('}', open);
        XIAOER_ASSERT(close != std::string_view::npos);
        const auto name = text.substr(open + 1, close - open - 1);
        const auto value = std::ranges::find(values, name, &Fill::first);
        if (value == values.end()) {
            fail_assertion("no value for {" + std::string(name) + "} in " + std::string(key), __FILE__, __LINE__);
        }
        filled += value->second;
        at = close + 1;
    }
    return filled;
}

std::vector<std::string> Strings::keys() const {
    std::vector<std::string> keys;
    for (const auto& [key, text] : texts_) keys.push_back(key);
    return keys;
}

}  // namespace xiaoer
