#include "base/random.h"

#include "base/sha256.h"

#include <sodium.h>

namespace xiaoer {

std::uint64_t Random::below(std::uint64_t bound) {
    XIAOER_ASSERT(bound >= 1);
    const std::uint64_t remainder = (UINT64_MAX % bound + 1) % bound;  // 2^64 mod bound
    while (true) {
        const std::uint64_t value = from_u64be(array<8>());
        if (value <= UINT64_MAX - remainder) return value % bound;
    }
}

std::string Random::digits(std::size_t count) {
    std::string text;
    text.reserve(count);
    while (text.size() < count) text += static_cast<char>('0' + below(10));
    return text;
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

SeededRandom::SeededRandom(std::uint64_t seed) : key_(sha256({view_of("xiaoer-seeded-random\n"), u64be(seed)})) {}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    const auto nonce = u64be(counter_++);
    static_assert(crypto_stream_chacha20_NONCEBYTES == nonce.size());
    crypto_stream_chacha20(bytes.data(), bytes.size(), nonce.data(), key_.data());
}

}  // namespace xiaoer
