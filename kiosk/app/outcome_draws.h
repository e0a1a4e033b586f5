// Outcomes of the commands about a draw's public value and about the scratch card. Part of app/outcome.h; include that.
#pragma once

#include "base/codec.h"

#include <string>

namespace xiaoer {

struct ValueKept {  // waits for a second person
    static constexpr std::string_view kind = "value_kept";
    std::string draw;
    std::int64_t round = 0;
    std::string value;
    XIAOER_FIELDS(visit("draw", self.draw); visit("round", self.round); visit("value", self.value);)
};
struct RoundSettled {
    static constexpr std::string_view kind = "round_settled";
    std::string draw;
    std::int64_t round = 1;
    std::int64_t winners = 0;
    XIAOER_FIELDS(visit("draw", self.draw); visit("round", self.round); visit("winners", self.winners);)
};
struct InstantPlayed {
    static constexpr std::string_view kind = "instant_played";
    std::int64_t day = 0;
    std::int64_t play = 1;
    std::string digits;
    std::int64_t prize = -1;  // −1: nothing this time
    std::string name;
    std::int64_t value_minor = 0;
    XIAOER_FIELDS(visit("day", self.day); visit("play", self.play); visit("digits", self.digits);
                  visit("prize", self.prize); visit("name", self.name); visit("value_minor", self.value_minor);)
};

}  // namespace xiaoer
