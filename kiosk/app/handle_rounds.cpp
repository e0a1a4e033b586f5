// Prizes that nobody fetched: listed at their deadline, drawn again in a round, or offered in the next draw; and
// substitutes for what ran out.
#include "app/handling.h"
#include "base/text.h"
#include "domain/draw_series.h"
#include "domain/rules.h"
#include "store/draws.h"
#include "store/succession.h"

namespace xiaoer {
namespace {

// After this many rounds what is still there goes into the next draw: no prize is drawn for ever.
constexpr std::size_t rounds_most = 3;
constexpr std::int64_t round_after_ms = hour_ms;
constexpr std::size_t prize_name_points = 40;

// The kind of value that was announced, of a moment that has not come yet.
Entropy entropy_of_round(Handling& now, const Entropy& announced) {
    if (std::holds_alternative<DrandEntropy>(announced))
        return entropy_for(EntropyKind::drand, now.settings, now.now() + round_after_ms, now.zone);
    if (const auto* lottery = std::get_if<LotteryEntropy>(&announced)) {
        auto next = *lottery;
        next.issue = iso_date(now.zone.to_civil(now.now() + day_ms));  // today's may be out
        return next;
    }
    return announced;
}

Result<void> announce_round(Handling& now, const DrawRow& draw, std::vector<std::int64_t> units) {
    if (!draw.terms || draw.terms->unclaimed != UnclaimedRule::redraw || units.empty()) return {};
    XIAOER_TRY_ASSIGN(const auto rounds, rounds_of(now.db(), draw.draw));
    if (rounds.size() >= rounds_most || (!rounds.empty() && !rounds.back().settled)) return {};
    const RoundHead head{claim_deadline(now.now(), now.settings, now.zone),
                         entropy_of_round(now, draw.announcement.entropy), std::move(units)};
    const auto appended =
        now.writing.append(DrawRoundAnnounced{draw.draw, static_cast<std::int64_t>(rounds.size()) + 1, head});
    return appended ? Result<void>() : appended.error();
}

}  // namespace

Result<void> lapse_units(Handling& now, const std::string& id) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db(), id));
    XIAOER_TRY_ASSIGN(const auto units, units_of_draw(now.db(), id, count_units(draw->announcement.prizes)));
    DrawUnclaimed fact{id, {}};
    for (const auto& unit : units) {
        const bool here = unit.home == now.store().device() && !unit.in_transit;
        if (here && unit.state == UnitState::waiting && unit.claim_by <= now.now())
            fact.units.push_back(unit.unit.unit);
    }
    XIAOER_TRY(now.writing.append(fact));
    // What moved here from the draw's own kiosk goes into our next draw: a round is that kiosk's to announce.
    XIAOER_TRY_ASSIGN(const auto owner, home_of(now.db(), device_id_of(draw->announcement.device)));
    if (owner != now.store().device()) return {};
    return announce_round(now, *draw, std::move(fact.units));
}

Result<Outcome> settle_round(Handling& now, const DrawRow& draw, const RoundRow& round, const std::string& value) {
    XIAOER_TRY_ASSIGN(const auto listed, listed_tickets(now.db(), draw.draw));
    const auto entries = published_entries(listed, draw.seed);
    const auto key = settlement_key(draw.seed, *draw.closing_hash, draw.entropy_value);
    // Whoever won in the settlement or in a round before stays out.
    XIAOER_TRY_ASSIGN(const auto proof, proof_of(now.db(), draw.draw));
    std::vector<std::string> won;
    for (const auto& pick : proof.picks) won.push_back(pick.ticket);
    for (const auto& before : proof.rounds) {
        for (const auto& pick : before.picks) won.push_back(pick.ticket);
    }
    auto picks = pick_winners(redraw_key(key, static_cast<std::uint64_t>(round.round), round.head, value), entries,
                              draw.announcement.one_win_per_member, round.head.units, won);
    const auto winners = static_cast<std::int64_t>(picks.size());
    XIAOER_TRY(now.writing.append(
        DrawRoundSettled{draw.draw, round.round, round_head_hash(round.head), value, std::move(picks)}));
    return Outcome(RoundSettled{draw.draw, round.round, winners});
}

Result<Outcome> handle(Handling& now, const SubstitutePrize& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    const auto session = now.session(wish.by);
    if (!session || !session->manager) return Outcome(NotAllowed{session.has_value()});
    const auto name = clean_text(wish.prize, prize_name_points);
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db(), wish.unit));
    if (!unit) return Outcome(Refused{"no_such_prize"});
    if (unit->home != now.store().device() || unit->in_transit || unit->state != UnitState::waiting)
        return Outcome(Refused{"prize_not_waiting"});
    if (name.empty()) return Outcome(Refused{"prizes"});
    if (wish.value_minor < unit->value_minor) return Outcome(Refused{"substitute_is_less"});
    if (above_cap({{name, 1, wish.value_minor}}, now.settings)) return Outcome(Refused{"top_prize_cap"});
    XIAOER_TRY(now.writing.append(PrizeSubstituted{wish.unit, name, wish.value_minor, session->staff}));
    return Outcome(Done{});
}

}  // namespace xiaoer
