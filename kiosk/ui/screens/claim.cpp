#include "ui/screens/claim.h"

#include "domain/number.h"
#include "ui/screens/scratch.h"

namespace xiaoer::ui {
namespace {

std::string draw_day(const View& view) {
    const auto& draw = view.snapshot.next_draw;
    return draw ? view.words.weekday(draw->draws_at) : std::string();
}

void draw_gift(Painter& painter, Box box, const View& view, const PurchaseView& purchase) {
    const auto& words = view.words;
    const auto day = draw_day(view);
    const auto count = words("claim.count", {{"n", std::to_string(purchase.tickets)}});
    const Style figure{Type::heading, size::figure, colour::gold_ink};
    box.w = std::min(box.w, painter.width_of(count, figure) + 440);
    const auto plate = painter.plate(box, colour::gold_pale, card_radius);
    Box rest = inset(box, 44, 32);
    const Box left = cut_left(rest, std::min(painter.width_of(count, figure) + 2, rest.w * 0.55F));
    painter.text(left, count, figure);
    (void)cut_left(rest, 32);
    painter.text(row(rest, 0, 2, 0), words(day.empty() ? "claim.ticket" : "claim.ticket_day", {{"day", day}}),
                 {Type::text, size::large, colour::ink});
    painter.text(row(rest, 1, 2, 0), words("claim.rule", {{"sum", words.sum(view.snapshot.settings.minor_per_ticket)}}),
                 {Type::text, size::body, colour::soft});
}

void draw_how(Painter& painter, Box line, std::string_view who, std::string_view what) {
    const Style bold{Type::bold, size::large, colour::ink};
    painter.text(cut_left(line, std::min(painter.width_of(who, bold) + 2, line.w * 0.4F)), who, bold);
    (void)cut_left(line, 32);
    painter.text(line, what, {Type::text, size::large, colour::ink});
}

void draw_code(Painter& painter, Box box, const View& view, const PurchaseView& purchase) {
    const auto& words = view.words;
    const auto card = painter.card(box);
    Box rest = inset(box, 56, 48);
    painter.text(cut_top(rest, 80), words("claim.scan"), {Type::heading, size::title, colour::ink, Align::centre});
    const Box note = cut_bottom(rest, 56);
    const auto day = draw_day(view);
    painter.text(note, words(day.empty() ? "claim.until" : "claim.until_day", {{"day", day}}),
                 {Type::text, size::small, colour::soft, Align::centre});
    const float side = std::min({rest.h - 24, rest.w, 560.0F});
    framed_qr(painter, centred(rest, side, side), purchase.claim_url);
}

ClaimAction draw_keying(Painter& painter, Box box, const ClaimState& state, const View& view) {
    const auto& words = view.words;
    const auto card = painter.card(box);
    Box rest = inset(box, 48, 40);
    ClaimAction action;
    painter.text(cut_top(rest, 64), words("claim.your_number"),
                 {Type::heading, size::large, colour::ink, Align::centre});
    skip(rest, 16);
    readout(painter, cut_top(rest, 96), state.keyed, words("claim.number_hint"));
    skip(rest, 24);
    const Box buttons = cut_bottom(rest, 104);
    skip(rest, 0);
    rest.h -= 24;
    if (const char key = keypad(painter, rest, KeypadKind::digits)) action = {ClaimAction::Kind::key, {}, key};
    if (button(painter, column(buttons, 0, 2, 20), "claim.close", words("back"), ButtonKind::plain))
        action.kind = ClaimAction::Kind::close;
    if (button(painter, column(buttons, 1, 2, 20), "claim.send", words("claim.send"), ButtonKind::primary,
               parse_number(state.keyed).has_value() && !view.busy))
        action.kind = ClaimAction::Kind::send;
    return action;
}

ClaimAction draw_invitation(Painter& painter, Box left, const View& view, const PurchaseView& purchase) {
    const auto& words = view.words;
    ClaimAction action;
    const bool with_code = !purchase.claim_url.empty();
    const float block = 64 + 216 + 48 + 2 * 76 + 56 + 104;
    skip(left, std::max(0.0F, (left.h - block) / 2));
    const auto thanks = purchase.amount_minor
                            ? words("claim.for_amount", {{"amount", words.money(*purchase.amount_minor)}})
                            : words("claim.for");
    painter.text(cut_top(left, 64), thanks, {Type::text, size::large, colour::soft});
    draw_gift(painter, cut_top(left, 216), view, purchase);
    skip(left, 48);
    draw_how(painter, cut_top(left, 76), words("claim.member"), words("claim.member_how"));
    if (with_code) {
        const char* how = painter.portrait() ? "claim.newcomer_how_below" : "claim.newcomer_how";
        draw_how(painter, cut_top(left, 76), words("claim.newcomer"),
                 words(how, {{"n", std::to_string(purchase.tickets)}}));
    } else {
        draw_how(painter, cut_top(left, 76), words("claim.newcomer"), words("claim.newcomer_clerk"));
    }
    skip(left, 56);
    const bool plays = may_scratch(view.snapshot);
    const Box line{left.x, left.y, std::min(plays ? 880.0F : 480.0F, left.w), 104};
    if (button(painter, plays ? column(line, 0, 2, 24) : line, "claim.number", words("claim.by_number"),
               ButtonKind::primary))
        action.kind = ClaimAction::Kind::open_keypad;
    if (plays && button(painter, column(line, 1, 2, 24), "claim.scratch", words("scratch.invite"), ButtonKind::plain))
        action.kind = ClaimAction::Kind::scratch;
    return action;
}

}  // namespace

ClaimAction draw_claim(Painter& painter, const ClaimState& state, const View& view) {
    const auto top = customer_header(painter, view.words("claim.thanks"));
    ClaimAction action;
    const auto& purchase = view.snapshot.purchase;
    if (purchase) {
        Box body = top.body;
        const bool with_code = !purchase->claim_url.empty();
        Box right = painter.portrait() ? cut_bottom(body, 860) : cut_right(body, 700);
        if (painter.portrait()) {
            body.h -= gap;
        } else {
            right = inset(right, 0, 16);
            (void)cut_right(body, 64);
            (void)cut_left(body, 32);
        }
        action = draw_invitation(painter, body, view, *purchase);
        if (state.keying)
            action = draw_keying(painter, right, state, view);
        else if (with_code)
            draw_code(painter, right, view, *purchase);
    }
    if (top.language) return {ClaimAction::Kind::language, *top.language, key_none};
    if (top.logo_tapped) action.kind = ClaimAction::Kind::staff;
    return action;
}

namespace {

Next bind(const Snapshot& snapshot, Bearer to) {
    Next next;
    if (snapshot.purchase && !snapshot.purchase->bound_to)
        next.wish = BindPurchase{snapshot.purchase->purchase, std::nullopt, std::move(to)};
    return next;
}

}  // namespace

Next step_claim(ClaimState& state, const ClaimAction& action, const Snapshot& snapshot) {
    Next next;
    switch (action.kind) {
        case ClaimAction::Kind::none: break;
        case ClaimAction::Kind::language: next.language = action.language; break;
        case ClaimAction::Kind::staff: state = {}, next.go = Screen::sign_in; break;
        case ClaimAction::Kind::open_keypad: state.keying = true; break;
        case ClaimAction::Kind::close: state = {}; break;
        case ClaimAction::Kind::scratch: state = {}, next.go = Screen::scratch; break;
        case ClaimAction::Kind::key: apply_key(state.keyed, action.key, 8); break;
        case ClaimAction::Kind::send:
            if (const auto number = parse_number(state.keyed)) next = bind(snapshot, {number, {}, {}});
            break;
    }
    return next;
}

Next scan_claim(ClaimState&, const std::string& scan, const Snapshot& snapshot, const Words& words) {
    Next next = bind(snapshot, {{}, scan, {}});
    if (!next.wish) next.toast = words("claim.nothing"), next.sound = Sound::no;
    return next;
}

Next answer_claim(ClaimState& state, const Result<Outcome>& result, const Words& words) {
    if (auto common = common_answer(result, words)) return *common;
    Next next;
    next.sound = Sound::no;
    if (std::holds_alternative<AlreadyBound>(*result)) {
        next.toast = words("claim.already");
        next.go = Screen::attract;
    } else if (std::holds_alternative<ClaimTooLate>(*result)) {
        next.toast = words("claim.too_late");
        next.go = Screen::attract;
    } else {
        next.toast = words("error.other");
    }
    state = {};
    return next;
}

}  // namespace xiaoer::ui
