#include "sync/nightly.h"

#include <gtest/gtest.h>

namespace xiaoer::sync::test {
namespace {

constexpr int half_past_two = 150;
constexpr Timestamp noon{1'794'974'400'000};  // 2026-11-18 12:00 in Shanghai

class Night : public testing::Test {
protected:
    bool due(std::optional<Timestamp> worked, Timestamp now, std::optional<std::int64_t> tried_ms = {}) const {
        SyncStatus last;
        last.worked = worked;
        return is_due(last, tried_ms, now, half_past_two, zone);
    }
    Zone zone = Zone::named("Asia/Shanghai").value();
};

TEST_F(Night, comes_once_a_day_at_its_time) {
    const Timestamp last_night = noon - 9 * hour_ms;  // three in the morning
    EXPECT_FALSE(due(last_night, noon));
    EXPECT_FALSE(due(last_night, noon + 14 * hour_ms)) << "two in the morning";
    EXPECT_TRUE(due(last_night, noon + 15 * hour_ms));
}

TEST_F(Night, is_made_up_for_as_soon_as_there_is_power_again) { EXPECT_TRUE(due(noon - 2 * day_ms, noon)); }

TEST_F(Night, begins_at_once_on_a_kiosk_that_never_synced) {
    EXPECT_TRUE(is_due({}, {}, noon, half_past_two, zone));
    EXPECT_TRUE(due({}, noon));
}

TEST_F(Night, that_failed_is_tried_again_after_a_quarter_of_an_hour) {
    EXPECT_FALSE(due({}, noon, minute_ms));
    EXPECT_TRUE(due({}, noon, try_again_ms));
}

TEST_F(Night, does_not_wait_for_a_clock_that_was_put_back) { EXPECT_TRUE(due(noon + 3650 * day_ms, noon)); }

TEST(NightsTime, is_read_from_a_clocks_face) {
    EXPECT_EQ(minute_of_day_in("02:30").value(), half_past_two);
    EXPECT_EQ(minute_of_day_in("23:59").value(), 1439);
    for (const auto* wrong : {"", "2:30", "24:00", "02:60", "1x:30", "02-30", "02:3x"}) {
        EXPECT_FALSE(minute_of_day_in(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace xiaoer::sync::test
