#include "domain/fact_text.h"

#include <algorithm>

namespace xiaoer {
namespace {

constexpr std::size_t fields_max = 40;

template <class T>
void append_value(std::string& out, const T& value) {
    if constexpr (std::same_as<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::integral<T>) {
        out += std::to_string(value);
    } else if constexpr (std::same_as<T, Timestamp>) {
        out += std::to_string(value.ms);
    } else if constexpr (std::same_as<T, std::string>) {
        append_canonical(out, std::string_view(value));
    } else {
        append_canonical(out, to_json(value));
    }
}

// Written in the order of the list, then put together in the order of the names: those are ASCII, so that their bytes
// order them as RFC 8785 wants it.
template <HasFields T>
std::string text_of_fields(const T& fact) {
    struct Part {
        std::string_view name;
        std::size_t begin = 0, end = 0;
    };
    std::array<Part, fields_max> parts;
    std::size_t count = 0;
    std::string values;
    T::fields(fact, [&]<class F>(std::string_view name, const F& field) {
        const auto begin = values.size();
        if constexpr (codec::IsOptional<F>::value) {
            if (!field) return;
            append_value(values, *field);
        } else {
            append_value(values, field);
        }
        XIAOER_ASSERT(count < parts.size());
        parts[count++] = {name, begin, values.size()};
    });
    std::sort(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(count),
              [](const Part& a, const Part& b) { return a.name < b.name; });
    std::string text = "{";
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) text += ',';
        append_canonical(text, parts[i].name);
        text += ':';
        text.append(values, parts[i].begin, parts[i].end - parts[i].begin);
    }
    text += '}';
    return text;
}

}  // namespace

std::string canonical_body(const FactBody& body) {
    return std::visit([](const auto& fact) { return text_of_fields(fact); }, body);
}

}  // namespace xiaoer
