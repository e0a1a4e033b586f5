#include "domain/draw_series.h"

#include "domain/rules.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

const Zone shop_zone = *Zone::named("Asia/Shanghai");

Timestamp at_time(int month, int day, int hour, int minute = 0) {
    return shop_zone.to_time({2026, month, day, hour, minute, 0, 0});
}
std::string said(Timestamp time) { return iso_date_time(shop_zone.to_civil(time)).substr(5, 11); }

DrawSeries evenings(std::string rule) {
    DrawSeries series;
    series.id = "evenings";
    series.name = "加场";
    series.rule = std::move(rule);
    series.prizes = {{"糖", 1, 500}};
    return series;
}
std::vector<std::string> next(const DrawSeries& series, const Settings& settings, Timestamp after, std::size_t count) {
    std::vector<std::string> texts;
    const auto shows = shows_after(series, settings, shop_zone, after, count);
    EXPECT_TRUE(shows);
    for (const auto show : shows.value_or(std::vector<Timestamp>{})) texts.push_back(said(show));
    return texts;
}

TEST(DrawSeries, leaves_out_its_own_dates_and_the_shops_days_off) {
    auto series = evenings("FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20");
    Settings settings;
    series.except = {"2026-11-21"};
    settings.days_off = {"2026-11-25"};
    EXPECT_EQ(next(series, settings, at_time(11, 18, 12), 3),
              (std::vector<std::string>{"11-18T20:00", "11-28T20:00", "12-02T20:00"}));
}

TEST(DrawSeries, counts_its_intervals_from_its_first_day) {
    auto series = evenings("FREQ=DAILY;INTERVAL=5;BYHOUR=19");
    series.starts = "2026-11-20";
    EXPECT_EQ(next(series, {}, at_time(11, 18, 12), 3),
              (std::vector<std::string>{"11-20T19:00", "11-25T19:00", "11-30T19:00"}));
}

TEST(DrawSeries, ends_with_its_rule) {
    auto series = evenings("FREQ=DAILY;COUNT=1;BYHOUR=19");
    series.starts = "2026-11-20";
    EXPECT_EQ(next(series, {}, at_time(11, 18, 12), 3), (std::vector<std::string>{"11-20T19:00"}));
}

TEST(DrawSeries, the_newest_missed_show_of_a_week_counts) {
    const auto series = evenings("FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20");  // locks at 18:30
    const auto missed = [&](Timestamp since, Timestamp now) {
        const auto found = newest_missed(series, {}, shop_zone, since, now);
        return found && *found ? said(**found) : std::string();
    };
    EXPECT_EQ(missed(at_time(11, 1, 0), at_time(11, 22, 9)), "11-21T20:00");
    EXPECT_EQ(missed(at_time(11, 1, 0), at_time(11, 21, 18, 45)), "11-21T20:00") << "its list should have been locked";
    EXPECT_EQ(missed(at_time(11, 1, 0), at_time(11, 21, 18)), "11-18T20:00");
    EXPECT_EQ(missed(at_time(11, 21, 19), at_time(11, 22, 9)), "") << "the shop had no such draws then";
    const auto rare = evenings("FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=20");
    EXPECT_FALSE(newest_missed(rare, {}, shop_zone, at_time(1, 1, 0), at_time(11, 10, 9)).value()) << "nine days ago";
}

TEST(DrawSeries, a_missed_show_is_made_up_for_at_its_hour_unless_the_next_one_takes_its_place) {
    const auto series = evenings("FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20");
    const auto held = [&](const DrawSeries& of, Timestamp missed, Timestamp now, const Settings& settings = {}) {
        const auto found = made_up_at(of, settings, shop_zone, missed, now);
        return found && *found ? said(**found) : std::string();
    };
    EXPECT_EQ(held(series, at_time(11, 21, 20), at_time(11, 22, 9)), "11-22T20:00");
    EXPECT_EQ(held(series, at_time(11, 21, 20), at_time(11, 22, 17)), "11-23T20:00")
        << "two hours until the list locks";
    EXPECT_EQ(held(series, at_time(11, 21, 20), at_time(11, 24, 17)), "") << "Wednesday's takes its place";
    EXPECT_EQ(held(evenings("FREQ=DAILY;BYHOUR=20"), at_time(11, 21, 20), at_time(11, 22, 9)), "");
    Settings settings;
    settings.days_off = {"2026-11-22"};
    EXPECT_EQ(held(series, at_time(11, 21, 20), at_time(11, 22, 9), settings), "11-23T20:00");
}

