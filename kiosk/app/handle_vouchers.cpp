// Store credit: quoted, given, spent, taken back; and what time brings.
#include "app/handling.h"
#include "domain/rules.h"
#include "domain/voucher.h"
#include "store/members.h"
#include "store/people.h"
#include "store/pickups.h"
#include "store/succession.h"
#include "store/vouchers.h"

namespace xiaoer {
namespace {

constexpr std::size_t vouchers_shown = 20;
constexpr std::int64_t acts_shown = 10;
constexpr std::size_t parts_per_fact = 1000;
constexpr std::int64_t voucher_max_minor = 100'000'000;

std::int64_t sum_left(const std::vector<VoucherRow>& vouchers) {
    std::int64_t sum = 0;
    for (const auto& voucher : vouchers) sum += voucher.left_minor;
    return sum;
}

// The end of a day, so that nobody reads a voucher's hour.
Timestamp expiry(Handling& now) {
    return business_day_start(now.due() + (now.settings.voucher_days + 1) * day_ms, now.zone);
}

Result<FactRef> issue(Handling& now, VoucherIssued fact) {
    fact.voucher = VoucherId::random(now.random);
    if (fact.why != VoucherReason::pickup) fact.expires_at = expiry(now);
    return now.writing.append(fact);
}

Result<void> add_acts(Handling& now, const MemberId& member, Quoted& quoted) {
    XIAOER_TRY_ASSIGN(const auto acts, credit_acts_of(now.db(), member, acts_shown));
    for (const auto& act : acts)
        quoted.acts.push_back({to_text(act.act), act.what, act.amount_minor, act.at, act.reversed});
    return {};
}

}  // namespace

Result<std::int64_t> credit_prize(Handling& now, const UnitRow& row, const StaffId& clerk) {
    if (!now.settings.voucher_prizes || !is_voucher_prize(row.prize) || row.value_minor <= 0 || !row.member)
        return std::int64_t{0};
    XIAOER_TRY(issue(now, {{}, *row.member, row.value_minor, {}, VoucherReason::prize, "", row.unit, clerk}));
    return row.value_minor;
}

Result<void> give_pickup_voucher(Handling& now, const UnitRow& unit, const StaffId& clerk, HandedOver& done) {
    const auto value_minor = now.settings.pickup_voucher_minor;
    if (value_minor <= 0 || !unit.member) return {};
    const auto today = business_day_start(now.due(), now.zone);
    XIAOER_TRY_ASSIGN(const bool had, had_pickup_voucher_since(now.db(), *unit.member, today));
    if (had) return {};
    const auto tonight = business_day_start(now.due() + day_ms, now.zone);
    XIAOER_TRY(issue(now, {{}, *unit.member, value_minor, tonight, VoucherReason::pickup, "", unit.unit, clerk}));
    done.voucher_minor = value_minor;
    done.voucher_until = tonight;
    return {};
}

Result<bool> take_back_prize_credit(Handling& now, const UnitId& unit, const StaffId& manager) {
    XIAOER_TRY_ASSIGN(const auto vouchers, vouchers_of_unit(now.db(), unit));
    for (const auto& voucher : vouchers) {
        if (voucher.left_minor != voucher.value_minor) return false;
    }
    for (const auto& voucher : vouchers) XIAOER_TRY(now.writing.append(VoucherReversed{voucher.issue, manager}));
    return true;
}

Result<void> expire_vouchers(Handling& now) {
    XIAOER_TRY_ASSIGN(const auto parts, vouchers_to_expire(now.db(), now.store().device(), now.now()));
    for (std::size_t from = 0; from < parts.size(); from += parts_per_fact) {
        const auto some = std::span(parts).subspan(from, std::min(parts_per_fact, parts.size() - from));
        XIAOER_TRY(now.writing.append(VoucherExpired{{some.begin(), some.end()}}));
    }
    return {};
}

Result<void> issue_monthly_vouchers(Handling& now) {
    if (now.settings.moderator_voucher_minor <= 0) return {};
    XIAOER_TRY_ASSIGN(const auto people, moderators(now.db()));
    if (people.empty()) return {};
    XIAOER_TRY_ASSIGN(const bool ours, issues_by_the_month(now.db(), now.store().merchant(), now.store().device()));
    if (!ours) return {};
    const auto period = month_of(now.zone.to_civil(business_day_start(now.now(), now.zone)));
    for (const auto& member : people) {
        XIAOER_TRY_ASSIGN(const bool issued, has_voucher_of(now.db(), member, period));
        XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), member));
        if (issued || !now.in_good_standing(row->strikes)) continue;
        XIAOER_TRY(issue(
            now, {{}, member, now.settings.moderator_voucher_minor, {}, VoucherReason::moderator, period, {}, {}}));
    }
    return {};
}

