#include "domain/number.h"
#include "ui/screens/pickup.h"
#include "ui/screens/pickup_parts.h"

namespace xiaoer::ui {
namespace {

using Phase = PickupState::Phase;

Next look_up(PickupState& state, std::string scan, const View& view) {
    state = {};
    state.scan = std::move(scan);
    Next next;
    next.wish = LookUp{state.scan, view.clerk != nullptr ? std::optional(view.clerk->session) : std::nullopt};
    return next;
}

std::vector<UnitId> unit_ids(const PickupState& state) {
    std::vector<UnitId> ids;
    for (const auto& unit : chosen_here(state)) ids.push_back(unit.unit);
    return ids;
}

std::int64_t chosen_value(const PickupState& state) {
    std::int64_t value_minor = 0;
    for (const auto& unit : chosen_here(state)) value_minor = std::max(value_minor, unit.value_minor);
    return value_minor;
}

// What the look-up asked for counts for the dearest of what waits; of a part, what that part needs.
bool needs_code(const PickupState& state, const View& view) {
    return state.who->redeem_code_needed &&
           (state.who->proof != Proof::pass || chosen_value(state) > view.snapshot.settings.redeem_code_above_minor ||
            state.left_out.empty());
}
bool needs_manager(const PickupState& state, const View& view) {
    return state.who->manager_needed &&
           (chosen_value(state) > view.snapshot.settings.manager_above_minor || state.left_out.empty());
}
bool needs_hand(const PickupState& state, const View& view) {
    return state.who->signature_needed &&
           (chosen_value(state) > view.snapshot.settings.sign_above_minor || state.left_out.empty());
}

// What is still to be proved, one step at a time; with nothing missing, the hand-over itself.
Next hand_over(PickupState& state, const View& view) {
    Next next;
    if (!state.who || view.clerk == nullptr || unit_ids(state).empty()) return next;
    if (needs_code(state, view) && state.redeem_code.empty()) {
        state.phase = Phase::redeem_code;
        state.keyed.clear();
        return next;
    }
    if (needs_manager(state, view) && !state.manager_session && !view.clerk->manager) {
        state.phase = Phase::manager;
        return next;
    }
    if (needs_hand(state, view) && state.signature.empty()) {
        state.phase = Phase::sign;
        return next;
    }
    HandOver wish{unit_ids(state), state.scan, std::nullopt, state.manager_session, view.clerk->session};
    if (!state.redeem_code.empty()) wish.redeem_code = state.redeem_code;
    if (view.clerk->manager && !wish.manager) wish.manager = view.clerk->session;
    if (!state.signature.empty()) wish.signature = state.signature;
    next.wish = std::move(wish);
    return next;
}

Next refuse(const PickupState& state, const View& view) {
    Next next;
    if (view.clerk != nullptr && !unit_ids(state).empty())
        next.wish = RefuseHandOver{unit_ids(state), RefusalReason::not_the_winner, view.clerk->session};
    return next;
}

Next undo(const PickupState& state, const View& view) {
    Next next;
    const auto unit = undoable_here(state);
    if (unit && view.clerk != nullptr && view.clerk->manager) next.wish = UndoHandOver{*unit, view.clerk->session};
    return next;
}

Next manager_step(PickupState& state, const PickupAction& action) {
    using Kind = SignInAction::Kind;
    const Kind kind = action.kind == PickupAction::Kind::choose_manager ? Kind::choose
                      : action.kind == PickupAction::Kind::manager_key  ? Kind::key
                                                                        : Kind::send;
    return step_sign_in(state.manager, {kind, action.staff, action.key});
}

void step_back(PickupState& state) {
    if (state.phase == Phase::manager && state.manager.staff) {
        state.manager = {};
    } else if (state.phase == Phase::redeem_code || state.phase == Phase::manager || state.phase == Phase::sign) {
        state.phase = Phase::found;
        state.keyed.clear(), state.redeem_code.clear(), state.manager = {};
        state.strokes.clear(), state.signature.clear();
    } else {
        state = {};
    }
}

// The store knows better than what was looked up: the unit is not to be had here any more.
void put_right(PickupState& state, const Outcome& outcome) {
    if (!state.who) return;
    for (auto& unit : state.who->units) {
        if (const auto* already = std::get_if<AlreadyHandedOver>(&outcome);
            already != nullptr && already->unit == unit.unit) {
            unit.state = UnitState::handed_over;
            unit.handed_over_at = already->at, unit.handed_over_by = already->by;
        }
        if (const auto* lapsed = std::get_if<Lapsed>(&outcome); lapsed != nullptr && lapsed->unit == unit.unit)
            unit.state = UnitState::unclaimed;
        if (const auto* other = std::get_if<OtherShop>(&outcome); other != nullptr && other->unit == unit.unit)
            unit.elsewhere = other->shop, unit.claim_by = other->until;
        if (const auto* fetched = std::get_if<BeingFetched>(&outcome); fetched != nullptr && fetched->unit == unit.unit)
            unit.fetched_by = fetched->by, unit.fetched_until = fetched->until;
        if (const auto* not_theirs = std::get_if<NotTheirs>(&outcome);
            not_theirs != nullptr && not_theirs->unit == unit.unit)
            unit.state = UnitState::not_drawn;
    }
}

// Words for an answer that leaves the prize where it is.
std::string problem_of(const Outcome& outcome, const View& view) {
    const auto& words = view.words;
    if (const auto* already = std::get_if<AlreadyHandedOver>(&outcome))
        return words("pickup.already", {{"time", words.deadline(already->at, view.now)}, {"by", already->by}});
    if (const auto* lapsed = std::get_if<Lapsed>(&outcome))
        return words("pickup.lapsed", {{"when", words.day(lapsed->since, view.now)}});
    if (const auto* other = std::get_if<OtherShop>(&outcome))
        return words("pickup.other_shop", {{"shop", other->shop}, {"when", words.deadline(other->until, view.now)}});
    if (const auto* fetched = std::get_if<BeingFetched>(&outcome))
        return words("pickup.fetched", {{"name", fetched->by}, {"time", words.clock(fetched->until)}});
    if (std::holds_alternative<NotTheirs>(outcome)) return words("pickup.not_theirs");
    return words("error.other");
}

Next answer_hand_over(PickupState& state, const Outcome& outcome, const View& view) {
    Next next;
    next.sound = Sound::no;
    if (const auto* over = std::get_if<HandedOver>(&outcome)) {
        next.sound = Sound::yes;
        state.phase = Phase::done;
        state.over = *over;
        state.strokes.clear(), state.signature.clear();
        state.problem.clear(), state.keyed.clear(), state.redeem_code.clear(), state.manager = {},
                                                                               state.manager_session.reset();
    } else if (std::holds_alternative<HandOverRefused>(outcome)) {
        state = {};
        next.toast = view.words("pickup.kept");
    } else if (std::holds_alternative<HandOverUndone>(outcome)) {
        state = {};
        next.toast = view.words("pickup.undone");
    } else if (std::holds_alternative<RedeemCodeNeeded>(outcome)) {
        state.phase = Phase::redeem_code;
        if (state.who) state.who->redeem_code_needed = true;
        state.keyed.clear(), state.redeem_code.clear();
    } else if (std::holds_alternative<SignatureNeeded>(outcome)) {
        state.phase = Phase::sign;
        if (state.who) state.who->signature_needed = true;
        next.sound = Sound::none;
    } else if (const auto* wrong = std::get_if<WrongRedeemCode>(&outcome)) {
        state.phase = Phase::redeem_code;
        state.keyed.clear(), state.redeem_code.clear();
        state.problem = wrong->tries_left > 0
                            ? view.words("pickup.wrong_code", {{"n", std::to_string(wrong->tries_left)}})
                            : view.words("pickup.code_locked");
    } else {
        state.phase = Phase::found;
        state.problem = problem_of(outcome, view);
        put_right(state, outcome);
    }
    return next;
}

// It is kept for whoever fetches it, and looked up anew, so that the screen says so.
Next reserve_or_release(const PickupState& state, const View& view, bool reserving) {
    Next next;
    if (!state.who || view.clerk == nullptr || unit_ids(state).empty()) return next;
    if (reserving)
        next.wish = ReserveUnits{unit_ids(state), state.scan, view.clerk->session};
    else
        next.wish = ReleaseUnits{unit_ids(state), view.clerk->session};
    return next;
}

void choose_unit(PickupState& state, std::size_t index) {
    const auto here = waiting_here(state);
    if (index >= here.size()) return;
    if (state.left_out.erase(here[index].unit) == 0) state.left_out.insert(here[index].unit);
}

void take_pen(PickupState& state, const std::optional<StrokePoint>& point) {
    if (!point) {
        state.pen_down = false;
        return;
    }
    if (count_points(state.strokes) >= stroke_points_max) return;
    if (!std::exchange(state.pen_down, true)) state.strokes.emplace_back();
    auto& stroke = state.strokes.back();
    if (stroke.empty() || stroke.back() != *point) stroke.push_back(*point);
}

Next sign(PickupState& state, const View& view) {
    if (count_points(state.strokes) < stroke_points_least) return {};
    state.signature = write_strokes(state.strokes);
    return hand_over(state, view);
}

}  // namespace

std::vector<PickupUnit> chosen_here(const PickupState& state) {
    auto units = waiting_here(state);
    std::erase_if(units, [&state](const PickupUnit& unit) { return state.left_out.contains(unit.unit); });
    return units;
}

std::vector<PickupUnit> waiting_here(const PickupState& state) {
    std::vector<PickupUnit> units;
    if (state.who)
        for (const auto& unit : state.who->units)
            if (unit.state == UnitState::waiting && !unit.elsewhere) units.push_back(unit);
    return units;
}

std::optional<UnitId> undoable_here(const PickupState& state) {
    if (state.who)
        for (const auto& unit : state.who->units)
            if (unit.state == UnitState::handed_over && !unit.elsewhere) return unit.unit;
    return std::nullopt;
}

Next step_pickup(PickupState& state, const PickupAction& action, const View& view) {
    using Kind = PickupAction::Kind;
    Next next;
    switch (action.kind) {
        case Kind::none: break;
        case Kind::key:
            if (state.phase == Phase::market)
                key_market(state, action.key);
            else
                apply_key(state.keyed, action.key, state.phase == Phase::asking ? 8 : 4);
            break;
        case Kind::look_up:
            if (const auto number = parse_number(state.keyed)) next = look_up(state, format_number(*number), view);
            break;
        case Kind::hand_over: next = hand_over(state, view); break;
        case Kind::refuse: next = refuse(state, view); break;
        case Kind::undo: next = undo(state, view); break;
        case Kind::redeem_send:
            if (state.keyed.size() < 4) break;
            state.redeem_code = std::exchange(state.keyed, {});
            state.problem.clear();
            next = hand_over(state, view);
            break;
        case Kind::choose_manager:
        case Kind::manager_key:
        case Kind::manager_send: next = manager_step(state, action); break;
        case Kind::choose_unit: choose_unit(state, action.index); break;
        case Kind::reserve: return reserve_or_release(state, view, true);
        case Kind::release: return reserve_or_release(state, view, false);
        case Kind::pen: take_pen(state, action.point); break;
        case Kind::clear_signature: state.strokes.clear(), state.pen_down = false; break;
        case Kind::signed_it: return sign(state, view);
        case Kind::market:
        case Kind::market_number:
        case Kind::market_code:
        case Kind::market_send: return step_market(state, action, view);
        case Kind::seek:
        case Kind::choose_document:
        case Kind::seek_send:
        case Kind::choose_winner: return step_seek(state, action, view);
        case Kind::print_again:
            if (!state.over || state.over->units.empty()) break;
            return {.toast = view.words("print.asked"), .print_again = PrintAgain{state.over->units.front()}};
        case Kind::back: step_back(state); break;
        case Kind::next: state = {}; break;
        case Kind::desk: state = {}, next.go = Screen::desk; break;
    }
    return next;
}

Next scan_pickup(PickupState& state, const std::string& scan, const View& view) {
    return state.phase == Phase::market ? scan_market(state, scan, view) : look_up(state, scan, view);
}

Next answer_pickup(PickupState& state, const Result<Outcome>& result, const View& view) {
    if (state.phase == Phase::market) return answer_market(state, result, view);
    if (state.phase == Phase::manager && result) {
        if (const auto* signed_in = std::get_if<SignedIn>(&*result)) {
            if (!signed_in->manager) return {.toast = view.words("not_allowed.manager"), .sound = Sound::no};
            state.manager_session = signed_in->session;
            return hand_over(state, view);
        }
        if (std::holds_alternative<WrongPin>(*result) || std::holds_alternative<Locked>(*result))
            return answer_sign_in(state.manager, result, view);
    }
    if (auto common = common_answer(result, view.words)) {
        if (state.phase == Phase::asking) state = {};
        return *common;
    }
    if (const auto* found = std::get_if<WinnersFound>(&*result)) return answer_seek(state, *found, view);
    if (std::holds_alternative<UnitsReserved>(*result) || std::holds_alternative<Done>(*result)) {
        auto again = look_up(state, std::string(state.scan), view);
        again.toast = view.words(std::holds_alternative<Done>(*result) ? "pickup.released" : "pickup.reserved");
        return again;
    }
    if (const auto* who = std::get_if<Recognised>(&*result)) {
        state.who = *who;
        state.phase = Phase::found;
        state.keyed.clear();
        return {.sound = waiting_here(state).empty() ? Sound::no : Sound::yes};
    }
    return answer_hand_over(state, *result, view);
}

}  // namespace xiaoer::ui
