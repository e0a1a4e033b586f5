// Draws: announced, locked, settled, cancelled, and what time brings.
#include "app/handling.h"
#include "base/log.h"
#include "domain/draw_settle.h"
#include "domain/number.h"
#include "domain/rules.h"
#include "store/draws.h"
#include "store/local.h"
#include "store/members.h"
#include "store/succession.h"

namespace xiaoer {
namespace {

constexpr std::size_t entries_per_fact = 1000;
constexpr std::string_view usual_dice = "one die thrown ten times on video by two customers";

// What nobody fetched is won again in the next draw (DESIGN §4.6), beside the prizes it has of its own.
Result<void> offer_again(Handling& now, std::vector<PrizeOffer>& prizes) {
    XIAOER_TRY_ASSIGN(auto again, prizes_to_offer_again(now.db(), now.store().device()));
    for (auto& offer : again) {
        const auto same = std::ranges::find_if(prizes, [&offer](const PrizeOffer& prize) {
            return prize.name == offer.name && prize.value_minor == offer.value_minor;
        });
        if (same == prizes.end()) {
            prizes.push_back(std::move(offer));
        } else {
            same->quantity += offer.quantity;
        }
    }
    return {};
}

Result<Outcome> announce(Handling& now, const AnnounceDraw& wish) {
    XIAOER_TRY_ASSIGN(const auto last, newest_draw(now.db(), now.store().device()));
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(now.db(), now.store().device()));
    Announcement draw;
    draw.number = last ? last->number + 1 : 1;
    if (last) draw.previous = announcement_hash(last->announcement);
    draw.draw = "d-" + code + "-" + format_number(draw.number);
    draw.claim_by = wish.claim_by;
    draw.closes_at = wish.closes_at;
    draw.opens_at = now.now();
    draw.commitment = commitment_of(seed_of(now.store().keys().draw_key, draw.draw));
    draw.device = now.store().signing_key().public_key();
    draw.entropy =
        DiceEntropy{wish.entropy_source.empty() ? std::string(usual_dice) : wish.entropy_source, wish.dice_throws};
    draw.max_weight = now.settings.max_weight;
    draw.one_win_per_member = now.settings.one_win_per_member;
    draw.prizes = wish.prizes;
    XIAOER_TRY(offer_again(now, draw.prizes));
    draw.shop = now.settings.shop;
    if (!check_announcement(draw) || wish.draws_at < wish.closes_at) return Outcome(Refused{"draw_terms"});
    XIAOER_TRY(now.writing.append(DrawAnnouncedFact{draw, wish.draws_at}));
    return Outcome(DrawAnnounced{draw.draw, draw.number, to_hex(announcement_hash(draw))});
}

Result<Outcome> close(Handling& now, const DrawRow& draw) {
    XIAOER_TRY(give_free_tickets(now, draw.draw));
    XIAOER_TRY_ASSIGN(const auto listed, tickets_to_list(now.db(), draw.announcement.max_weight));
    for (std::size_t from = 0; from < listed.size(); from += entries_per_fact) {
        const auto to = std::min(from + entries_per_fact, listed.size());
        DrawListed part{draw.draw, {}};
        part.entries.assign(listed.begin() + static_cast<std::ptrdiff_t>(from),
                            listed.begin() + static_cast<std::ptrdiff_t>(to));
        XIAOER_TRY(now.writing.append(part));
    }
    const auto seed = seed_of(now.store().keys().draw_key, draw.draw);
    const auto closing = closing_of(draw.announcement, published_entries(listed, seed));
    const Hash hash = closing_hash(closing);
    XIAOER_TRY(now.writing.append(DrawClosedFact{draw.draw, closing, hash, now.store().signing_key().sign(hash)}));
    XIAOER_TRY(expire_claim_codes(now.db(), now.now()));
    return Outcome(DrawClosed{draw.draw, to_hex(hash), closing.count});
}

Result<void> lapse(Handling& now, const std::string& draw) {
    XIAOER_TRY_ASSIGN(const auto row, find_draw(now.db(), draw));
    XIAOER_TRY_ASSIGN(const auto units, units_of_draw(now.db(), draw, count_units(row->announcement.prizes)));
    DrawUnclaimed fact{draw, {}};
    for (const auto& unit : units) {
        if (unit.state == UnitState::waiting) fact.units.push_back(unit.unit.unit);
    }
    XIAOER_TRY(now.writing.append(fact));
    return {};
}

// Whether this kiosk may lock or cancel the draw; and settle it, as its own or as its successor's.
bool is_ours(Handling& now, const DrawRow& draw) {
    return device_id_of(draw.announcement.device) == now.store().device();
}
Result<bool> is_ours_to_settle(Handling& now, const DrawRow& draw) {
    return acts_for(now.db(), now.store().device(), device_id_of(draw.announcement.device));
}

// Whether it is time to announce the next draw of the schedule: none is announced, and none waits for its value.
Result<bool> announcement_due(Handling& now) {
    if (now.settings.prizes.empty()) return false;
    XIAOER_TRY_ASSIGN(const auto coming, coming_draw(now.db(), now.now()));
    return !coming || (coming->state == "closed" && coming->draws_at + waits_for_settlement_ms < now.now());
}

Result<void> announce_next(Handling& now) {
    XIAOER_TRY_ASSIGN(const auto schedule, Schedule::parse(now.settings.draw_rule, now.zone, {0}));
    const auto before_close = now.settings.draw_form == DrawForm::closed_shop ? now.settings.close_before_ms : 0;
    const auto times = schedule.next(now.now() + before_close + minute_ms, 1);
    if (times.empty()) return {};
    AnnounceDraw wish;
    wish.draws_at = times.front();
    wish.closes_at = wish.draws_at - before_close;
    wish.claim_by = claim_deadline(wish.draws_at, now.settings, now.zone);
    wish.prizes = now.settings.prizes;
    XIAOER_TRY_ASSIGN(const auto outcome, announce(now, wish));
    if (std::holds_alternative<Refused>(outcome))
        return invalid("the draw template cannot be announced: look at its prizes");
    return {};
}

}  // namespace

