// When draws come by themselves: the shop's series, their occurrences without the days left out, and what becomes of
// one that was missed. Pure; any thread.
//
// The rule of missed draws, as the boss's page and the README tell it: an occurrence that nobody could announce in time
// (the kiosk was off, or its clock was not believed) is made up for at the same hour of the next day that leaves two
// hours until its list locks. Only the newest one of a series that was missed, only within a week, and only when that
// is before the series' next show: else that one takes its place. Nothing is ever announced twice, and nothing that
// was cancelled comes back.
//
// A ticket is used once, in the first list that locks and takes its holder: a draw for one interest group takes the
// tickets of that group's members and nobody else's.
#pragma once

#include "base/calendar.h"
#include "domain/draw_announcement.h"
#include "domain/settings.h"

#include <optional>

namespace xiaoer {

// The shop's own series first (domain/draw_terms.h main_series), then those beside it.
[[nodiscard]] std::vector<DrawSeries> all_series(const Settings& settings);
// How long before the show the list locks: a staffed draw locks when it begins.
[[nodiscard]] std::int64_t locks_before_ms(DrawForm form, std::int64_t close_before_ms);

// "2026-10-01". Nothing for any other text, or a day that no month has.
[[nodiscard]] std::optional<CivilTime> date_from_text(std::string_view text);

// nullptr, or why these settings cannot be: "draw_rule", "series", "days_off", "prizes", "top_prize_cap", "lottery",
// "close_before", "instant".
[[nodiscard]] const char* why_not_draws(const Settings& settings, const Zone& zone);
[[nodiscard]] bool above_cap(const std::vector<PrizeOffer>& prizes, const Settings& settings);

// The first `count` shows strictly after `after`, without the dates left out. Errors: invalid, of a rule that cannot be
// read.
[[nodiscard]] Result<std::vector<Timestamp>> shows_after(const DrawSeries& series, const Settings& settings,
                                                         const Zone& zone, Timestamp after, std::size_t count);

inline constexpr std::int64_t make_up_within_ms = 7 * day_ms;
inline constexpr std::int64_t make_up_lead_ms = 2 * hour_ms;
// The newest show whose list should have locked after `since` and by `now`. Nothing when there is none within a week.
[[nodiscard]] Result<std::optional<Timestamp>> newest_missed(const DrawSeries& series, const Settings& settings,
                                                             const Zone& zone, Timestamp since, Timestamp now);
// When a missed show is held. Nothing when the next regular one takes its place.
[[nodiscard]] Result<std::optional<Timestamp>> made_up_at(const DrawSeries& series, const Settings& settings,
                                                          const Zone& zone, Timestamp missed, Timestamp now);

// Where the public value of a draw will come from, whose show is at `draws_at`: ten throws of a die; the first issue of
// the shop's lottery from that day on; the first drand round a minute after the show (quicknet: one every 3 s).
[[nodiscard]] Entropy entropy_for(EntropyKind kind, const Settings& settings, Timestamp draws_at, const Zone& zone);

}  // namespace xiaoer
