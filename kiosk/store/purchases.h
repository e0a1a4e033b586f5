// Questions about purchases and tickets. Any connection.
#pragma once

#include "domain/fact.h"
#include "store/db.h"

namespace xiaoer {

struct PurchaseRow {
    FactRef ref;
    std::string receipt;
    std::string currency;
    std::int64_t total_minor = 0;
    Timestamp at;
    std::optional<MemberId> member;
    std::int64_t tickets = 0;
    std::int64_t refunded_minor = 0;
};
[[nodiscard]] Result<std::optional<PurchaseRow>> find_purchase(Database& db, const FactRef& ref);

// What stands on a number already. `receipt` is normalised; of an empty one nothing is known.
struct SalesOfNumber {
    bool same = false;   // the one rule that tells whether two records are one sale (domain/rules.h)
    bool other = false;  // a sale of that number within a day has another total: recorded as two, flagged
};
[[nodiscard]] Result<SalesOfNumber> sales_of_number(Database& db, std::string_view receipt, std::string_view currency,
                                                    std::int64_t total_minor, Timestamp sold_at);
[[nodiscard]] Result<bool> is_known_refund(Database& db, std::string_view receipt, std::string_view currency,
                                           std::int64_t total_minor, Timestamp sold_at);
// What refunds of exactly this number and time took back so far; zero or below.
[[nodiscard]] Result<std::int64_t> refunds_of_number(Database& db, std::string_view receipt, std::string_view currency,
                                                     Timestamp sold_at);
// The newest sale of this number and currency that has something left to refund.
[[nodiscard]] Result<std::optional<PurchaseRow>> sale_to_refund(Database& db, std::string_view receipt,
                                                                std::string_view currency);

// Refunds whose sale has not come yet, on this machine. `original`: the sale's number, normalised and not empty.
struct WaitingRefund {
    std::string receipt;
    std::string currency;
    std::int64_t total_minor = 0;  // below zero
    Timestamp sold_at;
};
[[nodiscard]] Result<void> let_refund_wait(Database& db, std::string_view original, const WaitingRefund& refund,
                                           Timestamp now);
// Those that wait for this sale, which was before them: numbers may begin anew each day. They wait no more.
[[nodiscard]] Result<std::vector<WaitingRefund>> take_refunds_of(Database& db, std::string_view original,
                                                                 std::string_view currency, Timestamp sale_sold_at);
[[nodiscard]] Result<bool> any_refund_waits(Database& db);
// Those that have waited since before `since`: their sale will not come.
[[nodiscard]] Result<std::vector<WaitingRefund>> take_old_refunds(Database& db, Timestamp since);
inline constexpr std::int64_t refunds_wait_ms = 30 * day_ms;

[[nodiscard]] Result<std::int64_t> open_ticket_count(Database& db, const MemberId& member);
struct OpenTicket {
    std::string ticket;
    Timestamp at;
    std::string why;  // a name of TicketReason
};
[[nodiscard]] Result<std::vector<OpenTicket>> open_tickets_of(Database& db, const MemberId& member, std::int64_t most);
// Tickets of one purchase: those still open, and how many are in a closed list.
struct PurchaseTickets {
    std::vector<std::string> open;
    std::int64_t listed = 0;
    std::int64_t given = 0;          // for what was paid, also those kept back at once for an older debt
    std::int64_t taken = 0;          // of these by refunds so far: taken back, or owed since
    std::vector<std::string> gifts;  // still open, given because of it: for the visit, or to who brought the customer
    std::int64_t visits_listed = 0;  // those for the visit that are in a closed list
};
[[nodiscard]] Result<PurchaseTickets> tickets_of(Database& db, const FactRef& purchase);

// Tickets that a member earned since then by purchases, visits, check-ins and referrals, less those taken back.
[[nodiscard]] Result<std::int64_t> tickets_earned_since(Database& db, const MemberId& member, Timestamp since);
// Whether another sale than `but` was bound to the member since then, of which something stays paid.
[[nodiscard]] Result<bool> bought_since(Database& db, const MemberId& member, Timestamp since, const FactRef& but);

// Ten random characters without look-alikes, unused so far.
[[nodiscard]] Result<std::string> new_ticket(Database& db, Random& random);

}  // namespace xiaoer
