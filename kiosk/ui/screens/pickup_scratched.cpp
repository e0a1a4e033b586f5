// 刮中了: what was won on scratch cards, handed to whoever stands there with the sale.
#include "ui/screens/pickup_parts.h"

namespace xiaoer::ui {
namespace {

using Kind = PickupAction::Kind;

std::string line_of(const InstantWin& win, bool sure, const View& view) {
    return view.words(sure ? "pickup.scratched_sure" : "pickup.scratched_line",
                      {{"time", view.words.clock(win.at)}, {"n", std::to_string(win.play)}, {"prize", win.prize}});
}

}  // namespace

PickupAction draw_scratched(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& words = view.words;
    const auto& wins = view.snapshot.desk.instant_wins;
    PickupAction action;
    const auto card = painter.card(box);
    Box rest = inset(box, 64, 40);
    painter.text(cut_top(rest, 72), words("pickup.scratched_title"),
                 {Type::heading, size::title, colour::ink, Align::centre});
    painter.text(cut_top(rest, 56), words(wins.empty() ? "pickup.scratched_none" : "pickup.scratched_hint"),
                 {Type::text, size::body, colour::soft, Align::centre});
    skip(rest, 12);
    const Box back = cut_bottom(rest, 96);
    rest.h -= 20;
    for (std::size_t i = 0; i < wins.size() && rest.h >= 76; ++i) {
        const Box line = cut_top(rest, 76);
        skip(rest, 12);
        const bool sure = state.giving == std::pair(wins[i].day, wins[i].play);
        if (button(painter, line, "scratched." + std::to_string(i), line_of(wins[i], sure, view),
                   sure ? ButtonKind::yes : ButtonKind::quiet, !view.busy))
            action = {Kind::give, key_none, {}, i, {}};
    }
    if (button(painter, centred(back, 320, 96), "scratched.back", words("back"), ButtonKind::plain))
        action.kind = Kind::back;
    return action;
}

Next step_scratched(PickupState& state, const PickupAction& action, const View& view) {
    if (action.kind == Kind::scratched) {
        state = {};
        state.phase = PickupState::Phase::scratched;
        return {};
    }
    const auto& wins = view.snapshot.desk.instant_wins;
    if (action.index >= wins.size() || view.clerk == nullptr) return {};
    const auto& win = wins[action.index];
    if (state.giving != std::pair(win.day, win.play)) {
        state.giving = std::pair(win.day, win.play);
        return {};
    }
    return {.wish = HandInstant{win.day, win.play, view.clerk->session}};
}

Next answer_scratched(PickupState& state, const View& view) {
    state.giving.reset();
    if (view.snapshot.desk.instant_wins.empty()) state = {};
    return {.toast = view.words("pickup.scratched_given"), .sound = Sound::yes};
}

}  // namespace xiaoer::ui
