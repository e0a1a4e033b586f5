// Fills a Snapshot from the tables, each part by a few indexed reads. Store thread.
#pragma once

#include "app/handling.h"

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

}  // namespace xiaoer
