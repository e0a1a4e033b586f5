// The counter's window when the counter itself could not open: says so, and why, until it is closed. Main thread.
#pragma once

#include "base/clock.h"
#include "ui/recorder.h"
#include "ui/view.h"
#include "ui/window.h"

#include <atomic>
#include <functional>
#include <string>

namespace xiaoer::ui {

// Shows that the shop cannot open, with `why` as the small line for whoever keeps the machine, until the window is
// closed or `stop` is set. `on_frame` as of the counter. Errors: unreachable without a display, io without fonts.
[[nodiscard]] Result<void> run_notice(const WindowOptions& window, const std::string& why, const Clock& clock,
                                      const std::atomic<bool>& stop,
                                      const std::function<void(Screen, const Recorder&)>& on_frame = {});

}  // namespace xiaoer::ui
