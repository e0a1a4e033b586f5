// Everything that the shop knows of one person, for that person (the right of access). Any connection with the vault.
#pragma once

#include "store/vault.h"

namespace xiaoer {

// One JSON object: number, nickname, phone, interests, consents, purchases, tickets, prizes, credit, check-ins,
// strikes, photos, cards and phones. Times are Unix milliseconds, amounts minor units. Requires: the member is there.
[[nodiscard]] Result<Json> export_of_member(Vault& vault, const MemberId& member);

}  // namespace xiaoer
