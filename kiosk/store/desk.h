// The figures and short lists of the desk and the report, each answered from an index. Any connection.
#pragma once

#include "domain/fact.h"
#include "store/db.h"

namespace xiaoer {

// From `day_start` on (the business day starts at 04:00, domain/rules.h).
struct DayFigures {
    std::int64_t joined = 0;
    std::int64_t picked_up = 0;                  // prize units handed over
    std::int64_t bought_again = 0;               // members who bought after their pickup of the day
    std::int64_t takings_with_number_minor = 0;  // bound purchases, less what was refunded
};
[[nodiscard]] Result<DayFigures> day_figures(Database& db, Timestamp day_start);

struct UnboundRow {
    FactRef ref;
    std::string receipt;
    std::int64_t total_minor = 0;
    Timestamp at;
};
// Purchases of this device since `since` that nobody claimed, newest first.
[[nodiscard]] Result<std::vector<UnboundRow>> unbound_purchases(Database& db, Timestamp since, std::int64_t most);
[[nodiscard]] Result<std::int64_t> unbound_purchase_count(Database& db, Timestamp since);  // 100 means "or more"

struct SlipRow {
    std::int64_t slip = 0;
    std::string reason;
    Timestamp at;
};
[[nodiscard]] Result<std::vector<SlipRow>> open_slips(Database& db, std::int64_t most);
[[nodiscard]] Result<std::int64_t> open_slip_count(Database& db);

// What happened last on this device, newest first, of the kinds that a clerk cares for.
struct EventRow {
    Timestamp at;
    std::string kind;
    std::optional<MemberId> member;
    std::string detail;  // prize or receipt number
};
[[nodiscard]] Result<std::vector<EventRow>> last_events(Database& db, const DeviceId& device, std::int64_t most);

}  // namespace xiaoer
