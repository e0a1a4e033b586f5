// What stands between a prize and the person in front of the counter: shared by the handlers of pickups. Store thread
// only.
#pragma once

#include "app/handling.h"

namespace xiaoer {

// What is asked for, summed up over its units.
struct Wanted {
    std::int64_t value_minor = 0;  // of the dearest
    std::vector<UnitRow> units;
    std::vector<std::pair<UnitId, FactRef>> to_take_up;  // sent here, and in somebody's hands now
};
// What would stop this clerk from handing this unit to this member now; nothing when it may be, and then it is added.
[[nodiscard]] Result<std::optional<Outcome>> obstacle(Handling& now, const UnitId& id, const MemberId& member,
                                                      const Session& clerk, Wanted& wanted);
// The same of one to twenty units, each once. Errors: invalid when they are none such.
[[nodiscard]] Result<std::optional<Outcome>> obstacle_to_any(Handling& now, const std::vector<UnitId>& units,
                                                             const MemberId& member, const Session& clerk,
                                                             Wanted& wanted);
[[nodiscard]] bool needs_signature(const Settings& settings, std::int64_t value_minor);
// The vault's field of the strokes that this prize.signed is about.
[[nodiscard]] std::string signature_field(const FactRef& signed_for);
[[nodiscard]] Result<std::string> staff_name_of(Handling& now, const StaffId& staff);

}  // namespace xiaoer
