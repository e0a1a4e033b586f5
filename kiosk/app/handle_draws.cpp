// Draws: announced, locked, cancelled, and what time brings. The public value and what follows from it are in
// handle_values.cpp.
#include "app/handling.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/draw_series.h"
#include "domain/draw_settle.h"
#include "domain/number.h"
#include "domain/rules.h"
#include "store/draws.h"
#include "store/local.h"
#include "store/members.h"
#include "store/succession.h"

#include <functional>

namespace xiaoer {
namespace {

constexpr std::size_t entries_per_fact = 1000;
constexpr std::size_t name_most_points = 40;

// What is decided of a draw before it is announced.
struct DrawPlan {
    Timestamp closes_at, draws_at, claim_by;
    std::vector<PrizeOffer> prizes;
    Entropy entropy;
    DrawTerms terms;
};

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

// Errors: invalid, of a template that breaks a rule of the format.
Result<Outcome> announce_terms(Handling& now, const DrawPlan& plan) {
    if (above_cap(plan.prizes, now.settings)) return Outcome(Refused{"top_prize_cap"});
    XIAOER_TRY_ASSIGN(const auto last, newest_draw(now.db(), now.store().device()));
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(now.db(), now.store().device()));
    Announcement draw;
    draw.number = last ? last->number + 1 : 1;
    if (last) draw.previous = announcement_hash(last->announcement);
    draw.draw = "d-" + code + "-" + format_number(draw.number);
    draw.claim_by = plan.claim_by;
    draw.closes_at = plan.closes_at;
    draw.opens_at = now.now();
    draw.commitment = commitment_of(seed_of(now.store().keys().draw_key, draw.draw));
    draw.device = now.store().signing_key().public_key();
    draw.entropy = plan.entropy;
    draw.max_weight = now.settings.max_weight;
    draw.one_win_per_member = now.settings.one_win_per_member;
    draw.prizes = plan.prizes;
    if (plan.terms.interest.empty()) XIAOER_TRY(offer_again(now, draw.prizes));
    draw.shop = now.settings.shop;
    if (!check_announcement(draw) || plan.draws_at < plan.closes_at) return Outcome(Refused{"draw_terms"});
    XIAOER_TRY(now.writing.append(DrawAnnouncedFact{draw, plan.draws_at, plan.terms}));
    return Outcome(DrawAnnounced{draw.draw, draw.number, to_hex(announcement_hash(draw))});
}

Result<Outcome> announce(Handling& now, const AnnounceDraw& wish) {
    DrawPlan plan{wish.closes_at, wish.draws_at, wish.claim_by, wish.prizes, {}, {}};
    const auto kind = wish.entropy.value_or(EntropyKind::dice);
    if (kind == EntropyKind::lottery && now.settings.lottery.empty()) return Outcome(Refused{"lottery"});
    plan.entropy = entropy_for(kind, now.settings, wish.draws_at, now.zone);
    if (auto* dice = std::get_if<DiceEntropy>(&plan.entropy)) {
        dice->throws = wish.dice_throws;
        if (!wish.entropy_source.empty()) dice->source = wish.entropy_source;
    }
    plan.terms.name = clean_text(wish.name.value_or(""), name_most_points);
    plan.terms.occurrence = wish.draws_at;
    plan.terms.form = wish.form.value_or(now.settings.draw_form);
    plan.terms.interest = wish.interest.value_or("");
    plan.terms.unclaimed = now.settings.unclaimed;
    XIAOER_TRY_ASSIGN(const bool twice, is_announced_by_hand(now.db(), wish.draws_at));
    if (twice) return Outcome(Refused{"draw_announced_before"});
    const auto& groups = now.settings.interests;
    if (!plan.terms.interest.empty() && std::ranges::find(groups, plan.terms.interest) == groups.end())
        return Outcome(Refused{"interests"});
    return announce_terms(now, plan);
}

Result<Outcome> close(Handling& now, const DrawRow& draw) {
    const std::string interest = draw.terms ? draw.terms->interest : std::string();
    XIAOER_TRY(give_free_tickets(now, draw.draw, interest));
    const auto takes = [&now, &interest](const MemberId& member) { return is_of_group(now, member, interest); };
    // What was earned after the announced hour is in the next list, however late this one is locked.
    XIAOER_TRY_ASSIGN(auto listed,
                      tickets_to_list(now.db(), draw.announcement.max_weight, draw.announcement.closes_at, takes));
    for (std::size_t from = 0; from < listed.size(); from += entries_per_fact) {
        const auto to = std::min(from + entries_per_fact, listed.size());
        DrawListed part{draw.draw, {}};
        part.entries.assign(listed.begin() + static_cast<std::ptrdiff_t>(from),
                            listed.begin() + static_cast<std::ptrdiff_t>(to));
        XIAOER_TRY(now.writing.append(part));
    }
    const auto seed = seed_of(now.store().keys().draw_key, draw.draw);
    const auto closing = closing_of(draw.announcement, published_entries(std::move(listed), seed));
    const Hash hash = closing_hash(closing);
    XIAOER_TRY(now.writing.append(DrawClosedFact{draw.draw, closing, hash, now.store().signing_key().sign(hash)}));
    XIAOER_TRY(expire_claim_codes(now.db(), now.now()));
    return Outcome(DrawClosed{draw.draw, to_hex(hash), closing.count});
}

// Whether this kiosk may lock or cancel the draw; and settle it, as its own or as its successor's.
bool is_ours(Handling& now, const DrawRow& draw) {
    return device_id_of(draw.announcement.device) == now.store().device();
}

// The announcement of one series' next show, if it is due: none of the series is open.
Result<void> announce_next(Handling& now, const DrawSeries& series, Timestamp since) {
    if (series.prizes.empty()) return {};
    XIAOER_TRY_ASSIGN(const bool open, is_series_open(now.db(), series.id, now.now()));
    if (open) return {};
    XIAOER_TRY_ASSIGN(const auto show, next_show(now, series, since));
    if (!show) return {};
    DrawPlan plan;
    plan.draws_at = show->at;
    plan.closes_at = show->at - locks_before_ms(series.form, series.close_before_ms);
    plan.claim_by = claim_deadline(show->at, now.settings, now.zone);
    plan.prizes = series.prizes;
    plan.entropy = entropy_for(series.entropy, now.settings, show->at, now.zone);
    plan.terms = {series.id, series.name, show->occurrence, series.form, series.interest, series.unclaimed, show->late};
    XIAOER_TRY_ASSIGN(const auto outcome, announce_terms(now, plan));
    if (std::holds_alternative<Refused>(outcome))
        return invalid("the draw template cannot be announced: look at its prizes");
    return {};
}

// Does a part of what time brings by itself: when it fails, what it wrote goes again, that is told once, and the rest
// goes on. Errors: those after which nothing may go on.
Result<void> apart(Handling& now, const std::string& doing, const std::function<Result<void>()>& work) {
    constexpr std::size_t told_most = 100;
    const auto promised = static_cast<std::ptrdiff_t>(now.after_commit.size());
    const bool written = now.written;
    XIAOER_TRY_ASSIGN(auto part, WritingPart::begin(now.writing));
    const auto done = work();
    if (done) return part.keep();
    if (done.error().code == ErrorCode::io || now.store().damaged()) return done;
    XIAOER_TRY(part.go_back());
    now.after_commit.erase(now.after_commit.begin() + promised, now.after_commit.end());
    now.written = written;
    auto& told = now.memory.told;
    if (told.size() >= told_most) told.clear();
    if (told.insert(doing + ": " + done.error().message).second) log_error(done.error(), doing);
    return {};
}

Result<void> announce_what_is_due(Handling& now) {
    for (const auto& series : all_series(now.settings)) {
        XIAOER_TRY_ASSIGN(const auto since, series_since(now, series));
        XIAOER_TRY(apart(now, "announcing the next draw", [&] { return announce_next(now, series, since); }));
    }
    return {};
}

Result<void> close_by_id(Handling& now, const std::string& id) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db(), id));
    const auto closed = close(now, *draw);
    return closed ? Result<void>() : closed.error();
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
    for (const auto& draw : to_lapse) {
        XIAOER_TRY(apart(now, "what nobody fetched of " + draw, [&] { return lapse_units(now, draw); }));
    }
    XIAOER_TRY_ASSIGN(const auto to_close, draws_to_close(now.db(), now.store().device(), now.now()));
    for (const auto& draw : to_close) {
        XIAOER_TRY(apart(now, "locking the list of " + draw, [&] { return close_by_id(now, draw); }));
    }
    if (now.store().head().seq > 0) {
        XIAOER_TRY(apart(now, "vouchers that are over", [&] { return expire_vouchers(now); }));
        XIAOER_TRY(apart(now, "the month's vouchers", [&] { return issue_monthly_vouchers(now); }));
    }
    XIAOER_TRY(announce_what_is_due(now));
    XIAOER_TRY(apart(now, "the day's scratch cards", [&] { return open_instant_day(now); }));
    return Outcome(Done{});
}

}  // namespace xiaoer
