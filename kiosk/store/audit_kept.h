// The audit of what no fact explains: that the vault and the local tables (store/tables.h) are there and can be read.
//
// Their contents cannot be replayed, but what must be there is known: settings, once the shop is open; a key in the
// keyring for everybody who joined here and was not erased; a name for whoever gave one; and every sealed value opens.
// Where the key files are not beside the database (a backup's copy), nothing sealed is looked at. Any thread.
#pragma once

#include "store/db.h"

#include <filesystem>

namespace xiaoer {

// `fresh`: an empty database of this version. Errors: corrupt, naming the first table or index that is not there or is
// another one.
[[nodiscard]] Result<void> check_tables(Database& db, Database& fresh);
// Requires: the tables are there, and the derived ones are what the facts say. Errors: corrupt, with the first finding.
[[nodiscard]] Result<void> check_kept(Database& db, const std::filesystem::path& path);

}  // namespace xiaoer
