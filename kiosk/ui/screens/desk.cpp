#include "ui/screens/desk.h"

#include "domain/number.h"
#include "ui/screens/devices.h"

namespace xiaoer::ui {
namespace {

using Panel = DeskState::Panel;
using Kind = DeskAction::Kind;

struct Tile {
    Kind kind;
    const char* name;  // "desk.record": also the key of its title; its hint is name + "_hint"
    std::string hint;
    std::string detail;
    Colour detail_ink;
};

bool draw_tile(Painter& painter, Box box, const Tile& tile, const View& view) {
    const bool red = tile.kind == Kind::record;
    const auto touch = painter.target(box, tile.name);
    const Colour fill =
        red ? (touch.held ? colour::vermilion_deep : colour::vermilion) : (touch.held ? colour::sand : colour::card);
    const auto inside = painter.inside_target(fill);
    painter.card_look(box, fill);
    Box rest = inset(box, 40, 28);
    const Colour ink = red ? colour::white : colour::ink;
    painter.text(cut_top(rest, 84), view.words(tile.name), {Type::heading, size::title, ink});
    if (!tile.detail.empty())
        painter.text(cut_bottom(rest, 44), tile.detail,
                     {Type::text, size::body, red ? colour::white : tile.detail_ink});
    painter.paragraph(rest, tile.hint, {Type::text, size::body, red ? colour::white : colour::soft});
    return touch.tapped;
}

std::vector<Tile> tiles_of(const View& view) {
    const auto& words = view.words;
    const auto& desk = view.snapshot.desk;
    const auto count = [](std::int64_t n) { return std::to_string(n); };
    std::vector<Tile> tiles;
    tiles.push_back(
        {Kind::record, "desk.record", words("desk.record_hint"), words("desk.record_detail"), colour::white});
    std::string newest;
    if (!desk.unbound.empty()) {
        const auto& first = desk.unbound.front();
        newest = words("desk.purchase", {{"no", first.receipt_no},
                                         {"amount", words.money(first.amount_minor)},
                                         {"ago", words.ago(first.at, view.now)}});
    }
    tiles.push_back({Kind::unbound, "desk.unbound",
                     desk.unbound_purchases > 0 ? words("desk.unbound_hint", {{"n", count(desk.unbound_purchases)}})
                                                : words("desk.unbound_none"),
                     newest, colour::ink});
    tiles.push_back({Kind::cards, "desk.card", words("desk.card_hint"), "", colour::ink});
    std::string slip;
    if (!desk.slips.empty())
        slip = words("desk.slip", {{"n", count(desk.unread_slips)}, {"time", words.clock(desk.slips.front().at)}});
    tiles.push_back({Kind::slips, "desk.slips", words(desk.unread_slips > 0 ? "desk.slips_hint" : "desk.slips_none"),
                     slip, colour::gold_ink});
    tiles.push_back(
        {Kind::pickup, "desk.pickup", words("desk.pickup_hint", {{"n", count(desk.open_pickups)}}), "", colour::ink});
    tiles.push_back({Kind::credit, "desk.credit", words("desk.credit_hint"), "", colour::ink});
    return tiles;
}

std::string event_words(const DeskEvent& event, const View& view) {
    const std::string key = "event." + event.kind;
    if (!view.words.has(key)) return "";
    return view.words(key, {{"number", event.number > 0 ? format_number(event.number) : ""}, {"detail", event.detail}});
}

void draw_day(Painter& painter, Box box, const View& view) {
    const auto& words = view.words;
    const auto& desk = view.snapshot.desk;
    const auto card = painter.card(box);
    Box rest = inset(box, 48, 40);
    painter.text(cut_top(rest, 64), words("desk.today"), {Type::heading, size::large});
    skip(rest, 8);
    const auto figure = [&](const char* key, const std::string& value) {
        if (rest.h < 68) return;  // beside the question about the clock
        Box line = cut_top(rest, 68);
        const Style bold{Type::bold, size::large, colour::ink, Align::right};
        painter.text(cut_right(line, std::min(line.w * 0.6F, painter.width_of(value, bold) + 2)), value, bold);
        (void)cut_right(line, 20);
        painter.text(line, words(key), {Type::text, size::body, colour::soft});
    };
    figure("desk.joined", std::to_string(desk.joined_today));
    figure("desk.picked_up", std::to_string(desk.picked_up_today));
    figure("desk.bought_again", std::to_string(desk.bought_again_today));
    figure("desk.takings", words.money(desk.takings_with_number_minor));
    skip(rest, 24);
    if (rest.h < 48) return;
    painter.rule(cut_top(rest, 2));
    skip(rest, 24);
    for (const auto& event : desk.events) {
        const auto said = event_words(event, view);
        if (said.empty()) continue;
        if (rest.h < 48) break;
        Box line = cut_top(rest, 48);
        painter.text(cut_left(line, 92), words.clock(event.at), {Type::text, size::small, colour::soft});
        painter.text(line, said, {Type::text, size::small, colour::soft});
    }
}

// The clock has jumped: the date, and for a manager the button that says it is right.
bool draw_clock_question(Painter& painter, Box box, const View& view) {
    const auto& words = view.words;
    painter.card_look(box, colour::gold_pale);
    const auto plate = painter.plate(box, colour::gold_pale, card_radius);
    Box rest = inset(box, 40, 28);
    const Box foot = cut_bottom(rest, 80);
    painter.text(cut_top(rest, 52), words("desk.clock"), {Type::heading, size::large, colour::gold_ink});
    painter.text(cut_top(rest, 44), words.full_date(view.now), {Type::bold, size::body, colour::ink});
    painter.paragraph(rest, words("desk.clock_what"), {Type::text, size::body, colour::ink});
    if (view.clerk != nullptr && view.clerk->manager)
        return button(painter, foot, "desk.clock_right", words("desk.clock_right"), ButtonKind::yes, !view.busy);
    painter.text(foot, words("desk.clock_manager"), {Type::bold, size::body, colour::gold_ink});
    return false;
}

// "抽奖　后天（周六）晚八点"
bool draw_way_to_stage(Painter& painter, Box box, const View& view) {
    const auto& draw = view.snapshot.next_draw;
    const auto label = draw ? view.words("desk.draw", {{"when", view.words.when(draw->draws_at, view.now)}})
                            : view.words("desk.draw_none");
    return button(painter, box, "desk.draw", label, ButtonKind::plain);
}

DeskAction draw_home(Painter& painter, Box body, const View& view) {
    Box side = cut_side(painter, body, 544, 720);
    DeskAction action;
    Box foot = cut_bottom(side, 88);
    if (button(painter, cut_right(foot, 156), "desk.devices", view.words("desk.devices"), ButtonKind::plain))
        action.kind = Kind::devices;
    (void)cut_right(foot, 16);
    if (draw_way_to_stage(painter, foot, view)) action.kind = Kind::draw;
    side.h -= 24;
    if (printer_note(painter, {side.x, side.y, side.w, printer_note_high}, view)) skip(side, printer_note_high + gap);
    const bool doubted = view.snapshot.desk.clock_doubted;
    if (doubted) {
        if (draw_clock_question(painter, cut_top(side, 336), view)) action.kind = Kind::confirm_clock;
        skip(side, gap);
    }
    const auto tiles = tiles_of(view);
    for (int i = 0; i < static_cast<int>(tiles.size()); ++i) {
        const Box cell = column(row(body, i / 2, 3, gap), i % 2, 2, gap);
        if (draw_tile(painter, cell, tiles[static_cast<std::size_t>(i)], view))
            action.kind = tiles[static_cast<std::size_t>(i)].kind;
    }
    if (!doubted || !painter.portrait()) draw_day(painter, side, view);  // an upright screen has no room for both
    return action;
}

Box panel_box(const Painter& painter, Box body) {
    return painter.portrait() ? centred(body, body.w, std::min(body.h, 1180.0F)) : centred(body, 1000, body.h);
}

// Amount or number: a readout, a keypad, and two or three buttons below.
DeskAction draw_keys(Painter& painter, Box box, const DeskState& state, const View& view) {
    const auto& words = view.words;
    const bool whose = state.panel == Panel::whose, slip = state.panel == Panel::slip_amount;
    const char* hint = whose ? "desk.whose_hint" : slip ? "desk.slip_amount_hint" : "desk.amount_hint";
    const bool ready = (whose ? parse_number(state.number).has_value() : !state.amount.empty()) && !view.busy;
    KeyPanel panel{.title = words(whose  ? "desk.whose"
                                  : slip ? "desk.slip_amount"
                                         : "desk.amount"),
                   .hint = words(hint),
                   .shown = whose ? state.number : state.amount,
                   .readout = words(whose ? "desk.number_readout" : "desk.amount_readout"),
                   .keys = whose ? KeypadKind::digits : KeypadKind::amount};
    std::vector<Kind> meant{Kind::back};
    panel.buttons.push_back({"desk.back", words("back")});
    if (slip) meant.push_back(Kind::no_sale), panel.buttons.push_back({"desk.no_sale", words("desk.no_sale")});
    if (whose && !state.purchase)
        meant.push_back(Kind::nobody), panel.buttons.push_back({"desk.nobody", words("desk.nobody")});
    panel.buttons.back().enabled = meant.size() == 1 || !view.busy;
    meant.push_back(whose ? Kind::send_number : Kind::amount_done);
    panel.buttons.push_back({whose ? "desk.send" : "desk.next", words(whose || slip ? "desk.send" : "desk.next"),
                             whose || slip ? ButtonKind::yes : ButtonKind::primary, ready});
    const auto touch = draw_key_panel(painter, box, panel);
    if (touch.key != key_none) return {Kind::key, touch.key, 0};
    if (!touch.button) return {};
    return {meant[*touch.button], key_none, 0};
}

// One of the newest eight, each a touch target.
DeskAction draw_choice(Painter& painter, Box box, const DeskState& state, const View& view) {
    const auto& words = view.words;
    const auto& desk = view.snapshot.desk;
    const bool slips = state.panel == Panel::slips;
    DeskAction action;
    TitledCard card(painter, box, words(slips ? "desk.slips" : "desk.unbound"));
    Box& rest = card.rest;
    const Box back = cut_bottom(rest, 104);
    const std::size_t count = slips ? desk.slips.size() : desk.unbound.size();
    if (count == 0)
        painter.text(cut_top(rest, 120), words(slips ? "desk.slips_none" : "desk.unbound_none"),
                     {Type::text, size::large, colour::soft, Align::centre});
    for (std::size_t i = 0; i < count && rest.h >= 84; ++i) {
        const Box line = cut_top(rest, 72);
        skip(rest, 12);
        const auto label = slips ? words("desk.slip_line", {{"time", words.clock(desk.slips[i].at)}})
                                 : words("desk.purchase", {{"no", desk.unbound[i].receipt_no},
                                                           {"amount", words.money(desk.unbound[i].amount_minor)},
                                                           {"ago", words.ago(desk.unbound[i].at, view.now)}});
        if (button(painter, line, "choice." + std::to_string(i), label, ButtonKind::quiet))
            action = {slips ? Kind::choose_slip : Kind::choose_purchase, key_none, i};
    }
    const Box buttons = centred(back, slips ? std::min(back.w, 720.0F) : 320, 104);
    if (button(painter, slips ? column(buttons, 0, 2, 24) : buttons, "desk.back", words("back"), ButtonKind::plain))
        action.kind = Kind::back;
    if (slips && button(painter, column(buttons, 1, 2, 24), "till.open", words("till.open"), ButtonKind::plain))
        action.kind = Kind::till;
    return action;
}

// The code on one side, the phones that are paired on the other.
DeskAction draw_phones(Painter& painter, Box box, const DeskState& state, const View& view) {
    const auto& words = view.words;
    DeskAction action;
    TitledCard card(painter, box, words("desk.phones"));
    Box& rest = card.rest;
    const Box back = cut_bottom(rest, 104);
    rest.h -= 24;
    painter.paragraph(cut_top(rest, 96), words("desk.phones_what"),
                      {Type::text, size::body, colour::soft, Align::centre});
    skip(rest, 16);
    const auto& phones = view.snapshot.desk.phones;
    Box list = painter.portrait() ? cut_bottom(rest, rest.h * 0.36F) : cut_right(rest, rest.w * 0.5F);
    if (!painter.portrait()) (void)cut_right(rest, gap);
    const float side = std::min(rest.w, rest.h);
    if (!state.phone_url.empty()) framed_qr(painter, centred(rest, side, side), state.phone_url);
    for (std::size_t i = 0; i < phones.size() && list.h >= 84; ++i) {
        const Box line = cut_top(list, 72);
        skip(list, 12);
        const bool sure = state.revoking == phones[i].phone;
        const auto since = words.day(phones[i].paired_at, view.now) + " " + words.clock(phones[i].paired_at);
        const auto label =
            words(sure ? "desk.revoke_sure" : "desk.revoke", {{"name", phones[i].name}, {"when", since}});
        if (button(painter, line, "phone." + std::to_string(i), label, sure ? ButtonKind::primary : ButtonKind::quiet,
                   !view.busy))
            action = {Kind::revoke, key_none, i};
    }
    const Box buttons = centred(back, std::min(back.w, 720.0F), 104);
    if (button(painter, column(buttons, 0, 2, 24), "desk.back", words("back"), ButtonKind::plain))
        action.kind = Kind::back;
    if (button(painter, column(buttons, 1, 2, 24), "own_pin.open", words("own_pin.button"), ButtonKind::plain))
        action.kind = Kind::own_pin;
    return action;
}

DeskAction in_cards(const CardsAction& asked) {
    DeskAction action;
    if (asked.kind != CardsAction::Kind::none) action.kind = Kind::in_cards;
    action.cards = asked;
    return action;
}
DeskAction in_own_pin(const OwnPinAction& asked) {
    DeskAction action;
    if (asked.kind != OwnPinAction::Kind::none) action.kind = Kind::in_own_pin;
    action.own_pin = asked;
    return action;
}
DeskAction in_devices(DevicesTouch touch) {
    DeskAction action;
    if (touch == DevicesTouch::back) action.kind = Kind::back;
    if (touch == DevicesTouch::print_again) action.kind = Kind::print_again;
    return action;
}
DeskAction in_credit(const CreditAction& asked) {
    DeskAction action;
    if (asked.kind != CreditAction::Kind::none) action.kind = Kind::in_credit;
    action.credit = asked;
    return action;
}

}  // namespace

DeskAction draw_desk(Painter& painter, const DeskState& state, const View& view) {
    const auto& words = view.words;
    auto top = header(painter, words("desk.header", {{"name", view.clerk != nullptr ? view.clerk->name : ""}}));
    const Box leave = cut_right(top.rest, 140);
    const bool leaving = button(painter, {leave.x, leave.mid_y() - 36, leave.w, 72}, "desk.leave", words("desk.leave"),
                                ButtonKind::plain);
    (void)cut_right(top.rest, 16);
    const Box pair = cut_right(top.rest, 200);
    const bool pairing = button(painter, {pair.x, pair.mid_y() - 36, pair.w, 72}, "desk.phones", words("desk.pair"),
                                ButtonKind::plain, !view.busy);
    (void)cut_right(top.rest, 24);
    if (!painter.portrait()) {  // an upright screen has no room for it beside the two buttons
        painter.text(top.rest, words("day_clock", {{"day", words.weekday(view.now)}, {"time", words.clock(view.now)}}),
                     {Type::text, size::small, colour::soft, Align::right});
    }
    const Box body = top.body, panel = panel_box(painter, body);
    const Box wide = centred(body, painter.portrait() ? body.w : 1400, std::min(body.h, 1400.0F));
    DeskAction action;
    switch (state.panel) {
        case Panel::home: action = draw_home(painter, body, view); break;
        case Panel::amount:
        case Panel::whose:
        case Panel::slip_amount: action = draw_keys(painter, panel, state, view); break;
        case Panel::unbound:
        case Panel::slips: action = draw_choice(painter, panel, state, view); break;
        case Panel::cards: action = in_cards(draw_cards(painter, panel, state.cards, view)); break;
        case Panel::credit: action = in_credit(draw_credit(painter, panel, body, state.credit, view)); break;
        case Panel::devices: action = in_devices(draw_devices(painter, panel, view)); break;
        case Panel::own_pin: action = in_own_pin(draw_own_pin(painter, panel, state.own_pin, view)); break;
        case Panel::phones: action = draw_phones(painter, wide, state, view); break;
    }
    if (leaving) action.kind = Kind::leave;
    if (pairing) action.kind = Kind::phones;
    if (top.logo_tapped) action.kind = Kind::back;
    return action;
}

}  // namespace xiaoer::ui
