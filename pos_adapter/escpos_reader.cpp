#include "pos_adapter/escpos_reader.h"

#include "pos_adapter/label_reader.h"
#include "pos_adapter/till_profile.h"

namespace xiaoer::pos {

std::vector<Receipt> read_escpos(ByteView job, const ReadingOptions& options) {
    std::vector<Receipt> receipts;
    SlipAssembler assembler([&](const SlipText& slip) { receipts.push_back(read_labels(slip, options)); });
    assembler.feed(job);
    assembler.end_slip(true);
    return receipts;
}

SlipRead read_slip(ByteView bytes, const ReadingOptions& options, const TillProfile& profile) {
    std::optional<SlipRead> first;
    SlipAssembler assembler([&](const SlipText& slip) {
        if (!first) first = SlipRead{slip.lines, read_labels(slip, options, &profile)};
    });
    assembler.fix_encoding(encoding_of_profile(profile));
    assembler.feed(bytes);
    assembler.end_slip(true);
    return first.value_or(SlipRead{});
}

}  // namespace xiaoer::pos
