// How the last sync went, for the merchant to read. A value; any thread.
#pragma once

#include "base/codec.h"

namespace xiaoer {

struct SyncPassage {  // one direction
    std::int64_t facts = 0;
    std::string problem;  // "" when it came to its end
    XIAOER_FIELDS(visit("facts", self.facts); visit("problem", self.problem);)
    friend bool operator==(const SyncPassage&, const SyncPassage&) = default;
};
struct SyncStatus {
    std::string with;                 // "folder:/media/usb"
    Timestamp at;                     // when the last one ended
    std::optional<Timestamp> worked;  // … and the last that came to its end in both directions
    SyncPassage sent, received;
    std::int64_t told_seq = 0;           // how far our own chain was told, when sending came to its end
    std::vector<std::string> set_aside;  // what could not be believed and why, at most 20
    XIAOER_FIELDS(visit("with", self.with); visit("at", self.at); visit("worked", self.worked);
                  visit("sent", self.sent); visit("received", self.received); visit("told_seq", self.told_seq);
                  visit("set_aside", self.set_aside);)
    friend bool operator==(const SyncStatus&, const SyncStatus&) = default;
};

}  // namespace xiaoer
