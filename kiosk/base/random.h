// Chance comes in as an argument; only rooms with loops hold a Random.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <string>

namespace xiaoer {

// Not shared between threads unless the implementation says so.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;

    template <std::size_t N>
    [[nodiscard]] std::array<std::uint8_t, N> array() {
        std::array<std::uint8_t, N> bytes{};
        fill(bytes);
        return bytes;
    }
    // Uniform in [0, bound), without modulo bias. Requires: bound ≥ 1.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    // `count` decimal digits, each uniform.
    [[nodiscard]] std::string digits(std::size_t count);
};

// The operating system's generator. Any thread.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override;
};

// The same sequence for the same seed: the demo shop, the gallery, simulations. Never for secrets.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed);
    void fill(std::span<std::uint8_t> bytes) override;

private:
    Hash key_{};
    std::uint64_t counter_ = 0;
};

}  // namespace xiaoer
