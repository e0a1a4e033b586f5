#include "ui/notice.h"

#include "ui/scene.h"

#include <algorithm>

namespace xiaoer::ui {

Result<void> run_notice(const WindowOptions& options, const std::string& why, const Clock& clock,
                        const std::atomic<bool>& stop, const std::function<void(Screen, const Recorder&)>& on_frame) {
    constexpr int wait_ms = 500;
    XIAOER_TRY_ASSIGN(const auto window, Window::open(options));
    Snapshot snapshot;
    snapshot.health_detail = why;
    Scene scene;
    scene.screen = Screen::error;
    scene.error.what = ErrorState::What::cannot_start;
    // Nothing could be read of the shop's own language and hours; the first users read 简体.
    const Words words(Language::hans, Zone::named("UTC").value(), "CNY");
    Recorder recorder;
    while (!stop.load()) {
        window->frame({}, [&] {
            Painter painter(*window, recorder, words.language());
            (void)draw_scene(painter, scene, View{snapshot, words, clock.now()});
        });
        window->present();
        if (on_frame) on_frame(scene.screen, recorder);
        bool redraw = false;
        while (!redraw && !stop.load()) {
            const auto inputs = window->wait(wait_ms);
            if (std::ranges::any_of(inputs, [](const Input& input) { return input.kind == Input::Kind::quit; }))
                return {};
            redraw = std::ranges::any_of(inputs, [](const Input& input) { return input.kind == Input::Kind::redraw; });
        }
    }
    return {};
}

}  // namespace xiaoer::ui
