#include "domain/draw_series.h"

#include "base/text.h"
#include "domain/instant.h"

#include <algorithm>
#include <cstdio>
#include <set>

namespace xiaoer {
namespace {

constexpr std::string_view usual_throws = "one die thrown ten times on video by two customers";
constexpr std::int64_t prize_units_max = 10'000;
constexpr std::size_t series_most = 24;
constexpr std::size_t dates_most = 400;
constexpr std::size_t name_most_points = 40;
// drand's chain "quicknet" (League of Entropy): its hash, the time of its first round and how often one comes.
constexpr std::string_view quicknet = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
constexpr std::int64_t quicknet_genesis_s = 1'692'803'367;
constexpr std::int64_t quicknet_period_s = 3;

bool is_series_id(std::string_view id) {
    return !id.empty() && id.size() <= 24 && id != main_series &&
           std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool are_dates(const std::vector<std::string>& dates) {
    return dates.size() <= dates_most &&
           std::ranges::all_of(dates, [](const auto& date) { return date_from_text(date).has_value(); });
}

Timestamp start_of(const DrawSeries& series, const Zone& zone) {
    const auto date = date_from_text(series.starts);
    return date ? zone.to_time(*date) : Timestamp{0};
}

bool is_left_out(Timestamp show, const DrawSeries& series, const Settings& settings, const Zone& zone) {
    const auto date = iso_date(zone.to_civil(show));
    const auto names = [&date](const std::vector<std::string>& dates) {
        return std::ranges::find(dates, date) != dates.end();
    };
    return names(series.except) || names(settings.days_off);
}

const char* why_not_prizes(const std::vector<PrizeOffer>& prizes, const Settings& settings) {
    for (const auto& prize : prizes) {
        const bool counted = prize.quantity >= 1 && prize.quantity <= prize_units_max;
        if (clean_text(prize.name, name_most_points).empty() || !counted || prize.value_minor < 0) return "prizes";
    }
    return above_cap(prizes, settings) ? "top_prize_cap" : nullptr;
}

// A list is locked, thrown for and read out before the next one: two hours at the least.
constexpr std::int64_t apart_ms = 2 * hour_ms;
constexpr std::size_t looked_ahead = 16;

bool leaves_time(const Schedule& schedule, Timestamp after) {
    const auto shows = schedule.next(after, looked_ahead);
    return std::ranges::adjacent_find(shows, [](Timestamp a, Timestamp b) { return b.ms - a.ms < apart_ms; }) ==
           shows.end();
}

const char* why_not_series(const DrawSeries& series, const Settings& settings, const Zone& zone) {
    const auto schedule = Schedule::parse(series.rule, zone, start_of(series, zone));
    if (!schedule || !leaves_time(*schedule, start_of(series, zone))) return "draw_rule";
    if (!series.starts.empty() && !date_from_text(series.starts)) return "series";
    if (!are_dates(series.except)) return "days_off";
    if (series.close_before_ms < 0 || series.close_before_ms > 7 * day_ms) return "close_before";
    if (!series.interest.empty() && std::ranges::find(settings.interests, series.interest) == settings.interests.end())
        return "series";
    if (series.entropy == EntropyKind::lottery && clean_text(settings.lottery, name_most_points).empty())
        return "lottery";
    return why_not_prizes(series.prizes, settings);
}

const char* why_not_instant(const InstantRule& rule) {
    if (!rule.on && rule.prizes.empty()) return nullptr;
    const bool named = std::ranges::all_of(
        rule.prizes, [](const auto& prize) { return clean_text(prize.name, name_most_points) == prize.name; });
    return rule.above_minor >= 1 && named && check_instant_prizes(rule.prizes) ? nullptr : "instant";
}

}  // namespace

std::vector<DrawSeries> all_series(const Settings& settings) {
    std::vector<DrawSeries> all;
    all.push_back({std::string(main_series),
                   "",
                   settings.draw_rule,
                   "",
                   {},
                   settings.draw_form,
                   settings.close_before_ms,
                   settings.prizes,
                   "",
                   settings.draw_entropy,
                   settings.unclaimed});
    all.insert(all.end(), settings.series.begin(), settings.series.end());
    return all;
}

std::int64_t locks_before_ms(DrawForm form, std::int64_t close_before_ms) {
    return form == DrawForm::staffed ? 0 : close_before_ms;
}

std::optional<CivilTime> date_from_text(std::string_view text) {
    CivilTime date;
    int read = 0;
    const std::string copy(text);
    if (copy.size() != 10 ||
        std::sscanf(copy.c_str(), "%4d-%2d-%2d%n", &date.year, &date.month, &date.day, &read) != 3 || read != 10 ||
        date.year < 1970 || date.month < 1 || date.month > 12 || date.day < 1)
        return std::nullopt;
    // A day that the month has not would be another's: the 31st of June is the 1st of July.
    static const auto utc = Zone::named("UTC").value();
    return iso_date(utc.to_civil(utc.to_time(date))) == copy ? std::optional(date) : std::nullopt;
}

bool above_cap(const std::vector<PrizeOffer>& prizes, const Settings& settings) {
    const auto cap = settings.top_prize_max_minor;
    return cap > 0 && std::ranges::any_of(prizes, [cap](const auto& prize) { return prize.value_minor > cap; });
}

const char* why_not_draws(const Settings& settings, const Zone& zone) {
    if (!are_dates(settings.days_off)) return "days_off";
    if (settings.series.size() > series_most) return "series";
    if (settings.lottery_digits < min_lottery_digits || settings.lottery_digits > 40) return "lottery";
    if (settings.top_prize_max_minor < 0) return "top_prize_cap";
    std::set<std::string_view> ids;
    for (const auto& series : settings.series) {
        if (!is_series_id(series.id) || !ids.insert(series.id).second) return "series";
        if (clean_text(series.name, name_most_points) != series.name || series.name.empty()) return "series";
    }
    for (const auto& series : all_series(settings)) {
        if (const char* why = why_not_series(series, settings, zone)) return why;
    }
    return why_not_instant(settings.instant);
}

Result<std::vector<Timestamp>> shows_after(const DrawSeries& series, const Settings& settings, const Zone& zone,
                                           Timestamp after, std::size_t count) {
    XIAOER_TRY_ASSIGN(const auto schedule, Schedule::parse(series.rule, zone, start_of(series, zone)));
    // No more dates can be left out than are named, and a day may have several shows.
    const auto most = count + (series.except.size() + settings.days_off.size()) * 24;
    std::vector<Timestamp> shows;
    for (const auto show : schedule.next(after, series.except.empty() && settings.days_off.empty() ? count : most)) {
        if (shows.size() == count) break;
        if (!is_left_out(show, series, settings, zone)) shows.push_back(show);
    }
    return shows;
}

Result<std::optional<Timestamp>> newest_missed(const DrawSeries& series, const Settings& settings, const Zone& zone,
                                               Timestamp since, Timestamp now) {
    const auto before = locks_before_ms(series.form, series.close_before_ms);
    const auto from = std::max(since, now - make_up_within_ms);
    constexpr std::size_t in_a_week = 7 * 24;
    XIAOER_TRY_ASSIGN(const auto shows, shows_after(series, settings, zone, from + before, in_a_week));
    std::optional<Timestamp> missed;
    for (const auto show : shows) {
        if (show - before <= now) missed = show;
    }
    return missed;
}

Result<std::optional<Timestamp>> made_up_at(const DrawSeries& series, const Settings& settings, const Zone& zone,
                                            Timestamp missed, Timestamp now) {
    const auto before = locks_before_ms(series.form, series.close_before_ms);
    auto show = zone.to_civil(missed);
    const auto held = [&](const CivilTime& day) {
        CivilTime at = day;
        at.hour = show.hour, at.minute = show.minute, at.second = show.second;
        return zone.to_time(at);
    };
    CivilTime day = zone.to_civil(now);
    while (held(day) - before < now + make_up_lead_ms || is_left_out(held(day), series, settings, zone)) {
        day.hour = 12;
        day = zone.to_civil(zone.to_time(day) + day_ms);
        if (zone.to_time(day) > now + 2 * make_up_within_ms) return std::optional<Timestamp>{};
    }
    XIAOER_TRY_ASSIGN(const auto next, shows_after(series, settings, zone, now, 1));
    if (!next.empty() && next.front() <= held(day)) return std::optional<Timestamp>{};
    return std::optional(held(day));
}

Entropy entropy_for(EntropyKind kind, const Settings& settings, Timestamp draws_at, const Zone& zone) {
    switch (kind) {
        case EntropyKind::dice: break;
        case EntropyKind::lottery:
            return LotteryEntropy{settings.lottery_digits, iso_date(zone.to_civil(draws_at)), settings.lottery};
        case EntropyKind::drand: {
            const auto at_s = (draws_at.ms + minute_ms) / 1000;
            const auto round = std::max<std::int64_t>(0, at_s - quicknet_genesis_s) / quicknet_period_s + 1;
            return DrandEntropy{std::string(quicknet), round + 1};
        }
    }
    return DiceEntropy{std::string(usual_throws), min_dice_throws};
}

}  // namespace xiaoer
