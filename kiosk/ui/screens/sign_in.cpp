#include "ui/screens/sign_in.h"

#include "ui/screens/key_panel.h"

namespace xiaoer::ui {

std::optional<StaffId> draw_staff(Painter& painter, Box box, const View& view, bool managers_only) {
    const auto& words = view.words;
    std::vector<const StaffView*> staff;
    for (const auto& person : view.snapshot.desk.staff)
        if (!managers_only || person.manager) staff.push_back(&person);
    if (staff.empty()) {
        painter.paragraph(box, words("sign_in.nobody"), {Type::text, size::body, colour::soft, Align::centre});
        return std::nullopt;
    }
    std::optional<StaffId> chosen;
    const int most = box.w > 900 ? 4 : 2;
    const int columns = std::min(most, static_cast<int>(staff.size()));
    const bool crowded = staff.size() > 12;
    const float high = crowded ? 72 : 112, space = crowded ? 12 : 20;
    if (columns < most) box = centred(box, std::min(box.w, 300.0F * static_cast<float>(columns)), box.h);
    for (std::size_t i = 0; i < staff.size(); ++i) {
        const int at = static_cast<int>(i);
        Box line = box;
        line.y += static_cast<float>(at / columns) * (high + space);
        line.h = high;
        if (line.bottom() > box.bottom() + 1) break;
        const bool locked = staff[i]->locked_until > view.now;
        const auto label = locked ? words("sign_in.locked_name", {{"name", staff[i]->name}}) : staff[i]->name;
        if (button(painter, column(line, at % columns, columns, 20), "staff." + std::to_string(i), label,
                   locked ? ButtonKind::quiet : ButtonKind::plain, !locked))
            chosen = staff[i]->id;
    }
    return chosen;
}

SignInAction draw_pin(Painter& painter, Box box, const SignInState& state, const View& view) {
    const auto& words = view.words;
    SignInAction action;
    readout(painter, cut_top(box, 96), dots_for(state.pin), words("sign_in.pin"));
    const Box problem = cut_top(box, 56);
    painter.text(problem, state.problem, {Type::text, size::small, rgb(0xB5261C), Align::centre});
    const Box buttons = cut_bottom(box, 104);
    box.h -= 24;
    if (const char key = keypad(painter, box, KeypadKind::digits)) action = {SignInAction::Kind::key, {}, key};
    if (button(painter, column(buttons, 0, 2, 20), "pin.back", words("back"), ButtonKind::plain))
        action.kind = SignInAction::Kind::back;
    if (button(painter, column(buttons, 1, 2, 20), "pin.send", words(view.busy ? "sign_in.checking" : "sign_in.enter"),
               ButtonKind::yes, state.pin.size() >= pin_least && !view.busy))
        action.kind = SignInAction::Kind::send;
    return action;
}

SignInAction draw_sign_in(Painter& painter, const SignInState& state, const View& view) {
    const auto& words = view.words;
    const auto top = header(painter, words("sign_in.header"));
    SignInAction action;
    const float width = std::min(top.body.w, state.staff ? 720.0F : 1280.0F);
    const bool few = !state.staff && view.snapshot.desk.staff.size() <= 4;
    const Box box = centred(top.body, width,
                            few ? (painter.portrait() ? 620.0F : 480.0F)
                                : std::min(top.body.h, painter.portrait() && !state.staff ? 1480.0F : 868.0F));
    const auto card = painter.card(box);
    Box rest = inset(box, 56, 44);
    std::string title = words("sign_in.who");
    for (const auto& person : view.snapshot.desk.staff)
        if (state.staff == person.id) title = person.name;
    painter.text(cut_top(rest, 72), title, {Type::heading, size::title, colour::ink, Align::centre});
    skip(rest, 24);
    if (state.staff) {
        action = draw_pin(painter, rest, state, view);
    } else {
        const Box back = cut_bottom(rest, 104);
        rest.h -= 24;
        if (const auto chosen = draw_staff(painter, rest, view, false))
            action = {SignInAction::Kind::choose, *chosen, key_none};
        if (button(painter, centred(back, 320, 104), "sign_in.back", words("back"), ButtonKind::plain))
            action.kind = SignInAction::Kind::back;
    }
    if (top.logo_tapped) action.kind = SignInAction::Kind::back;
    return action;
}

Next step_sign_in(SignInState& state, const SignInAction& action) {
    Next next;
    switch (action.kind) {
        case SignInAction::Kind::none: break;
        case SignInAction::Kind::choose: state = {action.staff, {}, {}}; break;
        case SignInAction::Kind::key:
            state.problem.clear();
            if (action.key != '.') apply_key(state.pin, action.key, pin_most);
            break;
        case SignInAction::Kind::send:
            if (!state.staff || state.pin.size() < pin_least) break;
            next.pin = PinCheck{*state.staff, std::exchange(state.pin, {})};
            break;
        case SignInAction::Kind::back:
            if (state.staff)
                state = {};
            else
                next.go = Screen::attract;
            break;
    }
    return next;
}

Next answer_sign_in(SignInState& state, const Result<Outcome>& result, const View& view) {
    if (auto common = common_answer(result, view.words)) return *common;
    Next next;
    next.sound = Sound::no;
    if (std::holds_alternative<SignedIn>(*result)) {
        state = {};
        next.sound = Sound::yes;
        next.go = Screen::desk;
    } else if (const auto* wrong = std::get_if<WrongPin>(&*result)) {
        state.problem = view.words("sign_in.wrong", {{"n", std::to_string(wrong->tries_left)}});
    } else if (const auto* locked = std::get_if<Locked>(&*result)) {
        state = {};
        next.toast = view.words("sign_in.locked", {{"time", view.words.clock(locked->until)}});
    }
    return next;
}

}  // namespace xiaoer::ui
