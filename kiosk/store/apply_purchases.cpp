// purchase.recorded, purchase.bound, purchase.refunded
#include "store/apply.h"

namespace xiaoer {

Result<Applied> apply_one(Applying& now, const PurchaseRecorded& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    if (fact.total_minor < 0) return Applied::set_aside("a sale below zero");
    XIAOER_TRY(
        now.db.run("INSERT INTO purchases (device, seq, at, receipt, currency, total_minor, sold_at, source, flagged) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {now.ref.device, now.ref.seq, now.at, fact.receipt, fact.currency, fact.total_minor, fact.sold_at,
                    enum_name(fact.source), fact.flagged}));
    return Applied::done({need_purchase(now.ref)});
}

Result<Applied> apply_one(Applying& now, const PurchaseBound& fact) {
    if (auto refused = refusal(now, fact.purchase.device == now.ref.device, fact)) return *refused;
    auto bound = first_row(now.db.select("SELECT member IS NOT NULL FROM purchases WHERE device = ? AND seq = ?",
                                         {fact.purchase.device, fact.purchase.seq}),
                           [](const Rows& row) { return row.boolean(0); });
    if (!bound) return bound.error();
    if (!*bound) return Applied::waits(need_purchase(fact.purchase));
    if (**bound) return Applied::set_aside("this purchase was bound before");
    XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, fact.member));
    if (!known) return Applied::waits(need_member(fact.member));
    std::vector<GivenTicket> given;
    for (const auto& ticket : fact.tickets) given.push_back({fact.member, ticket});
    XIAOER_TRY_ASSIGN(auto added, add_tickets(now, given, fact.purchase, TicketReason::purchase));
    if (added.how != Applied::How::done) return added;
    XIAOER_TRY(now.db.run(
        "UPDATE purchases SET member = ?, bound_at = ?, tickets = ?, bound_by = ? WHERE device = ? AND seq = ?",
        {fact.member, now.at, static_cast<std::int64_t>(given.size()), fact.clerk, fact.purchase.device,
         fact.purchase.seq}));
    XIAOER_TRY(
        now.db.run("UPDATE members SET purchases = purchases + 1, ticket_debt = ticket_debt - ? WHERE member = ?",
                   {fact.debt_paid, fact.member}));
    added.made.push_back("bound:" + to_text(fact.purchase));
    return added;
}

Result<Applied> apply_one(Applying& now, const PurchaseRefunded& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    std::optional<MemberId> member;
    if (fact.purchase) {
        auto found = first_row(
            now.db.select("SELECT member FROM purchases WHERE device = ? AND seq = ?",
                          {fact.purchase->device, fact.purchase->seq}),
            [](const Rows& row) { return row.is_null(0) ? std::nullopt : std::optional(row.id<MemberId>(0)); });
        if (!found) return found.error();
        if (!*found) return Applied::waits(need_purchase(*fact.purchase));
        member = **found;
        if (!member && (fact.debt > 0 || !fact.tickets_back.empty())) {
            return Applied::waits("bound:" + to_text(*fact.purchase));
        }
    }
    // Those for the visit and for whoever brought the customer are in facts of their own, which may come later.
    for (const auto& ticket : fact.tickets_back) {
        XIAOER_TRY_ASSIGN(const bool there, now.db.exists("SELECT 1 FROM tickets WHERE ticket = ?", {ticket}));
        if (!there) return Applied::waits(need_ticket(ticket));
    }
    if (fact.purchase) {
        XIAOER_TRY(now.db.run("UPDATE purchases SET refunded_minor = refunded_minor - ? WHERE device = ? AND seq = ?",
                              {fact.total_minor, fact.purchase->device, fact.purchase->seq}));
    }
    XIAOER_TRY(
        now.db.run("INSERT INTO refunds (device, seq, receipt, currency, total_minor, sold_at, purchase_device, "
                   "purchase_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   {now.ref.device, now.ref.seq, fact.receipt, fact.currency, fact.total_minor, fact.sold_at,
                    fact.purchase ? Bind(fact.purchase->device) : Bind(std::nullopt),
                    fact.purchase ? Bind(fact.purchase->seq) : Bind(std::nullopt)}));
    for (const auto& ticket : fact.tickets_back) {
        XIAOER_TRY(now.db.run("UPDATE tickets SET taken_back = 1 WHERE ticket = ? AND taken_back = 0", {ticket}));
        if (now.db.changes() == 0) continue;  // another refund took it before
        XIAOER_TRY_ASSIGN(const bool listed,
                          now.db.exists("SELECT 1 FROM tickets WHERE ticket = ? AND draw IS NOT NULL", {ticket}));
        if (listed) continue;
        XIAOER_TRY(add_to_total(now.db, "open_tickets", -1));
    }
    if (member && fact.debt > 0) {
        XIAOER_TRY(
            now.db.run("UPDATE members SET ticket_debt = ticket_debt + ? WHERE member = ?", {fact.debt, *member}));
    }
    return Applied::done();
}

}  // namespace xiaoer
