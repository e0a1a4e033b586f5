#include "ui/screens/own_pin.h"

#include "ui/screens/sign_in.h"

namespace xiaoer::ui {
namespace {

using Kind = OwnPinAction::Kind;
using Phase = OwnPinState::Phase;

// From the start, saying why.
Next once_more(OwnPinState& state, Phase phase, std::string problem) {
    auto old_pin = phase == Phase::fresh ? std::move(state.old_pin) : std::string();
    state = {};
    state.phase = phase, state.old_pin = std::move(old_pin), state.problem = std::move(problem);
    return {.sound = Sound::no};
}

Next next_phase(OwnPinState& state, const View& view) {
    if (state.keyed.size() < pin_least) return {};
    auto keyed = std::exchange(state.keyed, {});
    state.problem.clear();
    switch (state.phase) {
        case Phase::old: state.old_pin = std::move(keyed), state.phase = Phase::fresh; return {};
        case Phase::fresh: state.new_pin = std::move(keyed), state.phase = Phase::again; return {};
        case Phase::again: break;
    }
    if (keyed != state.new_pin) return once_more(state, Phase::fresh, view.words("own_pin.differs"));
    Next next;
    next.pin_change = PinChange{state.old_pin, state.new_pin};
    return next;
}

}  // namespace

OwnPinAction draw_own_pin(Painter& painter, Box box, const OwnPinState& state, const View& view) {
    const auto& words = view.words;
    KeyPanel panel{.title = words("own_pin.button"),
                   .hint = words(state.phase == Phase::old     ? "own_pin.old"
                                 : state.phase == Phase::fresh ? "own_pin.fresh"
                                                               : "own_pin.again"),
                   .shown = dots_for(state.keyed),
                   .readout = words(state.phase == Phase::old ? "sign_in.pin" : "own_pin.hint"),
                   .problem = state.problem};
    panel.buttons.push_back({"desk.back", words("back")});
    panel.buttons.push_back({"own_pin.next", words(view.busy ? "sign_in.checking" : "own_pin.next"), ButtonKind::yes,
                             state.keyed.size() >= pin_least && !view.busy});
    const auto touch = draw_key_panel(painter, box, panel);
    if (touch.key != key_none) return {Kind::key, touch.key};
    if (!touch.button) return {};
    return {*touch.button == 0 ? Kind::back : Kind::next};
}

std::optional<Next> step_own_pin(OwnPinState& state, const OwnPinAction& action, const View& view) {
    switch (action.kind) {
        case Kind::none: break;
        case Kind::key: apply_key(state.keyed, action.key, pin_most); break;
        case Kind::next: return next_phase(state, view);
        case Kind::back: return std::nullopt;
    }
    return Next{};
}

std::optional<Next> answer_own_pin(OwnPinState& state, const Result<Outcome>& result, const View& view) {
    const auto& words = view.words;
    if (!result && result.error().code == ErrorCode::invalid)
        return once_more(state, Phase::fresh, words("own_pin.weak"));
    if (auto common = common_answer(result, words)) return common;
    if (const auto* wrong = std::get_if<WrongPin>(&*result))
        return once_more(state, Phase::old, words("sign_in.wrong", {{"n", std::to_string(wrong->tries_left)}}));
    if (const auto* locked = std::get_if<Locked>(&*result))
        return once_more(state, Phase::old, words("sign_in.locked", {{"time", words.clock(locked->until)}}));
    state = {};
    // Whatever was signed in by the old one has ended.
    return Next{.go = Screen::sign_in, .toast = words("own_pin.done"), .sound = Sound::yes, .sign_out = true};
}

}  // namespace xiaoer::ui
