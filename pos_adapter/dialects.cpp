#include "pos_adapter/dialects.h"

#include "pos_adapter/escpos_reader.h"

namespace xiaoer::pos {

std::vector<std::string> dialect_names() { return {"auto", "escpos"}; }

Result<std::vector<Receipt>> read_receipts(ByteView file, std::string_view dialect, const ReadingOptions& options) {
    if (dialect == "auto" || dialect == "escpos") return read_escpos(file, options);
    return invalid("\"" + std::string(dialect) + "\" is not a dialect");
}

}  // namespace xiaoer::pos
