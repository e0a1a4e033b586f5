#include "ui/screens/welcome.h"

#include "domain/group_way.h"
#include "domain/number.h"

namespace xiaoer::ui {
namespace {

std::string gift(const WelcomeState& state, const View& view) {
    const auto& words = view.words;
    if (state.why == WelcomeState::Why::recognised)
        return state.prizes > 0 ? words("welcome.prizes", {{"n", std::to_string(state.prizes)}})
                                : words("welcome.no_prizes");
    if (state.tickets == 0) return words("welcome.first_ticket");
    const auto& draw = view.snapshot.next_draw;
    const auto day = draw ? words.weekday(draw->draws_at) : "";
    return words(draw ? "welcome.tickets_day" : "welcome.tickets",
                 {{"n", std::to_string(state.tickets)}, {"day", day}});
}

// The way into the chat group, beside a newcomer's number; in the card that holds both.
void draw_group_way(Painter& painter, Box box, const GroupInvite& invite, std::int64_t number, const Words& words) {
    if (invite.code.empty()) {
        painter.paragraph(box, invite.words, {Type::text, size::body, colour::ink, Align::centre});
        return;
    }
    const auto title = words(invite.own_code ? "welcome.group" : "welcome.owner");
    painter.text(cut_top(box, 56), title, {Type::bold, size::body, colour::ink, Align::centre});
    const Box note = cut_bottom(box, 56);
    if (!invite.own_code)
        painter.text(note, words("welcome.owner_note", {{"number", format_number(number)}}),
                     {Type::text, size::small, colour::ink, Align::centre});
    const float side = std::min(box.w, box.h);
    const Box code = centred(box, side, side);
    const auto white = painter.plate(code, colour::white, 24);
    painter.qr(inset(code, 2), invite.code);
}

}  // namespace

WelcomeState welcome_of(const GreetingView& greeting) {
    return {WelcomeState::Why::newcomer, greeting.number, greeting.shown_name, greeting.tickets, 0};
}

WelcomeState welcome_of(const Recognised& recognised) {
    const auto waiting = std::count_if(recognised.units.begin(), recognised.units.end(),
                                       [](const PickupUnit& unit) { return unit.state == UnitState::waiting; });
    return {WelcomeState::Why::recognised, recognised.number, recognised.name, 0, waiting};
}

WelcomeState welcome_of(const Bound& bound) {
    return {WelcomeState::Why::credited, bound.number, bound.shown_name, bound.tickets, 0};
}

WelcomeAction draw_welcome(Painter& painter, const WelcomeState& state, const View& view) {
    const auto& words = view.words;
    const auto top = customer_header(painter, words("welcome.header"));
    WelcomeAction action;
    {
        const auto card = painter.card(top.body);
        Box rest = inset(top.body, 72, 56);
        const Box ok = cut_bottom(rest, 112);
        const bool is_new = state.why == WelcomeState::Why::newcomer;
        const auto invite =
            is_new ? invite_to_group(view.snapshot.settings, view.snapshot.group_newcomers, view.now) : GroupInvite{};
        if (!invite.empty()) {
            const Box way = painter.portrait() ? cut_bottom(rest, 600) : cut_right(rest, 504);
            (void)(painter.portrait() ? cut_bottom(rest, 24) : cut_right(rest, 48));
            draw_group_way(painter, way, invite, state.number, words);
        }
        const float block = 120 + 276 + 96 + 64 + 24;
        skip(rest, std::max(0.0F, (rest.h - block) / 2));
        const char* title = state.why == WelcomeState::Why::newcomer   ? "welcome.title"
                            : state.why == WelcomeState::Why::credited ? "welcome.credited"
                                                                       : "welcome.hello";
        painter.text(cut_top(rest, 120), words(title, {{"name", state.name}}),
                     {Type::heading, size::headline, colour::ink, Align::centre});
        const Box plate_box = centred(cut_top(rest, 276), std::min(rest.w, 960.0F), 252);
        {
            const auto plate = painter.plate(plate_box, colour::gold_pale, card_radius);
            painter.text(inset(plate_box, 32, 0), words("number", {{"number", format_number(state.number)}}),
                         {Type::heading, size::display, colour::gold_ink, Align::centre});
        }
        painter.text(cut_top(rest, 96), gift(state, view), {Type::bold, size::large, colour::ink, Align::centre});
        const auto& draw = view.snapshot.next_draw;
        const auto note =
            draw ? words("welcome.next", {{"when", words.when(draw->draws_at, view.now)}}) : words("welcome.yours");
        painter.text(cut_top(rest, 64), note, {Type::text, size::body, colour::soft, Align::centre});
        if (button(painter, centred(ok, std::min(ok.w, 480.0F), 112), "welcome.done", words("welcome.done"),
                   ButtonKind::yes))
            action.kind = WelcomeAction::Kind::done;
    }
    if (top.language) return {WelcomeAction::Kind::language, *top.language};
    if (top.logo_tapped) action.kind = WelcomeAction::Kind::staff;
    return action;
}

Next step_welcome(WelcomeState& state, const WelcomeAction& action) {
    Next next;
    switch (action.kind) {
        case WelcomeAction::Kind::none: break;
        case WelcomeAction::Kind::language: next.language = action.language; break;
        case WelcomeAction::Kind::staff: state = {}, next.go = Screen::sign_in; break;
        case WelcomeAction::Kind::done: state = {}, next.go = Screen::attract; break;
    }
    return next;
}

}  // namespace xiaoer::ui
