#include "base/keys.h"

#include <sodium.h>

namespace xiaoer {

bool start_crypto() { return sodium_init() >= 0; }

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

SecretKey::~SecretKey() { wipe(bytes_); }

SigningKey::SigningKey(const SecretKey& seed) : seed_(seed) {
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_seed_keypair(public_.data(), secret.data(), seed.bytes().data());
    wipe(secret);
}

Signature SigningKey::sign(ByteView message) const {
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};
    PublicKey ignored{};
    crypto_sign_seed_keypair(ignored.data(), secret.data(), seed_.bytes().data());
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret.data());
    wipe(secret);
    return signature;
}

std::optional<Bytes> SigningKey::open_sealed(ByteView sealed) const {
    if (sealed.size() < crypto_box_SEALBYTES) return std::nullopt;
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> signing{};
    PublicKey ignored{};
    crypto_sign_seed_keypair(ignored.data(), signing.data(), seed_.bytes().data());
    std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES> box_public{};
    std::array<std::uint8_t, crypto_box_SECRETKEYBYTES> box_secret{};
    Bytes plain(sealed.size() - crypto_box_SEALBYTES);
    const bool opened =
        crypto_sign_ed25519_pk_to_curve25519(box_public.data(), public_.data()) == 0 &&
        crypto_sign_ed25519_sk_to_curve25519(box_secret.data(), signing.data()) == 0 &&
        crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), box_public.data(), box_secret.data()) == 0;
    wipe(signing);
    wipe(box_secret);
    if (!opened) return std::nullopt;
    return plain;
}

Result<Bytes> seal_to(const PublicKey& key, ByteView plain) {
    std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES> box_public{};
    if (crypto_sign_ed25519_pk_to_curve25519(box_public.data(), key.data()) != 0) {
        return invalid("this public key is no point of the curve");
    }
    Bytes sealed(plain.size() + crypto_box_SEALBYTES);
    crypto_box_seal(sealed.data(), plain.data(), plain.size(), box_public.data());
    return sealed;
}

bool verify(const PublicKey& key, ByteView message, const Signature& signature) {
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

Bytes seal(const SecretKey& key, ByteView plain, std::string_view context, Random& random) {
    constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    const auto nonce = random.array<nonce_size>();
    Bytes sealed(nonce_size + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    std::copy(nonce.begin(), nonce.end(), sealed.begin());
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, nullptr, plain.data(), plain.size(),
                                               view_of(context).data(), context.size(), nullptr, nonce.data(),
                                               key.bytes().data());
    return sealed;
}

std::optional<Bytes> unseal(const SecretKey& key, ByteView sealed, std::string_view context) {
    constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr std::size_t overhead = nonce_size + crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (sealed.size() < overhead) return std::nullopt;
    Bytes plain(sealed.size() - overhead);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed.data() + nonce_size,
                                                   sealed.size() - nonce_size, view_of(context).data(), context.size(),
                                                   sealed.data(), key.bytes().data()) != 0) {
        return std::nullopt;
    }
    return plain;
}

Result<PinHash> hash_pin(std::string_view pin, const std::array<std::uint8_t, 16>& salt) {
    static_assert(crypto_pwhash_argon2id_SALTBYTES == 16);
    constexpr std::size_t memory_bytes = 64u << 20;
    PinHash result{salt, {}};
    if (crypto_pwhash(result.hash.data(), result.hash.size(), pin.data(), pin.size(), salt.data(), 2, memory_bytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return Error{ErrorCode::busy, "not enough memory to check a PIN"};
    }
    return result;
}

}  // namespace xiaoer
