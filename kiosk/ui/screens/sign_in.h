// The clerk's way in: who, then the PIN. A badge names, a PIN proves. UI thread.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct SignInState {
    std::optional<StaffId> staff{};
    std::string pin{};
    std::string problem{};  // what the last try came to, as words
};

struct SignInAction {
    enum class Kind { none, choose, key, send, back } kind = Kind::none;
    StaffId staff{};
    char key = key_none;
};

inline constexpr std::size_t pin_least = 6, pin_most = 12;

[[nodiscard]] SignInAction draw_sign_in(Painter& painter, const SignInState& state, const View& view);
[[nodiscard]] Next step_sign_in(SignInState& state, const SignInAction& action);
// What became of the PIN. SignedIn is the counter's to keep; this one leads to the desk.
[[nodiscard]] Next answer_sign_in(SignInState& state, const Result<Outcome>& result, const View& view);

// The two parts, also used where a manager proves themself at the pickup desk.
[[nodiscard]] std::optional<StaffId> draw_staff(Painter& painter, Box box, const View& view, bool managers_only);
[[nodiscard]] SignInAction draw_pin(Painter& painter, Box box, const SignInState& state, const View& view);

}  // namespace xiaoer::ui
