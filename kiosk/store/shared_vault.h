// The part of the vault that the kiosks of one merchant share: names, phones, interests and signatures of members,
// names and PINs of the staff (domain/vault_writing.h). Photos and slips stay on the machine that took them. Each kiosk
// seals a value again under its own keys, so no subject's key ever travels. Store thread inside a transaction; what
// only reads, also on a reader's connection.
#pragma once

#include "domain/vault_writing.h"
#include "store/vault.h"

#include <map>

namespace xiaoer {

[[nodiscard]] bool is_shared(std::string_view field);  // of a member

// Values without saying that this kiosk wrote them.
[[nodiscard]] Result<void> keep_personal_value(Vault& vault, const MemberId& member, std::string_view field,
                                               std::string_view value, Random& random);
[[nodiscard]] Result<void> keep_staff_secret(Vault& vault, const StaffId& staff, const StaffSecret& secret,
                                             Random& random);

// This kiosk has just written that value: the next version of it, with the next of this kiosk's numbers.
[[nodiscard]] Result<void> note_writing(Database& db, const std::array<std::uint8_t, 16>& subject,
                                        std::string_view field);
// …or emptied all values of a member.
[[nodiscard]] Result<void> note_erasure(Database& db, const MemberId& member);

// How far the writings of each kiosk are known here. `own`: this kiosk.
[[nodiscard]] Result<std::map<DeviceId, std::int64_t>> vault_progress(Database& db, const DeviceId& own);
// Writings of `origin` after `number`, by number, with their values as they are now.
[[nodiscard]] Result<std::vector<VaultWriting>> vault_writings(Vault& vault, const DeviceId& own,
                                                               const DeviceId& origin, std::int64_t number,
                                                               std::size_t most);

// Takes one in, when it counts more than what is here. A value of somebody who is not known yet is kept until
// take_waiting_values() finds them. Errors: invalid when it is of no field that travels.
[[nodiscard]] Result<void> take_writing(Vault& vault, const DeviceId& own, const VaultWriting& writing, Random& random);
// After facts came in.
[[nodiscard]] Result<void> take_waiting_values(Vault& vault, Random& random);
// Members whose erasure came in as a fact: their rows here go, too. Returns: who they were. Then finish_erasures().
[[nodiscard]] Result<std::vector<MemberId>> erase_those_erased(Vault& vault);

}  // namespace xiaoer
