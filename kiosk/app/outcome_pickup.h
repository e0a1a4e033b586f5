// Outcomes of the counter's commands beside the plain pickup (command_pickup.h). Part of app/outcome.h; include that.
#pragma once

#include "base/codec.h"
#include "domain/prize.h"

#include <string>
#include <vector>

namespace xiaoer {

struct UnitsReserved {
    static constexpr std::string_view kind = "units_reserved";
    Timestamp until;
    XIAOER_FIELDS(visit("until", self.until);)
};
struct BeingFetched {  // somebody else has reserved it
    static constexpr std::string_view kind = "being_fetched";
    UnitId unit;
    std::string by;  // clerk's name
    Timestamp until;
    XIAOER_FIELDS(visit("unit", self.unit); visit("by", self.by); visit("until", self.until);)
};
struct NothingToHandOver {  // on market day
    static constexpr std::string_view kind = "nothing_to_hand_over";
    std::int64_t number = 0;
    std::int64_t dear = 0;     // wait for the plain pickup
    std::int64_t fetched = 0;  // are being fetched by somebody
    XIAOER_FIELDS(visit("number", self.number); visit("dear", self.dear); visit("fetched", self.fetched);)
};
struct SignatureNeeded {  // the shop wants the winner to sign for this
    static constexpr std::string_view kind = "signature_needed";
    XIAOER_FIELDS()
};
struct TooManyGuesses {  // this window has shown so many wrong passes that it is not listened to for a while
    static constexpr std::string_view kind = "too_many_guesses";
    std::int64_t wait_ms = 0;
    XIAOER_FIELDS(visit("wait_ms", self.wait_ms);)
};
struct FoundWinner {
    std::int64_t number = 0;
    std::string name;    // in full: the manager compares it with the document
    std::string prizes;  // what waits, joined by 、
    XIAOER_FIELDS(visit("number", self.number); visit("name", self.name); visit("prizes", self.prizes);)
};
struct WinnersFound {
    static constexpr std::string_view kind = "winners_found";
    std::vector<FoundWinner> winners;  // by number, at most 10
    XIAOER_FIELDS(visit("winners", self.winners);)
};
struct PaperEntered {
    static constexpr std::string_view kind = "paper_entered";
    std::int64_t number = 0;
    XIAOER_FIELDS(visit("number", self.number);)
};
struct PaperConflicted {
    static constexpr std::string_view kind = "paper_conflicted";
    bool lapsed = false;  // it went into the next draw; else it was handed over before
    Timestamp at;
    XIAOER_FIELDS(visit("lapsed", self.lapsed); visit("at", self.at);)
};
struct PinSet {
    static constexpr std::string_view kind = "pin_set";
    XIAOER_FIELDS()
};

}  // namespace xiaoer
