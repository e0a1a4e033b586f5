// A winner's number rolls in, confetti falls, and then the stage is still.
#include "ui/screens/stage_motion.h"
#include "ui/gallery.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

Bytes picture_of(std::int64_t since_ms) {
    static const auto all = exhibits(Language::hans);
    auto exhibit = *std::ranges::find(all, "draw-reveal", &Exhibit::name);
    exhibit.since_ms = since_ms;
    const auto window = Window::open({WindowKind::offscreen, 960, 540}).value();
    Recorder recorder;
    hang(*window, recorder, exhibit, Language::hans);
    window->present();
    return window->png().value();
}

TEST(StageMotion, digits_settle_from_the_left_and_stand_in_the_end) {
    EXPECT_EQ(rolled("0215 号", roll_ms), "0215 号");
    EXPECT_EQ(rolled("No. 0215", View::still), "No. 0215");
    EXPECT_TRUE(rolled("0215 号", roll_ms - 1).starts_with("021"));
    int others = 0;
    for (std::int64_t ms = 0; ms < roll_ms; ms += 50) {
        const auto shown = rolled("0215 号", ms);
        EXPECT_EQ(shown.size(), std::string("0215 号").size());
        others += shown != "0215 号" ? 1 : 0;
    }
    EXPECT_GT(others, 15) << "nobody knows the number before it stands";
}

TEST(StageMotion, confetti_falls_for_a_while_and_then_nothing_moves) {
    const auto still = picture_of(View::still);
    EXPECT_NE(picture_of(roll_ms + 1'000), picture_of(roll_ms + 1'100));
    EXPECT_EQ(picture_of(cheer_ms), still);
    EXPECT_EQ(picture_of(cheer_ms + 10'000), still) << "a still screen costs no CPU";
}

TEST(StageMotion, the_name_comes_when_the_number_stands) {
    EXPECT_FALSE(has_rolled(roll_ms - 1));
    EXPECT_TRUE(has_rolled(roll_ms));
    EXPECT_NE(picture_of(roll_ms / 2), picture_of(View::still));
}

}  // namespace
}  // namespace xiaoer::ui
