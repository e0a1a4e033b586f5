// A feed that phones subscribe to, read back by libical as a phone's calendar reads it: by RFC 5545, and to the letter
// where a sloppy line would only be skipped.
#include "base/ics.h"

#include <gtest/gtest.h>
#include <libical/ical.h>

#include <memory>

namespace xiaoer {
namespace {

using Read = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;

constexpr Timestamp now{1'795'055'040'000};
const std::string long_text(300, 'x');

std::vector<CalendarEvent> events() {
    return {{"draw-1795780800@48213.xiaoer", {1'795'780'800'000}, 30 * minute_ms, "老北京布鞋, 抽奖; 周六", "", false},
            {"evening-1@48213.xiaoer", {1'795'867'200'000}, hour_ms, "酸汤鱼\n第二行 \\ 反斜线", long_text, false},
            {"draw-1796126400@48213.xiaoer", {1'796'126'400'000}, 30 * minute_ms, "抽奖", "", true}};
}
Read read(const std::string& text) { return {icalparser_parse_string(text.c_str()), &icalcomponent_free}; }
std::string text_of_property(icalcomponent* event, icalproperty_kind kind) {
    auto* property = icalcomponent_get_first_property(event, kind);
    return property == nullptr ? "" : icalproperty_get_value_as_string(property);
}

TEST(Ics, is_read_by_another_reader_without_an_error_and_keeps_to_the_rfcs_restrictions) {
    const auto text = ics_of("老北京布鞋", events(), now);
    const auto calendar = read(text);
    ASSERT_NE(calendar, nullptr);
    EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0) << text;
    EXPECT_EQ(icalcomponent_count_components(calendar.get(), ICAL_VEVENT_COMPONENT), 3);
    EXPECT_EQ(icalcomponent_check_restrictions(calendar.get()), 1);
    EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0) << icalcomponent_as_ical_string(calendar.get());
}

TEST(Ics, every_event_is_read_as_it_was_meant) {
    const auto calendar = read(ics_of("老北京布鞋", events(), now));
    ASSERT_NE(calendar, nullptr);
    auto* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
    for (const auto& meant : events()) {
        ASSERT_NE(event, nullptr);
        EXPECT_EQ(icalcomponent_get_uid(event), meant.uid);
        EXPECT_EQ(icalcomponent_get_summary(event), meant.summary);
        const auto starts = icalcomponent_get_dtstart(event);
        EXPECT_TRUE(icaltime_is_utc(starts)) << "no VTIMEZONE is needed";
        EXPECT_EQ(icaltime_as_timet(starts) * 1000, meant.starts.ms);
        EXPECT_EQ((icaltime_as_timet(icalcomponent_get_dtend(event)) - icaltime_as_timet(starts)) * 1000,
                  meant.lasts_ms);
        EXPECT_EQ(text_of_property(event, ICAL_STATUS_PROPERTY), meant.cancelled ? "CANCELLED" : "CONFIRMED");
        event = icalcomponent_get_next_component(calendar.get(), ICAL_VEVENT_COMPONENT);
    }
}

TEST(Ics, lines_are_folded_within_75_octets_and_never_inside_a_character) {
    const auto text = ics_of("老北京布鞋", events(), now);
    for (std::size_t from = 0; from < text.size();) {
        const auto end = text.find("\r\n", from);
        ASSERT_NE(end, text.npos) << "every line ends with CRLF";
        EXPECT_LE(end - from, 75u);
        const auto first = static_cast<unsigned char>(text[from] == ' ' ? text[from + 1] : text[from]);
        EXPECT_NE(first & 0xc0, 0x80) << "a phone that reads line by line would see half a character";
        from = end + 2;
    }
    EXPECT_NE(text.find("\r\n "), text.npos) << "something was long enough";
}

}  // namespace
}  // namespace xiaoer
