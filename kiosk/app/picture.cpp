#include "app/picture.h"

#include "app/draw_view.h"
#include "domain/rules.h"
#include "store/desk.h"
#include "store/instant.h"
#include "store/local.h"
#include "store/members.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/reservations.h"
#include "store/purchases.h"
#include "store/staff_phones.h"

namespace xiaoer {
namespace {

constexpr std::int64_t winners_on_screen = 40;
constexpr std::int64_t list_most = 8;
constexpr std::int64_t open_draws_most = 8;
constexpr std::int64_t round_draws_most = 4;
constexpr std::int64_t pickups_most = 12;
constexpr std::int64_t staff_most = 24;
constexpr std::int64_t unbound_since_ms = 7 * day_ms;

Result<void> name_who_entered(Painting& p, std::optional<EnteredValue>& entered) {
    if (!entered) return {};
    XIAOER_TRY_ASSIGN(const auto secret, staff_secret(p.vault, entered->staff));
    if (secret) entered->by = secret->name;
    return {};
}

Result<DrawView> paint_draw(Painting& p, const DrawRow& draw) {
    const auto name_of = [&p](const MemberId& member) { return remembered_name_of(p.vault, p.memory, member); };
    XIAOER_TRY_ASSIGN(auto view, view_of_draw(p.store.db(), draw, p.now, winners_on_screen, name_of));
    XIAOER_TRY(name_who_entered(p, view.entered));
    for (auto& round : view.rounds) XIAOER_TRY(name_who_entered(p, round.entered));
    return view;
}

Result<void> paint_draws(Painting& p, Snapshot& snapshot) {
    XIAOER_TRY_ASSIGN(const auto coming, coming_draw(p.store.db(), p.now));
    if (coming) {
        XIAOER_TRY_ASSIGN(snapshot.next_draw, paint_draw(p, *coming));
    }
    XIAOER_TRY_ASSIGN(const auto last, last_settled_draw(p.store.db()));
    if (last) {
        XIAOER_TRY_ASSIGN(snapshot.last_draw, paint_draw(p, *last));
    }
    XIAOER_TRY_ASSIGN(const auto open, open_draws(p.store.db(), p.now, open_draws_most));
    for (const auto& row : open) {
        XIAOER_TRY_ASSIGN(auto draw, paint_draw(p, row));
        snapshot.open_draws.push_back(std::move(draw));
    }
    XIAOER_TRY_ASSIGN(const auto rounds, draws_with_open_round(p.store.db(), round_draws_most));
    for (const auto& row : rounds) {
        XIAOER_TRY_ASSIGN(auto draw, paint_draw(p, row));
        snapshot.round_draws.push_back(std::move(draw));
    }
    return {};
}

// The sale of the moment, when it is large enough and was not played yet.
Result<std::string> sale_that_plays(Painting& p, std::int64_t above_minor) {
    if (!p.memory.purchase) return std::string();
    const auto ref = fact_ref_from_text(p.memory.purchase->purchase);
    if (!ref) return std::string();
    XIAOER_TRY_ASSIGN(const auto sale, find_purchase(p.store.db(), *ref));
    if (!sale || sale->total_minor - sale->refunded_minor < above_minor) return std::string();
    XIAOER_TRY_ASSIGN(const bool played, has_played(p.store.db(), *ref));
    return played ? std::string() : p.memory.purchase->purchase;
}

Result<void> paint_instant(Painting& p, Snapshot& snapshot) {
    const auto device = p.store.device();
    XIAOER_TRY_ASSIGN(const auto wins, open_instant_wins(p.store.db(), device, list_most));
    for (const auto& win : wins) {
        XIAOER_TRY_ASSIGN(const auto day, find_instant_day(p.store.db(), device, win.day));
        const auto prize = static_cast<std::size_t>(win.prize);
        snapshot.desk.instant_wins.push_back({win.day, win.play, day ? day->prizes.at(prize).name : "", win.at});
    }
    XIAOER_TRY_ASSIGN(auto day, find_instant_day(p.store.db(), device, business_day(p.now, p.zone)));
    XIAOER_TRY_ASSIGN(const auto reconciled_ms, local_number(p.store.db(), "reconciled_ms"));
    if (!day || day->seed || !p.settings.instant.on || business_day({reconciled_ms}, p.zone) == day->day) return {};
    XIAOER_TRY_ASSIGN(const auto won, instant_wins(p.store.db(), *day));
    for (std::size_t i = 0; i < won.size(); ++i) day->prizes[i].stock -= won[i];
    XIAOER_TRY_ASSIGN(auto sale, sale_that_plays(p, day->above_minor));
    snapshot.instant = InstantView{
        day->day,   to_hex(day->commitment), day->above_minor, p.settings.instant.look, std::move(day->prizes),
        day->plays, std::move(sale)};
    return {};
}

Result<std::int64_t> number_of(Painting& p, const std::optional<MemberId>& member) {
    if (!member) return std::int64_t{0};
    XIAOER_TRY_ASSIGN(const auto row, find_member(p.store.db(), *member));
    return row ? row->number : 0;
}

Result<void> paint_desk_lists(Painting& p, DeskView& desk) {
    auto& db = p.store.db();
    XIAOER_TRY_ASSIGN(const auto unbound, unbound_purchases(db, p.now - unbound_since_ms, list_most));
    for (const auto& row : unbound) desk.unbound.push_back({to_text(row.ref), row.receipt, row.total_minor, row.at});
    XIAOER_TRY_ASSIGN(const auto slips, open_slips(db, list_most));
    for (const auto& row : slips) desk.slips.push_back({row.slip, row.reason, row.at});
    XIAOER_TRY_ASSIGN(const auto units, waiting_units(db, pickups_most));
    for (const auto& unit : units) {
        XIAOER_TRY_ASSIGN(const auto number, number_of(p, unit.member));
        XIAOER_TRY_ASSIGN(auto name, remembered_name_of(p.vault, p.memory, unit.member.value_or(MemberId{})));
        XIAOER_TRY_ASSIGN(const auto fetched, reservation_of(db, unit.unit, p.now));
        std::string fetched_by;
        if (fetched) {
            XIAOER_TRY_ASSIGN(const auto clerk, staff_secret(p.vault, fetched->staff));
            if (clerk) fetched_by = clerk->name;
        }
        desk.pickups.push_back(
            {unit.unit, number, std::move(name), unit.prize, unit.claim_by, std::move(fetched_by)});
    }
    XIAOER_TRY_ASSIGN(const auto events, last_events(db, p.store.device(), list_most));
    for (const auto& event : events) {
        XIAOER_TRY_ASSIGN(const auto number, number_of(p, event.member));
        desk.events.push_back({event.at, event.kind, number, event.detail});
    }
    return {};
}

Result<void> paint_staff(Painting& p, DeskView& desk) {
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(p.store.db(), p.store.device()));
    XIAOER_TRY_ASSIGN(const auto staff, staff_list(p.store.db(), staff_most));
    for (const auto& row : staff) {
        XIAOER_TRY_ASSIGN(const auto secret, staff_secret(p.vault, row.staff));
        XIAOER_TRY_ASSIGN(const auto attempts, pin_attempts(p.store.db(), row.staff));
        const bool locked = attempts.locked_until > p.now;
        desk.staff.push_back(
            {row.staff, secret ? secret->name : "", row.manager, locked ? attempts.locked_until : Timestamp{},
             badge_digits_of(p.store.keys(), row.staff, code)});
    }
    return {};
}

Result<void> paint_struck_out(Painting& p, DeskView& desk) {
    XIAOER_TRY_ASSIGN(const auto people, struck_out(p.store.db(), p.settings.strikes_max, list_most));
    for (const auto& person : people) {
        XIAOER_TRY_ASSIGN(auto name, remembered_name_of(p.vault, p.memory, person.member));
        desk.struck_out.push_back({person.number, std::move(name), person.strikes});
    }
    return {};
}

Result<void> paint_phones(Painting& p, DeskView& desk) {
    XIAOER_TRY_ASSIGN(const auto phones, phone_list(p.store.db(), staff_most));
    for (const auto& phone : phones) {
        XIAOER_TRY_ASSIGN(const auto secret, staff_secret(p.vault, phone.staff));
        desk.phones.push_back(
            {phone.phone, phone.staff, secret ? secret->name : "", phone.paired_at, phone.second_scans});
    }
    desk.scanned_at = p.memory.scanned_at;
    desk.clock_doubted = p.memory.clock.doubted();
    return {};
}

Result<void> paint_desk(Painting& p, DeskView& desk) {
    auto& db = p.store.db();
    XIAOER_TRY_ASSIGN(const auto day, day_figures(db, business_day_start(p.now, p.zone)));
    desk.joined_today = day.joined;
    desk.picked_up_today = day.picked_up;
    desk.bought_again_today = day.bought_again;
    desk.takings_with_number_minor = day.takings_with_number_minor;
    XIAOER_TRY_ASSIGN(desk.open_pickups, waiting_unit_count(db));
    XIAOER_TRY_ASSIGN(desk.unbound_purchases, unbound_purchase_count(db, p.now - unbound_since_ms));
    XIAOER_TRY_ASSIGN(desk.unread_slips, open_slip_count(db));
    XIAOER_TRY(paint_desk_lists(p, desk));
    XIAOER_TRY(paint_struck_out(p, desk));
    XIAOER_TRY(paint_staff(p, desk));
    return paint_phones(p, desk);
}

}  // namespace

Result<void> paint(Painting& p, Snapshot& snapshot) {
    if (!p.settings.base_url.empty()) snapshot.join_url = p.settings.base_url + "/j/" + p.settings.join_channel;
    XIAOER_TRY_ASSIGN(snapshot.kiosk_code, kiosk_code_of(p.store.db(), p.store.device()));
    XIAOER_TRY_ASSIGN(snapshot.member_count, member_count(p.store.db()));
    if (!p.settings.group_code.empty()) {
        XIAOER_TRY_ASSIGN(snapshot.group_newcomers, newcomers_since(p.store.db(), p.settings.group_code_made_at));
    }
    snapshot.purchase = p.memory.purchase;
    snapshot.greeting = p.memory.greeting;
    XIAOER_TRY_ASSIGN(const auto awaits, local_value(p.store.db(), "awaits_owner"));
    snapshot.awaits_owner = awaits == "1" && !p.settings.base_url.empty();
    snapshot.tonight = programme_of_day(p.settings.programme, p.now, p.zone);
    XIAOER_TRY(paint_draws(p, snapshot));
    XIAOER_TRY(paint_instant(p, snapshot));
    return paint_desk(p, snapshot.desk);
}

}  // namespace xiaoer
