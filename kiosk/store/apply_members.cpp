// member.joined, member.erased, card.issued, card.revoked
#include "store/apply.h"

namespace xiaoer {

Result<Applied> add_member(Applying& now, const NewMember& member) {
    XIAOER_TRY_ASSIGN(const bool in_range, now.db.exists("SELECT 1 FROM devices WHERE device = ? AND ? BETWEEN "
                                                         "number_from AND number_to",
                                                         {now.ref.device, member.number}));
    if (!in_range) return Applied::set_aside("the number is not of this device's range");
    XIAOER_TRY_ASSIGN(const bool taken, now.db.exists("SELECT 1 FROM members WHERE number = ? OR member = ?",
                                                      {member.number, member.member}));
    if (taken) return Applied::set_aside("the number or the member is taken");
    XIAOER_TRY(now.db.run(
        "INSERT INTO members (member, number, device, joined_at, channel, language, alliance, show_name, seat) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {member.member, member.number, now.ref.device, now.at, member.channel, enum_name(member.language),
         member.alliance, member.show_name, member.seat}));
    XIAOER_TRY(add_to_total(now.db, "members", 1));
    return Applied::done({need_member(member.member)});
}

Result<Applied> apply_one(Applying& now, const MemberJoined& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    return add_member(now,
                      {fact.member, fact.number, fact.channel, fact.language, fact.alliance, fact.show_name, false});
}

Result<Applied> apply_one(Applying& now, const MemberErased& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY(now.db.run("UPDATE members SET erased = 1, show_name = 0 WHERE member = ?", {fact.member}));
    if (now.db.changes() == 0) return Applied::waits(need_member(fact.member));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const CardIssuedFact& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, fact.member));
    if (!known) return Applied::waits(need_member(fact.member));
    XIAOER_TRY_ASSIGN(const bool taken, now.db.exists("SELECT 1 FROM cards WHERE card = ? OR scan_hash = ?",
                                                      {fact.card, fact.scan_hash}));
    if (taken) return Applied::set_aside("this card was issued before");
    XIAOER_TRY(now.db.run("INSERT INTO cards (card, member, scan_hash) VALUES (?, ?, ?)",
                          {fact.card, fact.member, fact.scan_hash}));
    return Applied::done({need_card(fact.card)});
}

Result<Applied> apply_one(Applying& now, const CardRevoked& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY(now.db.run("UPDATE cards SET revoked = 1 WHERE card = ?", {fact.card}));
    if (now.db.changes() == 0) return Applied::waits(need_card(fact.card));
    return Applied::done();
}

}  // namespace xiaoer
