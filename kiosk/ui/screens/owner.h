// The first start: the recovery sheet and the owner's PIN, shown once, until they are written down. UI thread.
#pragma once

#include "ui/first_start.h"
#include "ui/widgets.h"

namespace xiaoer::ui {

struct OwnerState {
    FirstSecrets secrets{};
};

struct OwnerAction {
    enum class Kind { none, written_down } kind = Kind::none;
};

[[nodiscard]] OwnerAction draw_owner(Painter& painter, const OwnerState& state, const View& view);

}  // namespace xiaoer::ui
