// instant.opened, instant.played, instant.handed_over, instant.revealed
//
// A day's plays are one device's alone, and stand in the order of its chain.
#include "domain/instant.h"
#include "store/apply.h"
#include "store/instant.h"

namespace xiaoer {

Result<Applied> apply_one(Applying& now, const InstantOpened& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const auto before, find_instant_day(now.db, now.ref.device, fact.day));
    if (before) return Applied::set_aside("the day's cards were opened before");
    XIAOER_TRY(
        now.db.run("INSERT INTO instant_days (device, day, seq, at, commitment, prizes, above_minor, shop) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   {now.ref.device, fact.day, now.ref.seq, now.at, fact.commitment, canonical(to_json(fact.prizes)),
                    fact.above_minor, fact.shop}));
    return Applied::done({need_instant_day(now.ref.device, fact.day)});
}

Result<Applied> apply_one(Applying& now, const InstantPlayedFact& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const auto day, find_instant_day(now.db, now.ref.device, fact.day));
    if (!day) return Applied::set_aside("the day's cards were not opened");
    if (fact.play != day->plays + 1) return Applied::set_aside("a gap in the plays");
    if (fact.purchase.device != now.ref.device) return Applied::set_aside("the sale is another device's");
    if (!is_instant_digits(fact.digits) || fact.prize < -1 || std::cmp_greater_equal(fact.prize, day->prizes.size()))
        return Applied::set_aside("not a play of these cards");
    XIAOER_TRY_ASSIGN(const bool played, has_played(now.db, fact.purchase));
    if (played) return Applied::set_aside("this sale was played before");
    XIAOER_TRY(
        now.db.run("INSERT INTO instant_plays (device, day, play, at, purchase_device, purchase_seq, digits, "
                   "prize) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   {now.ref.device, fact.day, fact.play, now.at, fact.purchase.device, fact.purchase.seq, fact.digits,
                    fact.prize}));
    XIAOER_TRY(now.db.run("UPDATE instant_days SET plays = plays + 1 WHERE device = ? AND day = ?",
                          {now.ref.device, fact.day}));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const InstantHandedOver& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY(
        now.db.run("UPDATE instant_plays SET handed_over_at = ?, clerk = ? WHERE device = ? AND day = ? AND "
                   "play = ? AND prize >= 0 AND handed_over_at IS NULL",
                   {now.at, fact.clerk, now.ref.device, fact.day, fact.play}));
    return now.db.changes() == 1 ? Applied::done() : Applied::set_aside("this prize was not waiting");
}

Result<Applied> apply_one(Applying& now, const InstantRevealed& fact) {
    XIAOER_TRY_ASSIGN(const auto day, find_instant_day(now.db, fact.device, fact.day));
    if (!day) return Applied::waits(need_instant_day(fact.device, fact.day));
    XIAOER_TRY_ASSIGN(auto away, unless_home(now, fact.device, fact));
    if (away) return std::move(*away);
    if (instant_commitment(fact.seed) != day->commitment)
        return Applied::set_aside("the seed does not open its commitment");
    XIAOER_TRY(now.db.run("UPDATE instant_days SET seed = ? WHERE device = ? AND day = ?",
                          {fact.seed, fact.device, fact.day}));
    return Applied::done();
}

}  // namespace xiaoer
