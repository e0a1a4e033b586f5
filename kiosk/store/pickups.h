// Questions about pickups: what waits here, what was done about it, who was favoured. Any connection.
#pragma once

#include "domain/fact.h"
#include "store/db.h"
#include "store/draws.h"

namespace xiaoer {

// Units that wait at `home`, by number of their winner.
struct WaitingHere {
    UnitRow unit;
    std::int64_t number = 0;
};
[[nodiscard]] Result<std::vector<WaitingHere>> units_waiting_at(Database& db, const DeviceId& home, std::int64_t most);

// Facts about pickups in a span of time, the newest first.
struct PickupFact {
    FactRef ref;
    Timestamp at;
    FactBody body;
};
[[nodiscard]] Result<std::vector<PickupFact>> pickup_facts(Database& db, Timestamp from, Timestamp to,
                                                           std::int64_t most);
// All that one member was handed in one command at `device`: with this unit, or the newest. Nothing when the unit is
// not handed over, or was on paper or elsewhere.
struct HandOverFacts {
    MemberId member;
    StaffId clerk;
    Timestamp at;
    std::vector<UnitId> units;
    Hash hash;  // of the last
};
[[nodiscard]] Result<std::optional<HandOverFacts>> hand_over_at(Database& db, const DeviceId& device,
                                                                const std::optional<UnitId>& unit, Timestamp now);
// The prize.signed that follows a hand-over of one command, when there is one.
[[nodiscard]] Result<std::optional<FactRef>> signature_of(Database& db, const FactRef& handed_over, const UnitId& unit);

// Whose strokes stand in the vault under this field.
[[nodiscard]] Result<std::optional<MemberId>> signer_of(Database& db, std::string_view field);

// Clerks at the desk who gave more sales to one member since a moment than `most`.
struct Favoured {
    StaffId clerk;
    MemberId member;
    std::int64_t sales = 0;
};
[[nodiscard]] Result<std::vector<Favoured>> favoured_since(Database& db, Timestamp since, std::int64_t most);

// Whether this member had the voucher that comes with a prize since a moment.
[[nodiscard]] Result<bool> had_pickup_voucher_since(Database& db, const MemberId& member, Timestamp since);

}  // namespace xiaoer
