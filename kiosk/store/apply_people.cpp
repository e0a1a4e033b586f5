// member.seated, seat.claimed, consent.given, tickets.given, cards.prepared, strike.recorded, strikes.cleared,
// member.role_set, member.checked_in
//
// Of several consents or roles of a member the last by time counts, of two at one moment the one with the greater
// place: whichever came first to this kiosk.
#include "store/apply.h"

namespace xiaoer {
namespace {

Result<void> count_strikes(Database& db, const MemberId& member) {
    return db.run(
        "UPDATE members SET strikes = (SELECT count(*) FROM strikes AS s WHERE s.member = ?1 AND s.cleared = 0) "
        "WHERE member = ?1",
        {member});
}

}  // namespace

Result<Applied> apply_one(Applying& now, const MemberSeated& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    return add_member(now, {fact.member, fact.number, "seat", Language::hans, false, false, true});
}

Result<Applied> apply_one(Applying& now, const SeatClaimed& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY(now.db.run("UPDATE members SET seat = 0 WHERE member = ?", {fact.member}));
    if (now.db.changes() == 0) return Applied::waits(need_member(fact.member));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const ConsentGiven& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, fact.member));
    if (!known) return Applied::waits(need_member(fact.member));
    XIAOER_TRY(
        now.db.run("INSERT INTO consents (device, seq, member, at, notice, alliance, show_name, guardian, language) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {now.ref.device, now.ref.seq, fact.member, now.at, fact.notice, fact.alliance, fact.show_name,
                    fact.guardian, enum_name(fact.language)}));
    XIAOER_TRY(now.db.run(
        "UPDATE members SET language = c.language, alliance = c.alliance, show_name = c.show_name * (1 - erased) "
        "FROM (SELECT language, alliance, show_name FROM consents WHERE member = ?1 "
        "ORDER BY at DESC, device DESC, seq DESC LIMIT 1) AS c WHERE members.member = ?1",
        {fact.member}));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const TicketsGiven& fact) {
    bool home = true;
    if (!fact.draw.empty()) {
        auto device = first_row(now.db.select("SELECT device FROM draws WHERE draw = ?", {fact.draw}),
                                [](const Rows& row) { return row.id<DeviceId>(0); });
        if (!device) return device.error();
        if (!*device) return Applied::waits(need_draw(fact.draw, "announced"));
        home = **device == now.ref.device;
    }
    if (auto refused = refusal(now, home, fact)) return *refused;
    if (!fact.purchase) return add_tickets(now, fact.tickets, now.ref, fact.why);
    XIAOER_TRY_ASSIGN(const bool known, now.db.exists("SELECT 1 FROM purchases WHERE device = ? AND seq = ?",
                                                      {fact.purchase->device, fact.purchase->seq}));
    if (!known) return Applied::waits(need_purchase(*fact.purchase));
    return add_tickets(now, fact.tickets, *fact.purchase, fact.why);
}

Result<Applied> apply_one(Applying& now, const CardsPrepared& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    for (const auto& [card, scan_hash] : fact.cards) {
        XIAOER_TRY(now.db.run("INSERT INTO prepared_cards (card, scan_hash) VALUES (?, ?) ON CONFLICT DO NOTHING",
                              {card, scan_hash}));
    }
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const StrikeRecorded& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, fact.member));
    if (!known) return Applied::waits(need_member(fact.member));
    XIAOER_TRY(now.db.run("INSERT INTO strikes (device, seq, member, at) VALUES (?, ?, ?, ?)",
                          {now.ref.device, now.ref.seq, fact.member, now.at}));
    XIAOER_TRY(count_strikes(now.db, fact.member));
    return Applied::done({need_strike(now.ref)});
}

Result<Applied> apply_one(Applying& now, const StrikesCleared& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, fact.member));
    if (!known) return Applied::waits(need_member(fact.member));
    for (const auto& strike : fact.strikes) {
        XIAOER_TRY_ASSIGN(const bool there, now.db.exists("SELECT 1 FROM strikes WHERE device = ? AND seq = ?",
                                                          {strike.device, strike.seq}));
        if (!there) return Applied::waits(need_strike(strike));
    }
    for (const auto& strike : fact.strikes) {
        XIAOER_TRY(now.db.run("UPDATE strikes SET cleared = 1 WHERE device = ? AND seq = ? AND member = ?",
                              {strike.device, strike.seq, fact.member}));
    }
    XIAOER_TRY(count_strikes(now.db, fact.member));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const RoleSet& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, fact.member));
    if (!known) return Applied::waits(need_member(fact.member));
    XIAOER_TRY(now.db.run("INSERT INTO roles (device, seq, member, at, role) VALUES (?, ?, ?, ?, ?)",
                          {now.ref.device, now.ref.seq, fact.member, now.at, enum_name(fact.role)}));
    XIAOER_TRY(
        now.db.run("UPDATE members SET role = (SELECT role FROM roles WHERE member = ?1 "
                   "ORDER BY at DESC, device DESC, seq DESC LIMIT 1) WHERE member = ?1",
                   {fact.member}));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const MemberCheckedIn& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, fact.member));
    if (!known) return Applied::waits(need_member(fact.member));
    XIAOER_TRY(now.db.run("INSERT INTO check_ins (member, day) VALUES (?, ?) ON CONFLICT DO NOTHING",
                          {fact.member, fact.day}));
    return Applied::done();
}

}  // namespace xiaoer
