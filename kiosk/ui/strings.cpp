#include "ui/strings.h"

#include "base/json.h"
#include "embedded/strings.h"

namespace xiaoer::ui {
namespace {

std::string_view strings_text(Language language) {
    switch (language) {
        case Language::hans: return embedded::zh_Hans_json();
        case Language::hant: return embedded::zh_Hant_json();
        case Language::en: break;
    }
    return embedded::en_json();
}

// What stands for the inside of one pair of braces: a name, or a name and two forms.
std::string fill(std::string_view inside, Arguments arguments) {
    const auto bar = inside.find('|');
    const auto name = inside.substr(0, bar);
    for (const auto& [key, value] : arguments) {
        if (key != name) continue;
        if (bar == std::string_view::npos) return value;
        const auto forms = inside.substr(bar + 1);
        const auto second = forms.find('|');
        return std::string(value == "1" ? forms.substr(0, second) : forms.substr(second + 1));
    }
    return "{" + std::string(inside) + "}";
}

}  // namespace

Strings::Strings(Language language) {
    const auto file = parse_json(strings_text(language));
    XIAOER_ASSERT(file.has_value() && file->object() != nullptr);
    for (const auto& [key, text] : *file->object()) {
        XIAOER_ASSERT(text.string() != nullptr);
        texts_.emplace(key, *text.string());
    }
}

const Strings& Strings::of(Language language) {
    switch (language) {  // each read when first spoken: the first frame waits for one
        case Language::hans: {
            static const Strings hans(Language::hans);
            return hans;
        }
        case Language::hant: {
            static const Strings hant(Language::hant);
            return hant;
        }
        case Language::en: break;
    }
    static const Strings english(Language::en);
    return english;
}

std::string Strings::get(std::string_view key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? std::string(key) : found->second;
}

std::string Strings::get(std::string_view key, Arguments arguments) const {
    const std::string text = get(key);
    std::string filled;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('{', at);
        const auto close = text.find('}', open);
        if (open == std::string::npos || close == std::string::npos) return filled.append(text, at);
        filled.append(text, at, open - at);
        filled += fill(std::string_view(text).substr(open + 1, close - open - 1), arguments);
        at = close + 1;
    }
    return filled;
}

}  // namespace xiaoer::ui
