// Bytes, hex and fixed-size keys. Values; any thread.
#pragma once

#include "base/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// A SHA-256 value, or any 32 bytes that are public.
using Hash = std::array<std::uint8_t, 32>;

[[nodiscard]] inline ByteView view_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Lower case, two digits a byte.
[[nodiscard]] std::string to_hex(ByteView bytes);

// Errors: invalid on an odd length, an upper-case letter or any other character.
[[nodiscard]] Result<Bytes> from_hex(std::string_view hex);

// Errors: invalid unless `hex` is exactly 2N lower-case digits.
template <std::size_t N>
[[nodiscard]] Result<std::array<std::uint8_t, N>> array_from_hex(std::string_view hex) {
    auto bytes = from_hex(hex);
    if (!bytes) return bytes.error();
    if (bytes->size() != N) return invalid("expected " + std::to_string(2 * N) + " hex digits");
    std::array<std::uint8_t, N> array{};
    std::copy(bytes->begin(), bytes->end(), array.begin());
    return array;
}

// Eight bytes, most significant first.
[[nodiscard]] std::array<std::uint8_t, 8> u64be(std::uint64_t value);
[[nodiscard]] std::uint64_t from_u64be(std::span<const std::uint8_t, 8> bytes);

// Standard alphabet with padding (RFC 4648 §4).
[[nodiscard]] std::string to_base64(ByteView bytes);
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);

// Takes the same time whatever the contents; lengths are public.
[[nodiscard]] bool equal_in_constant_time(ByteView a, ByteView b);

}  // namespace xiaoer
