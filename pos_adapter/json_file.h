// Drop files of JSON: one receipt a line, or a list of them, each as receipt_from_json() takes it (the same document a
// till says over the till link, with or without its {"id","receipt"} around it). One thread at a time.
#pragma once

#include "pos_adapter/file_reader.h"

namespace xiaoer::pos {

[[nodiscard]] std::unique_ptr<FileReader> make_json_reader(FileOptions options, FileEvents events);

}  // namespace xiaoer::pos
