#include "ui/screens/cards.h"

#include "domain/number.h"
#include "domain/scan.h"

namespace xiaoer::ui {
namespace {

using Kind = CardsAction::Kind;
using Phase = CardsState::Phase;

CardsAction draw_card_offer(Painter& painter, Box box, const View& view) {
    const auto& words = view.words;
    CardsAction action;
    const auto card = painter.card(box);
    Box rest = inset(box, 64, 56);
    const Box buttons = cut_bottom(rest, 128);
    rest.h -= 24;
    const Box lost = cut_bottom(rest, 96);
    painter.text(cut_top(rest, 88), words("desk.card"), {Type::heading, size::headline, colour::ink, Align::centre});
    skip(rest, 24);
    painter.paragraph(cut_top(rest, 180), words("desk.card_what"),
                      {Type::text, size::large, colour::soft, Align::centre});
    if (const auto* sale = sale_of_the_moment(view.snapshot, view.now)) {
        const Box box_of_sale = cut_top(rest, 104);
        const auto plate = painter.plate(box_of_sale, colour::gold_pale);
        painter.text(inset(box_of_sale, 32, 0),
                     words("desk.card_with",
                           {{"amount", words.money(sale->amount_minor)}, {"ago", words.ago(sale->at, view.now)}}),
                     {Type::text, size::body, colour::gold_ink, Align::centre});
    }
    if (button(painter, lost, "card.lost", words("card.lost"), ButtonKind::quiet)) action.kind = Kind::lost;
    if (button(painter, column(buttons, 0, 2, 24), "desk.back", words("back"), ButtonKind::plain))
        action.kind = Kind::back;
    if (button(painter, column(buttons, 1, 2, 24), "desk.issue", words("desk.issue"), ButtonKind::primary, !view.busy))
        action.kind = Kind::issue;
    return action;
}

CardsAction draw_whose(Painter& painter, Box box, const CardsState& state, const View& view) {
    const auto& words = view.words;
    KeyPanel panel{.title = words("card.whose"),
                   .hint = words("desk.whose_hint"),
                   .shown = state.number,
                   .readout = words("desk.number_readout")};
    panel.buttons.push_back({"desk.back", words("back")});
    panel.buttons.push_back(
        {"card.send", words("pickup.find"), ButtonKind::primary, parse_number(state.number).has_value() && !view.busy});
    const auto touch = draw_key_panel(painter, box, panel);
    if (touch.key != key_none) return {Kind::key, touch.key};
    if (!touch.button) return {};
    return {*touch.button == 0 ? Kind::back : Kind::find};
}

// Who they say they are and what to ask them, before an old card dies.
CardsAction draw_owner_of_card(Painter& painter, Box box, const CardsState& state, const View& view) {
    const auto& words = view.words;
    const auto& who = state.who;
    const auto card = painter.card(box);
    Box rest = inset(box, 64, 56);
    const Box buttons = cut_bottom(rest, 128);
    painter.text(cut_top(rest, 136), words("number", {{"number", format_number(who.number)}}),
                 {Type::heading, size::figure, colour::ink, Align::centre});
    painter.text(cut_top(rest, 72), who.name, {Type::text, size::title, colour::ink, Align::centre});
    skip(rest, 24);
    if (who.seat) {
        painter.paragraph(cut_top(rest, 220), words("card.seat_ask", {{"name", who.name}}),
                          {Type::text, size::large, colour::soft, Align::centre});
    } else if (!who.question.empty()) {
        painter.text(cut_top(rest, 64), words("pickup.ask_" + who.question),
                     {Type::text, size::large, colour::soft, Align::centre});
        const Box answer = cut_top(rest, 104);
        const auto plate = painter.plate(answer, colour::sand);
        painter.text(inset(answer, 32, 0), words("pickup.hear") + "　" + who.answer,
                     {Type::bold, size::title, colour::ink, Align::centre});
    }
    if (button(painter, column(buttons, 0, 2, 24), "desk.back", words("back"), ButtonKind::plain)) return {Kind::back};
    if (button(painter, column(buttons, 1, 2, 24), "card.replace", words(who.seat ? "card.for_seat" : "card.replace"),
               ButtonKind::yes, !view.busy))
        return {Kind::replace};
    return {};
}

CardsAction draw_issued(Painter& painter, Box box, const CardsState& state, const View& view) {
    const auto& words = view.words;
    const auto& issued = state.issued;
    const auto card = painter.card(box);
    Box rest = inset(box, 64, 48);
    const Box buttons = cut_bottom(rest, 112);
    rest.h -= 24;
    painter.text(cut_top(rest, 72), words("desk.card_ready"),
                 {Type::heading, size::title, colour::jade, Align::centre});
    skip(rest, 16);
    const Box number_box = cut_top(rest, 168);
    {
        const auto plate = painter.plate(number_box, colour::gold_pale, card_radius);
        painter.text(inset(number_box, 32, 0), words("number", {{"number", format_number(issued.number)}}),
                     {Type::heading, size::figure, colour::gold_ink, Align::centre});
    }
    skip(rest, 16);
    painter.text(cut_top(rest, 64), words("desk.redeem_code", {{"code", issued.redeem_code}}),
                 {Type::bold, size::large, colour::ink, Align::centre});
    painter.text(cut_top(rest, 48),
                 issued.tickets > 0 ? words("desk.card_tickets", {{"n", std::to_string(issued.tickets)}})
                                    : words("desk.card_keep"),
                 {Type::text, size::body, colour::soft, Align::centre});
    skip(rest, 12);
    const float side = std::min(rest.w, rest.h);
    framed_qr(painter, centred(rest, side, side), issued.scan);
    if (button(painter, centred(buttons, std::min(buttons.w, 480.0F), 112), "desk.card_done", words("desk.card_done"),
               ButtonKind::yes))
        return {Kind::done};
    return {};
}

Next issue_card(std::optional<std::string> printed_before, const View& view) {
    if (view.clerk == nullptr) return {};
    IssueCard wish{view.clerk->session, std::nullopt, std::nullopt, std::move(printed_before)};
    if (const auto* sale = sale_of_the_moment(view.snapshot, view.now)) wish.purchase = sale->purchase;
    return {.wish = std::move(wish)};
}

// A seat is its owner's from now on: the clerk has seen who it is. Anybody else's old cards stop working.
Next give_card(const CardsState& state, std::optional<std::string> printed_before, const View& view) {
    if (view.clerk == nullptr) return {};
    if (state.who.seat)
        return {.wish = IssueCard{view.clerk->session, state.who.number, std::nullopt, std::move(printed_before)}};
    return {.wish = ReplaceCard{view.clerk->session, state.who.number, std::move(printed_before)}};
}

Next look_up_owner(std::string scan, const View& view) {
    if (view.clerk == nullptr) return {};
    return {.wish = LookUp{std::move(scan), view.clerk->session}};
}

}  // namespace

const UnboundPurchase* sale_of_the_moment(const Snapshot& snapshot, Timestamp now) {
    const auto& unbound = snapshot.desk.unbound;
    return !unbound.empty() && now - unbound.front().at <= 10 * minute_ms ? &unbound.front() : nullptr;
}

CardsAction draw_cards(Painter& painter, Box box, const CardsState& state, const View& view) {
    switch (state.phase) {
        case Phase::offer: return draw_card_offer(painter, box, view);
        case Phase::whose: return draw_whose(painter, box, state, view);
        case Phase::found: return draw_owner_of_card(painter, box, state, view);
        case Phase::issued: return draw_issued(painter, box, state, view);
    }
    return {};
}

std::optional<Next> step_cards(CardsState& state, const CardsAction& action, const View& view) {
    switch (action.kind) {
        case Kind::none: break;
        case Kind::issue: return issue_card(std::nullopt, view);
        case Kind::lost: state.phase = Phase::whose; break;
        case Kind::key: apply_key(state.number, action.key, 8); break;
        case Kind::find:
            if (const auto number = parse_number(state.number)) return look_up_owner(format_number(*number), view);
            break;
        case Kind::replace: return give_card(state, std::nullopt, view);
        case Kind::back:
            if (state.phase == Phase::offer) return std::nullopt;
            state.phase = state.phase == Phase::found ? Phase::whose : Phase::offer;
            state.number.clear(), state.who = {};
            break;
        case Kind::done: return std::nullopt;
    }
    return Next{};
}

Next scan_cards(CardsState& state, const std::string& scan, const View& view) {
    const bool card = classify_scan(scan).kind == ScanKind::card;
    switch (state.phase) {
        case Phase::issued: state = {}; [[fallthrough]];
        case Phase::offer: return card ? issue_card(scan, view) : look_up_owner(scan, view);
        case Phase::whose: return look_up_owner(scan, view);
        case Phase::found: return card ? give_card(state, scan, view) : look_up_owner(scan, view);
    }
    return {};
}

Next answer_cards(CardsState& state, const Outcome& outcome, const View& view) {
    if (const auto* who = std::get_if<Recognised>(&outcome)) {
        state.phase = Phase::found, state.who = *who;
        return {.sound = Sound::yes};
    }
    if (const auto* issued = std::get_if<CardIssued>(&outcome)) {
        state = {};
        state.phase = Phase::issued, state.issued = *issued;
        return {.sound = Sound::yes};
    }
    return {.toast = view.words("error.other"), .sound = Sound::no};
}

}  // namespace xiaoer::ui
