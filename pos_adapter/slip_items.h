// The lines of goods on a slip: what stands above the first total or subtotal. Pure; any thread.
#pragma once

#include "pos_adapter/receipt.h"
#include "pos_adapter/slip_line.h"

namespace xiaoer::pos {

// One line ("BEER  2  13.00", "拿铁 1 18.00 18.00") or a name with its figures on the next one. The last figure is
// the amount of the line. Requires: `lines` folded, `fields` of the same lines; reads those before `end`.
[[nodiscard]] std::vector<ReceiptLine> read_items(const std::vector<std::string>& lines,
                                                  const std::vector<std::vector<Field>>& fields, std::size_t end,
                                                  const AmountStyle& style);

}  // namespace xiaoer::pos
