// The merchant's root key, as far as the shop knows it: its public half. Any connection.
#pragma once

#include "base/keys.h"
#include "store/db.h"

namespace xiaoer {

// Whether this key signed the merchant's first device. Its secret half stands on the recovery sheet and nowhere else.
[[nodiscard]] Result<bool> is_root_key_of(Database& db, const MerchantId& merchant, const PublicKey& key);

}  // namespace xiaoer
