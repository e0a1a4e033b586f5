// draw.settled, and what moves when a kiosk is declared gone
//
// A draw whose list was locked may be settled by its device, or by the kiosk that succeeded it and has the draw key
// from the recovery sheet. Should both have done so (the old one's last facts turned up later), the earlier in the
// line of succession counts, and the other is set aside, whichever came in first.
#include "store/apply.h"
#include "store/draws.h"
#include "store/succession.h"

namespace xiaoer {
namespace {

struct Settling {
    DeviceId device;
    std::string state;
    std::optional<FactRef> settled_by;
};

Result<std::optional<Settling>> find_settling(Database& db, std::string_view draw) {
    return first_row(db.select("SELECT device, state, settled_by, settled_seq FROM draws WHERE draw = ?", {draw}),
                     [](const Rows& row) {
                         Settling settling{row.id<DeviceId>(0), row.text(1), {}};
                         if (!row.is_null(2)) settling.settled_by = FactRef{row.id<DeviceId>(2), row.integer(3)};
                         return settling;
                     });
}

const char* wrong_in(const Announcement& announcement, const DrawSettledFact& fact) {
    if (commitment_of(fact.seed) != announcement.commitment) return "the seed does not open its commitment";
    if (!check_entropy_value(announcement.entropy, fact.entropy_value)) {
        return "the public value has another form than was announced";
    }
    return nullptr;
}

Result<void> make_units(Applying& now, const Announcement& announcement, const DrawSettledFact& fact,
                        const DeviceId& home) {
    const std::int64_t units = count_units(announcement.prizes);
    for (std::int64_t unit = 0; unit < units; ++unit) {
        const auto place = place_of_unit(announcement.prizes, unit);
        const auto& offer = announcement.prizes[place.offer];
        XIAOER_TRY(
            now.db.run("INSERT INTO prize_units (draw, unit, home, prize, tier, value_minor, claim_by, state) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, 'not_drawn')",
                       {fact.draw, unit, home, offer.name, static_cast<std::int64_t>(place.offer), offer.value_minor,
                        announcement.claim_by}));
    }
    for (const auto& pick : fact.picks) {
        XIAOER_TRY(
            now.db.run("UPDATE prize_units SET state = 'waiting', ticket = ?1, first_ticket = ?1, "
                       "(member, first_member) = (SELECT member, member FROM draw_entries WHERE draw = ?2 AND "
                       "ticket = ?1) WHERE draw = ?2 AND unit = ?3",
                       {pick.ticket, fact.draw, pick.unit}));
    }
    return {};
}

// The settlement that stood so far came from further down the line.
Result<void> unsettle(Database& db, std::string_view draw, const FactRef& so_far) {
    XIAOER_TRY(db.run("DELETE FROM prize_units WHERE draw = ?", {draw}));
    return db.run("INSERT INTO set_aside (device, seq, why) VALUES (?, ?, 'the draw was settled before')",
                  {so_far.device, so_far.seq});
}

}  // namespace

Result<Applied> apply_one(Applying& now, const DrawSettledFact& fact) {
    XIAOER_TRY_ASSIGN(const auto settling, find_settling(now.db, fact.draw));
    if (!settling) return Applied::waits(need_draw(fact.draw, "announced"));
    XIAOER_TRY_ASSIGN(auto away, unless_home(now, settling->device, fact));
    if (away) return std::move(*away);
    if (settling->state == "announced") return Applied::waits(need_draw(fact.draw, "closed"));
    if (settling->state == "cancelled") return Applied::set_aside("the draw was cancelled before");
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db, fact.draw));
    if (const char* wrong = wrong_in(draw->announcement, fact)) return Applied::set_aside(wrong);
    if (settling->settled_by) {
        XIAOER_TRY_ASSIGN(const bool earlier,
                          is_earlier(now.db, now.ref.device, settling->settled_by->device, settling->device));
        if (!earlier) return Applied::set_aside("the draw was settled before");
        XIAOER_TRY(unsettle(now.db, fact.draw, *settling->settled_by));
    }
    XIAOER_TRY_ASSIGN(const auto home, home_of(now.db, settling->device));
    XIAOER_TRY(
        now.db.run("UPDATE draws SET state = 'settled', entropy_value = ?, seed = ?, settled_by = ?, "
                   "settled_seq = ? WHERE draw = ?",
                   {fact.entropy_value, fact.seed, now.ref.device, now.ref.seq, fact.draw}));
    XIAOER_TRY(make_units(now, draw->announcement, fact, home));
    XIAOER_TRY(add_up_units(now.db, fact.draw));
    return Applied::done({need_draw(fact.draw, "settled")});
}

Result<void> move_homes(Database& db) {
    std::vector<std::pair<std::string, DeviceId>> draws;
    XIAOER_TRY(for_each_row(
        db.select("SELECT draw, device FROM draws WHERE (device IN (SELECT old FROM successions) OR draw IN (SELECT "
                  "draw FROM prize_acts WHERE act = 'released')) AND state = 'settled' ORDER BY draw"),
        [&draws](const Rows& row) { draws.emplace_back(row.text(0), row.id<DeviceId>(1)); }));
    for (const auto& [draw, device] : draws) {
        XIAOER_TRY_ASSIGN(const auto home, home_of(db, device));
        XIAOER_TRY(db.run("UPDATE prize_units SET home = ?1 WHERE draw = ?2 AND home <> ?1", {home, draw}));
        XIAOER_TRY(add_up_units(db, draw));
    }
    return {};
}

}  // namespace xiaoer
