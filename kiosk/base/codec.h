// One way between values and JSON: a struct lists its fields once, and facts, commands, outcomes and the
// socket all read and write it from that list.
//
//     struct PrizeRefused {
//         static constexpr std::string_view kind = "prize.refused";   // only for members of a variant
//         std::string unit;
//         std::optional<std::string> reason;                          // left out of the JSON when empty
//         XIAOER_FIELDS(visit("unit", self.unit); visit("reason", self.reason);)
//     };
//
// An enum is written by the names that `names_of(E)` (found by its namespace) lists in order of value.
// Reading is strict: unknown keys, missing keys and other kinds are invalid, named in the message. Any thread.
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "base/json.h"

#include <concepts>
#include <optional>
#include <set>
#include <variant>

namespace xiaoer {

#define XIAOER_FIELDS(...)                                             \
    template <class Self, class Visitor>                               \
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit) { \
        __VA_ARGS__                                                    \
    }

template <class T>
concept HasFields = requires(const T& value) { T::fields(value, [](std::string_view, const auto&) {}); };
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) { names_of(value); };

template <class T>
[[nodiscard]] Json to_json(const T& value);
template <class T>
[[nodiscard]] Result<T> from_json(const Json& json);

// The name of an enum's value. Requires: a value that names_of lists.
template <NamedEnum E>
[[nodiscard]] std::string_view enum_name(E value) {
    return names_of(value)[static_cast<std::size_t>(value)];
}
template <NamedEnum E>
[[nodiscard]] Result<E> enum_from_name(std::string_view name) {
    const auto names = names_of(E{});
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<E>(i);
    }
    return invalid("\"" + std::string(name) + "\" is not one of the known names");
}

