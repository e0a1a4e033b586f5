// Fuzz entry for exports in CSV and JSON: rows, encodings, dates, amounts, every dialect. libFuzzer calls it (clang
// -fsanitize=fuzzer), and the tests of pos_adapter call it with the kept corpus and with damage.
//
// The first byte of the input chooses the dialect, the second the size of the pieces; the file follows.
#include "file_fuzz.h"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace xiaoer::pos;
    if (size < 2) return 0;
    static constexpr std::array<std::string_view, 6> dialects = {"auto",        "square-csv", "loyverse-csv",
                                                                 "shopify-csv", "mapping",    "json"};
    const auto dialect = dialects[data[0] % dialects.size()];
    FileOptions options;
    if (dialect == "mapping") {
        CsvMapping mapping;
        mapping.columns.receipt_no = "no";
        mapping.columns.sold_at = "date";
        mapping.columns.total = "total";
        mapping.columns.item = "item";
        mapping.columns.quantity = "qty";
        mapping.decimal = data[1] % 2 == 0 ? '.' : ',';
        mapping.sum_rows = data[1] % 3 == 0;
        options.mapping = mapping;
    }
    read_twice(dialect, options, xiaoer::ByteView{data + 2, size - 2}, 1u + data[1] % 32u);
    return 0;
}