Result<Outcome> handle(Handling& now, const AnnounceDraw& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (now.memory.clock.doubted()) return Outcome(Refused{"clock_doubted"});
    return announce(now, wish);
}

Result<Outcome> handle(Handling& now, const CloseDraw& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db(), wish.draw));
    if (!draw || !is_ours(now, *draw)) return Outcome(Refused{"draw_unknown"});
    if (draw->state != "announced") return Outcome(Refused{"draw_closed_before"});
    if (now.memory.clock.doubted()) return Outcome(Refused{"clock_doubted"});
    if (now.now() < draw->announcement.closes_at) return Outcome(Refused{"draw_not_due"});
    return close(now, *draw);
}

Result<Outcome> handle(Handling& now, const SettleDraw& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    if (wish.by && !now.session(*wish.by)) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db(), wish.draw));
    if (!draw) return Outcome(Refused{"draw_unknown"});
    XIAOER_TRY_ASSIGN(const bool ours, is_ours_to_settle(now, *draw));
    if (!ours) return Outcome(Refused{"draw_unknown"});
    if (draw->state == "announced") return Outcome(Refused{"draw_still_open"});
    if (draw->state != "closed") return Outcome(Refused{"draw_settled_before"});
    if (!check_entropy_value(draw->announcement.entropy, wish.entropy_value)) return Outcome(Refused{"throws"});
    XIAOER_TRY_ASSIGN(const auto listed, listed_tickets(now.db(), wish.draw));
    const auto seed = seed_of(now.store().keys().draw_key, wish.draw);
    const auto entries = published_entries(listed, seed);
    auto picks = settle_list(draw->announcement, *draw->closing_hash, seed, entries, wish.entropy_value);
    if (!picks) {  // somebody changed the tables, or the draw key is another
        log_error(picks.error(), "settling draw " + wish.draw);
        return Outcome(Refused{"draw_changed"});
    }
    const auto winners = static_cast<std::int64_t>(picks->size());
    XIAOER_TRY(now.writing.append(DrawSettledFact{wish.draw, wish.entropy_value, seed, std::move(*picks)}));
    return Outcome(DrawSettled{wish.draw, winners});
}

Result<Outcome> handle(Handling& now, const CancelDraw& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db(), wish.draw));
    if (!draw || !is_ours(now, *draw)) return Outcome(Refused{"draw_unknown"});
    if (draw->state != "announced") return Outcome(Refused{"draw_closed_before"});
    XIAOER_TRY(now.writing.append(DrawCancelled{wish.draw}));
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const Tick&) {
    if (now.frozen()) return Outcome(Done{});  // what it would lapse may have been handed over in what is missing
    if (now.memory.clock.doubted()) return Outcome(Done{});
    XIAOER_TRY_ASSIGN(const auto to_lapse, draws_to_lapse(now.db(), now.store().device(), now.now()));
    for (const auto& draw : to_lapse) XIAOER_TRY(lapse(now, draw));
    XIAOER_TRY_ASSIGN(const auto to_close, draws_to_close(now.db(), now.store().device(), now.now()));
    for (const auto& id : to_close) {
        XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db(), id));
        XIAOER_TRY(close(now, *draw));
    }
    if (now.store().head().seq > 0) {
        XIAOER_TRY(expire_vouchers(now));
        XIAOER_TRY(issue_monthly_vouchers(now));
    }
    XIAOER_TRY_ASSIGN(const bool due, announcement_due(now));
    if (!due) return Outcome(Done{});
    // A template that cannot be announced must not hold up what is locked and lapsed in the same breath.
    const auto announced = announce_next(now);
    if (!announced && announced.error().code != ErrorCode::invalid) return announced.error();
    if (!announced) log_error(announced.error(), "announcing the next draw");
    return Outcome(Done{});
}

}  // namespace xiaoer
