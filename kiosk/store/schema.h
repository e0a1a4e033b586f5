// The schema: numbered migrations, forward only, embedded from store/migrations/*.sql. Store thread.
#pragma once

#include "store/db.h"

namespace xiaoer {

// "xiao" in PRAGMA application_id.
inline constexpr std::int64_t application_id = 0x7869616f;

// Checks whose file this is before anything is written, then brings it up to date, each migration in its own
// transaction. Errors: invalid when the file is another program's or a newer version's.
[[nodiscard]] Result<void> migrate(Database& database);

// Errors: invalid unless the file is ours and of exactly this version. For readers.
[[nodiscard]] Result<void> check_schema(Database& database);

}  // namespace xiaoer
