#include "sync/sync_keys.h"

#include "base/sha256.h"

namespace xiaoer::sync {
namespace {

SecretKey derived(const SecretKey& from, std::string_view purpose) {
    Hash bytes = hmac_sha256(from.bytes(), {view_of(purpose)});
    const SecretKey key(bytes);
    wipe(bytes);
    return key;
}

}  // namespace

SyncKeys::SyncKeys(const Keys& keys)
    : epochs_{derived(keys.vault_key, "xiaoer-sync-v1\n")}, slot_key_(derived(keys.vault_key, "xiaoer-slot-v1\n")) {}

const SecretKey* SyncKeys::of_epoch(std::uint32_t epoch) const {
    return epoch < epochs_.size() ? &epochs_[epoch] : nullptr;
}

std::array<std::uint8_t, 8> mark_of(const SyncKeys& keys) {
    const Hash mac = hmac_sha256(keys.slot_key().bytes(), {view_of("mark\n")});
    std::array<std::uint8_t, 8> mark{};
    std::copy_n(mac.begin(), mark.size(), mark.begin());
    return mark;
}

}  // namespace xiaoer::sync
