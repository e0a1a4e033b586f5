#include "base/calendar.h"
#include "base/file.h"
#include "base/money.h"
#include "base/text.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

TEST(Money, follows_iso_4217) {
    EXPECT_EQ(format_amount(-900, "USD"), "-9.00");
    EXPECT_EQ(format_amount(18580, "JPY"), "18580");
    EXPECT_EQ(format_money(128400, "CNY"), "¥1,284.00");
    EXPECT_EQ(format_money(5, "KWD"), "KWD 0.005");
    EXPECT_FALSE(minor_digits("yuan"));
}

TEST(Money, typed_amounts_are_exact_or_refused) {
    EXPECT_EQ(*parse_amount("86", "CNY"), 8600);
    EXPECT_EQ(*parse_amount("86.5", "CNY"), 8650);
    for (const auto* text : {"", ".", "86.", ".5", "86.555", "-1", "1e3", "8 6", "10000001", "999999999999"}) {
        EXPECT_FALSE(parse_amount(text, "CNY")) << text;
    }
    EXPECT_FALSE(parse_amount("1.5", "JPY"));
}

TEST(Text, nicknames_lose_what_could_harm_a_screen) {
    EXPECT_EQ(clean_text("  平安\n是福\t ", 20), "平安 是福");
    EXPECT_EQ(clean_text("a\xe2\x80\xae" "b\x1b[31m", 20), "ab[31m");
    EXPECT_EQ(clean_text("\xff\xfe", 20), "");
    EXPECT_EQ(clean_text("一二三四五", 3), "一二三");
    EXPECT_FALSE(is_utf8("\xc0\x80"));
    EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
}

TEST(Calendar, wednesdays_and_saturdays_at_eight_in_shanghai) {
    const auto zone = Zone::named("Asia/Shanghai");
    ASSERT_TRUE(zone);
    const auto from = zone->to_time({2026, 11, 19, 12, 0, 0, 0});
    const auto schedule = Schedule::parse("FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20", *zone, from - 30 * day_ms);
    ASSERT_TRUE(schedule);
    const auto times = schedule->next(from, 3);
    ASSERT_EQ(times.size(), 3u);
    EXPECT_EQ(iso_date_time(zone->to_civil(times[0])), "2026-11-21T20:00:00");
    EXPECT_EQ(iso_date_time(zone->to_civil(times[1])), "2026-11-25T20:00:00");
    EXPECT_EQ(zone->to_civil(times[0]).weekday, 6);
    EXPECT_EQ(schedule->next(times[0], 1)[0], times[1]) << "strictly after";
}

TEST(Calendar, hours_are_right_on_calm_days_and_on_those_when_the_clock_is_moved) {
    for (const auto* name : {"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"}) {
        const auto zone = *Zone::named(name);
        const auto new_year = zone.to_time({2026, 1, 1, 12, 0, 0, 0});
        for (int day = 0; day < 370; ++day) {
            const auto date = zone.to_civil(new_year + day * day_ms);
            for (const int hour : {0, 4, 12, 23}) {
                const CivilTime civil{date.year, date.month, date.day, hour, 30, 15, date.weekday};
                EXPECT_EQ(zone.to_civil(zone.to_time(civil)), civil) << name << " " << iso_date_time(civil);
            }
        }
    }
}

TEST(Calendar, nonsense_is_refused) {
    const auto zone = *Zone::named("Asia/Shanghai");
    EXPECT_FALSE(Zone::named("Middle/Earth"));
    EXPECT_FALSE(Schedule::parse("every day", zone, {0}));
    EXPECT_FALSE(Schedule::parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", zone, {0}));
}

TEST(Calendar, day_numbers_count_calendar_days) {
    EXPECT_EQ(day_number({1970, 1, 1, 0, 0, 0, 0}), 0);
    EXPECT_EQ(day_number({2000, 3, 1, 0, 0, 0, 0}) - day_number({2000, 2, 28, 0, 0, 0, 0}), 2);
    EXPECT_EQ(day_number({1969, 12, 31, 0, 0, 0, 0}), -1);
}

TEST(File, durable_writes_replace_the_whole_file) {
    const auto path = std::filesystem::temp_directory_path() / "xiaoer_file_test";
    ASSERT_TRUE(write_file_durably(path, view_of("long old contents")));
    ASSERT_TRUE(write_file_durably(path, view_of("new")));
    EXPECT_EQ(text_of(**read_file(path)), "new");
    std::filesystem::remove(path);
    EXPECT_FALSE(read_file(path)->has_value());
    EXPECT_FALSE(write_file_durably("/nowhere/at/all", view_of("x")));
}

}  // namespace
}  // namespace xiaoer
