// Prizes that somebody fetches from the store room: kept for them for a while. Local: of this counter only, and gone by
// itself. Store thread inside a transaction for writes; reads also from the reader's connection.
#pragma once

#include "domain/prize.h"
#include "store/db.h"

namespace xiaoer {

struct Reservation {
    StaffId staff;
    Timestamp until;
};
// Whoever fetches it at `now`. One that begins after `now` (the clock was set back) counts for nothing.
[[nodiscard]] Result<std::optional<Reservation>> reservation_of(Database& db, const UnitId& unit, Timestamp now);
[[nodiscard]] Result<void> reserve(Database& db, const UnitId& unit, const StaffId& staff, Timestamp now,
                                   Timestamp until);
[[nodiscard]] Result<void> release(Database& db, const UnitId& unit);

struct ReservedRow {
    UnitId unit;
    StaffId staff;
    Timestamp at;
};
// Those of a span of time, the newest first.
[[nodiscard]] Result<std::vector<ReservedRow>> reservations_between(Database& db, Timestamp from, Timestamp to,
                                                                    std::int64_t most);
inline constexpr std::int64_t reservations_kept_ms = 90 * day_ms;
[[nodiscard]] Result<void> forget_old_reservations(Database& db, Timestamp now);

}  // namespace xiaoer
