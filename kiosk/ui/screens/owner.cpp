#include "ui/screens/owner.h"

#include "base/key_words.h"

namespace xiaoer::ui {
namespace {

// A key as words: each character with its digits below it, both meaning the same.
void draw_key(Painter& painter, Box box, std::string_view name, const std::string& hex) {
    constexpr int words_in_row = 9, rows = 3;
    const auto key = array_from_hex<32>(hex);
    if (!key) return;
    painter.text(cut_top(box, 64), name, {Type::bold, size::body, colour::ink});
    const auto words = words_of_key(*key);
    const Box grid{box.x, box.y, box.w, std::min(box.h, 420.0F)};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const int at = static_cast<int>(i);
        Box cell = column(row(grid, at / words_in_row, rows, 8), at % words_in_row, words_in_row, 8);
        const auto plate = painter.plate(cell, colour::sand, 16);
        const Box digits = cut_bottom(cell, std::min(cell.h * 0.4F, 48.0F));
        painter.text(cell, character_of_word(words[i]),
                     {Type::text, cell.h > 70 ? size::title : size::large, colour::ink, Align::centre});
        painter.text(digits, digits_of_word(words[i]), {Type::text, size::small, colour::ink, Align::centre});
    }
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
    const Box pin = cut_bottom(rest, painter.portrait() ? 136 : 100);
    rest.h -= 20;
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
