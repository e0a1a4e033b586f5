// Numbers and bytes one after another, as bundles have them. Integers are 8 bytes, most significant first; bytes of
// varying length have their length before them. Values; any thread.
#pragma once

#include "base/bytes.h"

#include <cstring>

namespace xiaoer::sync {

class Writer {
public:
    void number(std::int64_t value) { put(u64be(static_cast<std::uint64_t>(value))); }
    void put(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    void text(std::string_view value) {
        number(static_cast<std::int64_t>(value.size()));
        put(view_of(value));
    }
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }
    [[nodiscard]] Bytes take() { return std::move(bytes_); }

private:
    Bytes bytes_;
};

// Reading past the end, or a length that cannot be, is remembered, and gives zeros from then on: look at good() last.
class Reader {
public:
    explicit Reader(ByteView bytes) : rest_(bytes) {}
    [[nodiscard]] std::int64_t number() {
        const auto bytes = array<8>();
        return static_cast<std::int64_t>(from_u64be(bytes));
    }
    // Of things that take `least` bytes each: never more than can still be there.
    [[nodiscard]] std::size_t count(std::size_t least) {
        const auto value = number();
        if (value < 0 || static_cast<std::uint64_t>(value) > rest_.size() / least) return fail(), 0;
        return static_cast<std::size_t>(value);
    }
    template <std::size_t N>
    [[nodiscard]] std::array<std::uint8_t, N> array() {
        std::array<std::uint8_t, N> value{};
        const auto bytes = take(N);
        if (!bytes.empty()) std::memcpy(value.data(), bytes.data(), N);
        return value;
    }
    [[nodiscard]] std::string text() { return std::string(text_of(take(count(1)))); }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool at_end() const { return good_ && rest_.empty(); }
    [[nodiscard]] ByteView rest() const { return rest_; }

private:
    void fail() { good_ = false, rest_ = {}; }
    ByteView take(std::size_t size) {
        if (size > rest_.size()) return fail(), ByteView{};
        const auto bytes = rest_.first(size);
        rest_ = rest_.subspan(size);
        return bytes;
    }
    ByteView rest_;
    bool good_ = true;
};

}  // namespace xiaoer::sync