namespace codec {

template <class T>
struct Codec;

template <>
struct Codec<Json> {
    static Json write(const Json& value) { return value; }
    static Result<Json> read(const Json& json) { return json; }
};
template <>
struct Codec<bool> {
    static Json write(bool value) { return value; }
    static Result<bool> read(const Json& json) {
        if (const auto* value = json.boolean()) return *value;
        return invalid("expected true or false");
    }
};
template <std::integral T>
struct Codec<T> {
    static Json write(T value) { return static_cast<std::int64_t>(value); }
    static Result<T> read(const Json& json) {
        const auto* value = json.integer();
        if (value == nullptr || !std::in_range<T>(*value)) return invalid("expected an integer in range");
        return static_cast<T>(*value);
    }
};
template <>
struct Codec<std::string> {
    static Json write(const std::string& value) { return value; }
    static Result<std::string> read(const Json& json) {
        if (const auto* value = json.string()) return *value;
        return invalid("expected text");
    }
};
template <>
struct Codec<Timestamp> {
    static Json write(Timestamp value) { return value.ms; }
    static Result<Timestamp> read(const Json& json) {
        if (const auto* value = json.integer()) return Timestamp{*value};
        return invalid("expected a time in milliseconds");
    }
};
template <std::size_t N>
struct Codec<std::array<std::uint8_t, N>> {
    static Json write(const std::array<std::uint8_t, N>& value) { return to_hex(value); }
    static Result<std::array<std::uint8_t, N>> read(const Json& json) {
        if (const auto* value = json.string()) return array_from_hex<N>(*value);
        return invalid("expected hex");
    }
};
template <class E>
concept NotByte = !std::same_as<E, std::uint8_t>;

template <>
struct Codec<Bytes> {
    static Json write(const Bytes& value) { return to_hex(value); }
    static Result<Bytes> read(const Json& json) {
        if (const auto* value = json.string()) return from_hex(*value);
        return invalid("expected hex");
    }
};
template <class Tag>
struct Codec<Id<Tag>> {
    static Json write(const Id<Tag>& value) { return value.hex(); }
    static Result<Id<Tag>> read(const Json& json) {
        if (const auto* value = json.string()) return Id<Tag>::from_hex(*value);
        return invalid("expected an id");
    }
};
template <NamedEnum E>
struct Codec<E> {
    static Json write(E value) { return enum_name(value); }
    static Result<E> read(const Json& json) {
        if (const auto* value = json.string()) return enum_from_name<E>(*value);
        return invalid("expected a name");
    }
};
template <NotByte T>
struct Codec<std::vector<T>> {
    static Json write(const std::vector<T>& value) {
        Json::Array array;
        array.reserve(value.size());
        for (const auto& element : value) array.push_back(to_json<T>(element));
        return array;
    }
    static Result<std::vector<T>> read(const Json& json) {
        const auto* array = json.array();
        if (array == nullptr) return invalid("expected a list");
        std::vector<T> value;
        value.reserve(array->size());
        for (const auto& element : *array) {
            auto read = from_json<T>(element);
            if (!read) return read.error();
            value.push_back(std::move(*read));
        }
        return value;
    }
};

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

// Reads the listed fields one by one and then refuses what is left over.
class FieldReader {
public:
    FieldReader(const Json::Object& object, std::optional<std::string_view> skip) : object_(object) {
        if (skip) seen_.insert(*skip);
    }
    template <class T>
    void operator()(std::string_view name, T& value) {
        if (problem_) return;
        seen_.insert(name);
        const auto found = object_.find(name);
        if constexpr (IsOptional<T>::value) {
            value.reset();
            if (found == object_.end()) return;
            take<typename T::value_type>(name, found->second, value);
        } else {
            if (found == object_.end()) return refuse("\"" + std::string(name) + "\" is missing");
            take<T>(name, found->second, value);
        }
    }
    [[nodiscard]] Result<void> finish() {
        for (const auto& [key, value] : object_) {
            if (!problem_ && !seen_.contains(key)) refuse("\"" + key + "\" is not known here");
        }
        if (problem_) return *problem_;
        return {};
    }

private:
    void refuse(std::string why) { problem_ = invalid(std::move(why)); }
    template <class T, class Target>
    void take(std::string_view name, const Json& json, Target& target) {
        auto read = from_json<T>(json);
        if (!read) return refuse("\"" + std::string(name) + "\": " + read.error().message);
        target = std::move(*read);
    }
    const Json::Object& object_;
    std::set<std::string_view> seen_;
    std::optional<Error> problem_;
};

template <HasFields T>
Json::Object write_fields(const T& value) {
    Json::Object object;
    T::fields(value, [&object]<class F>(std::string_view name, const F& field) {
        if constexpr (IsOptional<F>::value) {
            if (field) object.emplace(name, to_json<typename F::value_type>(*field));
        } else {
            object.emplace(name, to_json<F>(field));
        }
    });
    return object;
}
template <HasFields T>
Result<T> read_fields(const Json& json, std::optional<std::string_view> skip = {}) {
    const auto* object = json.object();
    if (object == nullptr) return invalid("expected an object");
    T value{};
    FieldReader reader(*object, skip);
    T::fields(value, reader);
    if (auto done = reader.finish(); !done) return done.error();
    return value;
}

template <HasFields T>
struct Codec<T> {
    static Json write(const T& value) { return write_fields(value); }
    static Result<T> read(const Json& json) { return read_fields<T>(json); }
};

// One of several structs, told apart by their `kind`, which stands beside their fields.
template <class... T>
struct Codec<std::variant<T...>> {
    static Json write(const std::variant<T...>& value) {
        return std::visit(
            []<class V>(const V& alternative) {
                auto object = write_fields(alternative);
                object.emplace("kind", Json(V::kind));
                return Json(std::move(object));
            },
            value);
    }
    static Result<std::variant<T...>> read(const Json& json) {
        const auto* kind = json.find("kind");
        const auto* name = kind == nullptr ? nullptr : kind->string();
        if (name == nullptr) return invalid("\"kind\" is missing");
        Result<std::variant<T...>> result = invalid("\"" + *name + "\" is not a known kind");
        (void)((T::kind == *name && (result = read_alternative<T>(json), true)) || ...);
        return result;
    }

private:
    template <class V>
    static Result<std::variant<T...>> read_alternative(const Json& json) {
        auto value = read_fields<V>(json, "kind");
        if (!value) return value.error();
        return std::variant<T...>(std::move(*value));
    }
};

}  // namespace codec

template <class T>
Json to_json(const T& value) {
    return codec::Codec<T>::write(value);
}
template <class T>
Result<T> from_json(const Json& json) {
    return codec::Codec<T>::read(json);
}

}  // namespace xiaoer
