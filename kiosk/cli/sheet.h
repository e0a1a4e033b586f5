// The recovery sheet, as the command line is given it. Main thread.
#pragma once

#include "store/backup.h"

namespace xiaoer::cli {

// `path`: a file with the sheet's text, or "-" for the input. Errors: invalid; the message never repeats the words, so
// that whoever gives the sheet itself instead of its file does not find it in a log.
[[nodiscard]] Result<RecoverySheetKeys> read_sheet_file(const std::string& path);

}  // namespace xiaoer::cli
