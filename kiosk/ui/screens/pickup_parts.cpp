#include "ui/screens/pickup_parts.h"

#include "domain/number.h"

namespace xiaoer::ui {
namespace {

using PartKind = PickupAction::Kind;

Box signing_field(Box box) {
    const float wide = std::min(box.w, box.h * strokes_wide / strokes_high);
    return centred(box, wide, wide * strokes_high / strokes_wide);
}

}  // namespace

std::string prizes_in_words(const std::vector<std::string>& prizes, const Words& words) {
    std::string all;
    for (const auto& prize : prizes) all += (all.empty() ? "" : words("pickup.and")) + prize;
    return all;
}

PickupAction draw_sign(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& words = view.words;
    PickupAction action;
    std::vector<std::string> prizes;
    for (const auto& unit : chosen_here(state)) prizes.push_back(unit.prize);
    TitledCard card(painter, box, words("pickup.sign_title"),
                    words("pickup.sign_hint", {{"prize", prizes_in_words(prizes, words)}}));
    Box& rest = card.rest;
    const Box buttons = cut_bottom(rest, 112);
    rest.h -= 24;
    const Box field = signing_field(rest);
    painter.rounded(field, colour::paper, 20);
    painter.outline(field, colour::line, 20, 3);
    painter.fill({field.x + 48, field.y + field.h * 0.78F, field.w - 96, 2}, colour::line);
    for (const auto& stroke : state.strokes) {
        std::vector<Painter::Pen> points;
        for (const auto& point : stroke)
            points.push_back({static_cast<float>(point.x) / strokes_wide, static_cast<float>(point.y) / strokes_high});
        painter.stroke(field, points, colour::ink, 6);
    }
    if (const auto pen = painter.pen(field, "sign.field")) {
        action.kind = PartKind::pen;
        action.point = StrokePoint{static_cast<int>(pen->x * strokes_wide), static_cast<int>(pen->y * strokes_high)};
    } else if (state.pen_down) {
        action.kind = PartKind::pen;
    }
    if (button(painter, column(buttons, 0, 3, 20), "pickup.back", words("back"), ButtonKind::plain))
        action.kind = PartKind::back;
    if (button(painter, column(buttons, 1, 3, 20), "sign.clear", words("pickup.sign_clear"), ButtonKind::plain,
               !state.strokes.empty()))
        action.kind = PartKind::clear_signature;
    if (button(painter, column(buttons, 2, 3, 20), "sign.done", words("pickup.sign_done"), ButtonKind::yes,
               count_points(state.strokes) >= stroke_points_least && !view.busy))
        action.kind = PartKind::signed_it;
    return action;
}

// ---- the search by the last digits of a phone -----------------------------------------------------------------

PickupAction draw_seek(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& words = view.words;
    PickupAction action;
    const TitledCard card(painter, box, words("pickup.seek_title"), words("pickup.seek_hint"), size::small);
    Box middle = inset(card.rest, std::max(0.0F, (card.rest.w - 920) / 2), 0);
    const Box documents = cut_top(middle, 76);
    const auto names = names_of(IdentityDocument{});
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool chosen = state.document == static_cast<IdentityDocument>(i);
        if (button(painter, column(documents, static_cast<int>(i), static_cast<int>(names.size()), 12),
                   "pickup.document." + std::to_string(i), words("document." + std::string(names[i])),
                   chosen ? ButtonKind::yes : ButtonKind::plain))
            action = {PartKind::choose_document, key_none, {}, i, {}};
    }
    skip(middle, 16);
    readout(painter, cut_top(middle, 92), state.keyed, words("pickup.seek_readout"));
    painter.text(cut_top(middle, 44), state.problem, {Type::text, size::small, rgb(0xB5261C), Align::centre});
    const Box buttons = cut_bottom(middle, 104);
    middle.h -= 16;
    if (const char key = keypad(painter, middle, KeypadKind::digits)) action = {PartKind::key, key, {}, 0, {}};
    if (button(painter, column(buttons, 0, 2, 20), "pickup.back", words("back"), ButtonKind::plain))
        action.kind = PartKind::next;
    if (button(painter, column(buttons, 1, 2, 20), "seek.send", words("pickup.find"), ButtonKind::primary,
               state.keyed.size() == 4 && state.document && !view.busy))
        action.kind = PartKind::seek_send;
    return action;
}

PickupAction draw_sought(Painter& painter, Box box, const PickupState& state, const View& view) {
    const auto& words = view.words;
    PickupAction action;
    TitledCard card(painter, box, words("pickup.sought_title"), words("pickup.sought_hint"), size::small);
    Box& rest = card.rest;
    const Box back = cut_bottom(rest, 104);
    rest.h -= 16;
    for (std::size_t i = 0; i < state.sought.size() && rest.h >= 84; ++i) {
        const auto& winner = state.sought[i];
        const auto label = format_number(winner.number) + "  " + winner.name + "  " + winner.prizes;
        if (button(painter, cut_top(rest, 72), "pickup.winner." + std::to_string(i), label, ButtonKind::plain,
                   !view.busy))
            action = {PartKind::choose_winner, key_none, {}, i, {}};
        skip(rest, 12);
    }
    if (button(painter, centred(back, 320, 104), "pickup.back", words("back"), ButtonKind::plain))
        action.kind = PartKind::seek;
    return action;
}

Next step_seek(PickupState& state, const PickupAction& action, const View& view) {
    Next next;
    switch (action.kind) {
        case PartKind::seek: state = {}, state.phase = PickupState::Phase::seek; break;
        case PartKind::choose_document:
            if (action.index < names_of(IdentityDocument{}).size())
                state.document = static_cast<IdentityDocument>(action.index);
            break;
        case PartKind::seek_send:
            if (view.clerk != nullptr && state.document && state.keyed.size() == 4)
                next.wish = FindWinners{FoundBy::phone_tail, state.keyed, *state.document, view.clerk->session};
            break;
        case PartKind::choose_winner:
            if (action.index < state.sought.size())
                next = scan_pickup(state, format_number(std::int64_t{state.sought[action.index].number}), view);
            break;
        default: break;
    }
    return next;
}

Next answer_seek(PickupState& state, const WinnersFound& found, const View& view) {
    if (found.winners.empty()) {
        state.problem = view.words("pickup.seek_nobody");
        state.keyed.clear();
        return {.sound = Sound::no};
    }
    state.sought = found.winners;
    state.phase = PickupState::Phase::sought;
    state.problem.clear();
    return {.sound = Sound::yes};
}

}  // namespace xiaoer::ui
