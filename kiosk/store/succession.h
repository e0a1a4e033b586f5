// Who acts for whom (DESIGN §6): a kiosk, and the restored ones that succeeded it and declared it gone.
//
// A device's line is the device itself, then whoever succeeded a device of the line and retired it, generation by
// generation, and by id within one. Whatever is home to the first of a line belongs to its last. The line depends on
// the set of facts only, so it does not matter whose chain came first. Any connection.
#pragma once

#include "store/db.h"

namespace xiaoer {

// Opens a statement that selects from `line (device, generation)`, the line of ?1. Two restored kiosks that name each
// other would run in circles: no shop restores 64 times.
#define XIAOER_WITH_LINE                                                                                          \
    "WITH RECURSIVE every (device, generation) AS (SELECT ?1, 0 UNION SELECT s.successor, e.generation + 1 FROM " \
    "successions AS s JOIN every AS e ON s.old = e.device WHERE s.retired = 1 AND e.generation < 64), "           \
    "line (device, generation) AS (SELECT device, min(generation) FROM every GROUP BY device) "

[[nodiscard]] Result<bool> acts_for(Database& db, const DeviceId& device, const DeviceId& first);
// The last of the line: itself, while nobody retired it.
[[nodiscard]] Result<DeviceId> home_of(Database& db, const DeviceId& first);
// Whether `device` came after `old` itself, retired or not.
[[nodiscard]] Result<bool> succeeds(Database& db, const DeviceId& device, const DeviceId& old);
// Whether the device came after any other.
[[nodiscard]] Result<bool> is_successor(Database& db, const DeviceId& device);
// Which of two in the line of `first` comes earlier.
[[nodiscard]] Result<bool> is_earlier(Database& db, const DeviceId& a, const DeviceId& b, const DeviceId& first);

}  // namespace xiaoer
