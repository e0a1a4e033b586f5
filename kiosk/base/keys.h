// Keys and what is done with them: signatures (Ed25519, RFC 8032), authenticated encryption
// (XChaCha20-Poly1305), slow password hashes (Argon2id, RFC 9106). All by libsodium. Any thread.
//
// Requires: start_crypto() returned true once in the process before anything else here.
#pragma once

#include "base/bytes.h"
#include "base/random.h"

#include <optional>

namespace xiaoer {

[[nodiscard]] bool start_crypto();

// 32 secret bytes that are wiped when the value goes.
class SecretKey {
public:
    SecretKey() = default;
    explicit SecretKey(const std::array<std::uint8_t, 32>& bytes) : bytes_(bytes) {}
    SecretKey(const SecretKey&) = default;
    SecretKey& operator=(const SecretKey&) = default;
    ~SecretKey();

    [[nodiscard]] static SecretKey random(Random& random) { return SecretKey(random.array<32>()); }
    [[nodiscard]] ByteView bytes() const { return bytes_; }

private:
    std::array<std::uint8_t, 32> bytes_{};
};

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

// An Ed25519 key pair made from its 32-byte seed.
class SigningKey {
public:
    explicit SigningKey(const SecretKey& seed);
    [[nodiscard]] const PublicKey& public_key() const { return public_; }
    [[nodiscard]] Signature sign(ByteView message) const;
    // What seal_to() sealed for this pair's public key. Nothing when it was sealed for another, or was changed.
    [[nodiscard]] std::optional<Bytes> open_sealed(ByteView sealed) const;

private:
    SecretKey seed_;
    PublicKey public_{};
};

[[nodiscard]] bool verify(const PublicKey& key, ByteView message, const Signature& signature);

// Seals to the X25519 form of an Ed25519 public key (libsodium's sealed box): whoever seals cannot open it again,
// only the holder of the secret key can. Errors: invalid when `key` is no point of the curve.
[[nodiscard]] Result<Bytes> seal_to(const PublicKey& key, ByteView plain);

// nonce (24) || ciphertext || tag (16). `context` is authenticated, not stored: it must be given again.
[[nodiscard]] Bytes seal(const SecretKey& key, ByteView plain, std::string_view context, Random& random);
// Nothing when the key, the context or any byte is not the one it was sealed with.
[[nodiscard]] std::optional<Bytes> unseal(const SecretKey& key, ByteView sealed, std::string_view context);

// Argon2id, 64 MiB and t = 2: about a quarter of a second and 64 MiB, so on the hashing thread only.
struct PinHash {
    std::array<std::uint8_t, 16> salt{};
    Hash hash{};
    friend bool operator==(const PinHash&, const PinHash&) = default;
};
// Errors: busy when 64 MiB cannot be had.
[[nodiscard]] Result<PinHash> hash_pin(std::string_view pin, const std::array<std::uint8_t, 16>& salt);

// Keeps compilers from leaving secrets behind.
void wipe(std::span<std::uint8_t> bytes);

}  // namespace xiaoer
