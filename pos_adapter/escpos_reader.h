// Printer bytes in, receipts out: the whole ESC/POS dialect behind one door. One thread at a time.
#pragma once

#include "pos_adapter/escpos_text.h"
#include "pos_adapter/receipt.h"

namespace xiaoer::pos {

// A whole job, such as a captured file: one receipt for each slip in it, none when nothing was printed.
[[nodiscard]] std::vector<Receipt> read_escpos(ByteView job, const ReadingOptions& options);

}  // namespace xiaoer::pos
