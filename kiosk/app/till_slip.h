// What the shop does with what a till said: a Receipt becomes a purchase, an unread slip is kept, the rest is let go.
// Pure; any thread.
#pragma once

#include "app/command.h"
#include "base/calendar.h"
#include "pos_adapter/receipt.h"

namespace xiaoer {

// A sale or a refund whose amount is known; nothing for everything else.
[[nodiscard]] std::optional<NewPurchase> purchase_of(const pos::Receipt& receipt, const Zone& zone);

// Whether a clerk should be asked for the amount: a picture, no total, two totals. A copy, a voucher or a kitchen
// slip is no sale, and nobody is asked.
[[nodiscard]] bool needs_a_clerk(const pos::Receipt& receipt);

// The command for one slip from a tap, with the slip's own id; nothing when there is nothing to do.
[[nodiscard]] std::optional<Command> command_of(const pos::Slip& slip, const Zone& zone, const std::string& currency);
// The slip as the clerk is asked for its amount.
[[nodiscard]] Command keep(const pos::Slip& slip, std::string reason);

}  // namespace xiaoer
