// Fuzz entry for the label reader: any text at all, as lines of a slip. The first byte chooses what the shop knows.
#include "pos_adapter/escpos_text.h"
#include "pos_adapter/label_reader.h"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace xiaoer::pos;
    if (size == 0) return 0;
    ReadingOptions options;
    if ((data[0] & 1) != 0) options.currency = (data[0] & 2) != 0 ? "JPY" : "EUR";
    if ((data[0] & 4) != 0) options.dates = (data[0] & 8) != 0 ? DateOrder::mdy : DateOrder::dmy;
    SlipText slip;
    slip.picture = (data[0] & 16) != 0;
    std::string_view rest = xiaoer::text_of({data + 1, size - 1});
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        slip.lines.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const auto receipt = read_labels(slip, options);
    XIAOER_ASSERT((receipt.kind == ReceiptKind::none) == receipt.reason.has_value());
    XIAOER_ASSERT((receipt.kind == ReceiptKind::none) != receipt.total_minor.has_value());
    XIAOER_ASSERT(receipt.kind != ReceiptKind::sale || *receipt.total_minor >= 0);
    XIAOER_ASSERT(receipt.kind != ReceiptKind::refund || *receipt.total_minor <= 0);
    XIAOER_ASSERT(!json_line(receipt).empty());
    return 0;
}
