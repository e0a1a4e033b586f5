// What kiosks say of rounds and of scratch cards, for histories of several kiosks.
#pragma once

#include "tests/store/written_kiosk.h"

namespace xiaoer::test {

// Announces or settles a round of a draw that this kiosk speaks for; nothing when none has lapsed units.
void go_on_with_rounds(WrittenKiosk& kiosk, Random& random);
// Opens a day, plays, hands over, or reveals a day of its own or of one that it succeeded.
void go_on_with_scratch_cards(WrittenKiosk& kiosk, Random& random);

}  // namespace xiaoer::test
