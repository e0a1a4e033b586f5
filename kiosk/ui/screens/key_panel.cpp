#include "ui/screens/key_panel.h"

namespace xiaoer::ui {

std::string dots_for(const std::string& keyed) {
    std::string dots;
    for (std::size_t i = 0; i < keyed.size(); ++i) dots += "●";
    return dots;
}

KeyPanelTouch draw_key_panel(Painter& painter, Box box, const KeyPanel& panel) {
    const TitledCard card(painter, box, panel.title, panel.hint);
    Box middle = inset(card.rest, std::max(0.0F, (card.rest.w - 760) / 2), 0);
    readout(painter, cut_top(middle, 96), panel.shown, panel.readout);
    if (!panel.problem.empty())
        painter.text(cut_top(middle, 52), panel.problem,
                     {Type::text, size::small, colour::vermilion_deep, Align::centre});
    skip(middle, panel.problem.empty() ? 20 : 8);
    const Box buttons = cut_bottom(middle, 104);
    middle.h -= 20;
    KeyPanelTouch touch{keypad(painter, middle, panel.keys), {}};
    const int columns = static_cast<int>(panel.buttons.size());
    for (int i = 0; i < columns; ++i) {
        const auto& one = panel.buttons[static_cast<std::size_t>(i)];
        if (button(painter, column(buttons, i, columns, 20), one.name, one.label, one.kind, one.enabled))
            touch.button = static_cast<std::size_t>(i);
    }
    return touch;
}

}  // namespace xiaoer::ui
