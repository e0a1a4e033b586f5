// The stage on draw night: announced, counted down, locked, thrown, the value, the winners revealed one by one, and
// their board. It says what matters in a second language, too (View::second). UI thread.
//
// What may be done here is a clerk's: throws are keyed as the die shows them and read back by a second person
// before they count, because a draw is settled once and for ever.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct StageState {
    enum class Phase { waiting, throwing, confirming, value, revealing, board } phase = Phase::waiting;
    std::string throws{};      // '1'–'6'
    std::string draw{};        // the id that is thrown for, then revealed
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
        reveal,
        reveal_next,
        show,
        board,
        leave
    } kind = Kind::none;
    char face = key_none;
};

[[nodiscard]] StageAction draw_stage(Painter& painter, const StageState& state, const View& view);
[[nodiscard]] Next step_stage(StageState& state, const StageAction& action, const View& view);
// Whether something may roll, fall or come in for a while after the stage came to this.
[[nodiscard]] bool stage_may_move(const StageState& state);
// The draw that waited on the stage was settled by phones: the show begins. Returns: its sound.
[[nodiscard]] Sound tend_stage(StageState& state, const Snapshot& before, const Snapshot& now);
[[nodiscard]] Next answer_stage(StageState& state, const Result<Outcome>& result, const View& view);

}  // namespace xiaoer::ui
