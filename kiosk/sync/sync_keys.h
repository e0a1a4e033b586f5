// The keys that all kiosks of one merchant share for what leaves the shop. Values; any thread.
//
// Epoch 0 is made from the vault key, which every kiosk of the merchant gets when it joins, and a restored one from
// its backup. Whatever is sealed names its epoch.
#pragma once

#include "store/secrets.h"

namespace xiaoer::sync {

class SyncKeys {
public:
    explicit SyncKeys(const Keys& keys);
    [[nodiscard]] std::uint32_t newest() const { return static_cast<std::uint32_t>(epochs_.size() - 1); }
    [[nodiscard]] const SecretKey* of_epoch(std::uint32_t epoch) const;  // nullptr when it is not known here
    [[nodiscard]] const SecretKey& slot_key() const { return slot_key_; }

private:
    std::vector<SecretKey> epochs_;
    SecretKey slot_key_;
};

// What tells a merchant's bundles from others' without saying whose they are.
[[nodiscard]] std::array<std::uint8_t, 8> mark_of(const SyncKeys& keys);

}  // namespace xiaoer::sync
