// Personal data on its way between the kiosks of one merchant. Values; any thread.
//
// Every value of the vault that all kiosks share has a version. The greater version counts, of two alike the one of
// the greater device, and an erasure counts before all: so every kiosk ends with the same value, whatever came first
// and whatever its clock says. A kiosk numbers what it writes; what it wrote over is gone, so its numbers have gaps.
#pragma once

#include "base/codec.h"

namespace xiaoer {

struct VaultWriting {
    DeviceId origin;                         // the kiosk that wrote it …
    std::int64_t number = 0;                 // … as its how-manieth writing, from 1
    std::int64_t version = 0;                // from 1
    std::array<std::uint8_t, 16> subject{};  // a member's id, or one of the staff's
    std::string field;                       // "nickname", "phone", "interests", "signature-…"; "staff": name and PIN
                                             // hash, as JSON
    std::string value;                       // "" when the person was erased
    XIAOER_FIELDS(visit("origin", self.origin); visit("number", self.number); visit("version", self.version);
                  visit("subject", self.subject); visit("field", self.field); visit("value", self.value);)
    friend bool operator==(const VaultWriting&, const VaultWriting&) = default;
};

}  // namespace xiaoer
