// Posters are drawn beside a counter that goes on showing its own screen.
#include "ui/gallery.h"
#include "ui/poster_desk.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

const Exhibit& exhibit(std::string_view name) {
    static const auto all = exhibits(Language::hans);
    return *std::ranges::find(all, name, &Exhibit::name);
}

TEST(Poster, is_a_png_and_leaves_the_counters_window_as_it_was) {
    const auto window = Window::open({WindowKind::offscreen, 1920, 1080}).value();
    Recorder recorder;
    hang(*window, recorder, exhibit("attract"), Language::hans);
    window->present();
    const auto before = window->png().value();
    const auto& shown = exhibit("poster-results");
    const auto poster = render_poster(*shown.poster, shown.snapshot, shown.now);
    ASSERT_TRUE(poster) << poster.error().message;
    EXPECT_TRUE(text_of(*poster).starts_with("\x89PNG"));
    hang(*window, recorder, exhibit("attract"), Language::hans);
    window->present();
    EXPECT_EQ(window->png().value(), before);
}

TEST(PosterDesk, draws_what_was_asked_when_the_screen_has_time_and_wakes_it) {
    PosterDesk desk;
    int woken = 0;
    desk.on_ask([&woken] { ++woken; });
    const auto& shown = exhibit("poster-locked");
    auto first = desk.ask(*shown.poster);
    auto second = desk.ask(*shown.poster);
    EXPECT_EQ(woken, 2);
    desk.serve_one(shown.snapshot, shown.now);
    desk.serve_one(shown.snapshot, shown.now);
    EXPECT_EQ(first.get().value(), second.get().value());
    for (int i = 0; i < 16; ++i) (void)desk.ask(*shown.poster);
    const auto refused = desk.ask(*shown.poster).get();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::busy);
}

}  // namespace
}  // namespace xiaoer::ui
