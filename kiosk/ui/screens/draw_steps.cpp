#include "ui/screens/draw.h"

namespace xiaoer::ui {
namespace {

using Phase = StageState::Phase;
using Kind = StageAction::Kind;

std::size_t throws_needed(const View& view) {
    return view.snapshot.next_draw ? static_cast<std::size_t>(std::max(0, view.snapshot.next_draw->dice_throws)) : 0;
}

std::optional<SessionId> session_of(const View& view) {
    return view.clerk != nullptr ? std::optional(view.clerk->session) : std::nullopt;
}

Next settle(StageState& state, const View& view) {
    Next next;
    if (!view.snapshot.next_draw || state.throws.size() != throws_needed(view)) return next;
    if (state.draw != view.snapshot.next_draw->id) {  // settled by phones meanwhile: these throws are of no other draw
        state = {};
        return next;
    }
    next.wish = SettleDraw{state.draw, state.throws, session_of(view)};
    return next;
}

void reveal_next(StageState& state, const View& view) {
    const auto& last = view.snapshot.last_draw;
    if (last && state.revealed + 1 < last->winners.size())
        ++state.revealed;
    else
        state.phase = Phase::board;
}

Sound begin_show(StageState& state, const DrawView& draw) {
    state = {Phase::value, {}, draw.id, 0};
    if (!draw.winners.empty()) return Sound::yes;
    state.phase = Phase::board;
    return Sound::none;
}

}  // namespace

bool stage_may_move(const StageState& state) {
    return state.phase == Phase::value || state.phase == Phase::revealing || state.phase == Phase::board;
}

Sound tend_stage(StageState& state, const Snapshot& before, const Snapshot& now) {
    if (!before.next_draw || !now.last_draw || now.last_draw->id != before.next_draw->id) return Sound::none;
    return stage_may_move(state) ? Sound::none : begin_show(state, *now.last_draw);
}

Next step_stage(StageState& state, const StageAction& action, const View& view) {
    Next next;
    switch (action.kind) {
        case Kind::none: break;
        case Kind::lock:
            if (view.clerk != nullptr && view.snapshot.next_draw)
                next.wish = CloseDraw{view.snapshot.next_draw->id, session_of(view)};
            break;
        case Kind::throw_dice:
            state = {};
            if (view.snapshot.next_draw) state = {Phase::throwing, {}, view.snapshot.next_draw->id, 0};
            break;
        case Kind::face:
            if (action.face >= '1' && action.face <= '6' && state.throws.size() < throws_needed(view))
                state.throws += action.face;
            break;
        case Kind::undo:
            if (!state.throws.empty()) state.throws.pop_back();
            break;
        case Kind::read_back:
            if (state.throws.size() == throws_needed(view)) state.phase = Phase::confirming;
            break;
        case Kind::correct: state.phase = Phase::throwing; break;
        case Kind::settle: return settle(state, view);
        case Kind::reveal: state.phase = Phase::revealing, state.revealed = 0, next.sound = Sound::fanfare; break;
        case Kind::show:
            if (view.snapshot.last_draw) next.sound = begin_show(state, *view.snapshot.last_draw);
            break;
        case Kind::reveal_next:
            reveal_next(state, view);
            next.sound = state.phase == Phase::board ? Sound::yes : Sound::fanfare;
            break;
        case Kind::board: state = {}, state.phase = Phase::board; break;
        case Kind::leave:
            state = {};
            next.go = view.clerk != nullptr ? Screen::desk : Screen::attract;
            break;
    }
    return next;
}

Next answer_stage(StageState& state, const Result<Outcome>& result, const View& view) {
    if (auto common = common_answer(result, view.words)) return *common;
    Next next{.sound = Sound::yes};
    if (std::holds_alternative<DrawClosed>(*result)) {
        next.toast = view.words("stage.now_locked");
    } else if (const auto* settled = std::get_if<DrawSettled>(&*result)) {
        state = {settled->winners > 0 ? Phase::value : Phase::board, {}, settled->draw, 0};
    } else {
        next = {.toast = view.words("error.other"), .sound = Sound::no};
    }
    return next;
}

}  // namespace xiaoer::ui
