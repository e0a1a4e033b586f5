// CSV files of any dialect behind the FileReader's door. One thread at a time.
#pragma once

#include "pos_adapter/file_reader.h"

namespace xiaoer::pos {

// How much of a file is looked at before its first row is read.
inline constexpr std::size_t file_start_bytes = 64 * 1024;

// `wanted`: "auto", a dialect, a family, or "mapping", which needs one in `options`.
[[nodiscard]] std::unique_ptr<FileReader> make_csv_reader(std::string wanted, FileOptions options, FileEvents events);

}  // namespace xiaoer::pos
