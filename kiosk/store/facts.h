// The ledger read out, for `xiaoer facts` and later for sync. Any thread.
#pragma once

#include "domain/chain.h"
#include "store/db.h"

#include <filesystem>
#include <functional>

namespace xiaoer {

// Calls `use` with every fact by device and seq, on a read-only connection of its own. Errors: invalid when there is no
// such file or it is not ours.
[[nodiscard]] Result<void> each_fact(const std::filesystem::path& database,
                                     const std::function<void(const Fact&, const Hash&)>& use);
// When a device's first and newest fact was written, by its own clock; nothing when it has none.
[[nodiscard]] Result<std::optional<Timestamp>> time_of_first_fact(Database& db, const DeviceId& device);
[[nodiscard]] Result<std::optional<Timestamp>> time_of_newest_fact(Database& db, const DeviceId& device);

}  // namespace xiaoer
