// prize.handed_over, also on paper, prize.refused, prize.hand_over_undone, prize.substituted, and the units of
// draw.unclaimed; and what is only remembered: conflicts of paper, signatures, look-ups, PINs.
//
// A unit's state is what its acts add up to, read in order of succession: first the acts of the draw's own device in
// the order of its chain, then those of whoever succeeded it (store/succession.h). Every act is kept, and the sum is
// made anew with each, so it does not matter whether the chain of an old kiosk or of its successor came in first. An
// act that does not fit where it stands in that order (a second hand-over) counts for nothing and is set aside.
#include "store/apply.h"
#include "store/succession.h"

#include <charconv>

namespace xiaoer {
namespace {

struct Act {
    FactRef ref;
    Timestamp at;
    std::string what;
    std::optional<MemberId> member;
    std::optional<StaffId> staff;
    std::string detail;
};

struct Unit {
    DeviceId first_home;  // the draw's device
    std::string ticket;   // of the settlement; "" of a unit that was not drawn
    std::optional<MemberId> winner;
    Timestamp claim_by;
};

struct UnitSum {
    std::string state;
    std::string ticket;
    std::optional<MemberId> winner;
    Timestamp claim_by;
    std::optional<Act> handed_over{};
    std::optional<FactRef> lapsed{};
    std::int64_t round = 0;      // that gave it to its winner
    std::int64_t redrawing = 0;  // the round that is to draw it again
    std::string substitute{};
    std::int64_t substitute_minor = 0;
};

// Ends of what an act carries in `detail`: "1 1764700000000 k7m2p9x4qa" of a unit that was drawn again: round, the new
// deadline, ticket; "1" of one that is to be; "1500 电热水壶" of a substitute: what it is worth, and its name.
struct Detail {
    std::int64_t first = 0;
    std::int64_t second = 0;
    std::string rest;
};
std::int64_t take_number(std::string_view& text) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    std::int64_t number = 0;
    std::from_chars(word.data(), word.data() + word.size(), number);
    return number;
}
Detail detail_of(std::string_view text, int numbers) {
    Detail detail;
    detail.first = take_number(text);
    if (numbers > 1) detail.second = take_number(text);
    detail.rest = text;
    return detail;
}

Result<std::optional<Unit>> row_of_unit(Database& db, const UnitId& unit) {
    return first_row(db.select("SELECT d.device, u.first_ticket, u.first_member, d.claim_by FROM prize_units AS u "
                               "JOIN draws AS d USING (draw) WHERE u.draw = ? AND u.unit = ?",
                               {unit.draw, unit.unit}),
                     [](const Rows& row) {
                         return Unit{row.id<DeviceId>(0), row.text(1),
                                     row.is_null(2) ? std::nullopt : std::optional(row.id<MemberId>(2)), row.time(3)};
                     });
}

Result<std::vector<Act>> acts_in_order(Database& db, const UnitId& unit, const DeviceId& first_home) {
    std::vector<Act> acts;
    XIAOER_TRY(
        for_each_row(db.select(XIAOER_WITH_LINE
                               "SELECT a.device, a.seq, a.at, a.act, a.member, a.staff, a.detail FROM prize_acts AS a "
                               "JOIN line AS l USING (device) WHERE a.draw = ?2 AND a.unit = ?3 "
                               "ORDER BY l.generation, a.device, a.seq",
                               {first_home, unit.draw, unit.unit}),
                     [&acts](const Rows& row) {
                         acts.push_back({{row.id<DeviceId>(0), row.integer(1)},
                                         row.time(2),
                                         row.text(3),
                                         row.is_null(4) ? std::nullopt : std::optional(row.id<MemberId>(4)),
                                         row.is_null(5) ? std::nullopt : std::optional(row.id<StaffId>(5)),
                                         row.text(6)});
                     }));
    return acts;
}

// Adds what a round says of a unit.
void add_round(UnitSum& sum, const Act& act) {
    const auto detail = detail_of(act.detail, 2);
    if (act.what == "round") {
        if (sum.state == "unclaimed") sum.redrawing = detail.first;
        return;
    }
    if (sum.redrawing == 0 || sum.redrawing != detail.first) return;
    sum.redrawing = 0;
    if (act.what == "left") {  // no entries remained: it goes the way of what nobody fetched
        sum.lapsed = act.ref;
        return;
    }
    sum.state = "waiting", sum.round = detail.first, sum.lapsed.reset();
    sum.winner = act.member, sum.claim_by = {detail.second}, sum.ticket = detail.rest;
}

// Adds one act. Returns: why it counts for nothing, or nullptr.
const char* add(UnitSum& sum, const Act& act) {
    if (act.what == "handed_over") {
        if (sum.state != "waiting") return "this prize was not waiting";
        if (sum.winner != act.member) return "this prize is another member's";
        sum.state = "handed_over", sum.handed_over = act;
    } else if (act.what == "undone") {
        if (sum.state != "handed_over") return "this prize was not handed over";
        sum.state = "waiting", sum.handed_over.reset();
    } else if (act.what == "unclaimed" && sum.state == "waiting") {
        sum.state = "unclaimed", sum.lapsed = act.ref;
    } else if (act.what == "substituted") {
        if (sum.state != "waiting") return "this prize was not waiting";
        const auto detail = detail_of(act.detail, 1);
        sum.substitute_minor = detail.first, sum.substitute = detail.rest;
    } else {
        add_round(sum, act);
    }
    return nullptr;
}

Result<void> keep(Database& db, const UnitId& unit, const UnitSum& sum) {
    const auto& given = sum.handed_over;
    return db.run(
        "UPDATE prize_units SET state = ?, handed_over_at = ?, clerk = ?, lapsed_by = ?, lapsed_seq = ?, ticket = ?, "
        "member = ?, claim_by = ?, round = ?, redrawing = ?, substitute = ?, substitute_minor = ? "
        "WHERE draw = ? AND unit = ?",
        {sum.state, given ? Bind(given->at) : Bind(std::nullopt), given ? Bind(given->staff) : Bind(std::nullopt),
         sum.lapsed ? Bind(sum.lapsed->device) : Bind(std::nullopt),
         sum.lapsed ? Bind(sum.lapsed->seq) : Bind(std::nullopt),
         sum.ticket.empty() ? Bind(std::nullopt) : Bind(sum.ticket), sum.winner, sum.claim_by, sum.round, sum.redrawing,
         sum.substitute, sum.substitute_minor, unit.draw, unit.unit});
}

// An earlier act may count no more, or count again, now that another stands before it.
Result<void> set_aside_anew(Database& db, const FactRef& ref, const char* why) {
    XIAOER_TRY(db.run("DELETE FROM set_aside WHERE device = ? AND seq = ?", {ref.device, ref.seq}));
    if (why == nullptr) return {};
    return db.run("INSERT INTO set_aside (device, seq, why) VALUES (?, ?, ?)", {ref.device, ref.seq, why});
}

// A fact about several units stands though one of them says no.
bool is_of_one_unit(std::string_view what) {
    return what == "handed_over" || what == "undone" || what == "substituted";
}

// Returns: why the act `current` counts for nothing, or nullptr.
Result<const char*> add_up(Database& db, const UnitId& id, const Unit& unit, const std::optional<FactRef>& current) {
    XIAOER_TRY_ASSIGN(const auto acts, acts_in_order(db, id, unit.first_home));
    UnitSum sum{unit.ticket.empty() ? "not_drawn" : "waiting", unit.ticket, unit.winner, unit.claim_by};
    const char* why_not_current = nullptr;
    for (const auto& act : acts) {
        const char* why = add(sum, act);
        if (act.ref == current) {
            why_not_current = why;
        } else if (is_of_one_unit(act.what)) {
            XIAOER_TRY(set_aside_anew(db, act.ref, why));
        }
    }
    XIAOER_TRY(keep(db, id, sum));
    return why_not_current;
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

Result<void> keep_act(Applying& now, const UnitId& unit, std::string_view what, const std::optional<MemberId>& member,
                      const std::optional<StaffId>& staff, std::string_view detail, Timestamp at) {
    return now.db.run(
        "INSERT INTO prize_acts (device, seq, draw, unit, at, act, member, staff, detail) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {now.ref.device, now.ref.seq, unit.draw, unit.unit, at, what, member, staff, detail});
}

Result<void> forget_acts(Database& db, const FactRef& said) {
    return db.run("DELETE FROM prize_acts WHERE device = ? AND seq = ?", {said.device, said.seq});
}

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

Result<Applied> apply_one(Applying& now, const PrizeSubstituted& fact) {
    return act(now, fact, "substituted", {}, fact.manager, std::to_string(fact.value_minor) + " " + fact.prize, now.at);
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
