// A variant of many alternatives that is a type of its own, so that what it costs is compiled once.
//
// A std::variant of sixty alternatives brings some four thousand functions into every file that copies or moves one,
// most of the time a file takes to compile. A struct that derives from the variant, and whose copies, moves and end
// stand in one .cpp, is used in just the same way (std::visit and std::get_if take what derives from a variant,
// P2162) and costs a file only what it names itself:
//
//     struct Outcome : std::variant<Done, Refused> { XIAOER_ONE_OF(Outcome) };       // in the header
//     XIAOER_ONE_OF_COMPILED_HERE(Outcome)                                           // in one .cpp
#pragma once

#include "base/codec.h"

#define XIAOER_ONE_OF(Name)                 \
    using variant::variant;                 \
    Name(variant&& other) noexcept;         \
    Name(const Name& other);                \
    Name(Name&& other) noexcept;            \
    Name& operator=(const Name& other);     \
    Name& operator=(Name&& other) noexcept; \
    ~Name();                                \
    using Variant = variant;

#define XIAOER_ONE_OF_COMPILED_HERE(Name)                               \
    Name::Name(variant&& other) noexcept : variant(std::move(other)) {} \
    Name::Name(const Name& other) = default;                            \
    Name::Name(Name&& other) noexcept = default;                        \
    Name& Name::operator=(const Name& other) = default;                 \
    Name& Name::operator=(Name&& other) noexcept = default;             \
    Name::~Name() = default;

namespace xiaoer::codec {

template <class T>
requires std::derived_from<T, typename T::Variant>
struct Codec<T> {
    static Json write(const T& value) { return Codec<typename T::Variant>::write(value); }
    static Result<T> read(const Json& json) {
        auto value = Codec<typename T::Variant>::read(json);
        if (!value) return value.error();
        return T(std::move(*value));
    }
};

}  // namespace xiaoer::codec
