// What managers' phones are told of pickups: what waits, and what was done and by whom, as JSON and as a table to keep.
// Pure; any thread.
#pragma once

#include "app/query.h"
#include "base/calendar.h"

namespace xiaoer::phone {

// {"kind":"pickups","rows":[{"unit","number","name","prize","claim_by"}]}
[[nodiscard]] Json pickups_json(const std::vector<OpenPickupRow>& rows);
// {"kind":"pickup_audit","rows":[{"at","act","number","prize","clerk","manager","detail","signature","unit"}],"more",
// "warnings":[{"clerk","number","sales"}]}
[[nodiscard]] Json audit_json(const AuditView& view);
// RFC 4180, with a byte order mark, so that a spreadsheet reads it as UTF-8; in the shop's words and time. A cell that
// a spreadsheet would take for a formula begins with an apostrophe.
[[nodiscard]] std::string audit_csv(const AuditView& view, Language language, const Zone& zone);
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace xiaoer::phone
