// The public value of a draw or a round: entered, confirmed by a second person, and what follows from it.
#include "app/handling.h"
#include "base/log.h"
#include "domain/draw_settle.h"
#include "store/draws.h"
#include "store/members.h"
#include "store/succession.h"

namespace xiaoer {
namespace {

// A draw that waits for its value, and the round of it, if it is one.
struct Awaiting {
    DrawRow draw;
    std::optional<RoundRow> round;

    [[nodiscard]] const Entropy& entropy() const { return round ? round->head.entropy : draw.announcement.entropy; }
};

Result<std::variant<Awaiting, Refused>> awaiting(Handling& now, const std::string& id, std::int64_t number) {
    using Found = std::variant<Awaiting, Refused>;
    XIAOER_TRY_ASSIGN(auto draw, find_draw(now.db(), id));
    if (!draw) return Found(Refused{"draw_unknown"});
    XIAOER_TRY_ASSIGN(const bool ours,
                      acts_for(now.db(), now.store().device(), device_id_of(draw->announcement.device)));
    if (!ours) return Found(Refused{"draw_unknown"});
    if (draw->state == "announced") return Found(Refused{"draw_still_open"});
    XIAOER_TRY_ASSIGN(const auto reconciled, reconciled_at(now));
    if (number == 0) {
        if (draw->state != "closed") return Found(Refused{"draw_settled_before"});
        if (draw->announcement.closes_at <= reconciled) return Found(Refused{"draw_may_be_held"});
        return Found(Awaiting{std::move(*draw), {}});
    }
    XIAOER_TRY_ASSIGN(auto rounds, rounds_of(now.db(), id));
    for (auto& round : rounds) {
        if (round.round != number) continue;
        if (round.settled) return Found(Refused{"draw_settled_before"});
        if (round.announced_at <= reconciled) return Found(Refused{"draw_may_be_held"});
        return Found(Awaiting{std::move(*draw), std::move(round)});
    }
    return Found(Refused{"draw_unknown"});
}

// A number that the world makes public at an hour cannot be known before it.
const char* why_not_value(Handling& now, const Awaiting& what, const std::string& value) {
    const bool dice = std::holds_alternative<DiceEntropy>(what.entropy());
    if (!dice && !what.round && now.now() < what.draw.draws_at) return "draw_not_due";
    if (!check_entropy_value(what.entropy(), value)) return dice ? "throws" : "value_form";
    return nullptr;
}

Result<Outcome> settle_draw(Handling& now, const DrawRow& draw, const std::string& value) {
    XIAOER_TRY_ASSIGN(auto listed, listed_tickets(now.db(), draw.draw));
    const auto seed = seed_of(now.store().keys().draw_key, draw.draw);
    const auto entries = published_entries(std::move(listed), seed);
    auto picks = settle_list(draw.announcement, *draw.closing_hash, seed, entries, value);
    if (!picks) {  // somebody changed the tables, or the draw key is another
        log_error(picks.error(), "settling draw " + draw.draw);
        return Outcome(Refused{"draw_changed"});
    }
    const auto winners = static_cast<std::int64_t>(picks->size());
    XIAOER_TRY(now.writing.append(DrawSettledFact{draw.draw, value, seed, std::move(*picks)}));
    return Outcome(DrawSettled{draw.draw, winners});
}

Result<Outcome> settle(Handling& now, const Awaiting& what, const std::string& value,
                       const std::optional<StaffId>& entered_by, const std::optional<StaffId>& confirmed_by) {
    const std::int64_t round = what.round ? what.round->round : 0;
    XIAOER_TRY(now.writing.append(DrawValueEntered{what.draw.draw, round, value, entered_by, confirmed_by}));
    XIAOER_TRY(forget_entered_value(now.db(), what.draw.draw, round));
    return what.round ? settle_round(now, what.draw, *what.round, value) : settle_draw(now, what.draw, value);
}

}  // namespace

// From the stage, where the second person has read the throws back on the screen, and from the machine's owner.
Result<Outcome> handle(Handling& now, const SettleDraw& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    const auto session = wish.by ? now.session(*wish.by) : std::nullopt;
    if (wish.by && !session) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto found, awaiting(now, wish.draw, 0));
    if (const auto* refused = std::get_if<Refused>(&found)) return Outcome(*refused);
    const auto& what = std::get<Awaiting>(found);
    if (const char* why = why_not_value(now, what, wish.entropy_value)) return Outcome(Refused{why});
    return settle(now, what, wish.entropy_value, session ? std::optional(session->staff) : std::nullopt, {});
}

Result<Outcome> handle(Handling& now, const EnterValue& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    const auto session = now.session(wish.by);
    if (!session) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto found, awaiting(now, wish.draw, wish.round));
    if (const auto* refused = std::get_if<Refused>(&found)) return Outcome(*refused);
    if (const char* why = why_not_value(now, std::get<Awaiting>(found), wish.value)) return Outcome(Refused{why});
    XIAOER_TRY(keep_entered_value(now.db(), wish.draw, wish.round, {wish.value, session->staff}, now.now()));
    now.written = true;
    return Outcome(ValueKept{wish.draw, wish.round, wish.value});
}

Result<Outcome> handle(Handling& now, const ConfirmValue& wish) {
    if (now.frozen()) return Outcome(Frozen{});
    const auto session = now.session(wish.by);
    const auto second = wish.second ? now.session(*wish.second) : session;
    if (!session || !second) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto found, awaiting(now, wish.draw, wish.round));
    if (const auto* refused = std::get_if<Refused>(&found)) return Outcome(*refused);
    const auto& what = std::get<Awaiting>(found);
    XIAOER_TRY_ASSIGN(const auto entered, entered_value(now.db(), wish.draw, wish.round));
    if (!entered) return Outcome(Refused{"value_not_entered"});
    if (entered->value != wish.value) return Outcome(Refused{"values_differ"});
    XIAOER_TRY_ASSIGN(const auto staff, staff_list(now.db(), 2));
    const bool another = second->staff != entered->staff;
    // Dice are seen by whoever stands there; what is published can be looked up by anybody, at any time.
    const bool needs_another = std::holds_alternative<DiceEntropy>(what.entropy()) && staff.size() > 1;
    if (!another && needs_another) return Outcome(Refused{"second_person"});
    return settle(now, what, wish.value, entered->staff, another ? std::optional(second->staff) : std::nullopt);
}

}  // namespace xiaoer
