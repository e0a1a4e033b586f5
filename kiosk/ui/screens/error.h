// What stands between the counter and work: starting, a ledger behind its anchor, a record that does not add up, a
// database that does not open, and "not saved". UI thread.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct ErrorState {
    enum class What { starting, frozen, no_shop, corrupt, cannot_start } what = What::starting;
};

struct ErrorAction {
    enum class Kind { none, reconcile, leave } kind = Kind::none;
};

[[nodiscard]] ErrorAction draw_error(Painter& painter, const ErrorState& state, const View& view);
[[nodiscard]] Next step_error(ErrorState& state, const ErrorAction& action, const View& view);
[[nodiscard]] Next answer_error(ErrorState& state, const Result<Outcome>& result, const View& view);

// The disk failed: nothing more is accepted, or only the till's slips are not kept; the till still prints. There is
// nothing to press, and it goes by itself.
void draw_not_saved(Painter& painter, const View& view);

}  // namespace xiaoer::ui
