// Purchases from tills and by hand, their refunds, who they belong to, and slips that nobody could read.
#include "app/handling.h"
#include "domain/number.h"
#include "domain/rules.h"
#include "store/local.h"
#include "store/members.h"
#include "store/purchases.h"

namespace xiaoer {
namespace {

constexpr std::size_t batch_max = 1000;
constexpr std::size_t slip_bytes_max = 1u << 20;

std::string claim_url(const Settings& settings, std::string_view code) {
    return settings.base_url.empty() ? std::string() : settings.base_url + "/c/" + std::string(code);
}

// The sale of the moment, for the customers' screen.
void show(Handling& now, const NewPurchase& purchase, const FactRef& ref, std::string_view code,
          const std::optional<MemberRow>& member, std::int64_t tickets) {
    PurchaseView view;
    view.purchase = to_text(ref);
    view.tickets = tickets;
    if (now.settings.show_amount) view.amount_minor = purchase.total_minor;
    if (!member) view.claim_url = claim_url(now.settings, code);
    view.at = now.now();
    if (member) view.bound_to = member->number;
    now.after_commit.emplace_back([&memory = now.memory, view]() mutable {
        view.sequence = ++memory.purchase_sequence;
        memory.purchase = std::move(view);
    });
}

PurchaseSource source_of(const NewPurchase& purchase) {
    if (purchase.source == "hand") return PurchaseSource::hand;
    if (purchase.source == "slip") return PurchaseSource::slip;
    for (const auto* till : {"tap", "till:", "webhook:"}) {
        if (purchase.source.starts_with(till)) return PurchaseSource::till;
    }
    return PurchaseSource::file;
}

enum class Kept { recorded, refunded, duplicate, ignored };
struct OneResult {
    Kept kept = Kept::ignored;
    std::string purchase;
    std::string claim_code;
    std::int64_t tickets = 0;
    std::int64_t claimable = 0;
};

// Refunds that were told before their sale. Returns: what is left of its total.
Result<std::int64_t> append_early_refunds(Handling& now, const PurchaseRecorded& sale, const FactRef& ref) {
    std::int64_t left_minor = sale.total_minor;
    if (sale.receipt.empty()) return left_minor;
    XIAOER_TRY_ASSIGN(const auto refunds, take_refunds_of(now.db(), sale.receipt, sale.currency, sale.sold_at));
    for (const auto& refund : refunds) {
        XIAOER_TRY(now.writing.append(
            PurchaseRefunded{ref, refund.currency, refund.receipt, refund.total_minor, refund.sold_at, {}, 0}));
        left_minor += refund.total_minor;
    }
    return left_minor;
}

// What the purchases of one command have in common.
struct Batch {
    std::optional<StaffId> clerk{};
    bool alone = true;
    bool refunds_wait = true;  // some refund waits for its sale
};

Result<OneResult> record_sale(Handling& now, const NewPurchase& purchase, const Batch& batch) {
    const Timestamp sold_at = purchase.sold_at.value_or(now.now());
    const std::string receipt = normalised_receipt(purchase.receipt_no);
    XIAOER_TRY_ASSIGN(const auto known,
                      sales_of_number(now.db(), receipt, now.settings.currency, purchase.total_minor, sold_at));
    if (known.same) return OneResult{Kept::duplicate, {}, {}, 0, 0};
    const PurchaseRecorded fact{now.settings.currency, receipt,     purchase.total_minor, sold_at,
                                source_of(purchase),   known.other, batch.clerk};
    XIAOER_TRY_ASSIGN(const auto ref, now.writing.append(fact));
    auto left_minor = fact.total_minor;
    if (batch.refunds_wait) {
        XIAOER_TRY_ASSIGN(left_minor, append_early_refunds(now, fact, ref));
    }
    OneResult result{Kept::recorded, to_text(ref), {}, 0, 0};
    std::optional<MemberRow> member;
    if (purchase.member) {
        XIAOER_TRY_ASSIGN(member, member_by_number(now.db(), *purchase.member));
    }
    if (member) {
        XIAOER_TRY_ASSIGN(result.tickets, bind_to(now, ref, member->member, batch.clerk));
    } else {
        result.claimable = tickets_for(left_minor, now.settings);
    }
    if (!member && batch.alone) {  // nobody is shown the code of a row among others of an export
        result.claim_code = claim_code_of(now.store().keys(), ref);
        XIAOER_TRY(add_claim_code(now.db(), result.claim_code, ref, now.now()));
    }
    if (batch.alone) {
        const auto worth = member ? result.tickets : tickets_for(left_minor, now.settings);
        show(now, purchase, ref, result.claim_code, member, worth);
    }
    return result;
}

// What a refund takes back: tickets that are still open, and as a debt those that are in a closed list.
Result<void> take_tickets_back(Handling& now, const PurchaseRow& sale, PurchaseRefunded& fact) {
    fact.purchase = sale.ref;
    if (!sale.member) return {};
    XIAOER_TRY_ASSIGN(auto tickets, tickets_of(now.db(), sale.ref));
    // Counted from what this sale gave, whatever the shop's rule is today.
    const auto kept =
        tickets_kept(tickets.given, sale.total_minor, sale.refunded_minor - fact.total_minor, now.settings);
    std::int64_t back = std::max<std::int64_t>(0, tickets.given - tickets.taken - kept);
    while (back > 0 && !tickets.open.empty()) {
        fact.tickets_back.push_back(std::move(tickets.open.back()));
        tickets.open.pop_back();
        --back;
    }
    fact.debt = back;
    if (sale.refunded_minor - fact.total_minor < sale.total_minor) return {};
    // Nothing of the sale is left: it was no visit, and brought nobody.
    for (auto& ticket : tickets.gifts) fact.tickets_back.push_back(std::move(ticket));
    fact.debt += tickets.visits_listed;
    return {};
}

// An export that has no row for each refund has what was refunded so far in the order's own (Shopify's "Refunded
// Amount"): under the order's number and time, and more at each export. What earlier ones took back is not taken twice.
bool is_running_sum(const NewPurchase& refund) {
    return refund.source.starts_with("file:") && refund.sold_at && refund.original_receipt_no == refund.receipt_no;
}

Result<OneResult> record_refund(Handling& now, const NewPurchase& purchase, Batch& batch) {
    const Timestamp sold_at = purchase.sold_at.value_or(now.now());
    const std::string receipt = normalised_receipt(purchase.receipt_no);
    XIAOER_TRY_ASSIGN(const bool known,
                      is_known_refund(now.db(), receipt, now.settings.currency, purchase.total_minor, sold_at));
    if (known) return OneResult{Kept::duplicate, {}, {}, 0, 0};
    PurchaseRefunded fact{{}, now.settings.currency, receipt, purchase.total_minor, sold_at, {}, 0};
    if (is_running_sum(purchase)) {
        XIAOER_TRY_ASSIGN(const auto before, refunds_of_number(now.db(), receipt, fact.currency, sold_at));
        fact.total_minor -= before;
        if (fact.total_minor >= 0) return OneResult{Kept::duplicate, {}, {}, 0, 0};
    }
    const std::string original = normalised_receipt(purchase.original_receipt_no.value_or(purchase.receipt_no));
    XIAOER_TRY_ASSIGN(const auto sale, sale_to_refund(now.db(), original, now.settings.currency));
    if (sale) XIAOER_TRY(take_tickets_back(now, *sale, fact));
    if (!sale && purchase.original_receipt_no && !original.empty()) {
        XIAOER_TRY(let_refund_wait(now.db(), original, {receipt, fact.currency, fact.total_minor, sold_at}, now.now()));
        now.written = batch.refunds_wait = true;
        return OneResult{Kept::refunded, {}, {}, 0, 0};
    }
    XIAOER_TRY(now.writing.append(fact));
    return OneResult{Kept::refunded, {}, {}, 0, 0};
}

Result<OneResult> record_one(Handling& now, const NewPurchase& purchase, Batch& batch) {
    if (!purchase.currency.empty() && purchase.currency != now.settings.currency) return OneResult{};
    if (purchase.what == PurchaseKind::refund) {
        return purchase.total_minor < 0 ? record_refund(now, purchase, batch) : OneResult{};
    }
    return purchase.total_minor > 0 ? record_sale(now, purchase, batch) : OneResult{};
}

void count(Recorded& recorded, OneResult&& one) {
    recorded.recorded += one.kept == Kept::recorded ? 1 : 0;
    recorded.refunded += one.kept == Kept::refunded ? 1 : 0;
    recorded.duplicates += one.kept == Kept::duplicate ? 1 : 0;
    recorded.ignored += one.kept == Kept::ignored ? 1 : 0;
    recorded.tickets += one.tickets;
    recorded.claimable.push_back(one.claimable);
    recorded.purchases.push_back(std::move(one.purchase));
    recorded.claim_codes.push_back(std::move(one.claim_code));
}

}  // namespace

Result<std::int64_t> bind_to(Handling& now, const FactRef& ref, const MemberId& member,
                             const std::optional<StaffId>& clerk) {
    XIAOER_TRY_ASSIGN(const auto purchase, find_purchase(now.db(), ref));
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), member));
    XIAOER_ASSERT(purchase && !purchase->member && row);
    const auto worth = tickets_for(purchase->total_minor - purchase->refunded_minor, now.settings);
    XIAOER_TRY_ASSIGN(const auto left, tickets_left_today(now, member));
    const std::int64_t earned = now.in_good_standing(row->strikes) ? std::min(worth, left) : 0;
    PurchaseBound fact{ref, member, {}, std::min(earned, std::max<std::int64_t>(0, row->ticket_debt)), clerk};
    for (std::int64_t i = fact.debt_paid; i < earned; ++i) {
        XIAOER_TRY_ASSIGN(auto ticket, new_ticket(now.db(), now.random));
        fact.tickets.push_back(std::move(ticket));
    }
    auto granted = static_cast<std::int64_t>(fact.tickets.size());
    XIAOER_TRY(now.writing.append(fact));
    XIAOER_TRY_ASSIGN(const auto for_visit, reward_visit(now, *row, ref));
    granted += for_visit;
    if (row->purchases == 0 && worth > 0) XIAOER_TRY(reward_referrer(now, *row, ref));
    now.after_commit.emplace_back(
        [&memory = now.memory, vault = now.vault, text = to_text(ref), member, number = row->number]() mutable {
            if (!memory.purchase || memory.purchase->purchase != text) return;
            memory.purchase->bound_to = number;
            memory.purchase->bound_name = remembered_name_of(vault, memory, member).value_or("");
            memory.purchase->claim_url.clear();
        });
    return granted;
}

