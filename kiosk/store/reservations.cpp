#include "store/reservations.h"

namespace xiaoer {

Result<std::optional<Reservation>> reservation_of(Database& db, const UnitId& unit, Timestamp now) {
    return first_row(db.select("SELECT staff, until FROM (SELECT staff, at, until, released FROM reservations WHERE "
                               "draw = ? AND unit = ? ORDER BY id DESC LIMIT 1) WHERE released = 0 AND at <= ? AND "
                               "until > ?",
                               {unit.draw, unit.unit, now, now}),
                     [](const Rows& row) {
                         return Reservation{row.id<StaffId>(0), row.time(1)};
                     });
}

Result<void> reserve(Database& db, const UnitId& unit, const StaffId& staff, Timestamp now, Timestamp until) {
    return db.run("INSERT INTO reservations (draw, unit, staff, at, until) VALUES (?, ?, ?, ?, ?)",
                  {unit.draw, unit.unit, staff, now, until});
}

Result<void> release(Database& db, const UnitId& unit) {
    return db.run("UPDATE reservations SET released = 1 WHERE draw = ? AND unit = ? AND released = 0",
                  {unit.draw, unit.unit});
}

Result<std::vector<ReservedRow>> reservations_between(Database& db, Timestamp from, Timestamp to, std::int64_t most) {
    std::vector<ReservedRow> rows;
    XIAOER_TRY(for_each_row(db.select("SELECT draw, unit, staff, at FROM reservations WHERE at >= ? AND at < ? "
                                      "ORDER BY at DESC, id DESC LIMIT ?",
                                      {from, to, most}),
                            [&rows](const Rows& row) {
                                rows.push_back({{row.text(0), row.integer(1)}, row.id<StaffId>(2), row.time(3)});
                            }));
    return rows;
}

Result<void> forget_old_reservations(Database& db, Timestamp now) {
    return db.run("DELETE FROM reservations WHERE at < ?", {now - reservations_kept_ms});
}

}  // namespace xiaoer
