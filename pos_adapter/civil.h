// Whether a date and a time of day can be a sale's. Pure; any thread.
#pragma once

#include "base/calendar.h"

#include <array>

namespace xiaoer::pos {

// A day of the calendar between 1990 and 2100 and a time of that day.
[[nodiscard]] inline bool is_real(const CivilTime& time) {
    constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (time.year < 1990 || time.year > 2100 || time.month < 1 || time.month > 12) return false;
    const bool leap = time.year % 4 == 0 && (time.year % 100 != 0 || time.year % 400 == 0);
    const int last = days[static_cast<std::size_t>(time.month - 1)] + (leap && time.month == 2 ? 1 : 0);
    return time.day >= 1 && time.day <= last && time.hour >= 0 && time.hour <= 23 && time.minute >= 0 &&
           time.minute <= 59 && time.second >= 0 && time.second <= 59;
}

}  // namespace xiaoer::pos
