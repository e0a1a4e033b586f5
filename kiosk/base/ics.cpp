#include "base/ics.h"

#include <libical/ical.h>

#include <cstdlib>
#include <memory>

namespace xiaoer {
namespace {

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

icaltimetype utc(Timestamp time) {
    return icaltime_from_timet_with_zone(static_cast<time_t>(time.ms / 1000), 0, icaltimezone_get_utc_timezone());
}

icalcomponent* component_of(const CalendarEvent& event, Timestamp now) {
    icalcomponent* component = icalcomponent_new_vevent();
    const auto add = [component](icalproperty* property) { icalcomponent_add_property(component, property); };
    add(icalproperty_new_uid(event.uid.c_str()));
    add(icalproperty_new_dtstamp(utc(now)));
    add(icalproperty_new_dtstart(utc(event.starts)));
    add(icalproperty_new_dtend(utc(event.starts + event.lasts_ms)));
    add(icalproperty_new_summary(event.summary.c_str()));
    // A higher SEQUENCE tells a phone that what it has is older (RFC 5545 §3.8.7.4).
    add(icalproperty_new_sequence(event.cancelled ? 1 : 0));
    add(icalproperty_new_status(event.cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    if (!event.description.empty()) add(icalproperty_new_description(event.description.c_str()));
    return component;
}

}  // namespace

std::string ics_of(std::string_view name, const std::vector<CalendarEvent>& events, Timestamp now) {
    const Component calendar(icalcomponent_new_vcalendar());
    const auto add = [&calendar](icalproperty* property) { icalcomponent_add_property(calendar.get(), property); };
    add(icalproperty_new_version("2.0"));
    add(icalproperty_new_prodid("-//Xiaoer//kiosk//EN"));
    icalproperty* shown = icalproperty_new_x(std::string(name).c_str());
    icalproperty_set_x_name(shown, "X-WR-CALNAME");
    add(shown);
    for (const auto& event : events) icalcomponent_add_component(calendar.get(), component_of(event, now));
    const std::unique_ptr<char, decltype(&std::free)> text(icalcomponent_as_ical_string_r(calendar.get()), std::free);
    return text.get();
}

}  // namespace xiaoer
