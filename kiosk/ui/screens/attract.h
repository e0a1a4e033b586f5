// The screen at rest: how to get a number, when the next draw is, who won the last one. UI thread.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct AttractState {};

struct AttractAction {
    enum class Kind { none, language, staff } kind = Kind::none;
    Language language = Language::hans;
};

[[nodiscard]] AttractAction draw_attract(Painter& painter, const AttractState& state, const View& view);
[[nodiscard]] Next step_attract(AttractState& state, const AttractAction& action);

}  // namespace xiaoer::ui
