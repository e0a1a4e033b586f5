// Civil time in a shop's zone, and recurring times (RFC 5545), by libical. Values; any thread.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <compare>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer {

// What a wall clock in the shop shows.
struct CivilTime {
    int year = 1970;
    int month = 1;    // 1–12
    int day = 1;      // 1–31
    int hour = 0;     // 0–23
    int minute = 0;   // 0–59
    int second = 0;   // 0–59
    int weekday = 0;  // 0 = Sunday … 6; filled by Zone::to_civil, not read by Zone::to_time

    friend bool operator==(const CivilTime&, const CivilTime&) = default;
};

// Days since 1970-01-01 of a proleptic Gregorian date; differences are calendar days.
[[nodiscard]] std::int64_t day_number(const CivilTime& date);

// "2026-11-21" and "2026-11-21T20:00:00".
[[nodiscard]] std::string iso_date(const CivilTime& time);
[[nodiscard]] std::string iso_date_time(const CivilTime& time);

class Zone {
public:
    // An IANA name such as "Asia/Shanghai". Errors: invalid when the system's tz database has none such.
    [[nodiscard]] static Result<Zone> named(std::string_view name);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] CivilTime to_civil(Timestamp time) const;
    // In a spring gap, the moment the clock jumps; in an autumn fold, the first of the two.
    [[nodiscard]] Timestamp to_time(const CivilTime& civil) const;

private:
    std::string name_;
    std::shared_ptr<void> zone_;  // an icaltimezone
    friend class Schedule;
};

// A recurrence rule (RFC 5545 §3.3.10) such as "FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20", at minute 0 unless it says.
class Schedule {
public:
    // `starts`: DTSTART is midnight of that day; it fixes the phase of INTERVAL.
    // Errors: invalid when the rule cannot be read or could never occur.
    [[nodiscard]] static Result<Schedule> parse(std::string_view rule, Zone zone, Timestamp starts);

    // The first `count` occurrences strictly after `after`, ascending; fewer when the rule ends (UNTIL, COUNT).
    [[nodiscard]] std::vector<Timestamp> next(Timestamp after, std::size_t count) const;

private:
    Schedule(std::string rule, Zone zone, Timestamp starts)
        : rule_(std::move(rule)), zone_(std::move(zone)), starts_(starts) {}
    std::string rule_;
    Zone zone_;
    Timestamp starts_;
};

}  // namespace xiaoer
