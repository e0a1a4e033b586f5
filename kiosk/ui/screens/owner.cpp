#include "ui/screens/owner.h"

#include "ui/screens/stage_parts.h"

namespace xiaoer::ui {
namespace {

void draw_key(Painter& painter, Box box, std::string_view name, std::string_view digits) {
    constexpr std::size_t digits_in_row = 16;
    painter.text(cut_top(box, 56), name, {Type::bold, size::body, colour::ink});
    for (std::size_t at = 0; at < digits.size(); at += digits_in_row)
        painter.text(cut_top(box, 60), grouped(digits.substr(at, digits_in_row)),
                     {Type::mono, size::large, colour::ink});
}

}  // namespace

OwnerAction draw_owner(Painter& painter, const OwnerState& state, const View& view) {
    const auto& words = view.words;
    const auto top = header(painter, words("error_screen.header"));
    const auto card = painter.card(top.body);
    Box rest = inset(top.body, 64, 48);
    const Box foot = cut_bottom(rest, 112);
    rest.h -= 24;
    painter.text(cut_top(rest, 96), words("owner.title"), {Type::heading, size::title, colour::ink});
    painter.paragraph(cut_top(rest, painter.portrait() ? 176.0F : 96.0F),
                      words(state.secrets.root_key.empty() ? "owner.keep_pin" : "owner.keep"),
                      {Type::text, size::body, colour::soft});
    const auto& secrets = state.secrets;
    Box pin = cut_bottom(rest, 136);
    {
        const auto plate = painter.plate(pin, colour::gold_pale, 24);
        painter.text(inset(pin, 32, 8), words("owner.pin", {{"pin", secrets.pin}}),
                     {Type::bold, size::title, colour::gold_ink, Align::centre});
    }
    if (!secrets.root_key.empty()) {
        const auto half = [&](int i) { return painter.portrait() ? row(rest, i, 2, 24) : column(rest, i, 2, 48); };
        draw_key(painter, half(0), words("owner.root_key"), secrets.root_key);
        draw_key(painter, half(1), words("owner.draw_key"), secrets.draw_key);
    }
    OwnerAction action;
    if (button(painter, centred(foot, std::min(foot.w, 640.0F), 112), "owner.done", words("owner.done"),
               ButtonKind::primary))
        action.kind = OwnerAction::Kind::written_down;
    return action;
}

}  // namespace xiaoer::ui
