// A card with a question, what was keyed so far, a keypad, and up to three buttons: the desk's way of asking for an
// amount, a number or a code. UI thread, inside a frame.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct KeyPanel {
    std::string title{};
    std::string hint{};
    std::string shown{};    // keyed so far, or dots for it
    std::string readout{};  // what stands there while nothing is keyed
    std::string problem{};  // what the last answer was; "" leaves no room for it
    KeypadKind keys = KeypadKind::digits;
    struct Button {
        const char* name;
        std::string label;
        ButtonKind kind = ButtonKind::plain;
        bool enabled = true;
    };
    std::vector<Button> buttons{};
};

struct KeyPanelTouch {
    char key = key_none;
    std::optional<std::size_t> button{};  // its place in `buttons`
};

[[nodiscard]] KeyPanelTouch draw_key_panel(Painter& painter, Box box, const KeyPanel& panel);
// "●●": as many as were keyed.
[[nodiscard]] std::string dots_for(const std::string& keyed);

}  // namespace xiaoer::ui
