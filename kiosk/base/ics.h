// An iCalendar text (RFC 5545) as phones subscribe to, by libical: escaped, folded at 75 octets, lines ended by CRLF.
// Any thread.
#pragma once

#include "base/clock.h"

#include <string>
#include <string_view>
#include <vector>

namespace xiaoer {

struct CalendarEvent {
    std::string uid;  // the same for the same event whenever the text is made; RFC 5545 §3.8.4.7
    Timestamp starts;
    std::int64_t lasts_ms = 0;
    std::string summary{};
    std::string description{};  // "" leaves it out
    bool cancelled = false;     // a phone that had it before strikes it out
};

// `name`: what the phone shows as the calendar's (X-WR-CALNAME). Times are written in UTC. `now` is the DTSTAMP.
[[nodiscard]] std::string ics_of(std::string_view name, const std::vector<CalendarEvent>& events, Timestamp now);

}  // namespace xiaoer