Result<Outcome> handle(Handling& now, const Quote& wish) {
    const auto session = now.session(wish.by);
    if (!session) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(auto found, whose(now, wish.who));
    if (auto* refused = std::get_if<Outcome>(&found)) return std::move(*refused);
    const auto& bearing = std::get<Bearing>(found);
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), bearing.member));
    Quoted quoted;
    quoted.number = row->number;
    quoted.role = row->role;
    XIAOER_TRY_ASSIGN(quoted.shown_name, shown_name_of(now.vault, bearing.member));
    if (row->role == MemberRole::moderator && now.in_good_standing(row->strikes))
        quoted.discount_permille = now.settings.moderator_discount_permille;
    XIAOER_TRY_ASSIGN(const auto open, vouchers_to_spend_at(now.db(), now.store().device(), bearing.member, now.due()));
    quoted.credit_minor = sum_left(open);
    for (const auto& voucher : std::span(open).first(std::min(open.size(), vouchers_shown)))
        quoted.vouchers.push_back({voucher.value_minor, voucher.left_minor, voucher.expires_at, voucher.why});
    if (session->manager) XIAOER_TRY(add_acts(now, bearing.member, quoted));
    quoted.redeem_code_needed =
        bearing.evidence != Evidence::pass || quoted.credit_minor > now.settings.redeem_code_above_minor;
    return Outcome(std::move(quoted));
}

Result<Outcome> handle(Handling& now, const SpendCredit& wish) {
    const auto clerk = now.session(wish.by);
    if (!clerk) return Outcome(NotAllowed{});
    if (now.frozen()) return Outcome(Frozen{});
    if (wish.amount_minor <= 0) return Outcome(Refused{"amount"});
    XIAOER_TRY_ASSIGN(const auto found, bearer_of(now, wish.scan));
    if (const auto* problem = std::get_if<NotRecognised>(&found)) return Outcome(*problem);
    const auto& bearing = std::get<Bearing>(found);
    XIAOER_TRY_ASSIGN(const auto open, vouchers_to_spend_at(now.db(), now.store().device(), bearing.member, now.due()));
    std::vector<OpenVoucher> purse;
    for (const auto& voucher : open) purse.push_back({voucher.voucher, voucher.left_minor, voucher.expires_at});
    auto parts = parts_to_spend(std::move(purse), wish.amount_minor);
    if (!parts) return Outcome(NotEnoughCredit{sum_left(open)});
    XIAOER_TRY_ASSIGN(auto problem, redeem_problem(now, wish.redeem_code, bearing, wish.amount_minor, clerk->manager));
    if (problem) return std::move(*problem);
    XIAOER_TRY_ASSIGN(const auto act, now.writing.append(VoucherSpent{std::move(*parts), clerk->staff}));
    now.after_commit.emplace_back([&memory = now.memory, pass = bearing.pass] { memory.passes.consume(pass); });
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), bearing.member));
    return Outcome(CreditSpent{row->number, wish.amount_minor, sum_left(open) - wish.amount_minor, to_text(act)});
}

Result<Outcome> handle(Handling& now, const GiveVoucher& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (wish.value_minor <= 0 || wish.value_minor > voucher_max_minor) return Outcome(Refused{"amount"});
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), wish.number));
    if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
    const auto session = wish.by ? now.session(*wish.by) : std::nullopt;
    VoucherIssued fact{{}, row->member, wish.value_minor, {}, VoucherReason::gift, "", {}, {}};
    if (session) fact.by = session->staff;
    XIAOER_TRY_ASSIGN(const auto act, issue(now, fact));
    return Outcome(VoucherGiven{row->number, wish.value_minor, expiry(now), to_text(act)});
}

Result<Outcome> handle(Handling& now, const ReverseCredit& wish) {
    const auto session = now.session(wish.by);
    if (!session || !session->manager) return Outcome(NotAllowed{session.has_value()});
    if (now.frozen()) return Outcome(Frozen{});  // what is missing may have spent or reversed it
    XIAOER_TRY_ASSIGN(const auto ref, fact_ref_from_text(wish.act));
    XIAOER_TRY_ASSIGN(const auto found, find_credit_act(now.db(), ref));
    if (!found || found->act.reversed || found->act.what == "expired") return Outcome(Refused{"nothing_to_reverse"});
    for (const auto& voucher : found->vouchers) {
        XIAOER_TRY_ASSIGN(const bool ours, acts_for(now.db(), now.store().device(), voucher.issue.device));
        if (!ours) return Outcome(Refused{"nothing_to_reverse"});
        // Only a voucher that is whole can be taken back: else somebody had goods for it.
        if (found->act.what == "issued" && voucher.left_minor != voucher.value_minor)
            return Outcome(Refused{"credit_spent"});
    }
    XIAOER_TRY(now.writing.append(VoucherReversed{ref, session->staff}));
    return Outcome(CreditReversed{found->act.amount_minor});
}

}  // namespace xiaoer
