#include "net/http_message.h"

#include "base/text.h"
#include "net/take_until.h"

#include <algorithm>

namespace xiaoer::net {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string_view value_of(const std::vector<Header>& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &Header::name);
    return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = hex_digit(text[i + 1]);
        const int low = hex_digit(text[i + 2]);
        if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

Form Form::parse(std::string_view encoded) {
    Form form;
    while (!encoded.empty()) {
        auto value = take_until(encoded, '&');
        const auto name = take_until(value, '=');
        if (name.empty()) continue;
        form.fields_.push_back({percent_decoded(name, true).value_or(std::string(name)),
                                percent_decoded(value, true).value_or(std::string(value))});
    }
    return form;
}

std::string_view Form::get(std::string_view name) const { return value_of(fields_, name); }

bool Form::has(std::string_view name) const { return std::ranges::find(fields_, name, &Header::name) != fields_.end(); }

std::string_view Request::header(std::string_view name) const { return value_of(headers, name); }

std::string_view Request::cookie(std::string_view name) const {
    for (const auto& header : headers) {
        if (header.name != "cookie") continue;
        std::string_view rest = header.value;
        while (!rest.empty()) {
            auto value = trim(take_until(rest, ';'));
            if (take_until(value, '=') == name) return value;
        }
    }
    return {};
}

}  // namespace xiaoer::net
