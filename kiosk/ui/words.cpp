#include "ui/words.h"

#include "base/money.h"

#include <charconv>

namespace xiaoer::ui {
namespace {

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

// Calendar weeks begin on Monday: what is "next week" is a matter of weeks, not of seven days.
std::int64_t week_number(std::int64_t day) { return (day + 3) / 7; }

int weekday_of(std::string_view name) {
    constexpr std::array<std::string_view, 7> names{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    const auto* const found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

// A headline in a Latin script begins with a capital; ideographs have none.
std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string_view part_of_rule(std::string_view rule, std::string_view name) {
    const auto at = rule.find(name);
    if (at == std::string_view::npos) return {};
    const auto value = rule.substr(at + name.size());
    return value.substr(0, value.find(';'));
}

}  // namespace

std::string Words::weekday_name(int weekday) const { return (*this)("day." + std::to_string(weekday)); }

std::string Words::weekday(Timestamp time) const { return weekday_name(zone_.to_civil(time).weekday); }

std::string Words::date(const CivilTime& civil) const {
    return (*this)("time.date",
                   {{"month", (*this)("month." + std::to_string(civil.month))}, {"day", std::to_string(civil.day)}});
}

std::string Words::full_date(Timestamp time) const {
    const auto civil = zone_.to_civil(time);
    return (*this)("time.full_date", {{"year", std::to_string(civil.year)},
                                      {"date", date(civil)},
                                      {"weekday", weekday_name(civil.weekday)},
                                      {"time", clock(time)}});
}

std::string Words::day(Timestamp time, Timestamp now) const {
    const auto civil = zone_.to_civil(time);
    const auto then = day_number(civil), today = day_number(zone_.to_civil(now));
    if (then == today) return (*this)("time.today");
    if (then == today + 1) return (*this)("time.tomorrow");
    // English says "Tuesday" of the coming seven days; Chinese says which week it falls in.
    if (language_ == Language::en && then > today && then < today + 7) return weekday_name(civil.weekday);
    const auto weeks = week_number(then) - week_number(today);
    if (then > today && weeks == 0) return weekday_name(civil.weekday);
    if (weeks == 1) return (*this)("time.next_week", {{"day", weekday_name(civil.weekday)}});
    return date(civil);
}

std::string Words::at(std::string day, Timestamp time) const {
    const auto civil = zone_.to_civil(time);
    return (*this)("time.at", {{"day", std::move(day)}, {"hour", hour_words(civil.hour, civil.minute)}});
}

std::string Words::deadline(Timestamp time, Timestamp now) const {
    const auto civil = zone_.to_civil(time);
    if (day_number(civil) == day_number(zone_.to_civil(now)) && civil.hour >= 18)
        return (*this)("time.tonight", {{"hour", hour_words(civil.hour, civil.minute)}});
    return at(day(time, now), time);
}

std::string Words::when(Timestamp time, Timestamp now) const {
    const auto civil = zone_.to_civil(time);
    const auto days = day_number(civil) - day_number(zone_.to_civil(now));
    const auto with_weekday = [&](std::string first) {
        return at((*this)("time.with_weekday", {{"day", std::move(first)}, {"weekday", weekday_name(civil.weekday)}}),
                  time);
    };
    if (days == 1) return capital(with_weekday((*this)("time.tomorrow")));
    if (days == 2 && language_ != Language::en) return with_weekday((*this)("time.after_tomorrow"));
    if (days > 13 || days < 0) return with_weekday(date(civil));
    return capital(deadline(time, now));
}

std::string Words::hour_words(int hour, int minute) const {
    const int twelve = hour % 12 == 0 ? 12 : hour % 12;
    if (language_ == Language::en)
        return std::to_string(twelve) + (minute == 0 ? "" : ":" + two_digits(minute)) + (hour < 12 ? " am" : " pm");
    const char* period = hour < 5    ? "time.small_hours"
                         : hour < 9  ? "time.morning"
                         : hour < 12 ? "time.forenoon"
                         : hour < 13 ? "time.noon"
                         : hour < 18 ? "time.afternoon"
                                     : "time.evening";
    const std::string spoken = (*this)(period) + (*this)("hour." + std::to_string(hour == 0 ? 0 : twelve));
    if (minute == 0) return spoken;
    if (minute == 30) return spoken + (*this)("time.half");
    return (*this)(period) + std::to_string(twelve) + ":" + two_digits(minute);
}

std::string Words::clock(Timestamp time) const {
    const auto civil = zone_.to_civil(time);
    return std::to_string(civil.hour) + ":" + two_digits(civil.minute);
}

std::string Words::ago(Timestamp time, Timestamp now) const {
    const auto passed = now - time;
    if (passed >= hour_ms || passed < -minute_ms) return clock(time);
    if (passed < minute_ms) return (*this)("time.just_now");
    return (*this)("time.minutes_ago", {{"n", std::to_string(passed / minute_ms)}});
}

std::string Words::rule(std::string_view draw_rule) const {
    const auto hour_text = part_of_rule(draw_rule, "BYHOUR=");
    int hour = 0;
    const auto read = std::from_chars(hour_text.data(), hour_text.data() + hour_text.size(), hour);
    if (read.ec != std::errc{} || read.ptr != hour_text.data() + hour_text.size() || hour < 0 || hour > 23) return "";
    auto days = part_of_rule(draw_rule, "BYDAY=");
    if (part_of_rule(draw_rule, "FREQ=") != "WEEKLY" || days.empty()) return "";
    std::string spoken;
    while (!days.empty()) {
        const auto comma = days.find(',');
        const int weekday = weekday_of(days.substr(0, comma));
        if (weekday < 0) return "";
        if (!spoken.empty()) spoken += (*this)("time.and");
        spoken += (*this)("days." + std::to_string(weekday));
        days = comma == days.npos ? std::string_view{} : days.substr(comma + 1);
    }
    return (*this)("time.at", {{"day", spoken}, {"hour", hour_words(hour, 0)}});
}

std::string Words::countdown(Timestamp time, Timestamp now) {
    const auto left = time - now;
    if (left <= 0 || left > countdown_ms) return "";
    const auto seconds = static_cast<int>((left + second_ms - 1) / second_ms);
    return std::to_string(seconds / 60) + ":" + two_digits(seconds % 60);
}

int Words::last_seconds(Timestamp time, Timestamp now) {
    const auto left = time - now;
    return left <= 0 || left > 10 * second_ms ? 0 : static_cast<int>((left + second_ms - 1) / second_ms);
}

std::string Words::money(std::int64_t amount_minor) const { return format_money(amount_minor, currency_); }

std::string Words::sum(std::int64_t amount_minor) const {
    const bool yuan = currency_ == "CNY" && language_ != Language::en;
    std::string text = yuan ? format_amount(amount_minor, currency_) : format_money(amount_minor, currency_);
    const auto point = text.find('.');
    if (point != text.npos && text.find_first_not_of('0', point + 1) == text.npos) text.resize(point);
    return yuan ? (*this)("money.yuan", {{"n", text}}) : text;
}

std::string Words::tier(std::int64_t index) const {
    const std::string key = "tier." + std::to_string(index + 1);
    return has(key) ? (*this)(key) : (*this)("tier.more", {{"n", std::to_string(index + 1)}});
}

}  // namespace xiaoer::ui
