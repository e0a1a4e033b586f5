// Commands about the life of a draw after its list is locked, and about the scratch card. Part of app/command.h;
// include that.
//
// A public value counts once and for ever, so on phones it takes two people: one reads it off the dice (EnterValue,
// which may be said again as long as nobody has confirmed), another says that it is what the dice show (ConfirmValue).
// A lottery's number or a drand round is public: there the same person may confirm, after a second look. Neither is
// heard before the list is locked, nor after the value counts.
#pragma once

#include "app/session_id.h"
#include "base/codec.h"
#include "domain/prize.h"

#include <optional>
#include <string>

namespace xiaoer {

struct EnterValue {
    static constexpr std::string_view kind = "enter_value";
    std::string draw;
    std::int64_t round = 0;  // 0: the settlement; else the round in which unclaimed prizes are drawn again
    std::string value;
    SessionId by;
    XIAOER_FIELDS(visit("draw", self.draw); visit("round", self.round); visit("value", self.value);
                  visit("by", self.by);)
};
struct ConfirmValue {
    static constexpr std::string_view kind = "confirm_value";
    std::string draw;
    std::int64_t round = 0;
    std::string value;  // as the second person sees it: another than was entered settles nothing
    SessionId by;
    std::optional<SessionId> second;  // the second person's, by PIN on the first one's phone; empty: `by` is another
    XIAOER_FIELDS(visit("draw", self.draw); visit("round", self.round); visit("value", self.value);
                  visit("by", self.by); visit("second", self.second);)
};
struct SubstitutePrize {  // stock ran out: the winner gets another, worth no less
    static constexpr std::string_view kind = "substitute_prize";
    UnitId unit;
    std::string prize;
    std::int64_t value_minor = 0;
    SessionId by;  // a manager
    XIAOER_FIELDS(visit("unit", self.unit); visit("prize", self.prize); visit("value_minor", self.value_minor);
                  visit("by", self.by);)
};

struct PlayInstant {  // the four digits are typed by the customer, at the counter's screen
    static constexpr std::string_view kind = "play_instant";
    std::string purchase;
    std::string digits;
    XIAOER_FIELDS(visit("purchase", self.purchase); visit("digits", self.digits);)
};
struct HandInstant {
    static constexpr std::string_view kind = "hand_instant";
    std::int64_t day = 0;
    std::int64_t play = 0;
    SessionId by;
    XIAOER_FIELDS(visit("day", self.day); visit("play", self.play); visit("by", self.by);)
};

}  // namespace xiaoer
