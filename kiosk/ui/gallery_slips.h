// Slips of made-up tills, for the gallery. Pure; any thread.
#pragma once

#include "pos_adapter/receipt.h"

namespace xiaoer::ui {

enum class MadeUpSlip { none, plain, odd, picture };  // `odd`: of a till with words of its own
// The newest, and a plain one before it; none for `none`. `longest`: too long and too wide for any paper.
[[nodiscard]] std::vector<pos::Slip> made_up_slips(MadeUpSlip newest, bool longest);

}  // namespace xiaoer::ui
