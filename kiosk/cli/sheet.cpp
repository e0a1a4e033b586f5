#include "cli/sheet.h"

#include "base/file.h"

#include <iostream>
#include <iterator>

namespace xiaoer::cli {

Result<RecoverySheetKeys> read_sheet_file(const std::string& path) {
    if (path == "-") {
        return read_recovery_sheet(
            std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()));
    }
    const auto bytes = read_file(path);
    if (!bytes || !*bytes) return invalid("--sheet names no file that can be read; - takes the sheet from the input");
    return read_recovery_sheet(text_of(**bytes));
}

}  // namespace xiaoer::cli
