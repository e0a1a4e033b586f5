#include "domain/number.h"
#include "ui/screens/pickup.h"

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
    for (const auto& unit : waiting_here(state)) ids.push_back(unit.unit);
    return ids;
}

// What is still to be proved, one step at a time; with nothing missing, the hand-over itself.
Next hand_over(PickupState& state, const View& view) {
    Next next;
    if (!state.who || view.clerk == nullptr || unit_ids(state).empty()) return next;
    if (state.who->redeem_code_needed && state.redeem_code.empty()) {
        state.phase = Phase::redeem_code;
        state.keyed.clear();
        return next;
    }
    if (state.who->manager_needed && !state.manager_session && !view.clerk->manager) {
        state.phase = Phase::manager;
        return next;
    }
    HandOver wish{unit_ids(state), state.scan, std::nullopt, state.manager_session, view.clerk->session};
    if (!state.redeem_code.empty()) wish.redeem_code = state.redeem_code;
    if (view.clerk->manager && !wish.manager) wish.manager = view.clerk->session;
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
    } else if (state.phase == Phase::redeem_code || state.phase == Phase::manager) {
        state.phase = Phase::found;
        state.keyed.clear(), state.redeem_code.clear(), state.manager = {};
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
            unit.elsewhere = other->shop;
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
        return words("pickup.other_shop", {{"shop", other->shop}});
    if (std::holds_alternative<NotTheirs>(outcome)) return words("pickup.not_theirs");
    return words("error.other");
}

Next answer_hand_over(PickupState& state, const Outcome& outcome, const View& view) {
    Next next;
    next.sound = Sound::no;
    if (std::holds_alternative<HandedOver>(outcome)) {
        next.sound = Sound::yes;
        state.phase = Phase::done;
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

}  // namespace

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
        case Kind::key: apply_key(state.keyed, action.key, state.phase == Phase::redeem_code ? 4 : 8); break;
        case Kind::look_up:
            if (parse_number(state.keyed)) next = look_up(state, std::string(state.keyed), view);
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
        case Kind::back: step_back(state); break;
        case Kind::next: state = {}; break;
        case Kind::desk: state = {}, next.go = Screen::desk; break;
    }
    return next;
}

Next scan_pickup(PickupState& state, const std::string& scan, const View& view) { return look_up(state, scan, view); }

Next answer_pickup(PickupState& state, const Result<Outcome>& result, const View& view) {
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
    if (const auto* who = std::get_if<Recognised>(&*result)) {
        state.who = *who;
        state.phase = Phase::found;
        state.keyed.clear();
        return {.sound = waiting_here(state).empty() ? Sound::no : Sound::yes};
    }
    return answer_hand_over(state, *result, view);
}

}  // namespace xiaoer::ui
