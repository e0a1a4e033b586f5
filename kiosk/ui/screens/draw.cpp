#include "ui/screens/draw.h"

#include "domain/number.h"
#include "ui/screens/stage_motion.h"
#include "ui/screens/stage_parts.h"

namespace xiaoer::ui {
namespace {

using Phase = StageState::Phase;
using Kind = StageAction::Kind;

constexpr Colour lit_plate = with_alpha(rgb(0xFFD9A0), 40);
constexpr std::int64_t die_comes_ms = 180;  // the value's dice come in one after another

// The same in the second language, beneath.
void say_again(Painter& painter, Box& body, const View& view, std::string_view key, Arguments arguments = {}) {
    if (view.second == nullptr) return;
    painter.text(cut_top(body, 40), (*view.second)(key, arguments),
                 {Type::text, size::small, colour::stage_soft, Align::centre});
}

void draw_hash_card(Painter& painter, Box box, const DrawView& draw, const View& view) {
    const auto plate = painter.plate(box, dark_plate, 24);
    Box rest = inset(box, 32, 24);
    const float side = std::min(rest.h, 140.0F);
    Box code = cut_right(rest, side);
    code = centred(code, side, side);
    {
        const auto white = painter.plate(code, colour::white, 16);
        painter.qr(inset(code, 2), draw.closing_hash);
    }
    (void)cut_right(rest, 24);
    painter.text(row(rest, 0, 2, 0), view.words("stage.locked"), {Type::text, size::small, colour::white});
    painter.text(row(rest, 1, 2, 0), grouped(std::string_view(draw.closing_hash).substr(0, 16)) + "…",
                 {Type::mono, size::body, colour::white});
}

void draw_chip(Painter& painter, Box box, const WinnerView& winner, bool lit, const View& view) {
    const auto plate = painter.plate(box, lit ? lit_plate : dark_plate, 24);
    if (lit) painter.outline(box, colour::stage_gold, 24, 3);
    Box rest = inset(box, 32, 24);
    painter.text(row(rest, 0, 2, 0), view.words.tier(winner.tier), {Type::text, size::small, colour::white});
    painter.text(row(rest, 1, 2, 0), who(winner), {Type::heading, size::large, colour::white});
}

// The last three called stand along the foot, the newest lit.
void draw_foot(Painter& painter, Box box, const StageState& state, const DrawView& draw, const View& view) {
    const bool portrait = painter.portrait();
    Box hash = portrait ? cut_bottom(box, 188) : cut_right(box, 648);
    if (portrait)
        box.h -= 24;
    else
        (void)cut_right(box, 24);
    const std::size_t first = state.revealed < 2 ? 0 : state.revealed - 2;
    const std::size_t called = state.revealed + (has_rolled(view.since_ms) ? 1 : 0);
    for (std::size_t i = first; i < called && i < draw.winners.size(); ++i)
        draw_chip(painter, column(box, static_cast<int>(i - first), 3, 24), draw.winners[i], i == state.revealed, view);
    if (!draw.closing_hash.empty()) draw_hash_card(painter, hash, draw, view);
}

StageAction draw_reveal(Painter& painter, Box body, const StageState& state, const DrawView& draw, const View& view) {
    const auto& words = view.words;
    if (state.revealed >= draw.winners.size()) return {};
    const auto& winner = draw.winners[state.revealed];
    draw_confetti(painter, view.since_ms - roll_ms, static_cast<std::uint32_t>(state.revealed) + 1);
    draw_foot(painter, cut_bottom(body, painter.portrait() ? 392.0F : 188.0F), state, draw, view);
    body.h -= 32;
    const Box buttons = cut_bottom(body, 104);
    skip(body, std::max(0.0F, (body.h - 444) / 3));
    const auto line = words("stage.prize", {{"tier", words.tier(winner.tier)},
                                            {"prize", winner.prize},
                                            {"n", std::to_string(winner.within + 1)},
                                            {"m", std::to_string(winner.of_tier)}});
    painter.text(cut_top(body, 64), line, {Type::text, size::large, colour::white, Align::centre});
    if (view.second != nullptr)
        say_again(painter, body, view, "stage.prize",
                  {{"tier", view.second->tier(winner.tier)},
                   {"prize", winner.prize},
                   {"n", std::to_string(winner.within + 1)},
                   {"m", std::to_string(winner.of_tier)}});
    painter.text(cut_top(body, 232), rolled(words("number", {{"number", format_number(winner.number)}}), view.since_ms),
                 {Type::heading, size::display, colour::stage_gold, Align::centre});
    if (has_rolled(view.since_ms)) {
        painter.text(cut_top(body, 108), winner.shown_name,
                     {Type::heading, size::headline, colour::white, Align::centre});
    }
    const bool last = state.revealed + 1 == draw.winners.size();
    if (button(painter, centred(buttons, 400, 104), "stage.next", words(last ? "stage.board" : "stage.next"),
               ButtonKind::stage))
        return {Kind::reveal_next, key_none};
    return {};
}

StageAction draw_board(Painter& painter, Box body, const DrawView& draw, const View& view) {
    const auto& words = view.words;
    draw_confetti(painter, view.since_ms, 99);
    const Box foot = cut_bottom(body, 104);
    body.h -= 24;
    painter.text(cut_top(body, 112), words("stage.winners"),
                 {Type::heading, size::headline, colour::stage_gold, Align::centre});
    say_again(painter, body, view, "stage.winners");
    painter.text(cut_top(body, 56), board_line(draw, words, view.now),
                 {Type::text, size::body, colour::white, Align::centre});
    skip(body, 24);
    draw_winner_grid(painter, body, draw, words);
    const bool again = view.clerk != nullptr && !draw.winners.empty();
    const Box place = centred(foot, again ? 720.0F : 320.0F, 104);
    if (again && button(painter, column(place, 0, 2, 24), "stage.show", words("stage.show"), ButtonKind::quiet))
        return {Kind::show, key_none};
    if (button(painter, again ? column(place, 1, 2, 24) : place, "stage.leave", words("back"), ButtonKind::stage))
        return {Kind::leave, key_none};
    return {};
}

void draw_throws(Painter& painter, Box box, std::string_view throws, std::size_t needed) {
    const int columns = painter.portrait() ? 5 : static_cast<int>(std::max<std::size_t>(needed, 1));
    const int rows = (static_cast<int>(needed) + columns - 1) / columns;
    const float side = std::min((box.w - 20 * static_cast<float>(columns - 1)) / static_cast<float>(columns),
                                (box.h - 20 * static_cast<float>(rows - 1)) / static_cast<float>(rows));
    const float wide = side * static_cast<float>(columns) + 20 * static_cast<float>(columns - 1);
    for (int i = 0; i < static_cast<int>(needed); ++i) {
        const Box cell{box.mid_x() - wide / 2 + static_cast<float>(i % columns) * (side + 20),
                       box.y + static_cast<float>(i / columns) * (side + 20), side, side};
        if (static_cast<std::size_t>(i) < throws.size()) {
            die(painter, cell, throws[static_cast<std::size_t>(i)], colour::white, rgb(0x8E1F15));
        } else {
            painter.rounded(cell, dark_plate, side * 0.2F);
            painter.outline(cell, with_alpha(colour::stage_gold, 120), side * 0.2F, 2);
        }
    }
}

// What the public value is, as large as the screen bears: dice as dice, digits as digits.
void draw_value_itself(Painter& painter, Box box, const DrawView& draw, const View& view) {
    const std::string_view value = draw.entropy_value;
    if (value.empty()) {
        Box line = centred(box, box.w, 112);
        painter.text(cut_top(line, 64), view.words("stage.value_none"),
                     {Type::text, size::large, colour::white, Align::centre});
        say_again(painter, line, view, "stage.value_none");
        return;
    }
    if (std::holds_alternative<DiceEntropy>(draw.entropy)) {
        const auto come = static_cast<std::size_t>(std::max<std::int64_t>(view.since_ms, 0) / die_comes_ms) + 1;
        return draw_throws(painter, box, value.substr(0, come), value.size());
    }
    constexpr std::size_t digits_in_row = 16;
    if (value.size() <= digits_in_row) {
        painter.text(box, value, {Type::heading, size::display, colour::stage_gold, Align::centre});
        return;
    }
    const int rows = static_cast<int>((value.size() + digits_in_row - 1) / digits_in_row);
    for (int i = 0; i < rows; ++i)
        painter.text(row(box, i, rows, 0),
                     grouped(value.substr(static_cast<std::size_t>(i) * digits_in_row, digits_in_row)),
                     {Type::mono, size::title, colour::stage_gold, Align::centre});
}

StageAction draw_value(Painter& painter, Box body, const DrawView& draw, const View& view) {
    const auto& words = view.words;
    const Box buttons = cut_bottom(body, 112);
    body.h -= 32;
    draw_hash_card(painter, centred(cut_bottom(body, 188), std::min(body.w, 900.0F), 188), draw, view);
    body.h -= 24;
    painter.text(cut_top(body, 104), words("stage.value"),
                 {Type::heading, size::headline, colour::stage_gold, Align::centre});
    say_again(painter, body, view, "stage.value");
    if (!draw.entropy_value.empty()) {
        painter.text(cut_top(body, 56), words("stage.value_hint"),
                     {Type::text, size::body, colour::white, Align::centre});
        say_again(painter, body, view, "stage.value_hint");
    }
    skip(body, 24);
    draw_value_itself(painter, centred(body, body.w, std::min(body.h, painter.portrait() ? 520.0F : 280.0F)), draw,
                      view);
    if (button(painter, centred(buttons, 480, 112), "stage.reveal", words("stage.reveal"), ButtonKind::stage))
        return {Kind::reveal, key_none};
    return {};
}

StageAction draw_throwing(Painter& painter, Box body, const StageState& state, const View& view) {
    const auto& words = view.words;
    const auto needed = static_cast<std::size_t>(std::max(0, view.snapshot.next_draw->dice_throws));
    const bool confirming = state.phase == Phase::confirming;
    StageAction action;
    painter.text(cut_top(body, 104),
                 words(confirming ? "stage.read_back" : "stage.throw", {{"n", std::to_string(needed)}}),
                 {Type::heading, size::headline, colour::stage_gold, Align::centre});
    painter.text(cut_top(body, 56),
                 words(confirming ? "stage.read_back_hint" : "stage.throw_hint",
                       {{"n", std::to_string(state.throws.size())}, {"m", std::to_string(needed)}}),
                 {Type::text, size::large, colour::white, Align::centre});
    skip(body, 32);
    const Box buttons = cut_bottom(body, 128);
    body.h -= 32;
    draw_throws(painter,
                cut_top(body, confirming           ? body.h
                              : painter.portrait() ? 360.0F
                                                   : 156.0F),
                state.throws, needed);
    if (!confirming) {
        skip(body, 40);
        const int columns = painter.portrait() ? 3 : 6;
        const float side = std::min(168.0F, (body.h - (columns == 3 ? 24.0F : 0.0F)) / (columns == 3 ? 2.0F : 1.0F));
        const float wide = side * static_cast<float>(columns) + 24 * static_cast<float>(columns - 1);
        for (char face = '1'; face <= '6'; ++face) {
            const int i = face - '1';
            const Box cell{body.mid_x() - wide / 2 + static_cast<float>(i % columns) * (side + 24),
                           body.y + static_cast<float>(i / columns) * (side + 24), side, side};
            const auto touch = painter.target(cell, std::string("face.") + face);
            die(painter, cell, face, touch.held ? colour::gold : colour::stage_gold, rgb(0x6B150D));
            if (touch.tapped) action = {Kind::face, face};
        }
    }
    const Box place = centred(buttons, std::min(buttons.w, 1000.0F), 112);
    const bool whole = state.throws.size() == needed;
    if (button(painter, column(place, 0, 2, 24), confirming ? "stage.correct" : "stage.undo",
               words(confirming             ? "stage.correct"
                     : state.throws.empty() ? "back"
                                            : "stage.undo"),
               ButtonKind::quiet))
        action.kind = confirming ? Kind::correct : state.throws.empty() ? Kind::leave : Kind::undo;
    if (button(painter, column(place, 1, 2, 24), confirming ? "stage.settle" : "stage.read_back_go",
               words(confirming ? "stage.settle" : "stage.read_back_go"), ButtonKind::stage, whole && !view.busy))
        action.kind = confirming ? Kind::settle : Kind::read_back;
    return action;
}

// 10 … 1, alone in the middle.
void draw_last_seconds(Painter& painter, Box body, int seconds) {
    const float side = std::min({body.w, body.h, 620.0F});
    const Box round = centred(body, side, side);
    painter.rounded(round, dark_plate, side / 2);
    painter.outline(round, colour::stage_gold, side / 2, 8);
    painter.text(round, std::to_string(seconds), {Type::heading, size::giant, colour::stage_gold, Align::centre});
}

// To the winners of the last draw, for who stands behind the counter.
bool shows_last(Painter& painter, Box box, const View& view) {
    return view.snapshot.last_draw && button(painter, box, "stage.last", view.words("stage.last"), ButtonKind::quiet);
}

StageAction draw_locked(Painter& painter, Box body, const DrawView& draw, const View& view) {
    const auto& words = view.words;
    if (const int seconds = Words::last_seconds(draw.draws_at, view.now); seconds > 0) {
        draw_hash_card(painter, centred(cut_bottom(body, 188), std::min(body.w, 900.0F), 188), draw, view);
        body.h -= 40;
        draw_last_seconds(painter, body, seconds);
        return {};
    }
    const Box buttons = cut_bottom(body, 112);
    body.h -= 32;
    const auto countdown = Words::countdown(draw.draws_at, view.now);
    const bool due = view.now >= draw.draws_at;
    painter.text(cut_top(body, 64), words("stage.locked"), {Type::text, size::large, colour::white, Align::centre});
    say_again(painter, body, view, "stage.locked");
    painter.text(cut_top(body, 140),
                 due                 ? words("attract.now")
                 : countdown.empty() ? words.when(draw.draws_at, view.now)
                                     : countdown,
                 {Type::heading, size::figure, colour::stage_gold, Align::centre});
    skip(body, 16);
    const Box box = centred(body, std::min(body.w, 1400.0F), std::min(body.h, painter.portrait() ? 1020.0F : 488.0F));
    draw_closing(painter, box, draw, words);
    if (view.clerk == nullptr) return {};
    const Box place = centred(buttons, std::min(buttons.w, 1000.0F), 112);
    if (shows_last(painter, column(place, 0, 2, 24), view)) return {Kind::board, key_none};
    if (button(painter, view.snapshot.last_draw ? column(place, 1, 2, 24) : centred(buttons, 480, 112), "stage.throw",
               words("stage.begin"), ButtonKind::stage, draw.dice_throws > 0))
        return {Kind::throw_dice, key_none};
    return {};
}

StageAction draw_announced(Painter& painter, Box body, const DrawView& draw, const View& view) {
    const auto& words = view.words;
    const Box buttons = cut_bottom(body, 112);
    body.h -= 32;
    const auto countdown = Words::countdown(draw.draws_at, view.now);
    skip(body, std::max(0.0F, (body.h - (painter.portrait() ? 900.0F : 596.0F)) / 3));
    painter.text(cut_top(body, 72), words("attract.next"), {Type::text, size::large, colour::white, Align::centre});
    say_again(painter, body, view, "attract.next");
    painter.text(cut_top(body, 224), countdown.empty() ? words.when(draw.draws_at, view.now) : countdown,
                 {Type::heading, countdown.empty() ? size::figure : size::display, colour::stage_gold, Align::centre});
    painter.text(cut_top(body, 64), words("stage.locks", {{"when", words.deadline(draw.closes_at, view.now)}}),
                 {Type::text, size::body, colour::white, Align::centre});
    skip(body, 40);
    draw_prize_row(painter, cut_top(body, painter.portrait() ? std::min(body.h, 480.0F) : 168.0F), draw, words);
    if (view.clerk == nullptr) return {};
    const Box place = centred(buttons, std::min(buttons.w, 1000.0F), 112);
    const bool both = view.clerk->manager && view.snapshot.last_draw;
    if (shows_last(painter, both ? column(place, 0, 2, 24) : centred(buttons, 480, 112), view))
        return {Kind::board, key_none};
    if (view.clerk->manager && button(painter, both ? column(place, 1, 2, 24) : centred(buttons, 480, 112),
                                      "stage.lock", words("stage.lock"), ButtonKind::stage, !view.busy))
        return {Kind::lock, key_none};
    return {};
}

}  // namespace

StageAction draw_stage(Painter& painter, const StageState& state, const View& view) {
    const auto& words = view.words;
    const auto stage = painter.stage();
    const auto& next = view.snapshot.next_draw;
    const auto& last = view.snapshot.last_draw;
    const bool results = stage_may_move(state) || !next;
    const auto* shown = results ? (last ? &*last : nullptr) : &*next;
    const auto day = shown != nullptr ? words.weekday(shown->draws_at) : "";
    const char* title = day.empty() ? "stage.header_none" : painter.portrait() ? "stage.header_brief" : "stage.header";
    auto top = header(painter, words(title, {{"day", day}, {"shop", view.snapshot.settings.shop}}), colour::white);
    StageAction action;
    const Box body = top.body;
    if (shown == nullptr) {
        painter.text(centred(body, body.w, 200), words("desk.draw_none"),
                     {Type::heading, size::headline, colour::stage_gold, Align::centre});
    } else {
        painter.text(top.rest,
                     words("stage.size",
                           {{"members", std::to_string(shown->members)}, {"tickets", std::to_string(shown->tickets)}}),
                     {Type::text, size::body, colour::white, Align::right});
        if (state.phase == Phase::value)
            action = draw_value(painter, body, *shown, view);
        else if (state.phase == Phase::revealing)
            action = draw_reveal(painter, body, state, *shown, view);
        else if (results)
            action = draw_board(painter, body, *shown, view);
        else if (state.phase != Phase::waiting)
            action = draw_throwing(painter, body, state, view);
        else
            action = shown->state == DrawState::closed ? draw_locked(painter, body, *shown, view)
                                                       : draw_announced(painter, body, *shown, view);
    }
    if (top.logo_tapped) action = {Kind::leave, key_none};
    return action;
}

}  // namespace xiaoer::ui
