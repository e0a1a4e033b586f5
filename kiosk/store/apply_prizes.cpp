// prize.handed_over, also on paper, prize.refused, prize.hand_over_undone, and the units of draw.unclaimed; and what
// is only remembered: conflicts of paper, signatures, look-ups, PINs.
//
// A unit's state is what its acts add up to, read in order of succession: first the acts of the draw's own device in
// the order of its chain, then those of whoever succeeded it (store/succession.h). Every act is kept, and the sum is
// made anew with each, so it does not matter whether the chain of an old kiosk or of its successor came in first. An
// act that does not fit where it stands in that order (a second hand-over) counts for nothing and is set aside.
#include "store/apply.h"
#include "store/succession.h"

namespace xiaoer {
namespace {

struct Act {
    FactRef ref;
    Timestamp at;
    std::string what;
    std::optional<MemberId> member;
    std::optional<StaffId> staff;
};

struct Unit {
    DeviceId first_home;  // the draw's device
    bool drawn = false;
    std::optional<MemberId> winner;
};

struct UnitSum {
    std::string state;
    std::optional<Act> handed_over;
    std::optional<FactRef> lapsed;
};

Result<std::optional<Unit>> row_of_unit(Database& db, const UnitId& unit) {
    return first_row(db.select("SELECT d.device, u.ticket IS NOT NULL, u.member FROM prize_units AS u "
                               "JOIN draws AS d USING (draw) WHERE u.draw = ? AND u.unit = ?",
                               {unit.draw, unit.unit}),
                     [](const Rows& row) {
                         return Unit{row.id<DeviceId>(0), row.boolean(1),
                                     row.is_null(2) ? std::nullopt : std::optional(row.id<MemberId>(2))};
                     });
}

Result<std::vector<Act>> acts_in_order(Database& db, const UnitId& unit, const DeviceId& first_home) {
    std::vector<Act> acts;
    XIAOER_TRY(for_each_row(
        db.select(XIAOER_WITH_LINE "SELECT a.device, a.seq, a.at, a.act, a.member, a.staff FROM prize_acts AS a "
                                   "JOIN line AS l USING (device) WHERE a.draw = ?2 AND a.unit = ?3 "
                                   "ORDER BY l.generation, a.device, a.seq",
                  {first_home, unit.draw, unit.unit}),
        [&acts](const Rows& row) {
            acts.push_back({{row.id<DeviceId>(0), row.integer(1)},
                            row.time(2),
                            row.text(3),
                            row.is_null(4) ? std::nullopt : std::optional(row.id<MemberId>(4)),
                            row.is_null(5) ? std::nullopt : std::optional(row.id<StaffId>(5))});
        }));
    return acts;
}

// Adds one act. Returns: why it counts for nothing, or nullptr.
const char* add(UnitSum& sum, const Unit& unit, const Act& act) {
    if (act.what == "handed_over") {
        if (sum.state != "waiting") return "this prize was not waiting";
        if (unit.winner != act.member) return "this prize is another member's";
        sum.state = "handed_over", sum.handed_over = act;
    } else if (act.what == "undone") {
        if (sum.state != "handed_over") return "this prize was not handed over";
        sum.state = "waiting", sum.handed_over.reset();
    } else if (act.what == "unclaimed" && sum.state == "waiting") {
        sum.state = "unclaimed", sum.lapsed = act.ref;
    }
    return nullptr;
}

Result<void> keep(Database& db, const UnitId& unit, const UnitSum& sum) {
    const auto& given = sum.handed_over;
    return db.run(
        "UPDATE prize_units SET state = ?, handed_over_at = ?, clerk = ?, lapsed_by = ?, lapsed_seq = ? "
        "WHERE draw = ? AND unit = ?",
        {sum.state, given ? Bind(given->at) : Bind(std::nullopt), given ? Bind(given->staff) : Bind(std::nullopt),
         sum.lapsed ? Bind(sum.lapsed->device) : Bind(std::nullopt),
         sum.lapsed ? Bind(sum.lapsed->seq) : Bind(std::nullopt), unit.draw, unit.unit});
}

// An earlier act may count no more, or count again, now that another stands before it.
Result<void> set_aside_anew(Database& db, const FactRef& ref, const char* why) {
    XIAOER_TRY(db.run("DELETE FROM set_aside WHERE device = ? AND seq = ?", {ref.device, ref.seq}));
    if (why == nullptr) return {};
    return db.run("INSERT INTO set_aside (device, seq, why) VALUES (?, ?, ?)", {ref.device, ref.seq, why});
}

// Returns: why the act `current` counts for nothing, or nullptr.
Result<const char*> add_up(Database& db, const UnitId& id, const Unit& unit, const std::optional<FactRef>& current) {
    XIAOER_TRY_ASSIGN(const auto acts, acts_in_order(db, id, unit.first_home));
    UnitSum sum{unit.drawn ? "waiting" : "not_drawn", {}, {}};
    const char* why_not_current = nullptr;
    for (const auto& act : acts) {
        const char* why = add(sum, unit, act);
        if (act.ref == current) {
            why_not_current = why;
        } else if (act.what != "unclaimed" && act.what != "refused") {
            XIAOER_TRY(set_aside_anew(db, act.ref, why));
        }
    }
    XIAOER_TRY(keep(db, id, sum));
    return why_not_current;
}

Result<void> keep_act(Applying& now, const UnitId& unit, std::string_view what, const std::optional<MemberId>& member,
                      const std::optional<StaffId>& staff, std::string_view detail, Timestamp at) {
    return now.db.run(
        "INSERT INTO prize_acts (device, seq, draw, unit, at, act, member, staff, detail) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {now.ref.device, now.ref.seq, unit.draw, unit.unit, at, what, member, staff, detail});
}

template <class Fact>
Result<Applied> act(Applying& now, const Fact& fact, std::string_view what, const std::optional<MemberId>& member,
                    const StaffId& staff, std::string_view detail, Timestamp at) {
    XIAOER_TRY_ASSIGN(const auto unit, row_of_unit(now.db, fact.unit));
    if (!unit) return Applied::waits(need_draw(fact.unit.draw, "settled"));
    XIAOER_TRY_ASSIGN(auto away, unless_home(now, unit->first_home, fact));
    if (away) return std::move(*away);
    XIAOER_TRY(keep_act(now, fact.unit, what, member, staff, detail, at));
    XIAOER_TRY_ASSIGN(const char* const why_not, add_up(now.db, fact.unit, *unit, now.ref));
    return why_not == nullptr ? Applied::done() : Applied::set_aside(why_not);
}

}  // namespace

Result<void> add_up_units(Database& db, std::string_view draw) {
    std::vector<UnitId> units;
    XIAOER_TRY(
        for_each_row(db.select("SELECT DISTINCT unit FROM prize_acts WHERE draw = ?", {draw}), [&](const Rows& row) {
            units.push_back({std::string(draw), row.integer(0)});
        }));
    for (const auto& id : units) {
        XIAOER_TRY_ASSIGN(const auto unit, row_of_unit(db, id));
        if (!unit) continue;
        XIAOER_TRY_ASSIGN([[maybe_unused]] const char* const none, add_up(db, id, *unit, std::nullopt));
    }
    return {};
}

Result<Applied> apply_one(Applying& now, const PrizeHandedOver& fact) {
    return act(now, fact, "handed_over", fact.member, fact.clerk, enum_name(fact.evidence), now.at);
}

Result<Applied> apply_one(Applying& now, const PrizeRefused& fact) {
    return act(now, fact, "refused", {}, fact.clerk, fact.reason, now.at);
}

Result<Applied> apply_one(Applying& now, const HandOverUndoneFact& fact) {
    return act(now, fact, "undone", {}, fact.manager, "", now.at);
}

// Of paper the real time counts, though it stands later in the chain.
Result<Applied> apply_one(Applying& now, const PaperHandOver& fact) {
    return act(now, fact, "handed_over", fact.member, fact.clerk, enum_name(Evidence::paper), fact.handed_over_at);
}

Result<Applied> apply_one(Applying& now, const PaperConflict& fact) {
    return act(now, fact, "paper_conflict", fact.member, fact.clerk, "", fact.handed_over_at);
}

Result<Applied> apply_one(Applying& now, const WinnerSigned& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const MemberLookedUp& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const StaffPinSet& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const DrawUnclaimed& fact) {
    auto device = first_row(now.db.select("SELECT device FROM draws WHERE draw = ? AND state = 'settled'", {fact.draw}),
                            [](const Rows& row) { return row.id<DeviceId>(0); });
    if (!device) return device.error();
    if (!*device) return Applied::waits(need_draw(fact.draw, "settled"));
    XIAOER_TRY_ASSIGN(auto away, unless_home(now, **device, fact));
    if (away) return std::move(*away);
    const std::set<std::int64_t> units(fact.units.begin(), fact.units.end());
    for (const auto number : units) {
        const UnitId id{fact.draw, number};
        XIAOER_TRY_ASSIGN(const auto unit, row_of_unit(now.db, id));
        if (!unit) return Applied::set_aside("the draw has no such prize");
    }
    for (const auto number : units) {
        const UnitId id{fact.draw, number};
        XIAOER_TRY(keep_act(now, id, "unclaimed", {}, {}, "", now.at));
        XIAOER_TRY_ASSIGN(const auto unit, row_of_unit(now.db, id));
        XIAOER_TRY_ASSIGN([[maybe_unused]] const char* const none, add_up(now.db, id, *unit, now.ref));
    }
    XIAOER_TRY(now.db.run("UPDATE draws SET unclaimed_listed = 1 WHERE draw = ?", {fact.draw}));
    return Applied::done();
}

}  // namespace xiaoer
