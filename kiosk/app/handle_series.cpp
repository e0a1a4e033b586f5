// When a series of draws is due: its next show, or one that was missed (domain/draw_series.h has the rule).
#include "app/handling.h"
#include "base/text.h"
#include "domain/draw_series.h"
#include "store/draws.h"
#include "store/facts.h"
#include "store/local.h"

namespace xiaoer {
namespace {

// How many shows ahead a clock that was put back may have announced already.
constexpr std::size_t shows_looked_at = 40;

std::string since_name(const DrawSeries& series) { return "series_since:" + series.id; }

// What makes it another series than before: its missed shows would be made up.
// One without prizes holds no draws, and begins when it has some.
std::string rule_of(const DrawSeries& series) {
    return series.prizes.empty() ? "none" : series.rule + "|" + series.starts;
}

}  // namespace

Result<Timestamp> series_since(Handling& now, const DrawSeries& series) {
    XIAOER_TRY_ASSIGN(const auto kept, local_value(now.db(), since_name(series)));
    const std::string rule = rule_of(series);
    const bool known = kept && kept->size() > rule.size() && kept->ends_with(" " + rule);
    Timestamp since = now.now();
    if (known) {
        XIAOER_TRY_ASSIGN(const auto first_seen_ms, local_number(now.db(), since_name(series)));
        since = {first_seen_ms};
    } else {
        XIAOER_TRY(set_local_value(now.db(), since_name(series), std::to_string(since.ms) + " " + rule));
        now.written = true;
    }
    // A ledger that was put back, or that a successor took over, does not know what was held in between.
    XIAOER_TRY_ASSIGN(const auto reconciled, reconciled_at(now));
    XIAOER_TRY_ASSIGN(const auto born, time_of_first_fact(now.db(), now.store().device()));
    return std::max({since, reconciled, born.value_or(Timestamp{})});
}

Result<std::optional<NextShow>> next_show(Handling& now, const DrawSeries& series, Timestamp since) {
    XIAOER_TRY_ASSIGN(const auto missed, newest_missed(series, now.settings, now.zone, since, now.now()));
    if (missed) {
        XIAOER_TRY_ASSIGN(const bool held, is_announced(now.db(), series.id, *missed));
        XIAOER_TRY_ASSIGN(const auto at, made_up_at(series, now.settings, now.zone, *missed, now.now()));
        if (!held && at) return std::optional(NextShow{*at, *missed, true});
    }
    const auto before = locks_before_ms(series.form, series.close_before_ms);
    XIAOER_TRY_ASSIGN(const auto shows,
                      shows_after(series, now.settings, now.zone, now.now() + before + minute_ms, shows_looked_at));
    for (const auto show : shows) {
        XIAOER_TRY_ASSIGN(const bool held, is_announced(now.db(), series.id, show));
        if (!held) return std::optional(NextShow{show, show, false});
    }
    return std::optional<NextShow>{};
}

Result<bool> is_of_group(Handling& now, const MemberId& member, std::string_view interest) {
    if (interest.empty()) return true;
    XIAOER_TRY_ASSIGN(const auto interests, personal(now.vault, member, "interests"));
    const std::string all = "," + interests + ",";
    return all.find("," + std::string(interest) + ",") != std::string::npos;
}

}  // namespace xiaoer
