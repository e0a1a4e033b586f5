// Pictures of the clerk's desk.
#include "ui/gallery_wall.h"

namespace xiaoer::ui {
namespace {

void hang_cards(Wall& wall) {
    using Phase = CardsState::Phase;
    const auto cards = [&](const char* name, Phase phase) -> CardsState& {
        auto& desk = wall.hang_for_clerk(name, Screen::desk).scene.desk;
        desk.panel = DeskState::Panel::cards, desk.cards.phase = phase;
        return desk.cards;
    };
    cards("desk-card", Phase::offer);
    cards("desk-card-whose", Phase::whose).number = wall.cast.longest ? "10000402" : "0402";
    cards("desk-card-replace", Phase::found).who = gallery_visitor(wall.cast);
    auto& seat = cards("desk-card-for-seat", Phase::found).who;
    seat = gallery_visitor(wall.cast), seat.seat = true;
    cards("desk-card-issued", Phase::issued).issued = {wall.cast.longest ? 10'000'418 : 418,
                                                       "84187301234567890123456789", "5521", 1};
}

Quoted purse(const Cast& cast) {
    Quoted quote;
    quote.number = cast.longest ? 10'000'402 : 402;
    quote.shown_name = cast.pick("陈静", "龙吟镇赶集日第一个到店的老王😀𠮷");
    quote.role = MemberRole::moderator, quote.discount_permille = 50;
    quote.credit_minor = cast.longest ? 99'999'999 : 1300, quote.redeem_code_needed = true;
    quote.vouchers = {{500, 500, at(3, 4, 0), VoucherReason::prize}, {1000, 800, at(25, 4, 0), VoucherReason::gift}};
    if (cast.longest) quote.vouchers.resize(20, {99'999'999, 99'999'999, at(25, 4, 0), VoucherReason::gift});
    return quote;
}

void hang_credit(Wall& wall, const Words& words) {
    using Phase = CreditState::Phase;
    const auto credit = [&](const char* name, Phase phase) -> CreditState& {
        auto& desk = wall.hang_for_clerk(name, Screen::desk).scene.desk;
        desk.panel = DeskState::Panel::credit;
        desk.credit.phase = phase, desk.credit.quote = purse(wall.cast);
        return desk.credit;
    };
    credit("desk-credit", Phase::whose).number = wall.cast.longest ? "10000402" : "04";
    credit("desk-credit-offer", Phase::offer);
    credit("desk-credit-bill", Phase::offer).bill = wall.cast.longest ? "9999999.99" : "86";
    auto& none = credit("desk-credit-none", Phase::offer).quote;
    none.discount_permille = 0, none.credit_minor = 0, none.vouchers.clear();
    auto& short_of = credit("desk-credit-short", Phase::offer);
    short_of.problem = words("credit.not_enough", {{"sum", words.sum(wall.cast.longest ? 99'999'900 : 300)}});
    auto& code = credit("desk-credit-code", Phase::redeem_code);
    code.code = "55", code.problem = words("pickup.wrong_code", {{"n", "4"}});
    auto& spent = credit("desk-credit-spent", Phase::spent);
    spent.spent = {spent.quote.number, wall.cast.longest ? 99'999'999 : 1300, wall.cast.longest ? 99'999'999 : 0, ""};
    spent.pay_minor = wall.cast.longest ? 999'999'999 : 6870;
}

void hang_devices(Wall& wall) {
    using Scanner = DevicesView::Scanner;
    const auto devices = [&](const char* name, Scanner scanner, const char* scan) {
        auto& made = wall.hang_for_clerk(name, Screen::desk);
        made.scene.desk.panel = DeskState::Panel::devices;
        made.devices.scanner = scanner, made.devices.scanned_at = gallery_thursday;
        if (scanner == Scanner::there) made.devices.printer = DevicesView::Printer::ready;
        if (scan != nullptr) made.devices.last_scan = form_of_scan(scan);
    };
    devices("desk-devices", Scanner::typing, nullptr);
    devices("desk-devices-pass", Scanner::there, "]Q194187301234567890123456789");
    devices("desk-devices-payment", Scanner::there, "]C0134512345678901234");
    devices("desk-devices-goods", Scanner::away, "]E06901234567892");
    wall.all.back().devices.typed = true;
    wall.all.back().devices.printer = DevicesView::Printer::paper_out;
    auto& ill = wall.hang_for_clerk("desk-printer", Screen::desk);
    ill.devices.printer = DevicesView::Printer::cover_open;
}

}  // namespace

void hang_desk(Wall& wall, const Words& words) {
    using Panel = DeskState::Panel;
    wall.hang_for_clerk("desk", Screen::desk);
    auto& quiet = wall.hang_for_clerk("desk-quiet", Screen::desk);
    quiet.snapshot.desk = {}, quiet.snapshot.next_draw.reset();
    wall.hang_for_clerk("desk-clock", Screen::desk, true).snapshot.desk.clock_doubted = true;
    wall.hang_for_clerk("desk-clock-clerk", Screen::desk).snapshot.desk.clock_doubted = true;
    const auto panel = [&](const char* name, Panel shown) -> DeskState& {
        auto& state = wall.hang_for_clerk(name, Screen::desk).scene.desk;
        state.panel = shown;
        return state;
    };
    panel("desk-amount", Panel::amount).amount = wall.cast.longest ? "9999999.99" : "86.5";
    panel("desk-whose", Panel::whose).number = wall.cast.longest ? "10000402" : "0402";
    panel("desk-whose-of-receipt", Panel::whose).purchase = "p3";
    panel("desk-unbound", Panel::unbound);
    panel("desk-slips", Panel::slips);
    panel("desk-slip-amount", Panel::slip_amount);
    panel("desk-phones", Panel::phones).phone_url = pairing_url;
    auto& paired = wall.all.back().snapshot.desk.phones;
    for (std::uint8_t i = 1; i <= 4; ++i)
        paired.push_back(
            {{{i}}, staff_id(i), wall.cast.pick("小颖", "欧阳春风（周末兼职的店员）"), at(-i, 9 + i, 5 * i), 0});
    wall.hang_for_clerk("desk-recorded", Screen::desk).scene.toast = {
        words("desk.recorded_for", {{"amount", words.money(8600)}, {"number", "0402"}, {"n", "1"}}), Sound::yes};
    auto& pin = panel("desk-own-pin", Panel::own_pin).own_pin;
    pin.phase = OwnPinState::Phase::fresh, pin.keyed = "1234567", pin.problem = words("own_pin.differs");
    hang_cards(wall);
    hang_credit(wall, words);
    hang_devices(wall);
}

}  // namespace xiaoer::ui
