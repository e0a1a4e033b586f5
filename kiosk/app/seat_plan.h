// What becomes of each line of a roll-call, before any of it happens. Store thread.
//
// The rule, so that importing a text twice, or one that overlaps, changes nothing:
//   - a phone number that somebody has: they are there already;
//   - the j-th line of a name that says nothing of a phone stands for the j-th seat of that name;
//   - a line with a new phone stands for a seat of that name that has no phone, one each;
//   - any other line of a name that somebody has, in the shop or further up in the text, is to decide.
#pragma once

#include "app/outcome.h"
#include "domain/roll_call.h"
#include "store/vault.h"

namespace xiaoer {

struct PlannedSeat {
    RollRow row;
    SeatFate fate = SeatFate::fresh;
    std::int64_t number = 0;  // of whoever is there, or has the name; 0: nobody
};
// Requires: no seat is made between planning and making.
[[nodiscard]] Result<std::vector<PlannedSeat>> plan_seats(Vault& vault, RollCall&& call,
                                                          const std::vector<SeatDecision>& decisions);
[[nodiscard]] SeatCounts count_fates(const std::vector<PlannedSeat>& plan);

}  // namespace xiaoer
