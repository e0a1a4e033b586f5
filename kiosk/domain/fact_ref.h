// The name of whatever a fact made: its place in its chain. Values; any thread.
#pragma once

#include "base/codec.h"

namespace xiaoer {

struct FactRef {
    DeviceId device;
    std::int64_t seq = 0;  // from 1
    XIAOER_FIELDS(visit("device", self.device); visit("seq", self.seq);)
    friend auto operator<=>(const FactRef&, const FactRef&) = default;
};
// "<32 hex>-<seq>", as commands and screens carry it.
[[nodiscard]] std::string to_text(const FactRef& ref);
[[nodiscard]] Result<FactRef> fact_ref_from_text(std::string_view text);

}  // namespace xiaoer
