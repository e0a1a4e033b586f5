// 改我的 PIN at the desk: the present one, a new one, and the new one once more, as only dots are seen. UI thread.
#pragma once

#include "ui/screens/key_panel.h"

namespace xiaoer::ui {

struct OwnPinState {
    enum class Phase { old, fresh, again } phase = Phase::old;
    std::string keyed{};
    std::string old_pin{}, new_pin{};
    std::string problem{};
};

struct OwnPinAction {
    enum class Kind { none, key, next, back } kind = Kind::none;
    char key = key_none;
};

[[nodiscard]] OwnPinAction draw_own_pin(Painter& painter, Box box, const OwnPinState& state, const View& view);
// Returns: nothing when the desk's home is to come back.
[[nodiscard]] std::optional<Next> step_own_pin(OwnPinState& state, const OwnPinAction& action, const View& view);
// What became of the change; the same.
[[nodiscard]] std::optional<Next> answer_own_pin(OwnPinState& state, const Result<Outcome>& result, const View& view);

}  // namespace xiaoer::ui
