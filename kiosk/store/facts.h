// The ledger read out, for `xiaoer facts` and later for sync. Read-only, its own connection; any thread.
#pragma once

#include "domain/chain.h"

#include <filesystem>
#include <functional>

namespace xiaoer {

// Calls `use` with every fact by device and seq. Errors: invalid when there is no such file or it is not ours.
[[nodiscard]] Result<void> each_fact(const std::filesystem::path& database,
                                     const std::function<void(const Fact&, const Hash&)>& use);

}  // namespace xiaoer
