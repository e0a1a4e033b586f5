// How a driver moves the counter: the offscreen day, tests.
#include "ui/counter_screen.h"

#include <chrono>

namespace xiaoer::ui {
namespace {

constexpr int settle_poll_ms = 4;

}  // namespace

void Counter::tap(float x, float y, Face face) {
    auto& touched = side(face);
    for (const auto kind : {Input::Kind::move, Input::Kind::press, Input::Kind::release})
        take_input({kind, x, y, 0, 0, touched.window->id()}, touched);
    draw_if_changed(touched);
}

bool Counter::tap(std::string_view widget, Face face) {
    auto& touched = side(face);
    draw_if_changed(touched);
    const auto box = touched.recorder.target(widget);
    if (!box) return false;
    tap(box->mid_x(), box->mid_y(), face);
    return true;
}

bool Counter::settle(int timeout_ms) {
    const auto begun = std::chrono::steady_clock::now();
    do {
        turn(settle_poll_ms);
        if (!front_.pending && !(desk_ && desk_->pending) && !teaching_.valid() && scans_.empty()) return true;
    } while (std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(timeout_ms));
    return false;
}

Result<void> Counter::screenshot(const std::filesystem::path& path, Face face) {
    draw_if_changed(side(face));
    return side(face).window->save_png(path);
}

}  // namespace xiaoer::ui
