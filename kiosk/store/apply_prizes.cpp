// prize.handed_over, prize.refused, prize.hand_over_undone
#include "store/apply.h"

namespace xiaoer {
namespace {

struct UnitRow {
    DeviceId home;
    std::string state;
    std::optional<MemberId> member;
};

Result<std::optional<UnitRow>> find_unit(Database& db, const UnitId& unit) {
    return first_row(db.select("SELECT home, state, member FROM prize_units WHERE draw = ? AND unit = ?",
                               {unit.draw, unit.unit}),
                     [](const Rows& row) {
                         return UnitRow{row.id<DeviceId>(0), row.text(1),
                                        row.is_null(2) ? std::nullopt : std::optional(row.id<MemberId>(2))};
                     });
}

Result<void> add_act(Applying& now, const UnitId& unit, std::string_view act, const StaffId& staff,
                     std::string_view detail) {
    return now.db.run("INSERT INTO prize_acts (device, seq, draw, unit, at, act, staff, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                      {now.ref.device, now.ref.seq, unit.draw, unit.unit, now.at, act, staff, detail});
}

}  // namespace

Result<Applied> apply_one(Applying& now, const PrizeHandedOver& fact) {
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db, fact.unit));
    if (!unit) return Applied::waits(need_draw(fact.unit.draw, "settled"));
    if (auto refused = refusal(now, unit->home == now.ref.device, fact)) return *refused;
    if (unit->state != "waiting") return Applied::set_aside("this prize was not waiting");
    if (unit->member != fact.member) return Applied::set_aside("this prize is another member's");
    XIAOER_TRY(now.db.run("UPDATE prize_units SET state = 'handed_over', handed_over_at = ?, clerk = ? "
                          "WHERE draw = ? AND unit = ?",
                          {now.at, fact.clerk, fact.unit.draw, fact.unit.unit}));
    XIAOER_TRY(add_act(now, fact.unit, "handed_over", fact.clerk, enum_name(fact.evidence)));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const PrizeRefused& fact) {
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db, fact.unit));
    if (!unit) return Applied::waits(need_draw(fact.unit.draw, "settled"));
    if (auto refused = refusal(now, unit->home == now.ref.device, fact)) return *refused;
    XIAOER_TRY(add_act(now, fact.unit, "refused", fact.clerk, fact.reason));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const HandOverUndoneFact& fact) {
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db, fact.unit));
    if (!unit) return Applied::waits(need_draw(fact.unit.draw, "settled"));
    if (auto refused = refusal(now, unit->home == now.ref.device, fact)) return *refused;
    if (unit->state != "handed_over") return Applied::set_aside("this prize was not handed over");
    XIAOER_TRY(now.db.run("UPDATE prize_units SET state = 'waiting', handed_over_at = NULL, clerk = NULL "
                          "WHERE draw = ? AND unit = ?",
                          {fact.unit.draw, fact.unit.unit}));
    XIAOER_TRY(add_act(now, fact.unit, "undone", fact.manager, ""));
    return Applied::done();
}

}  // namespace xiaoer
