// Seats: the people of the chat group get their numbers before they come; and each draw's free tickets.
#include "app/handling.h"
#include "app/seat_plan.h"
#include "domain/number.h"
#include "store/members.h"
#include "store/people.h"
#include "store/purchases.h"

namespace xiaoer {
namespace {

constexpr std::size_t seats_per_command = 1000;
constexpr std::size_t tickets_per_fact = 1000;
constexpr std::size_t lines_shown = 200;
constexpr std::size_t decisions_max = roll_call_lines_max;

bool is_to_decide(const PlannedSeat& seat) { return seat.fate == SeatFate::same_name || seat.fate == SeatFate::unread; }

SeatView view_of_seat(const PlannedSeat& seat) {
    return {seat.row.line, seat.row.nickname, seat.row.phone.empty() ? std::string() : phone_tail(seat.row.phone),
            seat.fate,     seat.row.problem,  seat.number};
}

// One sync of the keyring for all of them.
Result<void> make_seats(Handling& now, std::span<const PlannedSeat* const> fresh, SeatsImported& imported) {
    std::vector<MemberId> members;
    for (std::size_t i = 0; i < fresh.size(); ++i) members.push_back(MemberId::random(now.random));
    XIAOER_TRY(open_subjects(now.vault, members, now.random));
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        XIAOER_TRY_ASSIGN(const auto number, next_number(now.db(), now.store().device()));
        XIAOER_TRY(now.writing.append(MemberSeated{members[i], number}));
        const auto& row = fresh[i]->row;
        XIAOER_TRY(
            keep_personal(now, members[i], row.nickname, row.phone.empty() ? std::nullopt : std::optional(row.phone)));
        if (imported.first == 0) imported.first = number;
        imported.last = number;
    }
    return {};
}

}  // namespace

Result<Outcome> handle(Handling& now, const PreviewSeats& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (wish.decisions.size() > decisions_max) return invalid("too many decisions");
    auto call = read_roll_call(wish.text);
    SeatsPreviewed preview;
    preview.cut = call.cut;
    XIAOER_TRY_ASSIGN(auto plan, plan_seats(now.vault, std::move(call), wish.decisions));
    preview.counts = count_fates(plan);
    std::ranges::stable_partition(plan, is_to_decide);
    for (const auto& seat : std::span(plan).first(std::min(plan.size(), lines_shown)))
        preview.lines.push_back(view_of_seat(seat));
    return Outcome(std::move(preview));
}

Result<Outcome> handle(Handling& now, const ImportSeats& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (wish.decisions.size() > decisions_max) return invalid("too many decisions");
    XIAOER_TRY_ASSIGN(const auto plan, plan_seats(now.vault, read_roll_call(wish.text), wish.decisions));
    std::vector<const PlannedSeat*> fresh;
    for (const auto& seat : plan) {
        if (seat.fate == SeatFate::fresh) fresh.push_back(&seat);
    }
    SeatsImported imported;
    imported.counts = count_fates(plan);
    const auto count = std::min(fresh.size(), seats_per_command);
    imported.left = static_cast<std::int64_t>(fresh.size() - count);
    imported.counts.fresh = static_cast<std::int64_t>(count);
    if (count > 0) XIAOER_TRY(make_seats(now, std::span(fresh).first(count), imported));
    return Outcome(imported);
}

Result<void> give_free_tickets(Handling& now, const std::string& draw, std::string_view interest) {
    const FreeTicketRule rule{now.settings.free_ticket_for_seats, now.settings.free_ticket_for_members,
                              now.settings.strikes_max};
    if (!rule.seats && !rule.members) return {};
    XIAOER_TRY_ASSIGN(const auto people, people_with_free_ticket(now.db(), rule));
    std::vector<MemberId> members;
    for (const auto& member : people) {
        XIAOER_TRY_ASSIGN(const bool taken, is_of_group(now, member, interest));
        if (taken) members.push_back(member);
    }
    for (std::size_t from = 0; from < members.size(); from += tickets_per_fact) {
        TicketsGiven fact{TicketReason::free, draw, {}};
        for (auto i = from; i < std::min(from + tickets_per_fact, members.size()); ++i) {
            XIAOER_TRY_ASSIGN(auto ticket, new_ticket(now.db(), now.random));
            fact.tickets.push_back({members[i], std::move(ticket)});
        }
        XIAOER_TRY(now.writing.append(fact));
    }
    return {};
}

}  // namespace xiaoer
