#include "base/secret_box.h"

#include <sodium.h>

namespace xiaoer {

Bytes close_box(const SecretKey& key, const BoxNonce& nonce, ByteView plain) {
    static_assert(crypto_secretbox_NONCEBYTES == std::tuple_size_v<BoxNonce>);
    Bytes box(crypto_secretbox_MACBYTES + plain.size());
    crypto_secretbox_easy(box.data(), plain.data(), plain.size(), nonce.data(), key.bytes().data());
    return box;
}

std::optional<Bytes> open_box(const SecretKey& key, const BoxNonce& nonce, ByteView box) {
    if (box.size() < crypto_secretbox_MACBYTES) return std::nullopt;
    Bytes plain(box.size() - crypto_secretbox_MACBYTES);
    if (crypto_secretbox_open_easy(plain.data(), box.data(), box.size(), nonce.data(), key.bytes().data()) != 0) {
        return std::nullopt;
    }
    return plain;
}

PublicKey agreement_key(const SecretKey& secret) {
    PublicKey key{};
    crypto_scalarmult_base(key.data(), secret.bytes().data());
    return key;
}

std::optional<SecretKey> agree_on_key(const SecretKey& secret, const PublicKey& theirs) {
    std::array<std::uint8_t, crypto_box_BEFORENMBYTES> shared{};
    if (crypto_box_beforenm(shared.data(), theirs.data(), secret.bytes().data()) != 0) return std::nullopt;
    SecretKey key(shared);
    wipe(shared);
    return key;
}

}  // namespace xiaoer
