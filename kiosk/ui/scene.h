// The states of all screens, which one is shown, and the one switch that draws it.
//
// No base class: a screen is a state, an action, a draw and a step (STYLE 13). UI thread.
#pragma once

#include "ui/screens/attract.h"
#include "ui/screens/claim.h"
#include "ui/screens/desk.h"
#include "ui/screens/draw.h"
#include "ui/screens/error.h"
#include "ui/screens/owner.h"
#include "ui/screens/pickup.h"
#include "ui/screens/set_up.h"
#include "ui/screens/sign_in.h"
#include "ui/screens/till.h"
#include "ui/screens/welcome.h"

#include <variant>

namespace xiaoer::ui {

struct Toast {
    std::string text{};
    Sound sound = Sound::none;
};

struct Scene {
    Screen screen = Screen::attract;
    AttractState attract{};
    WelcomeState welcome{};
    ClaimState claim{};
    StageState stage{};
    SignInState sign_in{};
    DeskState desk{};
    PickupState pickup{};
    OwnerState owner{};
    ErrorState error{};
    SetUpState set_up{};
    TillState till{};
    Toast toast{};
};

using Action = std::variant<std::monostate, AttractAction, WelcomeAction, ClaimAction, StageAction, SignInAction,
                            DeskAction, PickupAction, OwnerAction, ErrorAction, SetUpAction, TillAction>;

// Draws the scene's screen and its toast. Returns: what was asked of the screen.
[[nodiscard]] Action draw_scene(Painter& painter, const Scene& scene, const View& view);
// One action, one step of the screen it belongs to.
[[nodiscard]] Next step_scene(Scene& scene, const Action& action, const View& view);
// What became of a wish or PIN of `asked`.
[[nodiscard]] Next answer_scene(Scene& scene, Screen asked, const Result<Outcome>& result, const View& view);
// What the scanner read, given to the screen that is shown.
[[nodiscard]] Next scan_scene(Scene& scene, const std::string& scan, const View& view);
// Forgets whatever the last customer or clerk saw and keyed.
void forget(Scene& scene);

}  // namespace xiaoer::ui
