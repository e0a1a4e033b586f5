#include "app/draw_view.h"

#include "store/members.h"
#include "store/purchases.h"

#include <map>

namespace xiaoer {

DrawState state_of(const DrawRow& draw, Timestamp now) {
    if (draw.state == "closed" && draw.draws_at + withheld_after_ms < now) return DrawState::withheld;
    return enum_from_name<DrawState>(draw.state).value_or(DrawState::announced);
}

DrawTerms terms_of(const DrawRow& draw) {
    if (draw.terms) return *draw.terms;
    DrawTerms terms;
    terms.series = main_series;
    terms.occurrence = draw.draws_at;
    if (draw.announcement.closes_at < draw.draws_at) terms.form = DrawForm::closed_shop;
    return terms;
}

namespace {

Result<std::optional<EnteredValue>> entered_view(Database& db, std::string_view draw, std::int64_t round) {
    XIAOER_TRY_ASSIGN(const auto entered, entered_value(db, draw, round));
    if (!entered) return std::optional<EnteredValue>{};
    return std::optional(EnteredValue{entered->value, entered->staff, ""});
}

// Who won a unit by a ticket of the list.
Result<WinnerView> winner_by(Database& db, const DrawRow& draw, std::int64_t unit, const std::string& ticket,
                             Timestamp claim_by, const NameOf& name_of) {
    const auto place = place_of_unit(draw.announcement.prizes, unit);
    const auto& offer = draw.announcement.prizes[place.offer];
    WinnerView view{{draw.draw, unit},
                    static_cast<std::int64_t>(place.offer),
                    place.within,
                    offer.quantity,
                    0,
                    "",
                    offer.name,
                    UnitState::unclaimed,
                    claim_by};
    XIAOER_TRY_ASSIGN(const auto member_id, member_of_entry(db, draw.draw, ticket));
    if (!member_id) return view;
    XIAOER_TRY_ASSIGN(const auto member, find_member(db, *member_id));
    XIAOER_TRY_ASSIGN(view.shown_name, name_of(*member_id));
    view.number = member ? member->number : 0;
    return view;
}

Result<std::vector<RoundView>> rounds_view(Database& db, const DrawRow& draw, const NameOf& name_of) {
    constexpr std::size_t units_most = 40;
    std::vector<RoundView> views;
    XIAOER_TRY_ASSIGN(const auto rounds, rounds_of(db, draw.draw));
    if (rounds.empty()) return views;
    // By unit, the ticket that had won it last.
    std::map<std::int64_t, std::string> won;
    XIAOER_TRY_ASSIGN(const auto units, units_of_draw(db, draw.draw, count_units(draw.announcement.prizes)));
    for (const auto& unit : units) won[unit.unit.unit] = unit.first_ticket;
    for (const auto& round : rounds) {
        RoundView view{round.round,
                       round.head.entropy,
                       round.head.claim_by,
                       round.head.units,
                       round.settled,
                       round.entropy_value,
                       {},
                       {},
                       {}};
        for (std::size_t i = 0; i < std::min(units_most, view.units.size()); ++i) {
            const auto unit = view.units[i];
            XIAOER_TRY_ASSIGN(auto was, winner_by(db, draw, unit, won[unit], draw.announcement.claim_by, name_of));
            view.was.push_back(std::move(was));
        }
        for (const auto& pick : round.picks) {
            won[pick.unit] = pick.ticket;
            if (view.now.size() == units_most) continue;
            XIAOER_TRY_ASSIGN(auto now, winner_by(db, draw, pick.unit, pick.ticket, view.claim_by, name_of));
            view.now.push_back(std::move(now));
        }
        XIAOER_TRY_ASSIGN(view.entered, entered_view(db, draw.draw, round.round));
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace

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
    view.entropy = draw.announcement.entropy;
    view.terms = terms_of(draw);
    view.max_weight = draw.announcement.max_weight;
    view.one_win_per_member = draw.announcement.one_win_per_member;
    view.announcement_hash = to_hex(announcement_hash(draw.announcement));
    view.commitment = to_hex(draw.announcement.commitment);
    if (draw.state == "closed") {
        XIAOER_TRY_ASSIGN(view.entered, entered_view(db, draw.draw, 0));
    }
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
        XIAOER_TRY_ASSIGN(view.rounds, rounds_view(db, draw, name_of));
    }
    return view;
}

}  // namespace xiaoer
