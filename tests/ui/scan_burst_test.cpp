#include "ui/scan_burst.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

std::optional<std::string> typed(ScanBurst& burst, std::string_view keys, std::int64_t from_ms, std::int64_t each_ms) {
    for (const char key : keys) burst.key(key, from_ms += each_ms);
    return burst.enter(from_ms + each_ms);
}

TEST(ScanBurst, a_line_typed_fast_is_one_scan) {
    ScanBurst burst;
    EXPECT_EQ(typed(burst, "94187301234567890123456789", 1000, 3), "94187301234567890123456789");
}

TEST(ScanBurst, the_second_scan_has_nothing_of_the_first) {
    ScanBurst burst;
    (void)typed(burst, "111", 1000, 3);
    EXPECT_EQ(typed(burst, "222", 2000, 3), "222");
}

TEST(ScanBurst, keys_of_somebody_leaning_on_the_keyboard_are_dropped) {
    ScanBurst burst;
    burst.key('7', 1000);
    EXPECT_EQ(typed(burst, "0402", 1000 + burst_pause_ms + 1, 3), "0402");
    burst.key('7', 9000);
    EXPECT_EQ(burst.enter(9000 + burst_pause_ms + 1), std::nullopt);
    EXPECT_EQ(burst.enter(20'000), std::nullopt);
}

TEST(ScanBurst, an_endless_line_is_no_code_and_takes_no_memory) {
    ScanBurst burst;
    EXPECT_EQ(typed(burst, std::string(1'000'000, '9'), 1000, 0), "?");
}

}  // namespace
}  // namespace xiaoer::ui
