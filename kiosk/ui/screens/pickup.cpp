#include "ui/screens/pickup.h"
#include "ui/screens/pickup_parts.h"

#include "domain/number.h"

namespace xiaoer::ui {
namespace {

using Phase = PickupState::Phase;
using Kind = PickupAction::Kind;

// The person: what to ask, what is to be heard, who they say they are.
void draw_person(Painter& painter, Box& rest, const PickupState& state, const View& view) {
    const auto& words = view.words;
    const auto& who = *state.who;
    Box line = cut_top(rest, 48);
    if (!who.question.empty()) {
        const auto question = words("pickup.ask_" + who.question);
        const Style soft{Type::text, size::body, colour::soft};
        painter.text(cut_left(line, std::min(painter.width_of(question, soft) + 2, line.w * 0.6F)), question, soft);
        (void)cut_left(line, 28);
        const auto hear = words("pickup.hear");
        painter.text(cut_left(line, std::min(painter.width_of(hear, soft) + 2, line.w * 0.4F)), hear, soft);
        (void)cut_left(line, 10);
        painter.text(line, who.answer, {Type::bold, size::body, colour::ink});
    }
    Box name = cut_top(rest, 136);
    const auto number = words("number", {{"number", format_number(who.number)}});
    const Style figure{Type::heading, size::figure, colour::ink};
    painter.text(cut_left(name, std::min(painter.width_of(number, figure) + 2, name.w * 0.7F)), number, figure);
    (void)cut_left(name, 32);
    painter.text({name.x, name.y + 28, name.w, name.h - 28}, who.name, {Type::text, size::title, colour::ink});
    skip(rest, 8);
    Box pills = cut_top(rest, 64);
    const char* proof = who.proof == Proof::pass       ? "pickup.pass"
                        : who.proof == Proof::card     ? "pickup.card"
                        : who.proof == Proof::identity ? "pickup.identity"
                                                       : "pickup.number_only";
    const bool proven = who.proof != Proof::number;
    const float taken =
        fitted_pill(painter, {pills.x, pills.y, pills.w / 2 - 8, pills.h}, words(proof),
                    proven ? colour::jade_pale : colour::gold_pale, proven ? rgb(0x17694D) : colour::gold_ink);
    (void)cut_left(pills, taken + 16);
    fitted_pill(
        painter, pills,
        words("pickup.history", {{"visits", std::to_string(who.visits)}, {"pickups", std::to_string(who.pickups)}}),
        colour::track, colour::ink);
}

std::string unit_note(const PickupUnit& unit, const View& view) {
    const auto& words = view.words;
    if (unit.elsewhere)
        return words("pickup.other_shop",
                     {{"shop", *unit.elsewhere}, {"when", words.deadline(unit.claim_by, view.now)}});
    if (unit.state == UnitState::waiting && !unit.fetched_by.empty())
        return words("pickup.fetched", {{"name", unit.fetched_by}, {"time", words.clock(unit.fetched_until)}});
    switch (unit.state) {
        case UnitState::handed_over:
            return words("pickup.already",
                         {{"time", words.deadline(unit.handed_over_at, view.now)}, {"by", unit.handed_over_by}});
        case UnitState::waiting:
            return words("pickup.unit", {{"day", words.weekday(unit.drawn_at)},
                                         {"tier", words.tier(unit.tier)},
                                         {"when", words.deadline(unit.claim_by, view.now)}});
        default: return words("pickup.lapsed", {{"when", words.day(unit.claim_by, view.now)}});
    }
}

// `chosen`: of several, whether it is handed over now; the plate carries a tick then.
void draw_unit(Painter& painter, Box box, const PickupUnit& unit, std::optional<bool> chosen, const View& view) {
    const bool here = unit.state == UnitState::waiting && !unit.elsewhere && chosen.value_or(true);
    const float side = std::min(box.h, 180.0F);
    const Box emblem{box.x, box.y, side, side};
    {
        const auto plate = painter.plate(emblem, here ? colour::gold_pale : colour::track, card_radius);
        if (chosen.value_or(false)) {
            painter.tick(centred(emblem, side * 0.72F, side * 0.72F), colour::gold_ink);
        } else if (!chosen) {  // one that is left for later has an empty plate
            painter.text(inset(emblem, 8), view.words("pickup.emblem"),
                         {Type::heading, side > 120 ? size::headline : size::large,
                          here ? colour::gold_ink : colour::soft, Align::centre});
        }
    }
    Box rest = box;
    (void)cut_left(rest, side + 32);
    const float high = std::min(rest.h, 140.0F);
    Box lines{rest.x, rest.y + (side - high) / 2, rest.w, high};
    painter.text(cut_top(lines, lines.h * 0.58F), unit.prize,
                 {Type::heading, side > 120 ? size::title : size::large, colour::ink});
    painter.text(lines, unit_note(unit, view), {Type::text, side > 120 ? size::body : size::small, colour::soft});
}

// Returns: which of those to be handed over here was touched, to be left out or taken in again.
std::optional<std::size_t> draw_units(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& units = state.who->units;
    std::optional<std::size_t> touched;
    if (units.empty()) {
        painter.text(inset(box, 0, box.h / 2 - 40), view.words("pickup.nothing"),
                     {Type::heading, size::title, colour::ink});
        return touched;
    }
    constexpr float between = 12, more_high = 44;
    const auto count = static_cast<float>(units.size());
    const float high = std::clamp((box.h - between * (count - 1)) / count, 72.0F, 180.0F);
    const bool all_fit = count * (high + between) - between <= box.h;
    const float for_rows = all_fit ? box.h : box.h - more_high;
    const auto room = static_cast<std::size_t>(std::max(1.0F, (for_rows + between) / (high + between)));
    const auto here = waiting_here(state).size();
    std::size_t choosable = 0;
    for (std::size_t i = 0; i < std::min(room, units.size()); ++i) {
        const Box line = cut_top(box, high);
        skip(box, between);
        const bool waits = units[i].state == UnitState::waiting && !units[i].elsewhere;
        if (here < 2 || !waits) {
            draw_unit(painter, line, units[i], std::nullopt, view);
            continue;
        }
        if (painter.target(line, "unit." + std::to_string(choosable)).tapped) touched = choosable;
        const auto inside = painter.inside_target(colour::card);
        draw_unit(painter, line, units[i], !state.left_out.contains(units[i].unit), view);
        ++choosable;
    }
    // Those to be handed over here stand first; the others are not among what the button says.
    if (here > room)
        painter.text(cut_top(box, more_high), view.words("pickup.more", {{"n", std::to_string(here - room)}}),
                     {Type::text, size::small, colour::soft});
    return touched;
}

// Nobody's but the clerk's who fetches it; a manager may put it back for anybody.
bool is_fetched_by(const std::vector<PickupUnit>& units, const View& view) {
    return view.clerk != nullptr && std::ranges::any_of(units, [&view](const PickupUnit& unit) {
               return unit.fetched_by == view.clerk->name || (view.clerk->manager && !unit.fetched_by.empty());
           });
}

PickupAction draw_found(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& words = view.words;
    PickupAction action;
    const auto card = painter.card(box);
    Box rest = inset(box, 64, 48);
    const Box buttons = cut_bottom(rest, 128);
    Box problem = cut_bottom(rest, 100);
    draw_person(painter, rest, state, view);
    skip(rest, 28);
    painter.rule(cut_top(rest, 2));
    skip(rest, 28);
    if (const auto touched = draw_units(painter, rest, state, view)) {
        action.kind = Kind::choose_unit, action.index = *touched;
    }
    const auto chosen = chosen_here(state);
    const auto count = chosen.size();
    if (!chosen.empty()) {
        const bool fetched = is_fetched_by(chosen, view);
        const Box place = cut_right(problem, std::min(problem.w * 0.37F, 460.0F));
        (void)cut_right(problem, 24);
        if (button(painter, {place.x, place.y + 8, place.w, 72}, fetched ? "unit.release" : "unit.reserve",
                   words(fetched ? "pickup.release" : "pickup.reserve"), ButtonKind::quiet, !view.busy))
            action.kind = fetched ? Kind::release : Kind::reserve;
    }
    painter.text(problem, state.problem, {Type::bold, size::body, rgb(0xB5261C)});
    if (waiting_here(state).empty()) {
        if (button(painter, {buttons.x, buttons.y, std::min(buttons.w, 420.0F), buttons.h}, "pickup.next",
                   words("pickup.next"), ButtonKind::plain))
            action.kind = Kind::next;
        const bool manager = view.clerk != nullptr && view.clerk->manager;
        const Box place{buttons.x + buttons.w - std::min(buttons.w - 444, 420.0F), buttons.y,
                        std::min(buttons.w - 444, 420.0F), buttons.h};
        if (manager && undoable_here(state) &&
            button(painter, place, "pickup.undo", words("pickup.undo"), ButtonKind::plain, !view.busy))
            action.kind = Kind::undo;
        return action;
    }
    Box left = buttons;
    const Box right = cut_right(left, buttons.w * 0.37F);
    (void)cut_right(left, 24);
    const auto yes =
        count <= 1 ? words("pickup.hand_over") : words("pickup.hand_over_all", {{"n", std::to_string(count)}});
    if (button(painter, left, "pickup.hand_over", yes, ButtonKind::yes, count > 0 && !view.busy))
        action.kind = Kind::hand_over;
    if (button(painter, right, "pickup.refuse", words("pickup.refuse"), ButtonKind::plain, !view.busy))
        action.kind = Kind::refuse;
    return action;
}

PickupAction draw_asking(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& words = view.words;
    const bool for_code = state.phase == Phase::redeem_code;
    PickupAction action;
    const TitledCard card(painter, box, words(for_code ? "pickup.redeem_title" : "pickup.ask_title"),
                          words(for_code ? "pickup.redeem_hint" : "pickup.ask_hint"));
    Box middle = inset(card.rest, std::max(0.0F, (card.rest.w - 720) / 2), 0);
    readout(painter, cut_top(middle, 88), for_code ? dots_for(state.keyed) : state.keyed,
            words(for_code ? "pickup.redeem_readout" : "pickup.number_readout"));
    painter.text(cut_top(middle, 44), state.problem, {Type::text, size::small, rgb(0xB5261C), Align::centre});
    const Box buttons = cut_bottom(middle, 96);
    middle.h -= 20;
    if (!for_code) {  // the other two ways to a prize
        const Box others = cut_bottom(middle, 68);
        middle.h -= 20;
        const bool manager = view.clerk != nullptr && view.clerk->manager;
        if (button(painter, manager ? column(others, 0, 2, 20) : others, "ask.market", words("pickup.market"),
                   ButtonKind::quiet))
            action.kind = Kind::market;
        if (manager && button(painter, column(others, 1, 2, 20), "ask.seek", words("pickup.seek"), ButtonKind::quiet))
            action.kind = Kind::seek;
    }
    if (const char key = keypad(painter, middle, KeypadKind::digits)) action = {Kind::key, key, {}, 0, {}};
    if (button(painter, column(buttons, 0, 2, 20), "pickup.back", words("back"), ButtonKind::plain))
        action.kind = for_code ? Kind::back : Kind::desk;
    const bool ready = for_code ? state.keyed.size() == 4 : parse_number(state.keyed).has_value();
    if (button(painter, column(buttons, 1, 2, 20), "pickup.send",
               words(for_code ? "pickup.redeem_send" : "pickup.find"), for_code ? ButtonKind::yes : ButtonKind::primary,
               ready && !view.busy))
        action.kind = for_code ? Kind::redeem_send : Kind::look_up;
    return action;
}

PickupAction draw_manager(Painter& painter, Box box, const PickupState& state, const View& view) {
    TitledCard card(painter, box, view.words("pickup.manager"));
    Box& rest = card.rest;
    if (state.manager.staff) {
        const auto pin = draw_pin(painter, inset(rest, std::max(0.0F, (rest.w - 720) / 2), 0), state.manager, view);
        switch (pin.kind) {
            case SignInAction::Kind::key: return {Kind::manager_key, pin.key, {}, 0, {}};
            case SignInAction::Kind::send: return {Kind::manager_send, key_none, {}, 0, {}};
            case SignInAction::Kind::back: return {Kind::back, key_none, {}, 0, {}};
            default: return {};
        }
    }
    const Box back = cut_bottom(rest, 104);
    rest.h -= 24;
    if (const auto chosen = draw_staff(painter, rest, view, true))
        return {Kind::choose_manager, key_none, *chosen, 0, {}};
    if (button(painter, centred(back, 320, 104), "pickup.back", view.words("back"), ButtonKind::plain))
        return {Kind::back, key_none, {}, 0, {}};
    return {};
}

PickupAction draw_done(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& words = view.words;
    const auto card = painter.card(box);
    Box rest = inset(box, 64, 56);
    const Box buttons = cut_bottom(rest, 128);
    rest.h -= 24;
    // The friends who came along: the code stands where the clerk can turn the screen to them.
    if (!view.snapshot.join_url.empty()) {
        const bool portrait = painter.portrait();
        Box friends = portrait ? cut_bottom(rest, rest.h * 0.52F) : cut_right(rest, rest.w * 0.42F);
        painter.text(cut_top(friends, 64), words("pickup.friends"),
                     {Type::heading, size::large, colour::ink, Align::centre});
        const float side = std::min(friends.w, friends.h);
        framed_qr(painter, centred(friends, side, side), view.snapshot.join_url);
        if (!portrait) (void)cut_right(rest, 32);
    }
    if (printer_note(painter, {rest.x, rest.bottom() - printer_note_high, rest.w, printer_note_high}, view))
        rest.h -= printer_note_high + 16;
    skip(rest, std::max(0.0F, (rest.h - 440) / 2));
    const Box mark = centred(cut_top(rest, 168), 152, 152);
    painter.disc(mark.mid_x(), mark.mid_y(), 76, colour::jade);
    painter.tick(inset(mark, 16), colour::white);
    skip(rest, 16);
    painter.text(cut_top(rest, 100), words("pickup.done"),
                 {Type::heading, size::headline, colour::jade, Align::centre});
    const auto prizes = prizes_in_words(state.over ? state.over->prizes : std::vector<std::string>{}, words);
    const auto what =
        words("pickup.done_what", {{"number", format_number(state.over ? state.over->number : 0)}, {"prize", prizes}});
    painter.text(cut_top(rest, 64), what, {Type::text, size::large, colour::ink, Align::centre});
    if (state.over && state.over->voucher_minor) {
        painter.text(cut_top(rest, 56), words("pickup.voucher", {{"sum", words.money(*state.over->voucher_minor)}}),
                     {Type::bold, size::body, colour::gold_ink, Align::centre});
    }
    const bool prints = view.devices.printer != DevicesView::Printer::none;
    const Box row_of_buttons = centred(buttons, std::min(buttons.w, prints ? 980.0F : 560.0F), 128);
    PickupAction action;
    if (button(painter, prints ? column(row_of_buttons, 1, 2, 24) : row_of_buttons, "pickup.next", words("pickup.next"),
               ButtonKind::yes))
        action.kind = Kind::next;
    if (prints &&
        button(painter, column(row_of_buttons, 0, 2, 24), "print.again", words("print.again"), ButtonKind::plain))
        action.kind = Kind::print_again;
    return action;
}

void draw_list(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& words = view.words;
    const auto& desk = view.snapshot.desk;
    const auto card = painter.card(box);
    Box rest = inset(box, 56, 44);
    painter.text(cut_top(rest, 64), words("pickup.today", {{"n", std::to_string(desk.open_pickups)}}),
                 {Type::heading, size::large});
    skip(rest, 20);
    const Box note = cut_bottom(rest, 52);
    for (const auto& pickup : desk.pickups) {
        if (rest.h < 92) break;
        Box line = cut_top(rest, 88);
        const bool now = state.who && state.who->number == pickup.number && state.phase != Phase::done;
        const bool fetched = !pickup.fetched_by.empty();
        const auto when = now       ? words("pickup.now")
                          : fetched ? words("pickup.fetching", {{"name", pickup.fetched_by}})
                                    : words("pickup.before", {{"day", words.day(pickup.claim_by, view.now)}});
        const Style style{Type::text, size::body, now || fetched ? colour::vermilion : colour::soft, Align::right};
        painter.text(cut_right(line, std::min(line.w * 0.45F, painter.width_of(when, style) + 2)), when, style);
        (void)cut_right(line, 16);
        const auto number = format_number(pickup.number);
        const Style bold{Type::bold, size::body, colour::ink};
        painter.text(cut_left(line, painter.width_of(number, bold) + 2), number, bold);
        (void)cut_left(line, 28);
        painter.text(line, pickup.prize, {Type::text, size::body, colour::ink});
        painter.rule(cut_top(rest, 2));
        skip(rest, 10);
    }
    painter.text(note, words("pickup.bring_friends"), {Type::text, size::small, colour::soft});
}

}  // namespace

PickupAction draw_pickup(Painter& painter, const PickupState& state, const View& view) {
    const auto& words = view.words;
    auto top = header(painter, words("pickup.header", {{"name", view.clerk != nullptr ? view.clerk->name : ""}}));
    const Box leave = cut_right(top.rest, 132);
    const bool leaving =
        button(painter, {leave.x, leave.mid_y() - 36, leave.w, 72}, "pickup.desk", words("back"), ButtonKind::plain);
    (void)cut_right(top.rest, 24);
    painter.text(top.rest, words("day_clock", {{"day", words.weekday(view.now)}, {"time", words.clock(view.now)}}),
                 {Type::text, size::body, colour::soft, Align::right});
    Box body = top.body;
    const Box side = cut_side(painter, body, 664, 540);
    PickupAction action;
    switch (state.phase) {
        case Phase::asking:
        case Phase::redeem_code: action = draw_asking(painter, body, state, view); break;
        case Phase::found: action = draw_found(painter, body, state, view); break;
        case Phase::manager: action = draw_manager(painter, body, state, view); break;
        case Phase::done: action = draw_done(painter, body, state, view); break;
        case Phase::sign: action = draw_sign(painter, body, state, view); break;
        case Phase::market: action = draw_market(painter, body, state, view); break;
        case Phase::seek: action = draw_seek(painter, body, state, view); break;
        case Phase::sought: action = draw_sought(painter, body, state, view); break;
    }
    draw_list(painter, side, state, view);
    if (leaving || top.logo_tapped) action.kind = Kind::desk;
    return action;
}

}  // namespace xiaoer::ui
