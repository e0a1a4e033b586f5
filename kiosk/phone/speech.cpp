#include "phone/speech.h"

#include "base/text.h"
#include "embedded/phone_strings.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

// Calendar weeks begin on Monday: "next week" is a matter of weeks, not of seven days.
std::int64_t week_number(std::int64_t day) { return (day + 3) / 7; }

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string_view part_of_rule(std::string_view rule, std::string_view name) {
    const auto at = rule.find(name);
    if (at == rule.npos) return {};
    const auto value = rule.substr(at + name.size());
    return value.substr(0, value.find(';'));
}

}  // namespace

const Strings& strings_of(Language language) {
    const auto read = [](std::string_view json) { return Strings::parse(json).value(); };
    static const std::array<Strings, 3> all{read(embedded::phone_zh_Hans_json()), read(embedded::phone_zh_Hant_json()),
                                            read(embedded::phone_en_json())};
    return all[static_cast<std::size_t>(language)];
}

std::optional<Language> language_from_tag(std::string_view tag) {
    const auto says = [tag](std::string_view start) {
        return tag.starts_with(start) && (tag.size() == start.size() || tag[start.size()] == '-');
    };
    for (const auto* traditional : {"zh-Hant", "zh-TW", "zh-HK", "zh-MO", "zh-tw", "zh-hk"}) {
        if (says(traditional)) return Language::hant;
    }
    if (says("zh")) return Language::hans;
    if (says("en")) return Language::en;
    return std::nullopt;
}

std::optional<Language> language_from_header(std::string_view accept_language) {
    while (!accept_language.empty()) {
        const auto comma = std::min(accept_language.find(','), accept_language.size());
        const auto entry = accept_language.substr(0, comma);
        if (const auto language = language_from_tag(trim(entry.substr(0, entry.find(';'))))) return language;
        accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
    }
    return std::nullopt;
}

std::string Speech::weekday(int weekday) const { return strings()["phone.weekday." + std::to_string(weekday)]; }

std::string Speech::clock(Timestamp time) const {
    const auto text = iso_date_time(zone_.to_civil(time));
    return text.substr(text.find('T') + 1, 5);
}

std::string Speech::date(Timestamp time) const {
    const auto civil = zone_.to_civil(time);
    return strings().fill("phone.time.date", {{"month", strings()["phone.month." + std::to_string(civil.month)]},
                                              {"day", std::to_string(civil.day)},
                                              {"weekday", weekday(civil.weekday)}});
}

std::string Speech::day(Timestamp time, Timestamp now) const {
    const auto civil = zone_.to_civil(time);
    const auto then = day_number(civil);
    const auto today = day_number(zone_.to_civil(now));
    const auto weeks = week_number(then) - week_number(today);
    if (then == today) return strings()["phone.time.today"];
    if (then == today + 1) return strings()["phone.time.tomorrow"];
    if (then == today - 1) return strings()["phone.time.yesterday"];
    if (then > today && weeks == 0) return weekday(civil.weekday);
    if (weeks == 1) return strings().fill("phone.time.next_week", {{"day", weekday(civil.weekday)}});
    return date(time);
}

std::string Speech::hour(const CivilTime& civil) const {
    const int twelve = civil.hour % 12 == 0 ? 12 : civil.hour % 12;
    const auto part = civil.hour < 5    ? "small_hours"
                      : civil.hour < 12 ? "morning"
                      : civil.hour < 13 ? "noon"
                      : civil.hour < 18 ? "afternoon"
                                        : "evening";
    const auto clock = civil.minute == 0 ? strings()["phone.hour." + std::to_string(twelve)]
                                         : std::to_string(twelve) + ":" + two_digits(civil.minute);
    return strings().fill("phone.time." + std::string(part), {{"hour", clock}});
}

std::string Speech::day_and_hour(Timestamp time, Timestamp now) const {
    return strings().fill("phone.time.at", {{"day", day(time, now)}, {"hour", hour(zone_.to_civil(time))}});
}

std::string Speech::days_of_rule(std::string_view draw_rule) const {
    constexpr std::array<std::string_view, 7> names{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    if (part_of_rule(draw_rule, "FREQ=") != "WEEKLY") return "";
    auto days = part_of_rule(draw_rule, "BYDAY=");
    std::string spoken;
    while (!days.empty()) {
        const auto comma = std::min(days.find(','), days.size());
        const auto found = std::ranges::find(names, days.substr(0, comma));
        if (found == names.end()) return "";
        if (!spoken.empty()) spoken += strings()["phone.time.and"];
        spoken += strings()["phone.days." + std::to_string(found - names.begin())];
        days.remove_prefix(std::min(comma + 1, days.size()));
    }
    return spoken;
}

}  // namespace xiaoer::phone
