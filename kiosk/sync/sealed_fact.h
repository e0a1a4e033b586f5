// Facts and vault values sealed one by one, for a hub that keeps them in rows. Any thread.
//
// A merchant's chain leaves the shop only like this. The hub sees device, seq, prev, hash and the sealed contents:
//
//   contents = u64be(at) || u8(length of kind) || kind || body, the canonical JSON
//   sealed   = u32be(epoch) || XSalsa20-Poly1305 box of contents under that epoch's key, nonce = hash's first 24 bytes
//
// The hash is of these very contents, so no nonce ever serves two of them, every kiosk seals one fact to the same
// bytes, and a sealed fact that was moved to another place does not open there. An alliance's chain lies there in
// clear: its `contents` as they are.
#pragma once

#include "domain/fact_range.h"
#include "domain/vault_writing.h"
#include "sync/sync_keys.h"

namespace xiaoer::sync {

[[nodiscard]] Bytes contents_of(const ChainedFact& fact);
// Errors: invalid when they are cut short.
[[nodiscard]] Result<ChainedFact> read_contents(std::int64_t seq, const Hash& hash, ByteView contents);

[[nodiscard]] Bytes seal_fact(const SyncKeys& keys, const ChainedFact& fact);
// Errors: invalid when it was sealed for another place or by nobody of ours, or its epoch is not known here yet.
[[nodiscard]] Result<ChainedFact> open_fact(const SyncKeys& keys, std::int64_t seq, const Hash& hash, ByteView sealed);

// A value of the vault as a hub keeps it: one row a slot. What has the greater version, of two alike the greater
// origin, takes the row's place; so an erasure leaves nothing of a person but rows that are empty inside.
using Slot = std::array<std::uint8_t, 16>;
struct SealedWriting {
    Slot slot{};  // of subject and field, by an HMAC: the hub cannot tell whose it is
    DeviceId origin;
    std::int64_t number = 0;
    std::int64_t version = 0;
    Bytes sealed;  // u32be(epoch) || nonce || XChaCha20-Poly1305 of subject, field and value, bound to all above
    friend bool operator==(const SealedWriting&, const SealedWriting&) = default;
};
[[nodiscard]] SealedWriting seal_writing(const SyncKeys& keys, const VaultWriting& writing, Random& random);
// Errors: as open_fact.
[[nodiscard]] Result<VaultWriting> open_writing(const SyncKeys& keys, const SealedWriting& sealed);

}  // namespace xiaoer::sync
