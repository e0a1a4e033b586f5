// POSLog XML (ARTS IXRetail), read as it streams by, by expat. One thread at a time.
//
// Entities of a document's own are refused: no export needs them. After a place that is not XML nothing more of the
// file can be read; what came before has been told.
#pragma once

#include "pos_adapter/file_reader.h"

namespace xiaoer::pos {

[[nodiscard]] std::unique_ptr<FileReader> make_poslog_reader(FileOptions options, FileEvents events);

}  // namespace xiaoer::pos
