// Facts about a merchant's machines and what moves between them: revocations, prizes that go to another kiosk, and
// members who turn out to be one person. Part of domain/fact.h, which has the whole list; include that. Values; any
// thread.
#pragma once

#include "base/keys.h"
#include "domain/fact_ref.h"
#include "domain/prize.h"

#include <optional>
#include <vector>

namespace xiaoer {

// A machine that is lost or not to be trusted any more: what it said after `last_seq` counts for nothing.
struct DeviceRevoked {
    static constexpr std::string_view kind = "device.revoked";
    DeviceId old;
    std::int64_t last_seq = 0;  // the last fact that is accepted …
    Hash hash{};                // … and its hash
    Signature signature{};      // by the root key, over revocation_message()
    XIAOER_FIELDS(visit("old", self.old); visit("last_seq", self.last_seq); visit("hash", self.hash);
                  visit("signature", self.signature);)
};

// A prize moves in two facts: its home lets go of it first, by name of the kiosk that it goes to, and only that kiosk
// can take it then. A lost message strands a prize, and never doubles it.
struct PrizeReleased {
    static constexpr std::string_view kind = "prize.released";
    UnitId unit;
    DeviceId to;
    std::optional<StaffId> manager;
    XIAOER_FIELDS(visit("unit", self.unit); visit("to", self.to); visit("manager", self.manager);)
};
struct PrizeAccepted {
    static constexpr std::string_view kind = "prize.accepted";
    UnitId unit;
    FactRef release;
    std::optional<StaffId> clerk;
    XIAOER_FIELDS(visit("unit", self.unit); visit("release", self.release); visit("clerk", self.clerk);)
};

// Two numbers of one person. The smaller id survives; tickets that are in no closed list, prizes and credit go with it.
struct MembersMerged {
    static constexpr std::string_view kind = "members.merged";
    MemberId one;
    MemberId other;
    std::optional<StaffId> manager;  // empty: both gave the same phone number
    XIAOER_FIELDS(visit("one", self.one); visit("other", self.other); visit("manager", self.manager);)
};
struct MergeUndone {  // by a manager; of every merge of the two, those that are still to come too
    static constexpr std::string_view kind = "members.unmerged";
    MemberId one;
    MemberId other;
    StaffId manager;
    XIAOER_FIELDS(visit("one", self.one); visit("other", self.other); visit("manager", self.manager);)
};

}  // namespace xiaoer
