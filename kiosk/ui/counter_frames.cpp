// The counter's frames: what one shows, what a touch on it asks for, and whether the next one differs.
#include "ui/counter_screen.h"
#include "ui/screens/stage_motion.h"

namespace xiaoer::ui {
namespace {

// Most frames ask for nothing: a screen's `none` comes first in its enum.
bool asks(const Action& action) {
    return std::visit(
        [](const auto& asked) {
            if constexpr (requires { asked.kind; })
                return static_cast<int>(asked.kind) != 0;
            else
                return false;
        },
        action);
}

}  // namespace

float Counter::arrival() const {
    if (options_.window.kind == WindowKind::offscreen) return 1;
    const auto passed = static_cast<float>(options_.clock->steady_ms() - arrived_ms_) / motion_ms;
    if (passed >= 1) return 1;
    const float left = 1 - std::max(0.0F, passed);
    return 1 - left * left * left;
}

void Counter::draw(const Input& input) {
    Action action;
    window_->frame(input, [&] {
        Painter painter(*window_, recorder_, words_.language(), arrival());
        action = draw_scene(painter, scene_, view());
    });
    if (asks(action)) apply(step_scene(scene_, action, view()));
}

void Counter::draw_if_changed() {
    if (!changed_) return;
    moving_ = arrival() < 1 || stage_moves();
    changed_ = false;
    draw({});
    window_->present();
    ++frames_drawn_;
    if (options_.on_frame) options_.on_frame(scene_.screen, recorder_);
}

// Whether something on the stage still rolls or falls; remembers when it came.
bool Counter::stage_moves() {
    const auto& stage = scene_.stage;
    const bool shows = scene_.screen == Screen::draw && stage_may_move(stage);
    const auto shown =
        shows ? std::pair(stage.phase, stage.revealed) : std::pair(StageState::Phase::waiting, std::size_t{0});
    const auto now = options_.clock->steady_ms();
    if (shown != std::exchange(stage_shown_, shown)) stage_came_ms_ = now;
    return shows && options_.window.kind != WindowKind::offscreen && now - stage_came_ms_ < cheer_ms;
}

bool Counter::counting_down() const {
    const auto& draw = snapshot_->next_draw;
    return draw && (scene_.screen == Screen::attract || scene_.screen == Screen::draw) &&
           !Words::countdown(draw->draws_at, options_.clock->now()).empty();
}

}  // namespace xiaoer::ui
