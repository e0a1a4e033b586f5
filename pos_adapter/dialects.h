// Every dialect this room reads, behind one door. Pure; any thread.
#pragma once

#include "pos_adapter/receipt.h"

namespace xiaoer::pos {

// "auto" and the dialects' names.
[[nodiscard]] std::vector<std::string> dialect_names();

// Reads a whole file; "auto" finds the dialect. Errors: invalid when the bytes are not of the named dialect.
[[nodiscard]] Result<std::vector<Receipt>> read_receipts(ByteView file, std::string_view dialect,
                                                         const ReadingOptions& options);

}  // namespace xiaoer::pos
