// What a merchant sets about draws beside the published format: several series at once, their forms, where their
// public value comes from, what becomes of unclaimed prizes; and the scratch card at the counter. Values; any thread.
#pragma once

#include "domain/prize.h"

#include <cstdint>
#include <string>
#include <vector>

namespace xiaoer {

enum class DrawForm { staffed, closed_shop, online };
[[nodiscard]] constexpr auto names_of(DrawForm) {
    return std::array<std::string_view, 3>{"staffed", "closed_shop", "online"};
}

// Where the public value comes from (domain/draw_announcement.h has each in full).
enum class EntropyKind { dice, lottery, drand };
[[nodiscard]] constexpr auto names_of(EntropyKind) {
    return std::array<std::string_view, 3>{"dice", "lottery", "drand"};
}

// What becomes of a prize that nobody fetched: into the next draw for everybody, or drawn again over the same list.
enum class UnclaimedRule { next_draw, redraw };
[[nodiscard]] constexpr auto names_of(UnclaimedRule) { return std::array<std::string_view, 2>{"next_draw", "redraw"}; }

// One row of draws that come by themselves. The shop's own series stands in Settings; these come beside it.
struct DrawSeries {
    std::string id;                   // [a-z0-9_]{1,24}, for life: an occurrence is announced once under it
    std::string name;                 // as people call it: "厨友会加场"
    std::string rule;                 // RFC 5545; the hour of the show
    std::string starts;               // "2026-11-21": the phase of INTERVAL; "" for a rule that has none
    std::vector<std::string> except;  // dates left out
    DrawForm form = DrawForm::closed_shop;
    std::int64_t close_before_ms = 90 * minute_ms;  // the list locks this long before the show, but for staffed
    std::vector<PrizeOffer> prizes;
    std::string interest;  // a key of Settings::interests: only that group's; "" for everybody
    EntropyKind entropy = EntropyKind::dice;
    UnclaimedRule unclaimed = UnclaimedRule::next_draw;

    XIAOER_FIELDS(visit("id", self.id); visit("name", self.name); visit("rule", self.rule);
                  visit("starts", self.starts); visit("except", self.except); visit("form", self.form);
                  visit("close_before_ms", self.close_before_ms); visit("prizes", self.prizes);
                  visit("interest", self.interest); visit("entropy", self.entropy); visit("unclaimed", self.unclaimed);)
    friend bool operator==(const DrawSeries&, const DrawSeries&) = default;
};
// The id of the shop's own series.
inline constexpr std::string_view main_series = "main";

// What was fixed with an announcement though the published format has no place for it. Stands beside it in the fact.
struct DrawTerms {
    std::string series;  // "" for a draw announced by hand
    std::string name;
    Timestamp occurrence;  // of the series' rule; the show of one by hand
    DrawForm form = DrawForm::staffed;
    std::string interest;
    UnclaimedRule unclaimed = UnclaimedRule::next_draw;
    bool late = false;  // made up for: its own hour had passed unannounced
    XIAOER_FIELDS(visit("series", self.series); visit("name", self.name); visit("occurrence", self.occurrence);
                  visit("form", self.form); visit("interest", self.interest); visit("unclaimed", self.unclaimed);
                  visit("late", self.late);)
    friend bool operator==(const DrawTerms&, const DrawTerms&) = default;
};

// ---- the scratch card at the counter (domain/instant.h) ---------------------------------------------------

struct InstantPrize {
    std::string name;
    std::int64_t value_minor = 0;
    std::int64_t of_10000 = 0;  // so many plays of ten thousand win it
    std::int64_t stock = 0;     // a day; a play that hits it afterwards wins nothing
    XIAOER_FIELDS(visit("name", self.name); visit("value_minor", self.value_minor); visit("of_10000", self.of_10000);
                  visit("stock", self.stock);)
    friend bool operator==(const InstantPrize&, const InstantPrize&) = default;
};
enum class InstantLook { card, wheel };
[[nodiscard]] constexpr auto names_of(InstantLook) { return std::array<std::string_view, 2>{"card", "wheel"}; }

struct InstantRule {
    bool on = false;
    std::int64_t above_minor = 10000;  // a purchase of at least this plays once
    InstantLook look = InstantLook::card;
    std::vector<InstantPrize> prizes;  // at most 12
    XIAOER_FIELDS(visit("on", self.on); visit("above_minor", self.above_minor); visit("look", self.look);
                  visit("prizes", self.prizes);)
    friend bool operator==(const InstantRule&, const InstantRule&) = default;
};

}  // namespace xiaoer
