// The audit: chain, signatures, replay against tables, anchor, integrity, what the vault and the local tables must have
// (store/audit_kept.h), and the first difference (DESIGN §9).
//
// Reads only, on its own connection; replays into a database of its own in a temporary folder. Any thread, minutes for
// a million facts.
#pragma once

#include "store/secrets.h"

namespace xiaoer {

struct AuditReport {
    std::int64_t facts = 0;
    std::int64_t devices = 0;
    std::int64_t waiting = 0;    // facts whose referent has not come yet
    std::int64_t set_aside = 0;  // facts that were not believed
    std::int64_t signed_heads = 0;
    bool anchored = false;  // an anchor was there and agreed
};

// Whether FILE.anchor is compared: not for a copy that has none of its own yet.
enum class AnchorCheck { compared, skipped };

// Returns: the figures when all holds. Errors: corrupt, with the first difference in one line; io, invalid when it
// could not be looked at.
[[nodiscard]] Result<AuditReport> audit(const std::filesystem::path& database,
                                        AnchorCheck anchor = AnchorCheck::compared);

}  // namespace xiaoer
