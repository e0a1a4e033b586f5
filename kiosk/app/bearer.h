// Who something is for: exactly one of the three. A value; any thread.
#pragma once

#include "base/codec.h"

#include <optional>
#include <string>

namespace xiaoer {

struct Bearer {
    std::optional<std::int64_t> number;
    std::optional<std::string> scan;  // a pass or a card, digits
    std::optional<Hash> browser;      // the member's own phone
    XIAOER_FIELDS(visit("number", self.number); visit("scan", self.scan); visit("browser", self.browser);)
};

}  // namespace xiaoer
