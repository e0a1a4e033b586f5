// Fuzz entry for printer bytes: tokenizer, character sets, layout, labels. libFuzzer calls it (clang
// -fsanitize=fuzzer), and the tests of pos_adapter call it with random bytes for a bounded number of rounds.
#include "pos_adapter/escpos_reader.h"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const xiaoer::ByteView job{data, size};
    std::vector<std::vector<std::string>> whole, split;
    {
        xiaoer::pos::SlipAssembler assembler([&](const auto& slip) { whole.push_back(slip.lines); });
        assembler.feed(job);
        assembler.end_slip(true);
    }
    {
        // The first byte of the input tells where to split: the split must not matter.
        xiaoer::pos::SlipAssembler assembler([&](const auto& slip) { split.push_back(slip.lines); });
        const std::size_t chunk = size == 0 ? 1 : 1 + data[0] % 16;
        for (std::size_t at = 0; at < size; at += chunk) assembler.feed(job.subspan(at, std::min(chunk, size - at)));
        assembler.end_slip(true);
    }
    XIAOER_ASSERT(whole == split);
    for (const auto& receipt : xiaoer::pos::read_escpos(job, {})) {
        XIAOER_ASSERT((receipt.kind == xiaoer::pos::ReceiptKind::none) == receipt.reason.has_value());
        XIAOER_ASSERT((receipt.kind == xiaoer::pos::ReceiptKind::none) != receipt.total_minor.has_value());
        XIAOER_ASSERT(!json_line(receipt).empty());
    }
    return 0;
}
