#include "ui/screens/error.h"

namespace xiaoer::ui {
namespace {

std::string_view key_of(ErrorState::What what) {
    switch (what) {
        case ErrorState::What::starting: return "error_screen.starting";
        case ErrorState::What::frozen: return "error_screen.frozen";
        case ErrorState::What::no_shop: return "error_screen.no_shop";
        case ErrorState::What::corrupt: return "error_screen.corrupt";
    }
    return "error_screen.starting";
}

// A mark, a heading, what it means, and a small line for whoever keeps the machine. Returns: where buttons go.
Box draw_notice(Painter& painter, Box body, std::string_view key, const View& view, Colour tone,
                std::string_view mark) {
    const auto& words = view.words;
    const Box box = centred(body, std::min(body.w, 1240.0F), std::min(body.h, painter.portrait() ? 900.0F : 760.0F));
    const auto card = painter.card(box);
    Box rest = inset(box, 72, 56);
    const Box buttons = cut_bottom(rest, 112);
    rest.h -= 16;
    const Box detail = cut_bottom(rest, 48);
    skip(rest, 8);
    const Box circle = centred(cut_top(rest, 168), 152, 152);
    painter.disc(circle.mid_x(), circle.mid_y(), 76, tone);
    {
        const auto surface = painter.plate(inset(circle, 24), tone, 50);
        painter.text(inset(circle, 24), mark, {Type::heading, size::headline, colour::white, Align::centre});
    }
    skip(rest, 20);
    painter.text(cut_top(rest, 108), words(key), {Type::heading, size::headline, colour::ink, Align::centre});
    painter.paragraph(rest, words(std::string(key) + "_what"), {Type::text, size::large, colour::soft, Align::centre});
    painter.text(detail, view.snapshot.health_detail, {Type::text, size::small, colour::soft, Align::centre});
    return buttons;
}

}  // namespace

ErrorAction draw_error(Painter& painter, const ErrorState& state, const View& view) {
    using What = ErrorState::What;
    const auto& words = view.words;
    const auto top = header(painter, words("error_screen.header"));
    const bool waiting = state.what == What::starting || state.what == What::no_shop;
    const Box buttons = draw_notice(painter, top.body, key_of(state.what), view, waiting ? colour::jade : rgb(0xA66A00),
                                    waiting ? "…" : "停");
    if (state.what == What::frozen) {
        const bool manager = view.clerk != nullptr && view.clerk->manager;
        const Box place = centred(buttons, std::min(buttons.w, 900.0F), 112);
        if (button(painter, manager ? column(place, 0, 2, 24) : centred(place, 400, 112), "error.leave",
                   words("error_screen.leave"), ButtonKind::plain))
            return {ErrorAction::Kind::leave};
        if (manager && button(painter, column(place, 1, 2, 24), "error.reconcile", words("error_screen.reconcile"),
                              ButtonKind::primary, !view.busy))
            return {ErrorAction::Kind::reconcile};
    }
    if (top.logo_tapped && !waiting) return {ErrorAction::Kind::leave};
    return {};
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
    (void)draw_notice(painter, top.body, "not_saved", view, rgb(0xB5261C), "停");
}

}  // namespace xiaoer::ui
