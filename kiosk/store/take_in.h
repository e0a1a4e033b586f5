// Pieces of chains, read out for other kiosks and taken in from them (domain/fact_range.h): what sync does with the
// ledger. Reading on any connection; taking in on the store thread, inside a transaction.
#pragma once

#include "domain/fact_range.h"
#include "domain/sync_status.h"
#include "store/receive.h"

#include <map>

namespace xiaoer {

// The chains that are here, each up to the last head that its device signed. `own`: this kiosk's key.
[[nodiscard]] Result<std::map<DeviceId, SignedHead>> signed_heads(Database& db, const SigningKey& own);
// The next piece of a chain after `seq`; nothing when there is none that ends at a signed head.
[[nodiscard]] Result<std::optional<FactRange>> read_range(Database& db, const SigningKey& own, const DeviceId& device,
                                                          std::int64_t seq);

struct TakenIn {
    std::int64_t facts = 0;      // that were new
    std::int64_t waits = 0;      // of them, for what is still to come
    std::int64_t set_aside = 0;  // of them
    bool forked = false;         // the device has said two things at one place: nothing it says is believed any more
};
// Checks a piece, keeps what of it is new, applies it, and keeps its signed head, so that it can be handed on. A piece
// that is known changes nothing. Requires: not of this kiosk's own chain.
// Errors: invalid when links before it are missing, it does not hold, or a fact is of a kind that a newer version
// knows; nothing is kept then.
[[nodiscard]] Result<TakenIn> take_in(Database& db, const MerchantId& own, const FactRange& range);

// What a head of this kiosk's own chain, signed by it, says that the ledger does not have: an old copy was put back.
[[nodiscard]] Result<bool> is_ahead_of_ledger(Database& db, const SignedHead& own);

// How the last sync went; nothing before the first.
[[nodiscard]] Result<std::optional<SyncStatus>> read_sync_status(Database& db);
// Facts of this kiosk after the last sync that worked: what waits to be told. 0 before the first.
[[nodiscard]] Result<std::int64_t> facts_to_tell(Database& db, const DeviceId& own);

// The merchant's kiosks that others wait for: neither succeeded nor revoked, forked or `but`.
[[nodiscard]] Result<std::vector<DeviceId>> living_kiosks(Database& db, const MerchantId& own, const DeviceId& but);

}  // namespace xiaoer
