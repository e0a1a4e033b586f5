#include "ui/screens/credit.h"

#include "base/money.h"
#include "domain/number.h"
#include "domain/scan.h"

namespace xiaoer::ui {
namespace {

using Kind = CreditAction::Kind;
using Phase = CreditState::Phase;

std::int64_t keyed_bill(const CreditState& state, const View& view) {
    return parse_amount(state.bill, view.snapshot.settings.currency).value_or(0);
}

// In Chinese what remains to be paid, in tenths: 9.5 折; in English what goes off, in hundredths.
std::string discount_figure(std::int64_t permille, Language language) {
    const bool tenths = language != Language::en;
    const std::int64_t hundredths = tenths ? 1000 - permille : permille * 10;  // "9.5" is 950, "5" is 500
    std::string figure = std::to_string(hundredths / 100);
    if (hundredths % 100 != 0) {
        figure += "." + std::to_string(hundredths % 100 / 10);
        if (hundredths % 10 != 0) figure += std::to_string(hundredths % 10);
    }
    return figure;
}

// "管家价 9.5 折，可抵 5 元"
std::string offer_words(const Quoted& quote, const Words& words) {
    std::string said;
    if (quote.discount_permille > 0)
        said = words("credit.discount", {{"n", discount_figure(quote.discount_permille, words.language())}}) +
               words("credit.and");
    return said + (quote.credit_minor > 0 ? words("credit.worth", {{"sum", words.sum(quote.credit_minor)}})
                                          : words("credit.none"));
}

void draw_vouchers(Painter& painter, Box rest, const Quoted& quote, const View& view) {
    const auto& words = view.words;
    constexpr float high = 56;
    const auto room = static_cast<std::size_t>(rest.h / high);
    const auto shown = quote.vouchers.size() <= room ? quote.vouchers.size() : (room == 0 ? 0 : room - 1);
    for (std::size_t i = 0; i < shown; ++i) {
        Box line = cut_top(rest, high);
        const auto sum = words.money(quote.vouchers[i].left_minor);
        const Style bold{Type::bold, size::body, colour::ink, Align::right};
        painter.text(cut_right(line, std::min(line.w * 0.5F, painter.width_of(sum, bold) + 2)), sum, bold);
        (void)cut_right(line, 16);
        painter.text(line, words("credit.until", {{"day", words.day(quote.vouchers[i].expires_at, view.now)}}),
                     {Type::text, size::body, colour::soft});
    }
    if (shown < quote.vouchers.size() && rest.h >= high)
        painter.text(cut_top(rest, high), words("credit.more", {{"n", std::to_string(quote.vouchers.size() - shown)}}),
                     {Type::text, size::body, colour::soft});
}

// Who it is and what they have.
void draw_purse(Painter& painter, Box box, const CreditState& state, const View& view) {
    const auto& words = view.words;
    const auto& quote = state.quote;
    const auto card = painter.card(box);
    Box rest = inset(box, 56, 44);
    painter.text(cut_top(rest, 96), words("number", {{"number", format_number(quote.number)}}),
                 {Type::heading, size::headline, colour::ink});
    painter.text(cut_top(rest, 56), quote.shown_name, {Type::text, size::large, colour::ink});
    skip(rest, 20);
    const Box offer = cut_top(rest, 104);
    {
        const auto plate = painter.plate(offer, colour::gold_pale);
        painter.text(inset(offer, 28, 0), offer_words(quote, words),
                     {Type::bold, size::large, colour::gold_ink, Align::centre});
    }
    skip(rest, 20);
    const auto bill = keyed_bill(state, view);
    if (bill > 0) {
        const Box pay = cut_bottom(rest, 112);
        rest.h -= 16;
        const auto plate = painter.plate(pay, colour::jade_pale);
        painter.text(inset(pay, 28, 0), words("credit.pay", {{"sum", words.money(bill_parts(bill, quote).pay_minor)}}),
                     {Type::bold, size::title, rgb(0x17694D), Align::centre});
    }
    draw_vouchers(painter, rest, quote, view);
}

CreditAction draw_offer(Painter& painter, Box body, const CreditState& state, const View& view) {
    const auto& words = view.words;
    Box side = painter.portrait() ? cut_top(body, 680) : cut_left(body, body.w * 0.46F);
    if (painter.portrait())
        skip(body, gap);
    else
        (void)cut_left(body, gap);
    draw_purse(painter, side, state, view);
    const auto parts = bill_parts(keyed_bill(state, view), state.quote);
    const bool nothing = state.quote.credit_minor == 0;
    KeyPanel panel{.title = words("credit.bill"),
                   .hint = words("credit.bill_hint"),
                   .shown = state.bill,
                   .readout = words("desk.amount_readout"),
                   .problem = state.problem,
                   .keys = KeypadKind::amount};
    panel.buttons.push_back({"desk.back", words("back")});
    panel.buttons.push_back(
        {"credit.spend",
         parts.off_minor > 0 ? words("credit.spend_sum", {{"sum", words.sum(parts.off_minor)}}) : words("credit.spend"),
         ButtonKind::yes, !nothing && parts.off_minor > 0 && !view.busy});
    const auto touch = draw_key_panel(painter, body, panel);
    if (touch.key != key_none) return {Kind::key, touch.key};
    if (!touch.button) return {};
    return {*touch.button == 0 ? Kind::back : Kind::spend};
}

CreditAction draw_question(Painter& painter, Box box, const CreditState& state, const View& view) {
    const auto& words = view.words;
    const bool code = state.phase == Phase::redeem_code;
    KeyPanel panel{.title = words(code ? "pickup.redeem_title" : "credit.whose"),
                   .hint = words(code ? "pickup.redeem_hint" : "pickup.ask_hint"),
                   .shown = code ? dots_for(state.code) : state.number,
                   .readout = words(code ? "pickup.redeem_readout" : "desk.number_readout"),
                   .problem = state.problem,
                   .keys = KeypadKind::digits};
    panel.buttons.push_back({"desk.back", words("back")});
    if (code)
        panel.buttons.push_back(
            {"credit.send", words("pickup.redeem_send"), ButtonKind::yes, state.code.size() == 4 && !view.busy});
    else
        panel.buttons.push_back({"credit.send", words("pickup.find"), ButtonKind::primary,
                                 parse_number(state.number).has_value() && !view.busy});
    const auto touch = draw_key_panel(painter, box, panel);
    if (touch.key != key_none) return {Kind::key, touch.key};
    if (!touch.button) return {};
    return {*touch.button == 0 ? Kind::back : code ? Kind::code_send : Kind::find};
}

CreditAction draw_spent(Painter& painter, Box box, const CreditState& state, const View& view) {
    const auto& words = view.words;
    const auto card = painter.card(box);
    Box rest = inset(box, 64, 56);
    const Box buttons = cut_bottom(rest, 128);
    skip(rest, std::max(0.0F, (rest.h - 460) / 2));
    const Box mark = centred(cut_top(rest, 168), 152, 152);
    painter.disc(mark.mid_x(), mark.mid_y(), 76, colour::jade);
    painter.tick(inset(mark, 16), colour::white);
    skip(rest, 16);
    painter.text(cut_top(rest, 128), words("credit.pay", {{"sum", words.money(state.pay_minor)}}),
                 {Type::heading, size::headline, colour::jade, Align::centre});
    painter.text(cut_top(rest, 64), spent_words(state.spent, words),
                 {Type::text, size::large, colour::ink, Align::centre});
    if (button(painter, centred(buttons, std::min(buttons.w, 560.0F), 128), "credit.close", words("desk.card_done"),
               ButtonKind::yes))
        return {Kind::back};
    return {};
}

Next quote_of(CreditState& state, std::string scan, Bearer who, const View& view) {
    state.scan = std::move(scan);
    state.problem.clear(), state.code.clear();
    if (view.clerk == nullptr) return {};
    return {.wish = Quote{std::move(who), view.clerk->session}};
}

Next spend(CreditState& state, const View& view) {
    const auto off = bill_parts(keyed_bill(state, view), state.quote).off_minor;
    if (off <= 0 || view.clerk == nullptr) return {};
    // A pass may do without the code for a small sum; the answer says so when it does not.
    const bool pass = classify_scan(state.scan).kind == ScanKind::pass;
    if (!pass && state.quote.redeem_code_needed && state.code.empty()) {
        state.phase = Phase::redeem_code;
        return {};
    }
    SpendCredit wish{view.clerk->session, state.scan, std::nullopt, off};
    if (!state.code.empty()) wish.redeem_code = std::exchange(state.code, {});
    return {.wish = std::move(wish)};
}

Next answer_code(CreditState& state, std::string problem) {
    state.phase = Phase::redeem_code;
    state.code.clear();
    state.problem = std::move(problem);
    return {.sound = Sound::no};
}

}  // namespace

BillParts bill_parts(std::int64_t bill_minor, const Quoted& quote) {
    BillParts parts;
    parts.rest_minor = (bill_minor * (1000 - quote.discount_permille) + 500) / 1000;
    parts.off_minor = std::min(quote.credit_minor, parts.rest_minor);
    parts.pay_minor = parts.rest_minor - parts.off_minor;
    return parts;
}

std::string spent_words(const CreditSpent& spent, const Words& words) {
    return words("credit.spent", {{"number", format_number(spent.number)},
                                  {"sum", words.sum(spent.amount_minor)},
                                  {"left", words.sum(spent.left_minor)}});
}

CreditAction draw_credit(Painter& painter, Box box, Box body, const CreditState& state, const View& view) {
    switch (state.phase) {
        case Phase::whose:
        case Phase::redeem_code: return draw_question(painter, box, state, view);
        case Phase::offer: return draw_offer(painter, body, state, view);
        case Phase::spent: return draw_spent(painter, box, state, view);
    }
    return {};
}

std::optional<Next> step_credit(CreditState& state, const CreditAction& action, const View& view) {
    switch (action.kind) {
        case Kind::none: break;
        case Kind::key:
            state.problem.clear();
            if (state.phase == Phase::whose) apply_key(state.number, action.key, 8);
            if (state.phase == Phase::offer) apply_key(state.bill, action.key, 10);
            if (state.phase == Phase::redeem_code) apply_key(state.code, action.key, 4);
            break;
        case Kind::find:
            if (const auto number = parse_number(state.number))
                return quote_of(state, format_number(*number), {number, {}, {}}, view);
            break;
        case Kind::spend: return spend(state, view);
        case Kind::code_send:
            if (state.code.size() == 4) return spend(state, view);
            break;
        case Kind::back:
            if (state.phase != Phase::redeem_code) return std::nullopt;
            state.phase = Phase::offer;
            state.code.clear(), state.problem.clear();
            break;
    }
    return Next{};
}

Next scan_credit(CreditState& state, const std::string& scan, const View& view) {
    if (state.phase == Phase::spent) state = {};
    return quote_of(state, scan, {{}, scan, {}}, view);
}

Next answer_credit(CreditState& state, const Outcome& outcome, const View& view) {
    const auto& words = view.words;
    if (const auto* quote = std::get_if<Quoted>(&outcome)) {
        const bool other = quote->number != state.quote.number;
        state.quote = *quote;
        if (other) state.bill.clear();
        state.phase = Phase::offer;
        return {.sound = quote->credit_minor > 0 || quote->discount_permille > 0 ? Sound::yes : Sound::no};
    }
    if (const auto* spent = std::get_if<CreditSpent>(&outcome)) {
        const auto pay = bill_parts(keyed_bill(state, view), state.quote).pay_minor;
        state = {};
        state.phase = Phase::spent, state.spent = *spent, state.pay_minor = pay;
        return {.sound = Sound::yes};
    }
    if (const auto* short_of = std::get_if<NotEnoughCredit>(&outcome)) {
        state.phase = Phase::offer;
        state.quote.credit_minor = short_of->credit_minor;
        state.problem = words("credit.not_enough", {{"sum", words.sum(short_of->credit_minor)}});
        return {.sound = Sound::no};
    }
    if (std::holds_alternative<RedeemCodeNeeded>(outcome)) {
        state.quote.redeem_code_needed = true;
        return answer_code(state, "");
    }
    if (const auto* wrong = std::get_if<WrongRedeemCode>(&outcome))
        return answer_code(state, wrong->tries_left > 0
                                      ? words("pickup.wrong_code", {{"n", std::to_string(wrong->tries_left)}})
                                      : words("pickup.code_locked"));
    return {.toast = words("error.other"), .sound = Sound::no};
}

}  // namespace xiaoer::ui
