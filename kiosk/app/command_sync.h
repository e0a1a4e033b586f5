// Commands of sync: what other kiosks of the merchant have said. Part of app/command.h; include that.
#pragma once

#include "domain/fact_range.h"
#include "domain/prize.h"
#include "domain/staff.h"
#include "domain/sync_status.h"
#include "domain/vault_writing.h"

namespace xiaoer {

// A piece of another kiosk's chain. Outcome: FactsReceived.
// Errors: invalid when it does not hold, facts before it are missing, or a newer version wrote it; nothing is kept.
struct ReceiveFacts {
    static constexpr std::string_view kind = "receive_facts";
    FactRange range;
    XIAOER_FIELDS(visit("range", self.range);)
};
// A head of this kiosk's own chain that others have. When the ledger here does not have it, an old copy was put back,
// and hand-overs wait for a manager. Said once for each such head. Outcome: Done.
struct HeedOwnHead {
    static constexpr std::string_view kind = "heed_own_head";
    SignedHead head;
    XIAOER_FIELDS(visit("head", self.head);)
};
// Values of the vault that other kiosks wrote, at most 5,000. Outcome: Done.
struct ReceiveVault {
    static constexpr std::string_view kind = "receive_vault";
    std::vector<VaultWriting> writings;
    XIAOER_FIELDS(visit("writings", self.writings);)
};
// How a sync went; kept for the merchant. `worked` is filled in here. Outcome: Done.
struct NoteSync {
    static constexpr std::string_view kind = "note_sync";
    SyncStatus status;
    XIAOER_FIELDS(visit("status", self.status);)
};
// Another machine becomes a kiosk of this shop, signed by the root key of the recovery sheet. Outcome: Done.
// Errors: invalid when the root key did not sign it.
struct EnrolDevice {
    static constexpr std::string_view kind = "enrol_device";
    PublicKey key{};
    std::string code;
    std::int64_t number_from = 0;
    std::int64_t number_to = 0;
    Signature signature{};
    XIAOER_FIELDS(visit("key", self.key); visit("code", self.code); visit("number_from", self.number_from);
                  visit("number_to", self.number_to); visit("signature", self.signature);)
};
// A machine that is lost: nothing it says after `last_seq` is believed. Signed as above. Outcome: Done.
struct RevokeDevice {
    static constexpr std::string_view kind = "revoke_device";
    DeviceId old;
    std::int64_t last_seq = 0;
    Hash hash{};
    Signature signature{};
    XIAOER_FIELDS(visit("old", self.old); visit("last_seq", self.last_seq); visit("hash", self.hash);
                  visit("signature", self.signature);)
};

// A waiting prize goes to another kiosk of the shop: this one lets go of it first, and cannot hand it over any more;
// whoever receives it there says TakeUpPrize. By a manager, or the machine's owner. Outcomes: Done, Frozen, OtherShop
// (it is not here), Refused, NotAllowed.
struct SendPrize {
    static constexpr std::string_view kind = "send_prize";
    UnitId unit;
    std::string kiosk;  // the other's five digits
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("unit", self.unit); visit("kiosk", self.kiosk); visit("by", self.by);)
};
struct TakeUpPrize {
    static constexpr std::string_view kind = "take_up_prize";
    UnitId unit;
    std::optional<SessionId> by;  // a clerk, or the machine's owner
    XIAOER_FIELDS(visit("unit", self.unit); visit("by", self.by);)
};

// Two numbers of one person become one, or are taken apart again: by a manager. Outcomes: Done, NotAllowed, Refused.
struct MergeMembers {
    static constexpr std::string_view kind = "merge_members";
    std::int64_t one = 0, other = 0;  // their numbers
    bool undo = false;
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("one", self.one); visit("other", self.other); visit("undo", self.undo); visit("by", self.by);)
};

}  // namespace xiaoer