Result<Outcome> handle(Handling& now, const RecordPurchases& wish) {
    if (wish.purchases.empty() || wish.purchases.size() > batch_max) return invalid("a batch has 1 to 1,000 purchases");
    Batch batch;
    batch.alone = wish.purchases.size() == 1;
    XIAOER_TRY_ASSIGN(batch.refunds_wait, any_refund_waits(now.db()));
    if (wish.by) {
        const auto session = now.session(*wish.by);
        if (!session) return Outcome(NotAllowed{});
        batch.clerk = session->staff;
        // A clerk who keyed in a number nobody has is told before anything is recorded; a till is not to be stopped.
        for (const auto& purchase : wish.purchases) {
            if (!purchase.member) continue;
            XIAOER_TRY_ASSIGN(const auto member, member_by_number(now.db(), *purchase.member));
            if (!member) return Outcome(NotRecognised{ScanProblem::unknown});
        }
    }
    Recorded recorded;
    for (const auto& purchase : wish.purchases) {
        XIAOER_TRY_ASSIGN(auto one, record_one(now, purchase, batch));
        count(recorded, std::move(one));
    }
    return Outcome(std::move(recorded));
}

Result<Outcome> handle(Handling& now, const BindPurchase& wish) {
    const auto session = wish.by ? now.session(*wish.by) : std::nullopt;
    if (wish.by && !session) return Outcome(NotAllowed{});
    std::optional<FactRef> ref;
    if (wish.claim_code) {
        XIAOER_TRY_ASSIGN(ref, purchase_of_claim_code(now.db(), *wish.claim_code));
        if (!ref) return Outcome(ClaimTooLate{});
    } else {
        XIAOER_TRY_ASSIGN(ref, fact_ref_from_text(wish.purchase.value_or("")));
    }
    XIAOER_TRY_ASSIGN(const auto purchase, find_purchase(now.db(), *ref));
    if (!purchase || ref->device != now.store().device())
        return Outcome(ClaimTooLate{});  // bound where it was recorded
    if (purchase->member) {
        XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), *purchase->member));
        return Outcome(AlreadyBound{row ? row->number : 0});
    }
    XIAOER_TRY_ASSIGN(auto who, whose(now, wish.to));
    if (auto* refused = std::get_if<Outcome>(&who)) return std::move(*refused);
    const auto& bearing = std::get<Bearing>(who);
    const auto clerk = session ? std::optional(session->staff) : std::nullopt;
    XIAOER_TRY_ASSIGN(const auto tickets, bind_to(now, *ref, bearing.member, clerk));
    now.after_commit.emplace_back([&memory = now.memory, pass = bearing.pass] { memory.passes.consume(pass); });
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), bearing.member));
    XIAOER_TRY_ASSIGN(auto name, shown_name_of(now.vault, bearing.member));
    return Outcome(Bound{row->number, std::move(name), tickets});
}

Result<Outcome> handle(Handling& now, const KeepSlip& wish) {
    const auto bytes = ByteView(wish.bytes).first(std::min(wish.bytes.size(), slip_bytes_max));
    XIAOER_TRY(keep_slip(now.vault, bytes, wish.reason, wish.source, now.now(), now.random));
    now.written = true;
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const FillSlip& wish) {
    const auto session = now.session(wish.by);
    if (!session) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const bool filled, fill_slip(now.vault, wish.slip));
    if (!filled) return Outcome(Refused{"slip_gone"});
    now.written = true;
    if (wish.total_minor <= 0) return Outcome(Done{});
    NewPurchase purchase;
    purchase.total_minor = wish.total_minor;
    purchase.source = "slip";
    XIAOER_TRY_ASSIGN(auto one, record_sale(now, purchase, {.clerk = session->staff}));
    Recorded recorded;
    count(recorded, std::move(one));
    return Outcome(std::move(recorded));
}

}  // namespace xiaoer
