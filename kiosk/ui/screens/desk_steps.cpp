#include "base/money.h"
#include "domain/number.h"
#include "ui/screens/desk.h"

namespace xiaoer::ui {
namespace {

using Panel = DeskState::Panel;
using Kind = DeskAction::Kind;

Next open(DeskState& state, Panel panel) {
    state = {};
    state.panel = panel;
    return {};
}

Next or_home(DeskState& state, std::optional<Next> next) { return next ? *std::move(next) : open(state, Panel::home); }

std::optional<std::int64_t> keyed_amount(const DeskState& state, const View& view) {
    const auto amount = parse_amount(state.amount, view.snapshot.settings.currency);
    if (!amount || *amount <= 0) return std::nullopt;
    return *amount;
}

std::optional<SessionId> session_of(const View& view) {
    return view.clerk != nullptr ? std::optional(view.clerk->session) : std::nullopt;
}

Next refuse(std::string words) { return {.toast = std::move(words), .sound = Sound::no}; }

Next amount_done(DeskState& state, const View& view) {
    const auto amount = keyed_amount(state, view);
    if (!amount) return refuse(view.words("desk.amount_wrong"));
    if (state.panel == Panel::amount) {
        state.panel = Panel::whose;
        return {};
    }
    Next next;
    if (view.clerk != nullptr && state.slip) next.wish = FillSlip{*state.slip, *amount, view.clerk->session};
    return next;
}

// 记一笔 with a number goes in one command; with a scan, recording comes first and binding follows its answer.
Next record(DeskState& state, std::optional<std::int64_t> number, const View& view) {
    Next next;
    const auto amount = keyed_amount(state, view);
    if (!amount || view.clerk == nullptr) return next;
    NewPurchase purchase;
    purchase.total_minor = *amount;
    purchase.source = "hand";
    purchase.member = number;
    next.wish = RecordPurchases{{std::move(purchase)}, view.clerk->session};
    return next;
}

Next to_member(DeskState& state, const View& view) {
    const auto number = parse_number(state.number);
    if (!number) return {};
    if (!state.purchase) return record(state, number, view);
    Next next;
    next.wish = BindPurchase{state.purchase, std::nullopt, {number, {}, {}}, session_of(view)};
    return next;
}

Next recorded(DeskState& state, const Recorded& outcome, const View& view) {
    const auto& words = view.words;
    Next next{.sound = Sound::yes};
    if (outcome.duplicates > 0) {
        state = {};
        return refuse(words("desk.duplicate"));
    }
    if (state.waiting_scan && !outcome.purchases.empty() && !outcome.purchases.front().empty()) {
        next.sound = Sound::none;
        state.purchase = outcome.purchases.front();
        next.wish = BindPurchase{
            state.purchase, std::nullopt, {{}, std::exchange(state.waiting_scan, {}), {}}, session_of(view)};
        return next;
    }
    const bool somebody = parse_number(state.number).has_value();
    const auto amount = words.money(keyed_amount(state, view).value_or(0));
    if (somebody) {
        next.toast = words("desk.recorded_for", {{"amount", amount},
                                                 {"number", format_number(*parse_number(state.number))},
                                                 {"n", std::to_string(outcome.tickets)}});
    } else {
        next.toast = words("desk.recorded", {{"amount", amount}});
        next.go = Screen::claim;  // the customer takes it from here; the desk is behind the PIN again
        next.sign_out = true;
    }
    state = {};
    return next;
}

Next revoke(DeskState& state, std::size_t index, const View& view) {
    const auto& phones = view.snapshot.desk.phones;
    if (index >= phones.size() || view.clerk == nullptr) return {};
    const auto& phone = phones[index].phone;
    if (state.revoking != phone) {
        state.revoking = phone;
        return {};
    }
    return {.wish = RevokePhone{phone, view.clerk->session}};
}

}  // namespace

Next step_desk(DeskState& state, const DeskAction& action, const View& view) {
    const auto& desk = view.snapshot.desk;
    Next next;
    switch (action.kind) {
        case Kind::none: break;
        case Kind::record: return open(state, Panel::amount);
        case Kind::unbound: return open(state, Panel::unbound);
        case Kind::cards: return open(state, Panel::cards);
        case Kind::slips: return open(state, Panel::slips);
        case Kind::credit: return open(state, Panel::credit);
        case Kind::back: return open(state, Panel::home);
        case Kind::pickup: state = {}, next.go = Screen::pickup; break;
        case Kind::draw: state = {}, next.go = Screen::draw; break;
        case Kind::leave: state = {}, next.go = Screen::attract, next.sign_out = true; break;
        case Kind::key:
            if (state.panel == Panel::whose)
                apply_key(state.number, action.key, 8);
            else
                apply_key(state.amount, action.key, 10);
            break;
        case Kind::amount_done: return amount_done(state, view);
        case Kind::send_number: return to_member(state, view);
        case Kind::nobody: return record(state, std::nullopt, view);
        case Kind::choose_purchase:
            if (action.index < desk.unbound.size())
                state.purchase = desk.unbound[action.index].purchase, state.panel = Panel::whose;
            break;
        case Kind::choose_slip:
            if (action.index < desk.slips.size())
                state.slip = desk.slips[action.index].slip, state.panel = Panel::slip_amount;
            break;
        case Kind::no_sale:
            if (state.slip && view.clerk != nullptr) next.wish = FillSlip{*state.slip, 0, view.clerk->session};
            break;
        case Kind::in_cards: return or_home(state, step_cards(state.cards, action.cards, view));
        case Kind::in_credit: return or_home(state, step_credit(state.credit, action.credit, view));
        case Kind::phones:
            (void)open(state, Panel::phones);
            if (view.clerk != nullptr) next.wish = OfferPairing{std::nullopt, view.clerk->session};
            break;
        case Kind::devices: return open(state, Panel::devices);
        case Kind::revoke: return revoke(state, action.index, view);
        case Kind::till: state = {}, next.go = Screen::till; break;
        case Kind::own_pin: return open(state, Panel::own_pin);
        case Kind::in_own_pin: return or_home(state, step_own_pin(state.own_pin, action.own_pin, view));
        case Kind::print_again: return {.toast = view.words("print.asked"), .print_again = PrintAgain{}};
        case Kind::confirm_clock:
            if (view.clerk != nullptr) next.wish = ConfirmClock{view.now, view.clerk->session};
            break;
    }
    return next;
}

Next scan_desk(DeskState& state, const std::string& scan, const View& view) {
    if (state.panel == Panel::devices) return {.sound = Sound::yes};  // a scan is looked at there, and does nothing
    if (state.panel == Panel::cards) return scan_cards(state.cards, scan, view);
    if (state.panel == Panel::credit) return scan_credit(state.credit, scan, view);
    Next next;
    if (state.panel != Panel::whose) {
        next.look_up = scan;
    } else if (state.purchase) {
        next.wish = BindPurchase{state.purchase, std::nullopt, {{}, scan, {}}, session_of(view)};
    } else {
        state.waiting_scan = scan;
        state.number.clear();
        next = record(state, std::nullopt, view);
    }
    return next;
}

Next answer_desk(DeskState& state, const Result<Outcome>& result, const View& view) {
    const auto& words = view.words;
    if (state.panel == Panel::own_pin) {
        auto next = answer_own_pin(state.own_pin, result, view);
        if (result && std::holds_alternative<PinSet>(*result)) state = {};
        return next ? *std::move(next) : Next{};
    }
    if (auto common = common_answer(result, words)) {
        state.waiting_scan.reset();
        return *common;
    }
    // What is done is shown, though the clerk has left the panel that asked for it.
    if (std::holds_alternative<CardIssued>(*result) && state.panel != Panel::cards) (void)open(state, Panel::cards);
    if (state.panel == Panel::cards) return answer_cards(state.cards, *result, view);
    if (state.panel == Panel::credit) return answer_credit(state.credit, *result, view);
    if (const auto* spent = std::get_if<CreditSpent>(&*result))
        return {.toast = spent_words(*spent, words), .sound = Sound::yes};
    if (std::holds_alternative<Recognised>(*result) || std::holds_alternative<Quoted>(*result)) return {};
    Next next{.sound = Sound::yes};
    if (const auto* offered = std::get_if<PairingOffered>(&*result)) {
        state.phone_url = offered->url;
        return {};
    }
    if (state.panel == Panel::phones) {
        state.revoking.reset();
        next.toast = words("desk.revoked");
        return next;
    }
    if (const auto* answer = std::get_if<Recorded>(&*result)) {
        if (state.panel != Panel::slip_amount) return recorded(state, *answer, view);
        next.toast = words("desk.slip_filled");
    } else if (const auto* bound = std::get_if<Bound>(&*result)) {
        next.toast =
            words("desk.bound", {{"number", format_number(bound->number)}, {"n", std::to_string(bound->tickets)}});
    } else if (const auto* already = std::get_if<AlreadyBound>(&*result)) {
        next = refuse(words("desk.already_bound", {{"number", format_number(already->number)}}));
    } else if (std::holds_alternative<ClaimTooLate>(*result)) {
        next = refuse(words("claim.too_late"));
    } else {
        next.toast = words(state.panel == Panel::home ? "desk.clock_confirmed" : "desk.slip_filled");
    }
    state = {};
    return next;
}

}  // namespace xiaoer::ui
