// What a browser can do too (TweetNaCl), for calls between a staff phone and the kiosk: NaCl's secret-key box
// (XSalsa20-Poly1305) and its key agreement (X25519 through HSalsa20). By libsodium. Any thread.
//
// Requires: start_crypto() returned true once in the process before anything else here.
#pragma once

#include "base/keys.h"

namespace xiaoer {

using BoxNonce = std::array<std::uint8_t, 24>;

// tag (16) || ciphertext, as nacl.secretbox() gives it. Requires: no other box was made with this key and nonce.
[[nodiscard]] Bytes close_box(const SecretKey& key, const BoxNonce& nonce, ByteView plain);
// Nothing when the key, the nonce or any byte is not the one it was closed with.
[[nodiscard]] std::optional<Bytes> open_box(const SecretKey& key, const BoxNonce& nonce, ByteView box);

// The public half of a secret for agree_on_key().
[[nodiscard]] PublicKey agreement_key(const SecretKey& secret);
// The key that both sides come to, each with its own secret and the other's public half (nacl.box.before()).
// Nothing when `theirs` is a point of small order, which would make the key known to anybody.
[[nodiscard]] std::optional<SecretKey> agree_on_key(const SecretKey& secret, const PublicKey& theirs);

}  // namespace xiaoer
