#include "pos_adapter/escpos_reader.h"

#include "pos_adapter/label_reader.h"

namespace xiaoer::pos {

std::vector<Receipt> read_escpos(ByteView job, const ReadingOptions& options) {
    std::vector<Receipt> receipts;
    SlipAssembler assembler([&](const SlipText& slip) { receipts.push_back(read_labels(slip, options)); });
    assembler.feed(job);
    assembler.end_slip(true);
    return receipts;
}

}  // namespace xiaoer::pos
