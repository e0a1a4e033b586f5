// What the start of a CSV file tells: its encoding, separator, header and dialect, and the order of its dates.
// Headings decide, never the file's name. Pure; any thread.
#pragma once

#include "pos_adapter/csv_dialect.h"

namespace xiaoer::pos {

struct CsvStart {
    TextEncoding encoding;
    char separator = ',';
    std::size_t header_row = 0;         // how many rows stand above the headings
    const CsvLayout* layout = nullptr;  // none: the mapping's, if `found`
    bool found = false;
    std::optional<DateOrder> dates;  // as a date shows that can be read in one order only
    std::uint64_t dates_line = 0;    // where that date stands
    bool table = false;              // when not found: rows of several cells all the same
};

// `wanted`: "auto", a dialect or a family. `whole`: `start` is all there is. With a mapping, its headings are looked
// for.
[[nodiscard]] CsvStart look_at_csv(ByteView start, bool whole, std::string_view wanted, const CsvMapping* mapping);

// The text of the start, without its mark: UTF-16 as UTF-8, everything else as it is.
[[nodiscard]] std::string plain_start(ByteView start, const TextEncoding& encoding);

}  // namespace xiaoer::pos
