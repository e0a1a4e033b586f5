// What a backup's vault needs to be read, under the recovery sheet's root key: the .sealed file of each backup, and one
// .keyring for all backups of a shop in a folder, so that whoever was erased is gone from the older ones too.
// Any thread.
#pragma once

#include "store/secrets.h"

namespace xiaoer {

struct SealedKeys {
    std::int64_t v = 1;
    DeviceId device;       // the kiosk that made the backup …
    std::int64_t seq = 0;  // … and the head of its chain in it, so that a .sealed of another backup is noticed
    Hash hash{};
    Hash vault_key{};
    Hash pepper{};
    Hash draw_key_check{};  // SHA-256 of the draw key, which is on the sheet itself: tells a mistyped one
    XIAOER_FIELDS(visit("v", self.v); visit("device", self.device); visit("seq", self.seq); visit("hash", self.hash);
                  visit("vault_key", self.vault_key); visit("pepper", self.pepper);
                  visit("draw_key_check", self.draw_key_check);)

    SealedKeys() = default;
    SealedKeys(const SealedKeys&) = default;
    SealedKeys& operator=(const SealedKeys&) = default;
    ~SealedKeys();
};

// Where a folder keeps the keyring of a merchant's backups.
[[nodiscard]] std::filesystem::path sealed_keyring(const std::filesystem::path& folder, const MerchantId& merchant);
// Replaces the one that is there: the newest has every key that any backup needs, but those that were erased.
// Errors: as write_sealed_keys.
[[nodiscard]] Result<void> write_sealed_keyring(const std::filesystem::path& path, ByteView keyring,
                                                const PublicKey& root_key);
// Errors: as read_sealed_keys.
[[nodiscard]] Result<Bytes> read_sealed_keyring(const std::filesystem::path& path, const SigningKey& root);

[[nodiscard]] Hash draw_key_check(const SecretKey& draw_key);

// Durable and read back before this returns. Errors: io, invalid when `root_key` is no key.
[[nodiscard]] Result<void> write_sealed_keys(const std::filesystem::path& path, const SealedKeys& keys,
                                             const PublicKey& root_key);
// Errors: invalid when there is no such file, or `root` does not open it; corrupt when it holds something else.
[[nodiscard]] Result<SealedKeys> read_sealed_keys(const std::filesystem::path& path, const SigningKey& root);

}  // namespace xiaoer
