// Printer bytes in, receipts out: the whole ESC/POS dialect behind one door. One thread at a time.
#pragma once

#include "pos_adapter/escpos_text.h"
#include "pos_adapter/receipt.h"

namespace xiaoer::pos {

struct TillProfile;

// The lines of the first slip of some bytes and what they say, with what was taught: for a screen that shows both.
struct SlipRead {
    std::vector<std::string> lines;
    Receipt receipt;
};
[[nodiscard]] SlipRead read_slip(ByteView bytes, const ReadingOptions& options, const TillProfile& profile);

// A whole job, such as a captured file: one receipt for each slip in it, none when nothing was printed.
[[nodiscard]] std::vector<Receipt> read_escpos(ByteView job, const ReadingOptions& options);

}  // namespace xiaoer::pos
