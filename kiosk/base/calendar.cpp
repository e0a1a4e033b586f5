#include "base/calendar.h"

#include <libical/ical.h>

#include <cstdio>
#include <mutex>

namespace xiaoer {
namespace {

// libical keeps its zones and its last error in globals.
std::mutex& ical_mutex() {
    static std::mutex mutex;
    return mutex;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

CivilTime civil_of(const icaltimetype& t) {
    return {t.year, t.month, t.day, t.hour, t.minute, t.second, icaltime_day_of_week(t) - 1};
}

icaltimetype ical_of(const CivilTime& civil, icaltimezone* zone) {
    icaltimetype t = icaltime_null_time();
    t.year = civil.year, t.month = civil.month, t.day = civil.day;
    t.hour = civil.hour, t.minute = civil.minute, t.second = civil.second;
    t.zone = zone;
    return t;
}

}  // namespace

std::int64_t day_number(const CivilTime& date) {
    // Days from civil: years start in March so that the leap day is the last.
    const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = floor_divide(y, 400);
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

std::string iso_date(const CivilTime& t) {
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", t.year, t.month, t.day);
    return text;
}

std::string iso_date_time(const CivilTime& t) {
    char text[48];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d", t.hour, t.minute, t.second);
    return iso_date(t) + text;
}

Result<Zone> Zone::named(std::string_view name) {
    const std::lock_guard lock(ical_mutex());
    Zone zone;
    zone.name_ = std::string(name);
    icaltimezone* found = icaltimezone_get_builtin_timezone(zone.name_.c_str());
    if (found == nullptr) return invalid("no time zone is called \"" + zone.name_ + "\"");
    zone.zone_ = std::shared_ptr<void>(found, [](void*) {});  // libical owns its builtin zones
    return zone;
}

CivilTime Zone::to_civil(Timestamp time) const {
    const std::lock_guard lock(ical_mutex());
    auto* zone = static_cast<icaltimezone*>(zone_.get());
    const auto utc = icaltime_from_timet_with_zone(floor_divide(time.ms, 1000), 0, icaltimezone_get_utc_timezone());
    return civil_of(icaltime_convert_to_zone(utc, zone));
}

namespace {

// A day on which the clock of a zone is not moved: every moment of it is told from its midnight. An export of a million
// sales asks for the same days again and again, and libical takes microseconds to answer.
struct CalmDay {
    const void* zone = nullptr;
    std::int64_t day = 0;
    Timestamp midnight;
    bool calm = false;
};

bool is_within_day(const CivilTime& t) {
    const auto within = [](int value, int from, int to) { return value >= from && value <= to; };
    return within(t.month, 1, 12) && within(t.day, 1, 31) && within(t.hour, 0, 23) && within(t.minute, 0, 59) &&
           within(t.second, 0, 59);
}

Timestamp time_in(icaltimezone* zone, const CivilTime& civil) {
    return {static_cast<std::int64_t>(icaltime_as_timet_with_zone(ical_of(civil, zone), zone)) * 1000};
}

}  // namespace

Timestamp Zone::to_time(const CivilTime& civil) const {
    auto* zone = static_cast<icaltimezone*>(zone_.get());
    thread_local CalmDay last;
    const auto day = day_number(civil);
    if (last.zone != zone || last.day != day) {
        const std::lock_guard lock(ical_mutex());
        const auto midnight = time_in(zone, {civil.year, civil.month, civil.day, 0, 0, 0, 0});
        const auto next = time_in(zone, {civil.year, civil.month, civil.day + 1, 0, 0, 0, 0});
        last = {zone, day, midnight, next - midnight == day_ms};
    }
    if (last.calm && is_within_day(civil)) {
        return last.midnight + (civil.hour * hour_ms + civil.minute * minute_ms + civil.second * second_ms);
    }
    const std::lock_guard lock(ical_mutex());
    return time_in(zone, civil);
}

Result<Schedule> Schedule::parse(std::string_view rule, Zone zone, Timestamp starts) {
    Schedule schedule{std::string(rule), std::move(zone), starts};
    {
        const std::lock_guard lock(ical_mutex());
        icalerror_set_errors_are_fatal(0);
        const auto read = icalrecurrencetype_from_string(schedule.rule_.c_str());
        if (read.freq == ICAL_NO_RECURRENCE) return invalid("\"" + schedule.rule_ + "\" is not a recurrence rule");
    }
    if (schedule.next({INT64_MIN}, 1).empty()) return invalid("\"" + schedule.rule_ + "\" never happens");
    return schedule;
}

std::vector<Timestamp> Schedule::next(Timestamp after, std::size_t count) const {
    CivilTime first = zone_.to_civil(starts_);
    first.hour = first.minute = first.second = 0;
    const std::lock_guard lock(ical_mutex());
    auto* zone = static_cast<icaltimezone*>(zone_.zone_.get());
    auto iterator_deleter = [](icalrecur_iterator* it) { icalrecur_iterator_free(it); };
    const std::unique_ptr<icalrecur_iterator, decltype(iterator_deleter)> iterator(
        icalrecur_iterator_new(icalrecurrencetype_from_string(rule_.c_str()), ical_of(first, zone)),
        iterator_deleter);
    std::vector<Timestamp> times;
    if (!iterator) return times;
    while (times.size() < count) {
        const auto occurrence = icalrecur_iterator_next(iterator.get());
        if (icaltime_is_null_time(occurrence)) break;
        const Timestamp time{static_cast<std::int64_t>(icaltime_as_timet_with_zone(occurrence, zone)) * 1000};
        if (time > after) times.push_back(time);
    }
    return times;
}

}  // namespace xiaoer
