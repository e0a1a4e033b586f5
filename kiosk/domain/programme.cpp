#include "domain/programme.h"

#include "base/ics.h"
#include "base/text.h"

#include <algorithm>

namespace xiaoer {
namespace {

constexpr std::size_t evenings_most = 28;
constexpr std::size_t title_max_points = 40;
constexpr std::size_t text_max_points = 500;
constexpr int minutes_of_day = 24 * 60;
constexpr std::int64_t draw_lasts_ms = 30 * minute_ms;
constexpr std::int64_t evening_lasts_ms = hour_ms;

bool is_sound(const Evening& evening) {
    return evening.weekday >= 0 && evening.weekday <= 6 && evening.minute >= 0 && evening.minute < minutes_of_day &&
           !evening.title.empty() && clean_text(evening.title, title_max_points) == evening.title &&
           clean_text(evening.text, text_max_points) == evening.text;
}

CalendarEvent event_of(std::string_view kind, Timestamp at, std::int64_t lasts_ms, std::string_view kiosk_code) {
    CalendarEvent event;
    event.uid = std::string(kind) + "-" + std::to_string(at.ms / 1000) + "@" + std::string(kiosk_code) + ".xiaoer";
    event.starts = at;
    event.lasts_ms = lasts_ms;
    return event;
}

// Marks the draws that were called off, and adds those that are in no schedule: somebody's calendar may have them.
void add_cancelled(std::vector<CalendarEvent>& events, const std::vector<Timestamp>& cancelled, Timestamp now,
                   std::string_view title, std::string_view kiosk_code) {
    for (const auto at : cancelled) {
        if (at < now) continue;
        const auto known = std::ranges::find(events, at, &CalendarEvent::starts);
        if (known != events.end()) {
            known->cancelled = true;
            continue;
        }
        events.push_back(event_of("draw", at, draw_lasts_ms, kiosk_code));
        events.back().summary = title;
        events.back().cancelled = true;
    }
}

}  // namespace

const char* why_not_programme(const std::vector<Evening>& week) {
    return week.size() <= evenings_most && std::ranges::all_of(week, is_sound) ? nullptr : "programme";
}

std::vector<ProgrammeItem> programme_of_day(const std::vector<Evening>& week, Timestamp now, const Zone& zone) {
    CivilTime day = zone.to_civil(now);
    std::vector<ProgrammeItem> items;
    for (const auto& evening : week) {
        if (evening.weekday != day.weekday) continue;
        day.hour = evening.minute / 60, day.minute = evening.minute % 60, day.second = 0;
        items.push_back({zone.to_time(day), evening.title, evening.text});
    }
    std::ranges::stable_sort(items, {}, &ProgrammeItem::at);
    return items;
}

std::string calendar_feed(const Settings& settings, std::string_view kiosk_code, std::string_view draw_title,
                          Timestamp now, int days, const Zone& zone, const std::vector<Timestamp>& cancelled) {
    std::vector<CalendarEvent> events;
    const auto until = now + days * day_ms;
    if (const auto schedule = Schedule::parse(settings.draw_rule, zone, {0}); schedule && !settings.prizes.empty()) {
        for (const auto at : schedule->next(now, static_cast<std::size_t>(days) * 2)) {
            if (at > until) break;
            events.push_back(event_of("draw", at, draw_lasts_ms, kiosk_code));
            events.back().summary = draw_title;
        }
    }
    add_cancelled(events, cancelled, now, draw_title, kiosk_code);
    for (int i = 0; i < days; ++i) {
        for (const auto& item : programme_of_day(settings.programme, now + i * day_ms, zone)) {
            events.push_back(event_of("evening", item.at, evening_lasts_ms, kiosk_code));
            events.back().summary = item.title;
            events.back().description = item.text;
        }
    }
    return ics_of(settings.shop, events, now);
}

}  // namespace xiaoer
