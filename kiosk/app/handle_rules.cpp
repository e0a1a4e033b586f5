// The rules of the group: strikes, roles, check-ins, and what a referrer gets.
#include "app/handling.h"
#include "domain/rules.h"
#include "domain/voucher.h"
#include "store/members.h"
#include "store/people.h"
#include "store/purchases.h"

namespace xiaoer {
namespace {

// Tickets for a member in good standing, as far as the day's cap allows. Returns: how many.
Result<std::int64_t> give_tickets(Handling& now, const MemberRow& row, TicketReason why, std::int64_t wanted,
                                  const std::optional<FactRef>& purchase = {}) {
    if (wanted <= 0 || row.erased || !now.in_good_standing(row.strikes)) return std::int64_t{0};
    XIAOER_TRY_ASSIGN(const auto left, tickets_left_today(now, row.member));
    const auto count = std::min(wanted, left);
    if (count <= 0) return std::int64_t{0};
    TicketsGiven fact{why, "", {}, purchase};
    for (std::int64_t i = 0; i < count; ++i) {
        XIAOER_TRY_ASSIGN(auto ticket, new_ticket(now.db(), now.random));
        fact.tickets.push_back({row.member, std::move(ticket)});
    }
    XIAOER_TRY(now.writing.append(fact));
    return count;
}

}  // namespace

Result<std::int64_t> tickets_left_today(Handling& now, const MemberId& member) {
    const auto cap = now.settings.tickets_per_day_max;
    if (cap <= 0) return std::numeric_limits<std::int64_t>::max();
    XIAOER_TRY_ASSIGN(const auto earned,
                      tickets_earned_since(now.db(), member, business_day_start(now.now(), now.zone)));
    return std::max<std::int64_t>(0, cap - earned);
}

Result<std::int64_t> reward_visit(Handling& now, const MemberRow& row, const FactRef& purchase) {
    if (now.settings.tickets_per_visit <= 0) return std::int64_t{0};
    XIAOER_TRY_ASSIGN(const bool before,
                      bought_since(now.db(), row.member, business_day_start(now.now(), now.zone), purchase));
    if (before) return std::int64_t{0};
    return give_tickets(now, row, TicketReason::visit, now.settings.tickets_per_visit, purchase);
}

Result<void> reward_referrer(Handling& now, const MemberRow& newcomer, const FactRef& purchase) {
    const auto number = referrer_in(newcomer.channel);
    if (!number) return {};
    XIAOER_TRY_ASSIGN(const auto referrer, member_by_number(now.db(), *number));
    if (!referrer || referrer->member == newcomer.member) return {};
    const auto given = give_tickets(now, *referrer, TicketReason::referral, now.settings.referral_tickets, purchase);
    return given ? Result<void>() : given.error();
}

Result<Outcome> handle(Handling& now, const RecordStrike& wish) {
    const auto session = now.session(wish.by);
    if (!session) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), wish.number));
    if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
    XIAOER_TRY(now.writing.append(StrikeRecorded{row->member, session->staff}));
    const auto strikes = row->strikes + 1;
    return Outcome(StrikeCounted{row->number, strikes, !now.in_good_standing(strikes)});
}

Result<Outcome> handle(Handling& now, const ClearStrikes& wish) {
    const auto session = now.session(wish.by);
    if (!session || !session->manager) return Outcome(NotAllowed{session.has_value()});
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), wish.number));
    if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
    XIAOER_TRY_ASSIGN(auto strikes, open_strikes(now.db(), row->member));
    if (strikes.empty()) return Outcome(Done{});
    XIAOER_TRY(now.writing.append(StrikesCleared{row->member, std::move(strikes), session->staff}));
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const SetRole& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), wish.number));
    if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
    if (row->role == wish.role) return Outcome(Done{});
    const auto session = wish.by ? now.session(*wish.by) : std::nullopt;
    XIAOER_TRY(
        now.writing.append(RoleSet{row->member, wish.role, session ? std::optional(session->staff) : std::nullopt}));
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const CheckIn& wish) {
    XIAOER_TRY_ASSIGN(auto found, whose(now, wish.who));
    if (auto* refused = std::get_if<Outcome>(&found)) return std::move(*refused);
    const auto& bearing = std::get<Bearing>(found);
    // A number is no secret: said without a clerk it would check in whoever stays at home.
    const bool shown = wish.who.browser.has_value() || bearing.evidence != Evidence::number;
    if (!shown && !(wish.by && now.session(*wish.by))) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), bearing.member));
    const auto day = business_day(now.now(), now.zone);
    XIAOER_TRY_ASSIGN(const bool before, checked_in(now.db(), bearing.member, day));
    if (before) return Outcome(CheckedIn{row->number, 0, true});
    XIAOER_TRY(now.writing.append(MemberCheckedIn{bearing.member, day}));
    XIAOER_TRY_ASSIGN(const auto tickets,
                      give_tickets(now, *row, TicketReason::check_in, now.settings.check_in_tickets));
    now.after_commit.emplace_back([&memory = now.memory, pass = bearing.pass] { memory.passes.consume(pass); });
    return Outcome(CheckedIn{row->number, tickets, false});
}

}  // namespace xiaoer
