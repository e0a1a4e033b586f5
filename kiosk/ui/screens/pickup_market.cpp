#include "domain/number.h"
#include "domain/scan.h"
#include "ui/screens/pickup_parts.h"

namespace xiaoer::ui {
namespace {

using MarketKind = PickupAction::Kind;

constexpr std::size_t usual_number_digits = 4, longest_number_digits = 8, code_digits = 4;

// `keyed` is the number, `redeem_code` the code.
void clear_market(PickupState& state) {
    state.keyed.clear(), state.redeem_code.clear(), state.scan.clear();
    state.at_code = false;
}

std::string market_problem(const Outcome& outcome, const View& view) {
    const auto& words = view.words;
    if (const auto* none = std::get_if<NothingToHandOver>(&outcome)) {
        const auto number = format_number(none->number);
        if (none->dear > 0) return words("pickup.market_dear", {{"number", number}, {"n", std::to_string(none->dear)}});
        if (none->fetched > 0) return words("pickup.market_fetched", {{"number", number}});
        return words("pickup.market_nothing", {{"number", number}});
    }
    if (const auto* wrong = std::get_if<WrongRedeemCode>(&outcome))
        return wrong->tries_left > 0 ? words("pickup.wrong_code", {{"n", std::to_string(wrong->tries_left)}})
                                     : words("pickup.code_locked");
    if (std::holds_alternative<RedeemCodeNeeded>(outcome)) return words("pickup.redeem_readout");
    return words("error.other");
}

// A readout that may be touched to key into it again.
bool field(Painter& painter, Box box, const char* name, std::string_view shown, std::string_view hint, bool current) {
    const auto touch = painter.target(box, name);
    const auto inside = painter.inside_target(colour::card);
    readout(painter, box, shown, hint);
    if (current) painter.outline(box, colour::jade, 20, 4);
    return touch.tapped;
}

}  // namespace

PickupAction draw_market(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& words = view.words;
    PickupAction action;
    TitledCard card(painter, box, words("pickup.market_title"));
    Box& rest = card.rest;
    const bool wrong = !state.problem.empty();
    painter.text(cut_top(rest, 56),
                 wrong                ? state.problem
                 : state.last.empty() ? words("pickup.market_hint")
                                      : state.last,
                 {wrong || !state.last.empty() ? Type::bold : Type::text, size::body,
                  wrong                ? rgb(0xB5261C)
                  : state.last.empty() ? colour::soft
                                       : colour::jade,
                  Align::centre});
    Box middle = inset(rest, std::max(0.0F, (rest.w - 820) / 2), 0);
    const Box fields = cut_top(middle, 96);
    const bool card_scanned = !state.scan.empty();
    if (field(painter, column(fields, 0, 2, 20), "market.number", card_scanned ? words("pickup.card") : state.keyed,
              words("pickup.number_readout"), !state.at_code))
        action.kind = MarketKind::market_number;
    if (field(painter, column(fields, 1, 2, 20), "market.code", dots_for(state.redeem_code),
              words("pickup.redeem_readout"), state.at_code))
        action.kind = MarketKind::market_code;
    const Box buttons = cut_bottom(middle, 112);
    middle.h -= 20;
    skip(middle, 20);
    if (const char key = keypad(painter, middle, KeypadKind::digits)) action = {MarketKind::key, key, {}, 0, {}};
    if (button(painter, column(buttons, 0, 2, 20), "market.back", words("back"), ButtonKind::plain))
        action.kind = MarketKind::next;
    const bool ready = (card_scanned || parse_number(state.keyed)) && state.redeem_code.size() == code_digits;
    if (button(painter, column(buttons, 1, 2, 20), "market.send", words("pickup.hand_over"), ButtonKind::yes,
               ready && !view.busy))
        action.kind = MarketKind::market_send;
    return action;
}

void key_market(PickupState& state, char key) {
    state.problem.clear();
    if (key == key_back && state.at_code && state.redeem_code.empty()) {
        state.at_code = false;
        state.scan.clear();
    }
    if (state.at_code) return apply_key(state.redeem_code, key, code_digits);
    const auto before = state.keyed.size();
    apply_key(state.keyed, key, longest_number_digits);
    if (before < usual_number_digits && state.keyed.size() == usual_number_digits) state.at_code = true;
}

Next step_market(PickupState& state, const PickupAction& action, const View& view) {
    Next next;
    switch (action.kind) {
        case MarketKind::market: state = {}, state.phase = PickupState::Phase::market; break;
        case MarketKind::market_number: state.at_code = false, state.scan.clear(); break;
        case MarketKind::market_code: state.at_code = true; break;
        case MarketKind::market_send: {
            const auto number = parse_number(state.keyed);
            if ((!number && state.scan.empty()) || state.redeem_code.size() < code_digits || view.clerk == nullptr)
                break;
            const auto scan = state.scan.empty() ? format_number(*number) : state.scan;
            next.wish = MarketHandOver{scan, state.redeem_code, view.clerk->session};
            break;
        }
        default: break;
    }
    return next;
}

Next scan_market(PickupState& state, const std::string& text, const View& view) {
    Next next;
    clear_market(state);
    state.problem.clear();
    const auto scan = classify_scan(text);
    if (scan.kind == ScanKind::card) {
        state.scan = text, state.at_code = true;
    } else if (scan.kind == ScanKind::number) {
        state.keyed = format_number(scan.number), state.at_code = true;
    } else if (view.clerk != nullptr) {
        next.wish = MarketHandOver{text, std::nullopt, view.clerk->session};
    }
    return next;
}

Next answer_market(PickupState& state, const Result<Outcome>& result, const View& view) {
    if (auto common = common_answer(result, view.words)) {
        clear_market(state);
        return *common;
    }
    if (const auto* over = std::get_if<HandedOver>(&*result)) {
        const auto prizes = prizes_in_words(over->prizes, view.words);
        ++state.served;
        state.last = view.words(
            "pickup.market_done",
            {{"number", format_number(over->number)}, {"prize", prizes}, {"n", std::to_string(state.served)}});
        state.problem.clear();
        clear_market(state);
        if (over->dear) {
            state.problem = view.words("pickup.market_dear",
                                       {{"number", format_number(over->number)}, {"n", std::to_string(*over->dear)}});
        }
        return {.sound = Sound::yes};
    }
    state.problem = market_problem(*result, view);
    state.redeem_code.clear();
    if (std::holds_alternative<NothingToHandOver>(*result)) clear_market(state);
    return {.sound = Sound::no};
}

}  // namespace xiaoer::ui
