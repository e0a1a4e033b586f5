#include "store/succession.h"

namespace xiaoer {

Result<bool> acts_for(Database& db, const DeviceId& device, const DeviceId& first) {
    if (device == first) return true;
    return db.exists(XIAOER_WITH_LINE "SELECT 1 FROM line WHERE device = ?2", {first, device});
}

Result<DeviceId> home_of(Database& db, const DeviceId& first) {
    auto last = first_row(
        db.select(XIAOER_WITH_LINE "SELECT device FROM line ORDER BY generation DESC, device LIMIT 1", {first}),
        [](const Rows& row) { return row.id<DeviceId>(0); });
    if (!last) return last.error();
    return last->value_or(first);
}

Result<bool> is_successor(Database& db, const DeviceId& device) {
    return db.exists("SELECT 1 FROM successions WHERE successor = ?", {device});
}

Result<bool> succeeds(Database& db, const DeviceId& device, const DeviceId& old) {
    return db.exists("SELECT 1 FROM successions WHERE successor = ? AND old = ?", {device, old});
}

Result<bool> is_earlier(Database& db, const DeviceId& a, const DeviceId& b, const DeviceId& first) {
    auto earliest = first_row(db.select(XIAOER_WITH_LINE "SELECT device FROM line WHERE device IN (?2, ?3) "
                                                         "ORDER BY generation, device LIMIT 1",
                                        {first, a, b}),
                              [](const Rows& row) { return row.id<DeviceId>(0); });
    if (!earliest) return earliest.error();
    return a != b && *earliest == a;
}

}  // namespace xiaoer