TEST(DrawSeries, settings_that_cannot_be_are_refused_by_name) {
    const auto why = [](auto change) {
        Settings settings;
        settings.series = {evenings("FREQ=DAILY;BYHOUR=20")};
        change(settings);
        const char* reason = why_not_draws(settings, shop_zone);
        return std::string(reason == nullptr ? "" : reason);
    };
    EXPECT_EQ(why([](Settings&) {}), "");
    EXPECT_EQ(why([](Settings& s) { s.series[0].rule = "FREQ=NEVER"; }), "draw_rule");
    EXPECT_EQ(why([](Settings& s) { s.series[0].rule = "FREQ=SECONDLY"; }), "draw_rule");
    EXPECT_EQ(why([](Settings& s) { s.series[0].rule = "FREQ=HOURLY"; }), "draw_rule");
    EXPECT_EQ(why([](Settings& s) { s.series[0].rule = "FREQ=WEEKLY;BYDAY=SA;BYHOUR=19,20"; }), "draw_rule");
    EXPECT_EQ(why([](Settings& s) { s.series[0].id = "main"; }), "series") << "the shop's own has this name";
    EXPECT_EQ(why([](Settings& s) { s.series.push_back(s.series[0]); }), "series") << "twice";
    EXPECT_EQ(why([](Settings& s) { s.series[0].interest = "chess"; }), "series");
    EXPECT_EQ(why([](Settings& s) { s.series[0].interest = "kitchen"; }), "");
    EXPECT_EQ(why([](Settings& s) { s.series[0].except = {"2026-02-30"}; }), "days_off");
    EXPECT_EQ(why([](Settings& s) { s.days_off = {"tomorrow"}; }), "days_off");
    EXPECT_EQ(why([](Settings& s) { s.series[0].prizes = {{"汽车", 1, 5'000'001}}; }), "top_prize_cap");
    EXPECT_EQ(why([](Settings& s) { s.series[0].prizes = {{"摩托车", 1, 5'000'000}}; }), "");
    EXPECT_EQ(why([](Settings& s) { s.prizes = {{"", 1, 500}}; }), "prizes");
    EXPECT_EQ(why([](Settings& s) { s.draw_entropy = EntropyKind::lottery; }), "lottery") << "whose?";
    EXPECT_EQ(why([](Settings& s) { s.instant = {true, 100, InstantLook::card, {}}; }), "instant");
}

TEST(DrawSeries, a_public_value_is_of_a_moment_after_the_show) {
    Settings settings;
    settings.lottery = "福彩双色球";
    const auto lottery = entropy_for(EntropyKind::lottery, settings, at_time(11, 21, 20), shop_zone);
    EXPECT_EQ(std::get<LotteryEntropy>(lottery).issue, "2026-11-21");
    const auto drand =
        std::get<DrandEntropy>(entropy_for(EntropyKind::drand, settings, at_time(11, 21, 20), shop_zone));
    const auto comes_ms = (1'692'803'367 + (drand.round - 1) * 3) * 1000;
    EXPECT_GT(comes_ms, at_time(11, 21, 20).ms);
    EXPECT_LT(comes_ms, at_time(11, 21, 20, 2).ms);
    EXPECT_TRUE(check_entropy(lottery));
    EXPECT_TRUE(check_entropy(drand));
}

TEST(DrawSeries, markets_come_every_five_six_or_seven_days) {
    Settings settings;  // until the second market, and two days more
    settings.market_from = "2026-11-20";
    for (const auto& [every, until] :
         {std::pair(5, "12-02T20:00"), std::pair(6, "12-04T20:00"), std::pair(7, "12-06T20:00")}) {
        settings.market_every_days = every;
        EXPECT_EQ(said(claim_deadline(at_time(11, 21, 20), settings, shop_zone)), until) << every;
    }
}

}  // namespace
}  // namespace xiaoer::test
