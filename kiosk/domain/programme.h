// The evening programme: what the chat group is offered between the draws (a lesson, a story, a riddle, a photo book),
// from the merchant's plan of a week. Values and rules; pure; any thread.
#pragma once

#include "base/calendar.h"
#include "domain/settings.h"

namespace xiaoer {

struct ProgrammeItem {
    Timestamp at;
    std::string title;
    std::string text{};  // what 小二 posts beneath it; may be empty
};

// nullptr, or "programme": at most 28 evenings a week, each with a clean title of 1–40 code points, a clean text of at
// most 500 (clean_text of base/text.h), a weekday 0–6 and a minute 0–1439.
[[nodiscard]] const char* why_not_programme(const std::vector<Evening>& week);

// What the plan has for the calendar day of `now` in `zone`, by time of day.
[[nodiscard]] std::vector<ProgrammeItem> programme_of_day(const std::vector<Evening>& week, Timestamp now,
                                                          const Zone& zone);

// The shop's coming draws and evenings as an iCalendar feed (RFC 5545) that a phone's calendar subscribes to: `days`
// from `now` on. An occurrence keeps its UID from one fetch to the next. `draw_title`: "{shop}抽奖", as its reader's
// language has it. `cancelled`: shows that were called off.
[[nodiscard]] std::string calendar_feed(const Settings& settings, std::string_view kiosk_code,
                                        std::string_view draw_title, Timestamp now, int days, const Zone& zone,
                                        const std::vector<Timestamp>& cancelled = {});

}  // namespace xiaoer
