#include "domain/programme.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

Settings shop() {
    Settings settings;
    settings.shop = "老北京布鞋";
    settings.draw_rule = "FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20";
    settings.prizes = {{"布鞋", 1, 8'000}};
    settings.programme = {{0, 19 * 60 + 30, "酸汤鱼, 辣; 不辣", std::string(400, 'x')}};
    return settings;
}
const Zone& zone() {
    static const Zone zone = Zone::named("Asia/Shanghai").value();
    return zone;
}
const Timestamp saturday_morning{1'763'776'800'000};  // 2025-11-22T10:00 in Shanghai

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
    return n;
}

TEST(CalendarFeed, has_the_coming_draws_and_evenings_in_utc) {
    const auto feed = calendar_feed(shop(), "48213", "布鞋店抽奖", saturday_morning, 8, zone());
    EXPECT_EQ(count(feed, "BEGIN:VEVENT"), 4u) << feed;  // Saturday, Wednesday, Saturday; Sunday's evening
    EXPECT_EQ(count(feed, "DTSTART:20251122T120000Z"), 1u) << "20:00 in Shanghai";
    EXPECT_EQ(count(feed, "DTSTART:20251123T113000Z"), 1u);
    EXPECT_EQ(count(feed, "SUMMARY:布鞋店抽奖\r\n"), 3u);
    EXPECT_TRUE(feed.starts_with("BEGIN:VCALENDAR\r\n"));
    EXPECT_TRUE(feed.ends_with("END:VCALENDAR\r\n"));
}

TEST(CalendarFeed, lines_are_folded_and_texts_escaped) {  // RFC 5545 §3.1, §3.3.11
    const auto feed = calendar_feed(shop(), "48213", "抽奖", saturday_morning, 8, zone());
    for (std::size_t from = 0; from < feed.size();) {
        const auto end = feed.find("\r\n", from);
        ASSERT_NE(end, feed.npos) << "every line ends with CRLF";
        EXPECT_LE(end - from, 75u) << feed.substr(from, end - from);
        from = end + 2;
    }
    EXPECT_EQ(count(feed, "SUMMARY:酸汤鱼\\, 辣\\; 不辣\r\n"), 1u) << feed;
}

TEST(CalendarFeed, an_occurrence_keeps_its_uid) {
    const auto first = calendar_feed(shop(), "48213", "抽奖", saturday_morning, 8, zone());
    const auto later = calendar_feed(shop(), "48213", "抽奖", saturday_morning + day_ms, 8, zone());
    const auto uid = [](const std::string& feed) { return feed.substr(feed.find("UID:evening"), 40); };
    EXPECT_EQ(uid(first), uid(later));
}

TEST(CalendarFeed, a_cancelled_draw_stays_under_its_uid_and_is_struck_out) {
    const Timestamp show{1'763'812'800'000};  // that Saturday, 20:00
    const auto before = calendar_feed(shop(), "48213", "抽奖", saturday_morning, 8, zone());
    const auto after = calendar_feed(shop(), "48213", "抽奖", saturday_morning, 8, zone(), {show, show + hour_ms});
    EXPECT_EQ(count(before, "STATUS:CANCELLED"), 0u);
    EXPECT_EQ(count(after, "STATUS:CANCELLED"), 2u) << after;
    EXPECT_EQ(count(after, "BEGIN:VEVENT"), 5u) << "one that is in no schedule is told, too";
    const auto uid = "UID:draw-" + std::to_string(show.ms / 1000) + "@48213.xiaoer";
    EXPECT_EQ(count(before, uid), 1u);
    EXPECT_EQ(count(after, uid), 1u);
}

TEST(CalendarFeed, without_prizes_there_are_no_draws) {
    auto settings = shop();
    settings.prizes.clear();
    EXPECT_EQ(count(calendar_feed(settings, "48213", "抽奖", saturday_morning, 8, zone()), "BEGIN:VEVENT"), 1u);
}

}  // namespace
}  // namespace xiaoer
