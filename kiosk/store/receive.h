// Facts of other kiosks' chains, taken in one by one in the order of their chain: what sync does with what it reads.
// Store thread, inside a transaction.
#pragma once

#include "store/apply.h"

namespace xiaoer {

// Checks that `fact` is the next link of its chain (seq, previous hash, hash), keeps it and applies it. One that is
// known already changes nothing. A device that says another thing at a place that is taken is set aside for good: the
// evidence is kept (table `forks`), and nothing it says from then on is taken in.
//
// `own`: the merchant whose kiosk this is. Requires: not a fact of this kiosk's own chain.
// Errors: invalid when links before it are missing, the hash is not that of the contents, or the kind is not known
// (a newer version's); nothing is kept then.
[[nodiscard]] Result<Applied> receive(Database& db, const MerchantId& own, const Fact& fact, const Hash& hash);

[[nodiscard]] Result<bool> is_forked(Database& db, const DeviceId& device);

}  // namespace xiaoer
