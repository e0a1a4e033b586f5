#include "ui/screens/scratch.h"

#include "domain/instant.h"
#include "ui/screens/stage_parts.h"

namespace xiaoer::ui {
namespace {

constexpr std::size_t digits_of_a_play = 4;
constexpr std::size_t tiles_most = 12;

// Four fields side by side, a digit in each: the strip that is scratched.
void draw_strip(Painter& painter, Box box, const std::string& digits, bool open) {
    for (int i = 0; i < static_cast<int>(digits_of_a_play); ++i) {
        const Box cell = column(box, i, static_cast<int>(digits_of_a_play), 24);
        const auto plate = painter.plate(cell, open ? colour::gold_pale : colour::line, 24);
        const auto at = static_cast<std::size_t>(i);
        const std::string digit = at < digits.size() ? digits.substr(at, 1) : "";
        painter.text(cell, digit, {Type::heading, size::figure, open ? colour::gold_ink : colour::ink, Align::centre});
    }
}

// The day's prizes with their odds, and how many are left; the one that was won stands out. On a wheel they stand in a
// ring's order, on a card in a list.
void draw_day_prizes(Painter& painter, Box box, const InstantView& instant, std::int64_t won, const Words& words) {
    const int columns = instant.look == InstantLook::wheel || painter.portrait() ? 2 : 1;
    const auto count = static_cast<int>(std::min(instant.prizes.size(), tiles_most));
    const int rows = (count + columns - 1) / columns;
    const float high = std::min(104.0F, box.h / static_cast<float>(std::max(rows, 1)) - 16);
    for (int i = 0; i < count; ++i) {
        const auto& prize = instant.prizes[static_cast<std::size_t>(i)];
        const Box strip{box.x, box.y + static_cast<float>(i / columns) * (high + 16), box.w, high};
        const Box cell = columns == 1 ? strip : column(strip, i % columns, columns, 16);
        const bool this_one = won == i;
        const auto plate = painter.plate(cell, this_one ? colour::gold : colour::gold_pale, 20);
        Box rest = inset(cell, 24, 4);
        const auto odds = words(prize.stock > 0 ? "scratch.odds" : "scratch.gone",
                                {{"n", std::to_string(prize.of_10000)}, {"left", std::to_string(prize.stock)}});
        const Style small{Type::text, size::small, this_one ? colour::ink : colour::gold_ink};
        painter.text(cut_bottom(rest, rest.h * 0.45F), odds, small);
        painter.text(rest, prize.name, {Type::bold, size::body, colour::ink});
    }
}

ScratchAction draw_play(Painter& painter, Box box, const ScratchState& state, const View& view) {
    const auto& words = view.words;
    const auto card = painter.card(box);
    Box rest = inset(box, 56, 44);
    ScratchAction action;
    painter.text(cut_top(rest, 80), words("scratch.type"), {Type::heading, size::title, colour::ink, Align::centre});
    painter.text(cut_top(rest, 48), words("scratch.any"), {Type::text, size::body, colour::soft, Align::centre});
    skip(rest, 16);
    draw_strip(painter, cut_top(rest, 144), state.digits, false);
    skip(rest, 24);
    const Box send = cut_bottom(rest, 112);
    rest.h -= 24;
    if (const char key = keypad(painter, rest, KeypadKind::digits)) action = {ScratchAction::Kind::key, {}, key};
    if (button(painter, send, "scratch.play",
               words(view.snapshot.instant && view.snapshot.instant->look == InstantLook::wheel ? "scratch.turn"
                                                                                                : "scratch.open"),
               ButtonKind::primary, state.digits.size() == digits_of_a_play && !view.busy))
        action.kind = ScratchAction::Kind::play;
    return action;
}

ScratchAction draw_outcome(Painter& painter, Box box, const InstantPlayed& played, const View& view) {
    const auto& words = view.words;
    const auto card = painter.card(box);
    Box rest = inset(box, 56, 44);
    const Box done = cut_bottom(rest, 112);
    const bool won = played.prize >= 0;
    skip(rest, std::max(0.0F, (rest.h - 480) / 2));
    draw_strip(painter, cut_top(rest, 144), played.digits, true);
    skip(rest, 40);
    painter.text(cut_top(rest, 128), won ? words("scratch.won", {{"prize", played.name}}) : words("scratch.nothing"),
                 {Type::heading, size::headline, won ? colour::vermilion : colour::ink, Align::centre});
    painter.text(cut_top(rest, 64), words(won ? "scratch.ask_clerk" : "scratch.next_time"),
                 {Type::text, size::large, colour::ink, Align::centre});
    painter.text(cut_top(rest, 56), words("scratch.play_number", {{"n", std::to_string(played.play)}}),
                 {Type::text, size::small, colour::soft, Align::centre});
    ScratchAction action;
    if (button(painter, centred(done, std::min(done.w, 480.0F), 112), "scratch.done", words("welcome.done"),
               ButtonKind::yes))
        action.kind = ScratchAction::Kind::done;
    return action;
}

// The day's seal, and plainly what it is worth.
void draw_seal(Painter& painter, Box box, const InstantView& instant, const Words& words) {
    painter.text(cut_top(box, 40), words("scratch.seal"), {Type::bold, size::small, colour::ink});
    constexpr std::size_t digits_in_row = 32;
    const std::string_view seal = instant.commitment;
    for (std::size_t at = 0; at < seal.size(); at += digits_in_row)
        painter.text(cut_top(box, 36), grouped(seal.substr(at, digits_in_row)),
                     {Type::mono, size::small, colour::soft});
    painter.paragraph(box, words("scratch.weaker"), {Type::text, size::small, colour::soft});
}

}  // namespace

bool may_scratch(const Snapshot& snapshot) { return snapshot.instant && !snapshot.instant->purchase.empty(); }

ScratchAction draw_scratch(Painter& painter, const ScratchState& state, const View& view) {
    const auto& words = view.words;
    const auto top = customer_header(painter, words("scratch.header"));
    ScratchAction action;
    if (const auto& instant = view.snapshot.instant) {
        Box body = top.body;
        Box side = painter.portrait() ? cut_bottom(body, 620) : cut_right(body, 720);
        if (painter.portrait()) {
            body.h -= gap;
        } else {
            (void)cut_right(body, 48);
        }
        action =
            state.played ? draw_outcome(painter, body, *state.played, view) : draw_play(painter, body, state, view);
        painter.text(cut_top(side, 64), words("scratch.prizes"), {Type::heading, size::large, colour::ink});
        draw_seal(painter, cut_bottom(side, 240), *instant, words);
        side.h -= 16;
        draw_day_prizes(painter, side, *instant, state.played ? state.played->prize : -1, words);
    }
    if (top.language) return {ScratchAction::Kind::language, *top.language, key_none};
    if (top.logo_tapped) action.kind = ScratchAction::Kind::staff;
    return action;
}

Next step_scratch(ScratchState& state, const ScratchAction& action, const Snapshot& snapshot) {
    Next next;
    switch (action.kind) {
        case ScratchAction::Kind::none: break;
        case ScratchAction::Kind::language: next.language = action.language; break;
        case ScratchAction::Kind::staff: state = {}, next.go = Screen::sign_in; break;
        case ScratchAction::Kind::key: apply_key(state.digits, action.key, digits_of_a_play); break;
        case ScratchAction::Kind::play:
            if (may_scratch(snapshot) && is_instant_digits(state.digits))
                next.wish = PlayInstant{snapshot.instant->purchase, state.digits};
            break;
        case ScratchAction::Kind::done: state = {}, next.go = Screen::attract; break;
    }
    return next;
}

Next answer_scratch(ScratchState& state, const Result<Outcome>& result, const Words& words) {
    if (auto common = common_answer(result, words)) return *common;
    Next next;
    if (const auto* played = std::get_if<InstantPlayed>(&*result)) {
        state.played = *played;
        next.sound = played->prize >= 0 ? Sound::yes : Sound::none;
    } else {
        next.toast = words("error.other"), next.sound = Sound::no;
    }
    return next;
}

}  // namespace xiaoer::ui
