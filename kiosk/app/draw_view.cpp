#include "app/draw_view.h"

#include "store/members.h"
#include "store/purchases.h"

namespace xiaoer {

DrawState state_of(const DrawRow& draw, Timestamp now) {
    if (draw.state == "closed" && draw.draws_at + withheld_after_ms < now) return DrawState::withheld;
    return enum_from_name<DrawState>(draw.state).value_or(DrawState::announced);
}

Result<std::vector<WinnerView>> winners_of(Database& db, const DrawRow& draw, std::int64_t most,
                                           const NameOf& name_of) {
    std::vector<WinnerView> winners;
    XIAOER_TRY_ASSIGN(const auto units, units_of_draw(db, draw.draw, most));
    for (const auto& unit : units) {
        if (!unit.member) continue;
        const auto place = place_of_unit(draw.announcement.prizes, unit.unit.unit);
        XIAOER_TRY_ASSIGN(const auto member, find_member(db, *unit.member));
        XIAOER_TRY_ASSIGN(auto name, name_of(*unit.member));
        winners.push_back({unit.unit, unit.tier, place.within, draw.announcement.prizes[place.offer].quantity,
                           member ? member->number : 0, std::move(name), unit.prize, unit.state, unit.claim_by});
    }
    return winners;
}

Result<DrawView> view_of_draw(Database& db, const DrawRow& draw, Timestamp now, std::int64_t winners_most,
                              const NameOf& name_of) {
    DrawView view;
    view.id = draw.draw;
    view.number = draw.number;
    view.state = state_of(draw, now);
    view.closes_at = draw.announcement.closes_at;
    view.draws_at = draw.draws_at;
    view.claim_by = draw.announcement.claim_by;
    view.prizes = draw.announcement.prizes;
    if (const auto* dice = std::get_if<DiceEntropy>(&draw.announcement.entropy))
        view.dice_throws = static_cast<int>(dice->throws);
    if (draw.closing_hash) view.closing_hash = to_hex(*draw.closing_hash);
    view.entropy_value = draw.entropy_value;
    view.members = draw.members;
    view.tickets = draw.tickets;
    if (draw.state == "announced") {
        XIAOER_TRY_ASSIGN(view.members, member_count(db));
        XIAOER_TRY_ASSIGN(view.tickets, open_ticket_total(db));
    }
    if (draw.state == "settled") {
        XIAOER_TRY_ASSIGN(view.winners, winners_of(db, draw, winners_most, name_of));
    }
    return view;
}

}  // namespace xiaoer
