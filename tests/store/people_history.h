// What happens among the people of a group in a random history: seats, consents, gifts of tickets, cards in stock,
// strikes, roles, check-ins, vouchers.
#pragma once

#include "tests/store/written_kiosk.h"

namespace xiaoer::test {

// One random act that this kiosk may do, knowing what it knows.
void act_among_people(WrittenKiosk& kiosk, Random& random);

// Vouchers whose entries do not sum to zero, or whose balance is not what the member's entries come to.
[[nodiscard]] std::int64_t unbalanced_vouchers(Database& db);

}  // namespace xiaoer::test
