// Facts about the life of a draw after its list, and about the scratch card at the counter. Part of domain/fact.h,
// which has the whole list; include that. Values; any thread.
#pragma once

#include "domain/draw_picks.h"
#include "domain/draw_terms.h"
#include "domain/fact_ref.h"
#include "domain/people.h"
#include "domain/staff.h"

#include <optional>
#include <vector>

namespace xiaoer {

// Who read the public value off the dice and who confirmed it; written right before what it settles.
struct DrawValueEntered {
    static constexpr std::string_view kind = "draw.value_entered";
    std::string draw;
    std::int64_t round = 0;  // 0: the settlement
    std::string value;
    std::optional<StaffId> entered_by;
    std::optional<StaffId> confirmed_by;  // another than entered it; empty in a shop of one
    XIAOER_FIELDS(visit("draw", self.draw); visit("round", self.round); visit("value", self.value);
                  visit("entered_by", self.entered_by); visit("confirmed_by", self.confirmed_by);)
};
// Unclaimed units are to be drawn again over the same list (DESIGN §4.6). Written right after the draw.unclaimed.
struct DrawRoundAnnounced {
    static constexpr std::string_view kind = "draw.round_announced";
    std::string draw;
    std::int64_t round = 1;
    RoundHead head;
    XIAOER_FIELDS(visit("draw", self.draw); visit("round", self.round); visit("head", self.head);)
};
struct DrawRoundSettled {
    static constexpr std::string_view kind = "draw.round_settled";
    std::string draw;
    std::int64_t round = 1;
    Hash head{};  // round_head_hash: of the head that these picks follow from
    std::string entropy_value;
    std::vector<Pick> picks;
    XIAOER_FIELDS(visit("draw", self.draw); visit("round", self.round); visit("head", self.head);
                  visit("entropy_value", self.entropy_value); visit("picks", self.picks);)
};
struct PrizeSubstituted {  // its stock ran out: the winner gets this in its place, worth no less
    static constexpr std::string_view kind = "prize.substituted";
    UnitId unit;
    std::string prize;
    std::int64_t value_minor = 0;
    StaffId manager;
    XIAOER_FIELDS(visit("unit", self.unit); visit("prize", self.prize); visit("value_minor", self.value_minor);
                  visit("manager", self.manager);)
};

// ---- the scratch card -------------------------------------------------------------------------------------

struct InstantOpened {  // each morning, before the first play
    static constexpr std::string_view kind = "instant.opened";
    std::int64_t day = 0;  // business day (domain/rules.h)
    Hash commitment{};
    std::vector<InstantPrize> prizes;
    std::int64_t above_minor = 0;
    std::string shop;
    XIAOER_FIELDS(visit("day", self.day); visit("commitment", self.commitment); visit("prizes", self.prizes);
                  visit("above_minor", self.above_minor); visit("shop", self.shop);)
};
struct InstantPlayedFact {
    static constexpr std::string_view kind = "instant.played";
    std::int64_t day = 0;
    std::int64_t play = 1;  // without gaps from 1 each day
    FactRef purchase;
    std::string digits;       // four, typed by the customer
    std::int64_t prize = -1;  // index into the day's prizes; −1: nothing
    XIAOER_FIELDS(visit("day", self.day); visit("play", self.play); visit("purchase", self.purchase);
                  visit("digits", self.digits); visit("prize", self.prize);)
};
struct InstantHandedOver {
    static constexpr std::string_view kind = "instant.handed_over";
    std::int64_t day = 0;
    std::int64_t play = 1;
    StaffId clerk;
    XIAOER_FIELDS(visit("day", self.day); visit("play", self.play); visit("clerk", self.clerk);)
};
struct InstantRevealed {  // the next morning
    static constexpr std::string_view kind = "instant.revealed";
    DeviceId device;  // whose day it was: this one, or one that it succeeded
    std::int64_t day = 0;
    DrawSeed seed{};
    XIAOER_FIELDS(visit("device", self.device); visit("day", self.day); visit("seed", self.seed);)
};

}  // namespace xiaoer
