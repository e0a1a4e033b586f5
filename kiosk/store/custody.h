// Who may speak of a prize unit (DESIGN §6): its draw's device and whoever acts for that one; once it has let the unit
// go, the kiosk that took it, and so on. What each of them said counts while it held the unit, and not before or after;
// so a unit's state is what its acts add up to in the order of custody, whatever came in first. Any connection.
#pragma once

#include "domain/fact.h"
#include "store/db.h"

namespace xiaoer {

struct UnitAct {
    FactRef ref;
    Timestamp at;
    std::string what;  // 'handed_over', 'refused', 'undone', 'unclaimed', 'released', 'accepted', 'substituted' …
    std::optional<MemberId> member;
    std::optional<StaffId> staff;
    // Of 'released': the device it goes to; of 'accepted': the place of the release; of others store/apply_prizes.cpp.
    std::string detail;
    std::int64_t generation = 0;
};
// The acts of a device's line, in order of succession.
[[nodiscard]] Result<std::vector<UnitAct>> acts_of_line(Database& db, const UnitId& unit, const DeviceId& first);
// The act that takes up a release, by the line of the device that it goes to; nothing while none is known.
[[nodiscard]] Result<std::optional<UnitAct>> acceptance_of(Database& db, const UnitId& unit, const DeviceId& to,
                                                           const FactRef& release);
// Places of what was said of this unit alone and may count for nothing: hand-overs, substitutes, journeys. A fact about
// several units stands though one of them says no; a refusal counts for nothing anyway.
[[nodiscard]] Result<std::vector<FactRef>> weighty_acts(Database& db, const UnitId& unit);
// Whether the device acts for one that took this unit once.
[[nodiscard]] Result<bool> has_taken(Database& db, const UnitId& unit, const DeviceId& device);
// What the device's own word that it took this unit waits for, if it said so and that waits: what it says of the unit
// after that waits for the same.
[[nodiscard]] Result<std::optional<std::string>> what_taking_waits_for(Database& db, const UnitId& unit,
                                                                       const DeviceId& device);
// The release that the unit's present journey began with; nothing when it is on none.
[[nodiscard]] Result<std::optional<FactRef>> open_release(Database& db, const UnitId& unit);
// Where a release sent the unit; nothing when no such release is known.
[[nodiscard]] Result<std::optional<DeviceId>> sent_to(Database& db, const UnitId& unit, const FactRef& release);

}  // namespace xiaoer
