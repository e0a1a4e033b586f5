#include "store/custody.h"

#include "store/succession.h"

namespace xiaoer {
namespace {

UnitAct act_of(const Rows& row) {
    return {{row.id<DeviceId>(0), row.integer(1)},
            row.time(2),
            row.text(3),
            row.is_null(4) ? std::nullopt : std::optional(row.id<MemberId>(4)),
            row.is_null(5) ? std::nullopt : std::optional(row.id<StaffId>(5)),
            row.text(6),
            row.integer(7)};
}

#define ACTS_OF_LINE                                                                                       \
    XIAOER_WITH_LINE                                                                                       \
    "SELECT a.device, a.seq, a.at, a.act, a.member, a.staff, a.detail, l.generation FROM prize_acts AS a " \
    "JOIN line AS l USING (device) WHERE a.draw = ?2 AND a.unit = ?3 "

}  // namespace

Result<std::vector<UnitAct>> acts_of_line(Database& db, const UnitId& unit, const DeviceId& first) {
    std::vector<UnitAct> acts;
    XIAOER_TRY(
        for_each_row(db.select(ACTS_OF_LINE "ORDER BY l.generation, a.device, a.seq", {first, unit.draw, unit.unit}),
                     [&acts](const Rows& row) { acts.push_back(act_of(row)); }));
    return acts;
}

Result<std::optional<UnitAct>> acceptance_of(Database& db, const UnitId& unit, const DeviceId& to,
                                             const FactRef& release) {
    return first_row(db.select(ACTS_OF_LINE "AND a.act = 'accepted' AND a.detail = ?4 "
                                            "ORDER BY l.generation, a.device, a.seq LIMIT 1",
                               {to, unit.draw, unit.unit, to_text(release)}),
                     act_of);
}

Result<std::vector<FactRef>> weighty_acts(Database& db, const UnitId& unit) {
    std::vector<FactRef> refs;
    XIAOER_TRY(for_each_row(db.select("SELECT device, seq FROM prize_acts WHERE draw = ? AND unit = ? AND act IN "
                                      "('handed_over', 'undone', 'substituted', 'released', 'accepted') "
                                      "ORDER BY device, seq",
                                      {unit.draw, unit.unit}),
                            [&refs](const Rows& row) {
                                refs.push_back({row.id<DeviceId>(0), row.integer(1)});
                            }));
    return refs;
}

Result<bool> has_taken(Database& db, const UnitId& unit, const DeviceId& device) {
    std::vector<DeviceId> takers;
    XIAOER_TRY(for_each_row(
        db.select("SELECT DISTINCT device FROM prize_acts WHERE draw = ? AND unit = ? AND act = 'accepted'",
                  {unit.draw, unit.unit}),
        [&takers](const Rows& row) { takers.push_back(row.id<DeviceId>(0)); }));
    for (const auto& taker : takers) {
        XIAOER_TRY_ASSIGN(const bool acts, acts_for(db, device, taker));
        if (acts) return true;
    }
    return false;
}

Result<std::optional<std::string>> what_taking_waits_for(Database& db, const UnitId& unit, const DeviceId& device) {
    return first_row(
        db.select("SELECT w.needs FROM waiting AS w JOIN facts AS f USING (device, seq) WHERE w.device = ? "
                  "AND f.kind = 'prize.accepted' AND f.body ->> '$.unit.draw' = ? AND f.body ->> "
                  "'$.unit.unit' = ? ORDER BY w.seq LIMIT 1",
                  {device, unit.draw, unit.unit}),
        [](const Rows& row) { return row.text(0); });
}

Result<std::optional<FactRef>> open_release(Database& db, const UnitId& unit) {
    return first_row(
        db.select(
            "SELECT a.device, a.seq FROM prize_acts AS a JOIN prize_units AS u USING (draw, unit) LEFT JOIN "
            "set_aside AS s USING (device, seq) WHERE a.draw = ? AND a.unit = ? AND a.act = 'released' AND "
            "u.in_transit = 1 AND s.device IS NULL AND NOT EXISTS (SELECT 1 FROM prize_acts AS t LEFT JOIN set_aside "
            "AS ts USING (device, seq) WHERE t.draw = a.draw AND t.unit = a.unit AND t.act = 'accepted' AND "
            "ts.device IS NULL AND t.detail = lower(hex(a.device)) || '-' || a.seq) LIMIT 1",
            {unit.draw, unit.unit}),
        [](const Rows& row) {
            return FactRef{row.id<DeviceId>(0), row.integer(1)};
        });
}

Result<std::optional<DeviceId>> sent_to(Database& db, const UnitId& unit, const FactRef& release) {
    auto detail =
        first_row(db.select("SELECT detail FROM prize_acts WHERE device = ? AND seq = ? AND draw = ? AND unit "
                            "= ? AND act = 'released'",
                            {release.device, release.seq, unit.draw, unit.unit}),
                  [](const Rows& row) { return row.text(0); });
    if (!detail) return detail.error();
    if (!*detail) return std::optional<DeviceId>{};
    XIAOER_TRY_ASSIGN(const auto device, DeviceId::from_hex(**detail));
    return std::optional(device);
}

}  // namespace xiaoer
