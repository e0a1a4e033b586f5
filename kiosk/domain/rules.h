// The shop's rules on purchases, tickets and deadlines, each told in one place. Pure; any thread.
#pragma once

#include "base/calendar.h"
#include "domain/settings.h"

#include <string>
#include <string_view>

namespace xiaoer {

// Tickets for one sale: one for each full `minor_per_ticket`, at most `tickets_per_purchase_max`.
[[nodiscard]] std::int64_t tickets_for(std::int64_t total_minor, const Settings& settings);

// How many of the `given` tickets of a sale it keeps when `refunded_minor` of it were refunded: as many as what stays
// paid earns by the shop's rule, and where that rule has become stricter since, never less than its share of them.
[[nodiscard]] std::int64_t tickets_kept(std::int64_t given, std::int64_t total_minor, std::int64_t refunded_minor,
                                        const Settings& settings);

// "00-12" and "0012" are one number: letters and digits only, upper case, leading zeros off. At most 40 kept.
[[nodiscard]] std::string normalised_receipt(std::string_view receipt_no);

// Whether two records are one sale: same normalised number (not empty), currency and total, sold within 10 minutes.
inline constexpr std::int64_t same_sale_within_ms = 10 * minute_ms;

// The shop's business day starts at 04:00; the number of its calendar day (base/calendar.h day_number).
[[nodiscard]] std::int64_t business_day(Timestamp at, const Zone& zone);
[[nodiscard]] Timestamp business_day_start(Timestamp at, const Zone& zone);

// The deadline to collect what is drawn at `draws_at`: two days after the `market_days_to_claim`-th market day
// that follows, at `claim_hour` (a Saturday's winner with Sunday markets: the Tuesday after the second Sunday).
[[nodiscard]] Timestamp claim_deadline(Timestamp draws_at, const Settings& settings, const Zone& zone);

}  // namespace xiaoer
