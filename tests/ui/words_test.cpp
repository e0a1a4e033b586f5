#include "ui/words.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

const Zone shanghai = Zone::named("Asia/Shanghai").value();

Timestamp on(int month, int day, int hour, int minute = 0, int second = 0) {
    return shanghai.to_time({2026, month, day, hour, minute, second, 0});
}
Words words(Language language, std::string currency = "CNY") { return {language, shanghai, std::move(currency)}; }

const Timestamp thursday = on(11, 19, 10, 24);

TEST(Words, a_draw_two_days_away_is_said_as_people_say_it) {
    EXPECT_EQ(words(Language::hans).when(on(11, 21, 20), thursday), "后天（周六）晚八点");
    EXPECT_EQ(words(Language::hant).when(on(11, 21, 20), thursday), "後天（週六）晚八點");
    EXPECT_EQ(words(Language::en).when(on(11, 21, 20), thursday), "Saturday, 8 pm");
}

TEST(Words, near_and_far_days_have_their_own_words) {
    const auto hans = words(Language::hans);
    EXPECT_EQ(hans.when(on(11, 19, 20), thursday), "今晚八点");
    EXPECT_EQ(hans.when(on(11, 20, 14, 30), thursday), "明天（周五）下午两点半");
    EXPECT_EQ(hans.when(on(11, 25, 20), thursday), "下周三晚八点");
    EXPECT_EQ(hans.when(on(12, 5, 20), thursday), "12月5日（周六）晚八点");
    EXPECT_EQ(hans.deadline(on(11, 24, 20), thursday), "下周二晚八点");
    EXPECT_EQ(hans.deadline(on(11, 22, 9), thursday), "周日上午九点");
    EXPECT_EQ(hans.day(on(11, 24, 20), thursday), "下周二");
}

TEST(Words, the_week_turns_on_monday) {
    const auto sunday = on(11, 22, 9);
    EXPECT_EQ(words(Language::hans).deadline(on(11, 24, 20), sunday), "下周二晚八点");
    EXPECT_EQ(words(Language::hans).deadline(on(11, 24, 20), on(11, 23, 9)), "明天晚八点");
}

TEST(Words, hours_are_spoken_with_their_part_of_the_day) {
    const auto hans = words(Language::hans);
    EXPECT_EQ(hans.hour_words(2, 30), "凌晨两点半");
    EXPECT_EQ(hans.hour_words(0, 0), "凌晨零点");
    EXPECT_EQ(hans.hour_words(12, 0), "中午十二点");
    EXPECT_EQ(hans.hour_words(18, 45), "晚6:45");
    EXPECT_EQ(words(Language::en).hour_words(0, 5), "12:05 am");
}

TEST(Words, seconds_tick_only_in_the_last_ten_minutes) {
    const auto draw = on(11, 21, 20);
    EXPECT_EQ(Words::countdown(draw, draw - 10 * minute_ms), "10:00");
    EXPECT_EQ(Words::countdown(draw, draw - 581 * second_ms), "9:41");
    EXPECT_EQ(Words::countdown(draw, draw - 10 * minute_ms - 1), "");
    EXPECT_EQ(Words::countdown(draw, draw), "");
}

TEST(Words, what_just_happened_is_told_in_minutes) {
    const auto hans = words(Language::hans);
    EXPECT_EQ(hans.ago(thursday - 20 * second_ms, thursday), "刚刚");
    EXPECT_EQ(hans.ago(thursday - 3 * minute_ms, thursday), "3 分钟前");
    EXPECT_EQ(hans.ago(on(11, 19, 9, 5), thursday), "9:05");
}

TEST(Words, a_weekly_rule_is_a_sentence_and_any_other_rule_is_silence) {
    EXPECT_EQ(words(Language::hans).rule("FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20"), "周三、周六晚八点");
    EXPECT_EQ(words(Language::en).rule("FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20"), "Wednesdays & Saturdays, 8 pm");
    for (const char* rule :
         {"FREQ=MONTHLY;BYDAY=1SA;BYHOUR=20", "FREQ=WEEKLY;BYHOUR=20", "FREQ=WEEKLY;BYDAY=XX;BYHOUR=20",
          "FREQ=WEEKLY;BYDAY=SA;BYHOUR=10,20", "FREQ=WEEKLY;BYDAY=SA;BYHOUR=99", ""})
        EXPECT_EQ(words(Language::hans).rule(rule), "") << rule;
}

TEST(Words, sums_and_ranks) {
    EXPECT_EQ(words(Language::hans).sum(5000), "50 元");
    EXPECT_EQ(words(Language::hans).sum(1250), "12.50 元");
    EXPECT_EQ(words(Language::en).sum(5000), "¥50");
    EXPECT_EQ(words(Language::hans, "USD").sum(5000), "$50");
    EXPECT_EQ(words(Language::hans).tier(0), "一等奖");
    EXPECT_EQ(words(Language::hans).tier(6), "第 7 等奖");
}

}  // namespace
}  // namespace xiaoer::ui
