#include "ui/screens/set_up.h"

namespace xiaoer::ui {
namespace {

constexpr std::int64_t renew_ms = 100 * second_ms;  // before the code's two minutes are over
constexpr std::int64_t retry_ms = 2 * second_ms;

void draw_steps(Painter& painter, Box box, const View& view) {
    const auto& words = view.words;
    painter.text(cut_top(box, 132), words("set_up.title"), {Type::heading, size::headline, colour::ink});
    painter.paragraph(cut_top(box, std::min(box.h, 160.0F)), words("set_up.what"),
                      {Type::text, size::large, colour::soft});
    for (const char* key : {"set_up.step_1", "set_up.step_2", "set_up.step_3"}) {
        painter.paragraph(cut_top(box, std::min(box.h, 112.0F)), words(key), {Type::text, size::body, colour::ink});
    }
}

}  // namespace

SetUpAction draw_set_up(Painter& painter, const SetUpState& state, const View& view) {
    const auto top = customer_header(painter, view.words("error_screen.header"));
    {
        const auto card = painter.card(top.body);
        Box rest = inset(top.body, 72, 56);
        Box code = painter.portrait() ? cut_bottom(rest, rest.w) : cut_right(rest, std::min(rest.h, 720.0F));
        if (!painter.portrait()) (void)cut_right(rest, 56);
        draw_steps(painter, rest, view);
        const float side = std::min(code.w, code.h);
        if (!state.url.empty()) framed_qr(painter, centred(code, side, side), state.url);
    }
    if (top.language) return {SetUpAction::Kind::language, *top.language};
    if (top.logo_tapped) return {SetUpAction::Kind::staff, {}};
    return {};
}

Next step_set_up(SetUpState&, const SetUpAction& action) {
    Next next;
    if (action.kind == SetUpAction::Kind::language) next.language = action.language;
    if (action.kind == SetUpAction::Kind::staff) next.go = Screen::sign_in;
    return next;
}

Next tend_set_up(SetUpState& state, Timestamp now) {
    if (now - state.asked_at < (state.url.empty() ? retry_ms : renew_ms)) return {};
    state.asked_at = now;
    return {.wish = OfferPairing{}};
}

Next answer_set_up(SetUpState& state, const Result<Outcome>& result) {
    const auto* offered = result ? std::get_if<PairingOffered>(&*result) : nullptr;
    state.url = offered == nullptr ? "" : offered->url;
    return {};
}

}  // namespace xiaoer::ui
