#include "store/purchases.h"

#include "store/same_person.h"

#include "domain/rules.h"

namespace xiaoer {
namespace {

PurchaseRow purchase_of(const Rows& row) {
    return {{row.id<DeviceId>(0), row.integer(1)},
            row.text(2),
            row.text(3),
            row.integer(4),
            row.time(5),
            row.is_null(6) ? std::nullopt : std::optional(row.id<MemberId>(6)),
            row.integer(7),
            row.integer(8)};
}

WaitingRefund waiting_refund_of(const Rows& row) { return {row.text(0), row.text(1), row.integer(2), row.time(3)}; }

std::string random_word(Random& random, std::size_t length) {
    static constexpr std::string_view alphabet = "23456789abcdefghjkmnpqrstuvwxyz";  // no 0 o 1 l i
    std::string word;
    while (word.size() < length) word += alphabet[random.below(alphabet.size())];
    return word;
}

}  // namespace

Result<std::optional<PurchaseRow>> find_purchase(Database& db, const FactRef& ref) {
    return first_row(
        db.select("SELECT device, seq, receipt, currency, total_minor, at, member, tickets, refunded_minor "
                  "FROM purchases WHERE device = ? AND seq = ?",
                  {ref.device, ref.seq}),
        purchase_of);
}

Result<SalesOfNumber> sales_of_number(Database& db, std::string_view receipt, std::string_view currency,
                                      std::int64_t total_minor, Timestamp sold_at) {
    SalesOfNumber found;
    if (receipt.empty()) return found;
    XIAOER_TRY(for_each_row(db.select("SELECT currency, total_minor, sold_at FROM purchases WHERE receipt = ? "
                                      "AND receipt <> '' AND sold_at BETWEEN ? AND ?",
                                      {receipt, sold_at - day_ms, sold_at + day_ms}),
                            [&](const Rows& row) {
                                const auto apart_ms = std::abs(row.time(2).ms - sold_at.ms);
                                const bool same_total = row.integer(1) == total_minor;
                                found.other = found.other || !same_total;
                                found.same = found.same ||
                                             (same_total && row.text(0) == currency && apart_ms <= same_sale_within_ms);
                            }));
    return found;
}

Result<bool> is_known_refund(Database& db, std::string_view receipt, std::string_view currency,
                             std::int64_t total_minor, Timestamp sold_at) {
    return db.exists(
        "SELECT 1 FROM refunds WHERE receipt = ?1 AND receipt <> '' AND currency = ?2 AND total_minor = ?3 "
        "AND sold_at BETWEEN ?4 AND ?5 UNION ALL SELECT 1 FROM refunds_waiting WHERE receipt = ?1 AND receipt <> '' "
        "AND currency = ?2 AND total_minor = ?3 AND sold_at BETWEEN ?4 AND ?5",
        {receipt, currency, total_minor, sold_at - same_sale_within_ms, sold_at + same_sale_within_ms});
}

Result<std::int64_t> refunds_of_number(Database& db, std::string_view receipt, std::string_view currency,
                                       Timestamp sold_at) {
    XIAOER_TRY_ASSIGN(
        const auto sum,
        db.integer("SELECT sum(total_minor) FROM (SELECT total_minor FROM refunds WHERE receipt = ?1 AND receipt <> '' "
                   "AND currency = ?2 AND sold_at = ?3 UNION ALL SELECT total_minor FROM refunds_waiting "
                   "WHERE receipt = ?1 AND receipt <> '' AND currency = ?2 AND sold_at = ?3)",
                   {receipt, currency, sold_at}));
    return sum.value_or(0);
}

Result<std::optional<PurchaseRow>> sale_to_refund(Database& db, std::string_view receipt, std::string_view currency) {
    return first_row(
        db.select("SELECT device, seq, receipt, currency, total_minor, at, member, tickets, refunded_minor "
                  "FROM purchases WHERE receipt = ?1 AND receipt <> '' AND currency = ?2 "
                  "AND refunded_minor < total_minor ORDER BY sold_at DESC, device, seq LIMIT 1",
                  {receipt, currency}),
        purchase_of);
}

Result<void> let_refund_wait(Database& db, std::string_view original, const WaitingRefund& refund, Timestamp now) {
    return db.run(
        "INSERT OR IGNORE INTO refunds_waiting (original, receipt, currency, total_minor, sold_at, at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        {original, refund.receipt, refund.currency, refund.total_minor, refund.sold_at, now});
}

Result<std::vector<WaitingRefund>> take_refunds_of(Database& db, std::string_view original, std::string_view currency,
                                                   Timestamp sale_sold_at) {
    std::vector<WaitingRefund> found;
    const auto from = sale_sold_at - same_sale_within_ms;
    XIAOER_TRY(for_each_row(db.select("SELECT receipt, currency, total_minor, sold_at FROM refunds_waiting "
                                      "WHERE original = ? AND currency = ? AND sold_at >= ?",
                                      {original, currency, from}),
                            [&found](const Rows& row) { found.push_back(waiting_refund_of(row)); }));
    if (found.empty()) return found;
    XIAOER_TRY(db.run("DELETE FROM refunds_waiting WHERE original = ? AND currency = ? AND sold_at >= ?",
                      {original, currency, from}));
    return found;
}

Result<std::vector<WaitingRefund>> take_old_refunds(Database& db, Timestamp since) {
    std::vector<WaitingRefund> found;
    XIAOER_TRY(for_each_row(
        db.select("SELECT receipt, currency, total_minor, sold_at FROM refunds_waiting WHERE at < ?", {since}),
        [&found](const Rows& row) { found.push_back(waiting_refund_of(row)); }));
    if (found.empty()) return found;
    XIAOER_TRY(db.run("DELETE FROM refunds_waiting WHERE at < ?", {since}));
    return found;
}

Result<std::int64_t> open_ticket_count(Database& db, const MemberId& member) {
    XIAOER_TRY_ASSIGN(const auto count, db.integer("SELECT count(*) FROM tickets WHERE member IN " XIAOER_SAME_PERSON
                                                   " AND draw IS NULL AND taken_back = 0",
                                                   {member}));
    return count.value_or(0);
}

Result<std::vector<OpenTicket>> open_tickets_of(Database& db, const MemberId& member, std::int64_t most) {
    std::vector<OpenTicket> tickets;
    XIAOER_TRY(for_each_row(db.select("SELECT ticket, at, why FROM tickets WHERE member IN " XIAOER_SAME_PERSON
                                      " AND draw IS NULL AND taken_back = 0 ORDER BY at DESC, ticket LIMIT ?2",
                                      {member, most}),
                            [&tickets](const Rows& row) {
                                tickets.push_back({row.text(0), row.time(1), row.text(2)});
                            }));
    return tickets;
}

Result<PurchaseTickets> tickets_of(Database& db, const FactRef& purchase) {
    PurchaseTickets tickets;
    XIAOER_TRY(for_each_row(db.select("SELECT ticket, draw IS NULL, why FROM tickets WHERE device = ? AND seq = ? "
                                      "AND taken_back = 0 ORDER BY ticket",
                                      {purchase.device, purchase.seq}),
                            [&tickets](const Rows& row) {
                                const auto why = row.text(2);
                                if (why != enum_name(TicketReason::purchase)) {
                                    if (row.boolean(1)) {
                                        tickets.gifts.push_back(row.text(0));
                                    } else if (why == enum_name(TicketReason::visit)) {
                                        ++tickets.visits_listed;
                                    }
                                } else if (row.boolean(1)) {
                                    tickets.open.push_back(row.text(0));
                                } else {
                                    ++tickets.listed;
                                }
                            }));
    return tickets;
}

Result<std::int64_t> tickets_earned_since(Database& db, const MemberId& member, Timestamp since) {
    XIAOER_TRY_ASSIGN(
        const auto count,
        db.integer(
            "SELECT (SELECT count(*) FROM purchases AS p JOIN tickets AS t USING (device, seq) WHERE p.member = ?1 "
            "AND p.bound_at >= ?2 AND t.why = 'purchase' AND t.taken_back = 0) + (SELECT count(*) FROM tickets "
            "WHERE member = ?1 AND at >= ?2 AND why <> 'purchase' AND why <> 'free' AND taken_back = 0)",
            {member, since}));
    return count.value_or(0);
}

Result<bool> bought_since(Database& db, const MemberId& member, Timestamp since, const FactRef& but) {
    return db.exists(
        "SELECT 1 FROM purchases WHERE member = ?1 AND bound_at >= ?2 AND refunded_minor < total_minor AND "
        "NOT (device = ?3 AND seq = ?4)",
        {member, since, but.device, but.seq});
}

Result<std::string> new_ticket(Database& db, Random& random) {
    while (true) {
        auto ticket = random_word(random, 10);
        XIAOER_TRY_ASSIGN(const bool used, db.exists("SELECT 1 FROM tickets WHERE ticket = ?", {ticket}));
        if (!used) return ticket;
    }
}

}  // namespace xiaoer
