// The scratch card at the counter: the customer types four digits, and what they won is shown. UI thread.
//
// Which sale plays comes from Snapshot::instant; the state holds what is keyed, and what came of it.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct ScratchState {
    std::string digits{};
    std::optional<InstantPlayed> played{};
};

struct ScratchAction {
    enum class Kind { none, language, staff, key, play, done } kind = Kind::none;
    Language language = Language::hans;
    char key = key_none;
};

// Whether the sale of the moment may play: claim and welcome then show the way here.
[[nodiscard]] bool may_scratch(const Snapshot& snapshot);

[[nodiscard]] ScratchAction draw_scratch(Painter& painter, const ScratchState& state, const View& view);
[[nodiscard]] Next step_scratch(ScratchState& state, const ScratchAction& action, const Snapshot& snapshot);
[[nodiscard]] Next answer_scratch(ScratchState& state, const Result<Outcome>& result, const Words& words);

}  // namespace xiaoer::ui
