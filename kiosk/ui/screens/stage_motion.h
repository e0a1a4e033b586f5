// How the stage moves when a winner is called: the number rolls in, then confetti falls, then all is still and costs
// nothing. A function of the time that passed and of nothing else. UI thread.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

inline constexpr std::int64_t roll_ms = 1'200;   // until the number stands
inline constexpr std::int64_t cheer_ms = 4'800;  // until the last confetti is gone

// "0215 号" while it rolls: the digits settle from the left, the others are still any.
[[nodiscard]] std::string rolled(std::string_view number, std::int64_t since_ms);
[[nodiscard]] inline bool has_rolled(std::int64_t since_ms) { return since_ms >= roll_ms; }

// Over the whole screen, beneath what is drawn afterwards. `since_ms` from its beginning; each `seed` falls its own
// way.
void draw_confetti(Painter& painter, std::int64_t since_ms, std::uint32_t seed);

}  // namespace xiaoer::ui
