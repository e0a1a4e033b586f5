// A fresh machine: one code that pairs the owner's phone, and what to do with it. UI thread.
//
// A code lives two minutes; while the screen stands, the next one comes in time. Touching the logo leads to the desk
// as everywhere, for a shop whose owner has no phone at hand.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct SetUpState {
    std::string url{};  // "" until the first code is there
    Timestamp asked_at{};
};

struct SetUpAction {
    enum class Kind { none, language, staff } kind = Kind::none;
    Language language = Language::hans;
};

[[nodiscard]] SetUpAction draw_set_up(Painter& painter, const SetUpState& state, const View& view);
[[nodiscard]] Next step_set_up(SetUpState& state, const SetUpAction& action);
// Asks for the next code when it is time.
[[nodiscard]] Next tend_set_up(SetUpState& state, Timestamp now);
[[nodiscard]] Next answer_set_up(SetUpState& state, const Result<Outcome>& result);

}  // namespace xiaoer::ui
