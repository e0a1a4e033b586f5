// What a slip is, by its headings: a sale unless it says otherwise.
//
// A heading is a line without an amount that says little else. "REFUND" is one, "Refunds within 30 days" and
// 凭小票七天内退换货 are not; nor is a cancelled item inside a sale. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xiaoer::pos {

// A deposit or a card's top-up is money that will be a purchase later, or comes back.
// A bill (ADDITION, GUEST CHECK) is unpaid unless it also tells how it was paid.
enum class SlipKind { sale, refund, voided, copy, voucher, control, kitchen, unpaid, bill, training, deposit };
// Requires: folded lines.
[[nodiscard]] SlipKind kind_of(const std::vector<std::string>& lines);

// The `reason` of a slip that is no purchase; "" for sale, refund and void.
[[nodiscard]] std::string_view reason_of(SlipKind kind);

}  // namespace xiaoer::pos
