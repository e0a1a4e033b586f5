// voucher.issued, voucher.spent, voucher.expired, voucher.reversed
//
// Double entry: an issue moves its value from the account of the issuing device to the member's, a spending or an
// expiry moves a part back, a reversal moves an act's amount the other way. Each act has two entries that sum to
// zero, so all accounts together do. What is spent is never checked against what is left here: only the issuer's
// device (or whoever acts for it) may speak of a voucher, its handler checks before it writes, and sums do not
// depend on the order. Of several reversals of one act the one with the smallest place counts.
#include "store/apply.h"

namespace xiaoer {
namespace {

struct Voucher {
    MemberId member;
    DeviceId issuer;
};

Result<std::optional<Voucher>> find(Database& db, const VoucherId& voucher) {
    return first_row(db.select("SELECT member, issuer FROM vouchers WHERE voucher = ?", {voucher}),
                     [](const Rows& row) {
                         return Voucher{row.id<MemberId>(0), row.id<DeviceId>(1)};
                     });
}

Result<void> add_entry(Database& db, const FactRef& ref, const VoucherId& voucher, const auto& account,
                       std::int64_t amount_minor) {
    return db.run("INSERT INTO credit_entries (device, seq, voucher, account, amount_minor) VALUES (?, ?, ?, ?, ?)",
                  {ref.device, ref.seq, voucher, account, amount_minor});
}

// Moves `amount_minor` into the member's account, out of it when below zero.
Result<void> move_credit(Database& db, const FactRef& ref, const VoucherId& id, const Voucher& voucher,
                         std::int64_t amount_minor) {
    XIAOER_TRY(add_entry(db, ref, id, voucher.member, amount_minor));
    XIAOER_TRY(add_entry(db, ref, id, voucher.issuer, -amount_minor));
    return db.run("UPDATE vouchers SET balance_minor = balance_minor + ? WHERE voucher = ?", {amount_minor, id});
}

Result<void> add_act(Applying& now, const VoucherId& voucher, std::string_view act, std::int64_t amount_minor,
                     const std::optional<FactRef>& of = {}) {
    return now.db.run(
        "INSERT INTO voucher_acts (device, seq, voucher, at, act, amount_minor, of_device, of_seq) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {now.ref.device, now.ref.seq, voucher, now.at, act, amount_minor, of ? Bind(of->device) : Bind(std::nullopt),
         of ? Bind(of->seq) : Bind(std::nullopt)});
}

// What a spending and an expiry have in common: parts of vouchers go back to their issuer.
template <class F>
Result<Applied> take_parts(Applying& now, const F& fact, std::string_view act) {
    std::set<VoucherId> seen;
    std::vector<Voucher> vouchers;
    for (const auto& part : fact.parts) {
        XIAOER_TRY_ASSIGN(const auto voucher, find(now.db, part.voucher));
        if (!voucher) return Applied::waits(need_voucher(part.voucher));
        XIAOER_TRY_ASSIGN(auto refused, unless_home(now, voucher->issuer, fact));
        if (refused) return *refused;
        if (part.amount_minor <= 0 || !seen.insert(part.voucher).second)
            return Applied::set_aside("a voucher twice, or nothing of it");
        vouchers.push_back(*voucher);
    }
    for (std::size_t i = 0; i < vouchers.size(); ++i) {
        const auto& part = fact.parts[i];
        XIAOER_TRY(add_act(now, part.voucher, act, part.amount_minor));
        XIAOER_TRY(move_credit(now.db, now.ref, part.voucher, vouchers[i], -part.amount_minor));
    }
    return Applied::done({need_voucher_act(now.ref)});
}

struct Part {
    VoucherId voucher;
    std::string act;
    std::int64_t amount_minor = 0;
};

// The reversal of `act` that counts so far; a later one with a smaller place takes over from it.
Result<std::optional<FactRef>> counting_reversal(Database& db, const FactRef& act) {
    return first_row(db.select("SELECT device, seq FROM voucher_acts WHERE of_device = ? AND of_seq = ? "
                               "ORDER BY device, seq LIMIT 1",
                               {act.device, act.seq}),
                     [](const Rows& row) {
                         return FactRef{row.id<DeviceId>(0), row.integer(1)};
                     });
}

}  // namespace

Result<Applied> apply_one(Applying& now, const VoucherIssued& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, fact.member));
    if (!known) return Applied::waits(need_member(fact.member));
    XIAOER_TRY_ASSIGN(const auto before, find(now.db, fact.voucher));
    if (before || fact.value_minor <= 0) return Applied::set_aside("a voucher of no value, or issued before");
    XIAOER_TRY(now.db.run(
        "INSERT INTO vouchers (voucher, member, issuer, seq, at, value_minor, expires_at, why, period, draw, unit, "
        "balance_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        {fact.voucher, fact.member, now.ref.device, now.ref.seq, now.at, fact.value_minor, fact.expires_at,
         enum_name(fact.why), fact.period, fact.unit ? Bind(fact.unit->draw) : Bind(std::nullopt),
         fact.unit ? Bind(fact.unit->unit) : Bind(std::nullopt)}));
    XIAOER_TRY(add_act(now, fact.voucher, "issued", fact.value_minor));
    XIAOER_TRY(move_credit(now.db, now.ref, fact.voucher, {fact.member, now.ref.device}, fact.value_minor));
    return Applied::done({need_voucher(fact.voucher), need_voucher_act(now.ref)});
}

Result<Applied> apply_one(Applying& now, const VoucherSpent& fact) { return take_parts(now, fact, "spent"); }

Result<Applied> apply_one(Applying& now, const VoucherExpired& fact) { return take_parts(now, fact, "expired"); }

Result<Applied> apply_one(Applying& now, const VoucherReversed& fact) {
    std::vector<Part> parts;
    XIAOER_TRY(for_each_row(
        now.db.select(
            "SELECT voucher, act, amount_minor FROM voucher_acts WHERE device = ? AND seq = ? ORDER BY voucher",
            {fact.act.device, fact.act.seq}),
        [&parts](const Rows& row) {
            parts.push_back({row.id<VoucherId>(0), row.text(1), row.integer(2)});
        }));
    if (parts.empty()) return Applied::waits(need_voucher_act(fact.act));
    if (parts.front().act == "reversed") return Applied::set_aside("a reversal is not reversed");
    for (const auto& part : parts) {
        XIAOER_TRY_ASSIGN(const auto voucher, find(now.db, part.voucher));
        XIAOER_TRY_ASSIGN(auto refused, unless_home(now, voucher->issuer, fact));
        if (refused) return *refused;
    }
    XIAOER_TRY_ASSIGN(const auto counting, counting_reversal(now.db, fact.act));
    const bool counts = !counting || now.ref < *counting;
    for (const auto& part : parts) {
        XIAOER_TRY(add_act(now, part.voucher, "reversed", part.amount_minor, fact.act));
        if (!counts) continue;
        XIAOER_TRY_ASSIGN(const auto voucher, find(now.db, part.voucher));
        const auto back = part.act == "issued" ? -part.amount_minor : part.amount_minor;
        if (counting) {
            XIAOER_TRY(now.db.run("DELETE FROM credit_entries WHERE device = ? AND seq = ? AND voucher = ?",
                                  {counting->device, counting->seq, part.voucher}));
            XIAOER_TRY(now.db.run("UPDATE vouchers SET balance_minor = balance_minor - ? WHERE voucher = ?",
                                  {back, part.voucher}));
        }
        XIAOER_TRY(move_credit(now.db, now.ref, part.voucher, *voucher, back));
    }
    return Applied::done();
}

}  // namespace xiaoer
