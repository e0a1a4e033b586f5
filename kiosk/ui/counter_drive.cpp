// How a driver moves the counter: the offscreen day, tests.
#include "ui/counter_screen.h"

#include <chrono>

namespace xiaoer::ui {
namespace {

constexpr int settle_poll_ms = 4;

}  // namespace

void Counter::tap(float x, float y) {
    take_input({Input::Kind::move, x, y, 0, 0});
    take_input({Input::Kind::press, x, y, 0, 0});
    take_input({Input::Kind::release, x, y, 0, 0});
    draw_if_changed();
}

bool Counter::tap(std::string_view widget) {
    draw_if_changed();
    const auto box = recorder_.target(widget);
    if (!box) return false;
    tap(box->mid_x(), box->mid_y());
    return true;
}

bool Counter::settle(int timeout_ms) {
    const auto begun = std::chrono::steady_clock::now();
    do {
        turn(settle_poll_ms);
        if (!pending_ && !teaching_.valid() && scans_.empty()) return true;
    } while (std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(timeout_ms));
    return false;
}

Result<void> Counter::screenshot(const std::filesystem::path& path) {
    draw_if_changed();
    return window_->save_png(path);
}

}  // namespace xiaoer::ui
