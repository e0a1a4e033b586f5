// Greets whoever just got a number, showed a code, or whose tickets were just credited. UI thread.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct WelcomeState {
    enum class Why { newcomer, recognised, credited } why = Why::newcomer;
    std::int64_t number = 0;
    std::string name{};        // as it may be shown
    std::int64_t tickets = 0;  // of a newcomer or credited: just given
    std::int64_t prizes = 0;   // of a recognised one: waiting to be collected
};

struct WelcomeAction {
    enum class Kind { none, language, staff, done, scratch } kind = Kind::none;
    Language language = Language::hans;
};

[[nodiscard]] WelcomeState welcome_of(const GreetingView& greeting);
[[nodiscard]] WelcomeState welcome_of(const Recognised& recognised);
[[nodiscard]] WelcomeState welcome_of(const Bound& bound);

[[nodiscard]] WelcomeAction draw_welcome(Painter& painter, const WelcomeState& state, const View& view);
[[nodiscard]] Next step_welcome(WelcomeState& state, const WelcomeAction& action);

}  // namespace xiaoer::ui
