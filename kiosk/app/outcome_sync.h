// Outcomes of the commands of sync. Part of app/outcome.h; include that.
#pragma once

#include "base/codec.h"

namespace xiaoer {

struct FactsReceived {
    static constexpr std::string_view kind = "facts_received";
    std::int64_t facts = 0;      // that were new
    std::int64_t waits = 0;      // of them, for what is still to come
    std::int64_t set_aside = 0;  // of them
    std::int64_t erased = 0;     // members whose erasure came with them
    bool forked = false;         // the device has said two things at one place
    XIAOER_FIELDS(visit("facts", self.facts); visit("waits", self.waits); visit("set_aside", self.set_aside);
                  visit("erased", self.erased); visit("forked", self.forked);)
};

}  // namespace xiaoer
