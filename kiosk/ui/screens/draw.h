// The stage on draw night: announced, locked, thrown, revealed one by one, and the board of winners. UI thread.
//
// What may be done here is a clerk's: throws are keyed as the die shows them and read back by a second person
// before they count, because a draw is settled once and for ever.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct StageState {
    enum class Phase { waiting, throwing, confirming, revealing, board } phase = Phase::waiting;
    std::string throws{};      // '1'–'6'
    std::string draw{};        // the id being settled, then revealed
    std::size_t revealed = 0;  // index of the winner on show
};

struct StageAction {
    enum class Kind {
        none,
        lock,
        throw_dice,
        face,
        undo,
        read_back,
        correct,
        settle,
        reveal_next,
        board,
        leave
    } kind = Kind::none;
    char face = key_none;
};

[[nodiscard]] StageAction draw_stage(Painter& painter, const StageState& state, const View& view);
[[nodiscard]] Next step_stage(StageState& state, const StageAction& action, const View& view);
[[nodiscard]] Next answer_stage(StageState& state, const Result<Outcome>& result, const View& view);

}  // namespace xiaoer::ui
