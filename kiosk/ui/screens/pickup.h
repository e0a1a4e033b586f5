// The clerk's side of a pickup: who is it, is it them, hand it over or keep it. UI thread.
//
// A look-up consumes nothing. "核对无误，发奖" sends HandOver; that it was handed over is shown only when the
// outcome says so, which is after the commit is durable. 领奖码, a manager's PIN and the winner's signature are asked
// for when what is handed over needs them. Of several prizes each may be left out. 赶集 hands over by number and
// 领奖码, one winner after the other; 按尾号找人 is a manager's, with a document in hand.
#pragma once

#include "domain/strokes.h"
#include "ui/screens/sign_in.h"

#include <set>

namespace xiaoer::ui {

struct PickupState {
    enum class Phase { asking, found, redeem_code, manager, sign, done, market, seek, sought } phase = Phase::asking;
    std::string keyed{};  // number being keyed, then the 领奖码; of seek, the phone's last digits
    std::string scan{};   // what was looked up; void when the phase is `asking`
    std::optional<Recognised> who{};
    std::string redeem_code{};
    SignInState manager{};  // the manager's PIN
    std::optional<SessionId> manager_session{};
    std::string problem{};        // what the last answer was, as words
    std::set<UnitId> left_out{};  // of several prizes, those that are not handed over now
    Strokes strokes{};            // what the winner has drawn
    bool pen_down = false;
    std::string signature{};           // … once they are done
    std::optional<HandedOver> over{};  // what was handed over
    bool at_code = false;              // market: number, then code
    std::int64_t served = 0;           // market: winners since it was opened
    std::string last{};                // market: whose it was, as words
    std::optional<IdentityDocument> document{};
    std::vector<FoundWinner> sought{};
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
        desk,
        choose_unit,  // of several: now, or later
        reserve,
        release,
        pen,
        clear_signature,
        signed_it,
        market,
        market_number,
        market_code,
        market_send,
        seek,
        choose_document,
        seek_send,
        choose_winner,
        print_again
    } kind = Kind::none;
    char key = key_none;
    StaffId staff{};
    std::size_t index = 0;               // of a unit, a document or a winner
    std::optional<StrokePoint> point{};  // of pen; empty: it was lifted
};

[[nodiscard]] PickupAction draw_pickup(Painter& painter, const PickupState& state, const View& view);
[[nodiscard]] Next step_pickup(PickupState& state, const PickupAction& action, const View& view);
// A scan, or a number from another screen.
[[nodiscard]] Next scan_pickup(PickupState& state, const std::string& scan, const View& view);
[[nodiscard]] Next answer_pickup(PickupState& state, const Result<Outcome>& result, const View& view);

// Units that may be handed over here and now; and those of them that are to be.
[[nodiscard]] std::vector<PickupUnit> waiting_here(const PickupState& state);
[[nodiscard]] std::vector<PickupUnit> chosen_here(const PickupState& state);
// The unit whose hand-over a manager may take back here; nothing when there is none.
[[nodiscard]] std::optional<UnitId> undoable_here(const PickupState& state);

}  // namespace xiaoer::ui
