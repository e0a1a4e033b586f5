// The scratch card at the counter: each morning committed to and the day before revealed, played, handed over.
#include "app/handling.h"
#include "domain/instant.h"
#include "domain/rules.h"
#include "store/instant.h"
#include "store/purchases.h"
#include "store/succession.h"

namespace xiaoer {
namespace {

// A sale plays while its customer is at the counter.
constexpr std::int64_t plays_within_ms = 12 * hour_ms;

Result<void> reveal_days_before(Handling& now, std::int64_t today) {
    XIAOER_TRY_ASSIGN(const auto days, days_to_reveal(now.db(), today));
    for (const auto& day : days) {
        XIAOER_TRY_ASSIGN(const bool ours, acts_for(now.db(), now.store().device(), day.device));
        if (!ours) continue;
        XIAOER_TRY(now.writing.append(
            InstantRevealed{day.device, day.day, instant_seed(now.store().keys().draw_key, day.device, day.day)}));
    }
    return {};
}

}  // namespace

Result<void> open_instant_day(Handling& now) {
    if (now.store().head().seq == 0) return {};
    const auto today = business_day(now.now(), now.zone);
    XIAOER_TRY(reveal_days_before(now, today));
    // In what is missing of a ledger that was put back, today's cards may have been opened and played.
    XIAOER_TRY_ASSIGN(const auto reconciled, reconciled_at(now));
    if (business_day(reconciled, now.zone) == today) return {};
    const auto& rule = now.settings.instant;
    if (!rule.on || !check_instant_prizes(rule.prizes)) return {};
    const auto device = now.store().device();
    XIAOER_TRY_ASSIGN(const auto open, find_instant_day(now.db(), device, today));
    if (open) return {};
    const auto commitment = instant_commitment(instant_seed(now.store().keys().draw_key, device, today));
    const auto opened =
        now.writing.append(InstantOpened{today, commitment, rule.prizes, rule.above_minor, now.settings.shop});
    return opened ? Result<void>() : opened.error();
}

Result<Outcome> handle(Handling& now, const PlayInstant& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    if (now.memory.clock.doubted()) return Outcome(Refused{"clock_doubted"});
    if (!is_instant_digits(wish.digits)) return Outcome(Refused{"instant_digits"});
    const auto device = now.store().device();
    XIAOER_TRY_ASSIGN(const auto day, find_instant_day(now.db(), device, business_day(now.now(), now.zone)));
    if (!day || day->seed || !now.settings.instant.on) return Outcome(Refused{"instant_closed"});
    XIAOER_TRY_ASSIGN(const auto reconciled, reconciled_at(now));
    if (business_day(reconciled, now.zone) == day->day) return Outcome(Refused{"instant_closed"});
    const auto ref = fact_ref_from_text(wish.purchase);
    if (!ref) return Outcome(Refused{"instant_sale"});
    XIAOER_TRY_ASSIGN(const auto sale, find_purchase(now.db(), *ref));
    const bool plays = sale && ref->device == device && sale->at > now.now() - plays_within_ms &&
                       sale->total_minor - sale->refunded_minor >= day->above_minor;
    if (!plays) return Outcome(Refused{"instant_sale"});
    XIAOER_TRY_ASSIGN(const bool played, has_played(now.db(), *ref));
    if (played) return Outcome(Refused{"instant_played"});
    XIAOER_TRY_ASSIGN(const auto won, instant_wins(now.db(), *day));
    const auto play = day->plays + 1;
    const auto seed = instant_seed(now.store().keys().draw_key, device, day->day);
    const auto prize = instant_prize(instant_roll(seed, play, wish.digits), day->prizes, won);
    XIAOER_TRY(now.writing.append(InstantPlayedFact{day->day, play, *ref, wish.digits, prize}));
    InstantPlayed outcome{day->day, play, wish.digits, prize, "", 0};
    if (prize >= 0) {
        const auto& offer = day->prizes[static_cast<std::size_t>(prize)];
        outcome.name = offer.name, outcome.value_minor = offer.value_minor;
    }
    return Outcome(std::move(outcome));
}

Result<Outcome> handle(Handling& now, const HandInstant& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    const auto session = now.session(wish.by);
    if (!session) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto play, find_play(now.db(), now.store().device(), wish.day, wish.play));
    if (!play || play->prize < 0) return Outcome(Refused{"no_such_prize"});
    if (play->handed_over) return Outcome(Refused{"prize_not_waiting"});
    XIAOER_TRY(now.writing.append(InstantHandedOver{wish.day, wish.play, session->staff}));
    return Outcome(Done{});
}

}  // namespace xiaoer
