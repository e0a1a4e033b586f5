// Fills a Snapshot from the tables, each part by a few indexed reads. Store thread.
#pragma once

#include "app/handling.h"
#include "store/draws.h"

namespace xiaoer {

struct Painting {
    Store& store;
    Vault& vault;
    Memory& memory;
    const Settings& settings;
    const Zone& zone;
    Timestamp now;
};
[[nodiscard]] Result<void> paint(Painting& painting, Snapshot& snapshot);

// Also for the reader's draw list.
inline constexpr std::int64_t withheld_after_ms = 7 * day_ms;
[[nodiscard]] DrawState state_of(const DrawRow& draw, Timestamp now);
// `name_of(member)` gives the shown name.
[[nodiscard]] Result<std::vector<WinnerView>> winners_of(
    Database& db, const DrawRow& draw, std::int64_t most,
    const std::function<Result<std::string>(const MemberId&)>& name_of);

}  // namespace xiaoer
