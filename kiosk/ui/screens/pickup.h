// The clerk's side of a pickup: who is it, is it them, hand it over or keep it. UI thread.
//
// A look-up consumes nothing. "核对无误，发奖" sends HandOver; that it was handed over is shown only when the
// outcome says so, which is after the commit is durable. 领奖码 and a manager's PIN are asked for when the
// look-up or the hand-over says that they are needed.
#pragma once

#include "ui/screens/sign_in.h"

namespace xiaoer::ui {

struct PickupState {
    enum class Phase { asking, found, redeem_code, manager, done } phase = Phase::asking;
    std::string keyed{};  // number being keyed, then the 领奖码
    std::string scan{};   // what was looked up; void when the phase is `asking`
    std::optional<Recognised> who{};
    std::string redeem_code{};
    SignInState manager{};  // the manager's PIN
    std::optional<SessionId> manager_session{};
    std::string problem{};  // what the last answer was, as words
};

struct PickupAction {
    enum class Kind {
        none,
        key,
        look_up,
        hand_over,
        refuse,
        undo,
        redeem_send,
        choose_manager,
        manager_key,
        manager_send,
        back,
        next,
        desk
    } kind = Kind::none;
    char key = key_none;
    StaffId staff{};
};

[[nodiscard]] PickupAction draw_pickup(Painter& painter, const PickupState& state, const View& view);
[[nodiscard]] Next step_pickup(PickupState& state, const PickupAction& action, const View& view);
// A scan, or a number from another screen.
[[nodiscard]] Next scan_pickup(PickupState& state, const std::string& scan, const View& view);
[[nodiscard]] Next answer_pickup(PickupState& state, const Result<Outcome>& result, const View& view);

// Units that may be handed over here and now.
[[nodiscard]] std::vector<PickupUnit> waiting_here(const PickupState& state);
// The unit whose hand-over a manager may take back here; nothing when there is none.
[[nodiscard]] std::optional<UnitId> undoable_here(const PickupState& state);

}  // namespace xiaoer::ui
