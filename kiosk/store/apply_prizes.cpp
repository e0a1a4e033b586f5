// prize.handed_over, also on paper, prize.refused, prize.hand_over_undone, prize.substituted, prize.released,
// prize.accepted, and the units of draw.unclaimed; and what is only remembered: conflicts of paper, signatures,
// look-ups, PINs.
//
// A unit's state is what its acts add up to, read in the order of custody (store/custody.h): first the acts of the
// draw's own device in the order of its chain, then those of whoever succeeded it; after a release those of the kiosk
// that took the unit. Every act is kept, and the sum is made anew with each, so it does not matter which chain came in
// first. An act that does not fit where it stands in that order (a second hand-over) counts for nothing and is set
// aside. A round is said by the draw's own device of what that has, and so stands in its custody like any other act.
#include "store/apply.h"
#include "store/custody.h"
#include "store/succession.h"

#include <charconv>

namespace xiaoer {
namespace {

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
    std::optional<UnitAct> handed_over{};
    std::optional<FactRef> lapsed{};
    std::int64_t round = 0;      // that gave it to its winner
    std::int64_t redrawing = 0;  // the round that is to draw it again
    std::string substitute{};
    std::int64_t substitute_minor = 0;
    DeviceId holder{};                       // the first of the line that has it …
    bool in_transit = false;                 // … or will, once it has taken it up
    std::map<FactRef, const char*> heard{};  // what counted, with nullptr, and what did not
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

// Adds what a round says of a unit.
void add_round(UnitSum& sum, const UnitAct& act) {
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
const char* add(UnitSum& sum, const UnitAct& act) {
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
    } else if (act.what == "released") {
        if (sum.state != "waiting") return "this prize was not waiting";
    } else if (act.what == "accepted") {
        return "nobody had let go of this prize then";
    } else {
        add_round(sum, act);
    }
    return nullptr;
}

// Adds what one holder said from `entry` on, up to its release. Returns: the acceptance that follows that, if any.
Result<std::optional<UnitAct>> add_custody(Database& db, const UnitId& id, const std::optional<UnitAct>& entry,
                                           UnitSum& sum) {
    using Maybe = std::optional<UnitAct>;
    XIAOER_TRY_ASSIGN(const auto acts, acts_of_line(db, id, sum.holder));
    for (const auto& act : acts) {
        if (entry && (act.generation < entry->generation ||
                      (act.ref.device == entry->ref.device && act.ref.seq <= entry->ref.seq))) {
            continue;
        }
        if (sum.heard.contains(act.ref) && sum.heard.at(act.ref) == nullptr) continue;  // in an earlier custody
        const char* why = add(sum, act);
        sum.heard[act.ref] = why;
        if (act.what != "released" || why != nullptr) continue;
        XIAOER_TRY_ASSIGN(sum.holder, DeviceId::from_hex(act.detail));
        sum.in_transit = true;
        return acceptance_of(db, id, sum.holder, act.ref);
    }
    return Maybe{};
}

Result<UnitSum> sum_of(Database& db, const UnitId& id, const Unit& unit) {
    UnitSum sum{unit.ticket.empty() ? "not_drawn" : "waiting", unit.ticket, unit.winner, unit.claim_by};
    sum.holder = unit.first_home;
    std::optional<UnitAct> entry;
    while (true) {
        XIAOER_TRY_ASSIGN(entry, add_custody(db, id, entry, sum));
        if (!entry) return sum;
        sum.heard[entry->ref] = nullptr;
        sum.in_transit = false;
    }
}

Result<void> keep(Database& db, const UnitId& unit, const UnitSum& sum) {
    const auto& given = sum.handed_over;
    XIAOER_TRY_ASSIGN(const auto home, home_of(db, sum.holder));
    return db.run(
        "UPDATE prize_units SET state = ?, home = ?, in_transit = ?, handed_over_at = ?, clerk = ?, lapsed_by = ?, "
        "lapsed_seq = ?, ticket = ?, "
        "member = ?, claim_by = ?, round = ?, redrawing = ?, substitute = ?, substitute_minor = ? "
        "WHERE draw = ? AND unit = ?",
        {sum.state, home, sum.in_transit, given ? Bind(given->at) : Bind(std::nullopt),
         given ? Bind(given->staff) : Bind(std::nullopt), sum.lapsed ? Bind(sum.lapsed->device) : Bind(std::nullopt),
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

// Returns: why the act `current` counts for nothing, or nullptr.
Result<const char*> add_up(Database& db, const UnitId& id, const Unit& unit, const std::optional<FactRef>& current) {
    XIAOER_TRY_ASSIGN(const auto sum, sum_of(db, id, unit));
    XIAOER_TRY_ASSIGN(const auto acts, weighty_acts(db, id));
    const char* why_not_current = nullptr;
    for (const auto& act : acts) {
        const auto heard = sum.heard.find(act);
        const char* why = heard == sum.heard.end() ? "another device is home to this" : heard->second;
        if (act == current) {
            why_not_current = why;
        } else {
            XIAOER_TRY(set_aside_anew(db, act, why));
        }
    }
    XIAOER_TRY(keep(db, id, sum));
    return why_not_current;
}

// A kiosk that took the unit once may speak of it, too; whether it had it then is seen when all is added up.
template <class Fact>
Result<std::optional<Applied>> unless_keeper(Applying& now, const UnitId& unit, const DeviceId& first_home,
                                             const Fact& fact) {
    if (now.standing == Standing::own) {
        XIAOER_TRY_ASSIGN(const bool taken, has_taken(now.db, unit, now.ref.device));
        if (taken) return std::optional<Applied>{};
        XIAOER_TRY_ASSIGN(auto needs, what_taking_waits_for(now.db, unit, now.ref.device));
        if (needs) return std::optional(Applied::waits(std::move(*needs)));
    }
    return unless_home(now, first_home, fact);
}

template <class Fact>
Result<Applied> act(Applying& now, const Fact& fact, std::string_view what, const std::optional<MemberId>& member,
                    const std::optional<StaffId>& staff, std::string_view detail, Timestamp at) {
    XIAOER_TRY_ASSIGN(const auto unit, row_of_unit(now.db, fact.unit));
    if (!unit) return Applied::waits(need_draw(fact.unit.draw, "settled"));
    XIAOER_TRY_ASSIGN(auto away, unless_keeper(now, fact.unit, unit->first_home, fact));
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

Result<Applied> apply_one(Applying& now, const PrizeReleased& fact) {
    XIAOER_TRY_ASSIGN(const bool known,
                      now.db.exists("SELECT 1 FROM devices WHERE device = ? AND merchant = ?", {fact.to, now.own}));
    if (!known) return Applied::waits(need_device(fact.to));
    XIAOER_TRY_ASSIGN(auto applied, act(now, fact, "released", {}, fact.manager, fact.to.hex(), now.at));
    // Kept, whether it counts or not: so whoever took it up may say so, and that is another question.
    XIAOER_TRY_ASSIGN(const auto kept, sent_to(now.db, fact.unit, now.ref));
    if (kept) applied.made.push_back(need_release(now.ref));
    return applied;
}

Result<Applied> apply_one(Applying& now, const PrizeAccepted& fact) {
    XIAOER_TRY_ASSIGN(const auto unit, row_of_unit(now.db, fact.unit));
    if (!unit) return Applied::waits(need_draw(fact.unit.draw, "settled"));
    XIAOER_TRY_ASSIGN(const auto to, sent_to(now.db, fact.unit, fact.release));
    if (!to) return Applied::waits(need_release(fact.release));
    XIAOER_TRY_ASSIGN(auto away, unless_home(now, *to, fact));
    if (away) return std::move(*away);
    XIAOER_TRY(keep_act(now, fact.unit, "accepted", {}, fact.clerk, to_text(fact.release), now.at));
    XIAOER_TRY_ASSIGN(const char* const why_not, add_up(now.db, fact.unit, *unit, now.ref));
    auto applied = why_not == nullptr ? Applied::done() : Applied::set_aside(why_not);
    applied.made.push_back(need_retirement());  // a successor's word about it may have come in before
    return applied;
}

namespace {

// Whether all of these units were taken over by the one who speaks, who is not the draw's own kiosk. Returns: what that
// waits for, if anything.
Result<std::optional<Applied>> look_who_took(Applying& now, const DrawUnclaimed& fact, bool& takes_all) {
    for (const auto number : fact.units) {
        XIAOER_TRY_ASSIGN(const bool taken, has_taken(now.db, {fact.draw, number}, now.ref.device));
        if (taken) continue;
        takes_all = false;
        XIAOER_TRY_ASSIGN(auto needs, what_taking_waits_for(now.db, {fact.draw, number}, now.ref.device));
        if (needs) return std::optional(Applied::waits(std::move(*needs)));
        break;
    }
    return std::optional<Applied>{};
}

}  // namespace

// By the draw's own kiosk of what it has, or by another of what that one took.
Result<Applied> apply_one(Applying& now, const DrawUnclaimed& fact) {
    auto device = first_row(now.db.select("SELECT device FROM draws WHERE draw = ? AND state = 'settled'", {fact.draw}),
                            [](const Rows& row) { return row.id<DeviceId>(0); });
    if (!device) return device.error();
    if (!*device) return Applied::waits(need_draw(fact.draw, "settled"));
    XIAOER_TRY_ASSIGN(const bool of_draw, acts_for(now.db, now.ref.device, **device));
    bool takes_all = !of_draw && !fact.units.empty() && now.standing == Standing::own;
    if (takes_all) {
        XIAOER_TRY_ASSIGN(auto not_yet, look_who_took(now, fact, takes_all));
        if (not_yet) return std::move(*not_yet);
    }
    if (!takes_all) {
        XIAOER_TRY_ASSIGN(auto away, unless_home(now, **device, fact));
        if (away) return std::move(*away);
    }
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
    if (!takes_all) XIAOER_TRY(now.db.run("UPDATE draws SET unclaimed_listed = 1 WHERE draw = ?", {fact.draw}));
    return Applied::done();
}

}  // namespace xiaoer
