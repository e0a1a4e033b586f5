#include "ui/screens/error.h"

namespace xiaoer::ui {
namespace {

std::string_view key_of(ErrorState::What what) {
    switch (what) {
        case ErrorState::What::starting: return "error_screen.starting";
        case ErrorState::What::frozen: return "error_screen.frozen";
        case ErrorState::What::no_shop: return "error_screen.no_shop";
        case ErrorState::What::corrupt: return "error_screen.corrupt";
        case ErrorState::What::cannot_start: return "error_screen.cannot_start";
    }
    return "error_screen.starting";
}

std::string_view key_of(Health health) {
    if (health == Health::damaged) return "damaged";
    return health == Health::slips_not_saved ? "slips_not_saved" : "not_saved";
}

struct Notice {
    std::string_view key;  // of the heading; what it means is key + "_what"
    Colour tone;
    std::string_view mark;
};

// A mark, a heading, what it means, and a small line for whoever keeps the machine; `draw_buttons` fills the foot.
void draw_notice(Painter& painter, Box body, const Notice& notice, const View& view,
                 const std::function<void(Box)>& draw_buttons) {
    const auto& words = view.words;
    const Box box = centred(body, std::min(body.w, 1240.0F), std::min(body.h, painter.portrait() ? 900.0F : 760.0F));
    const auto card = painter.card(box);
    Box rest = inset(box, 72, 56);
    draw_buttons(cut_bottom(rest, 112));
    rest.h -= 16;
    const Box detail = cut_bottom(rest, 80);
    skip(rest, 8);
    const Box circle = centred(cut_top(rest, 168), 152, 152);
    painter.disc(circle.mid_x(), circle.mid_y(), 76, notice.tone);
    {
        const auto surface = painter.plate(inset(circle, 24), notice.tone, 50);
        painter.text(inset(circle, 24), notice.mark, {Type::heading, size::headline, colour::white, Align::centre});
    }
    skip(rest, 20);
    painter.text(cut_top(rest, 108), words(notice.key), {Type::heading, size::headline, colour::ink, Align::centre});
    painter.paragraph(rest, words(std::string(notice.key) + "_what"),
                      {Type::text, size::large, colour::soft, Align::centre});
    painter.paragraph(detail, view.snapshot.health_detail, {Type::text, size::small, colour::soft, Align::centre});
}

}  // namespace

ErrorAction draw_error(Painter& painter, const ErrorState& state, const View& view) {
    using What = ErrorState::What;
    const auto& words = view.words;
    const auto top = header(painter, words("error_screen.header"));
    const bool waiting = state.what == What::starting || state.what == What::no_shop;
    ErrorAction action;
    const Notice notice{key_of(state.what), waiting ? colour::jade : rgb(0x945E00), waiting ? "…" : "停"};
    draw_notice(painter, top.body, notice, view, [&](Box buttons) {
        if (state.what != What::frozen) return;
        const bool manager = view.clerk != nullptr && view.clerk->manager;
        const Box place = centred(buttons, std::min(buttons.w, 900.0F), 112);
        if (button(painter, manager ? column(place, 0, 2, 24) : centred(place, 400, 112), "error.leave",
                   words("error_screen.leave"), ButtonKind::plain))
            action.kind = ErrorAction::Kind::leave;
        if (manager && button(painter, column(place, 1, 2, 24), "error.reconcile", words("error_screen.reconcile"),
                              ButtonKind::primary, !view.busy))
            action.kind = ErrorAction::Kind::reconcile;
    });
    if (top.logo_tapped && !waiting && state.what != What::cannot_start) action.kind = ErrorAction::Kind::leave;
    return action;
}

Next step_error(ErrorState& state, const ErrorAction& action, const View& view) {
    Next next;
    if (action.kind == ErrorAction::Kind::leave) next.go = view.clerk != nullptr ? Screen::desk : Screen::attract;
    if (action.kind == ErrorAction::Kind::reconcile && state.what == ErrorState::What::frozen && view.clerk != nullptr)
        next.wish = Reconcile{view.clerk->session};
    return next;
}

Next answer_error(ErrorState&, const Result<Outcome>& result, const View& view) {
    if (auto common = common_answer(result, view.words)) return *common;
    return {.go = Screen::desk, .toast = view.words("error_screen.reconciled"), .sound = Sound::yes};
}

void draw_not_saved(Painter& painter, const View& view) {
    const auto top = header(painter, view.words("error_screen.header"));
    draw_notice(painter, top.body, {key_of(view.snapshot.health), rgb(0xB5261C), "停"}, view, [](Box) {});
}

}  // namespace xiaoer::ui
