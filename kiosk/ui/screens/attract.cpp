#include "ui/screens/attract.h"

#include "domain/number.h"

namespace xiaoer::ui {
namespace {

constexpr Colour on_red = rgb(0xFFFFFF);
constexpr Colour red_plate = with_alpha(rgb(0x7A0F08), 70);

std::string shop_name(const Settings& settings) {
    return settings.branch.empty() ? settings.shop : settings.shop + "・" + settings.branch;
}

// Name and password in one line, or where they are too long in two: a password that is cut is none.
void draw_wifi(Painter& painter, Box& rest, const View& view) {
    const auto& words = view.words;
    const auto& settings = view.snapshot.settings;
    const Style bold{Type::bold, size::body, colour::ink}, plain{Type::text, size::body, colour::ink};
    const auto first = words("attract.wifi");
    const auto password = settings.wifi_password.empty()
                              ? std::string()
                              : words("attract.wifi_password", {{"password", settings.wifi_password}});
    const auto name = settings.wifi_name + (password.empty() ? "" : "　");
    const float lead = painter.width_of(first, bold) + 28;
    const float wide = lead + painter.width_of(name + password, plain) + 2;
    const bool one_line = wide <= rest.w - 48;
    const Box strip = cut_top(rest, one_line ? 76 : 112);
    const auto plate = painter.plate(strip, colour::sand);
    const Box lines = inset(strip, 24, one_line ? 0 : 8);
    Box line = one_line ? lines : row(lines, 0, 2, 0);
    line = centred(line, std::min(one_line ? wide : lead + painter.width_of(settings.wifi_name, plain) + 2, line.w),
                   line.h);
    painter.text(cut_left(line, lead - 27), first, bold);
    (void)cut_left(line, 27);
    painter.text(line, one_line ? name + password : settings.wifi_name, plain);
    if (!one_line) painter.text(row(lines, 1, 2, 0), password, {Type::text, size::body, colour::ink, Align::centre});
}

// ① the Wi-Fi as text, ② the code: two steps, numbered, one below the other.
void draw_join(Painter& painter, Box box, const View& view) {
    const auto& words = view.words;
    const auto& settings = view.snapshot.settings;
    const auto card = painter.card(box);
    Box rest = inset(box, 48, 44);
    painter.text(cut_top(rest, 104), words("attract.title"),
                 {Type::heading, size::headline, colour::ink, Align::centre});
    skip(rest, 4);
    const auto rule = words.rule(settings.draw_rule);
    const auto subtitle = rule.empty() ? words("attract.subtitle") : words("attract.rule", {{"when", rule}});
    painter.text(cut_top(rest, 56), subtitle, {Type::text, size::large, colour::soft, Align::centre});
    skip(rest, 20);
    const bool reachable = !view.snapshot.join_url.empty();
    if (reachable && !settings.wifi_name.empty()) {
        draw_wifi(painter, rest, view);
        skip(rest, 24);
    }
    const Box caption = cut_bottom(rest, 56);
    if (reachable) {
        const float side = std::min(rest.h - 8, painter.portrait() ? 520.0F : 468.0F);
        framed_qr(painter, centred(rest, side, side), view.snapshot.join_url);
        painter.text(caption, words(settings.wifi_name.empty() ? "attract.scan" : "attract.scan_second"),
                     {Type::bold, size::body, colour::ink, Align::centre});
    } else {
        painter.paragraph(inset(rest, 24, rest.h * 0.3F), words("attract.ask_clerk"),
                          {Type::text, size::large, colour::ink, Align::centre});
    }
}

void draw_prizes(Painter& painter, Box box, const View& view, const DrawView& draw) {
    const int shown = static_cast<int>(std::min<std::size_t>(draw.prizes.size(), 3));
    for (int i = 0; i < shown; ++i) {
        const auto& prize = draw.prizes[static_cast<std::size_t>(i)];
        const Box cell = column(box, i, shown, 20);
        const auto plate = painter.plate(cell, red_plate);
        Box lines = inset(cell, 24, cell.h > 112 ? 16 : 10);
        painter.text(cut_top(lines, lines.h * 0.44F),
                     view.words("prize.line", {{"tier", view.words.tier(i)}, {"n", std::to_string(prize.quantity)}}),
                     {Type::text, size::small, on_red});
        painter.text(lines, prize.name, {Type::heading, size::large, on_red});
    }
}

void draw_next(Painter& painter, Box box, const View& view) {
    const auto& words = view.words;
    const auto card = painter.red_card(box);
    Box rest = inset(box, 56, 40);
    const auto& draw = view.snapshot.next_draw;
    const Box label = cut_top(rest, 52);
    const Style headline{Type::heading, size::headline, on_red};
    if (!draw) {
        painter.text(label, words("attract.next"), {Type::text, size::body, on_red});
        painter.text(cut_top(rest, 112), words("attract.no_draw"), headline);
        return;
    }
    const bool closed = draw->state == DrawState::closed;
    const auto countdown = Words::countdown(draw->draws_at, view.now);
    painter.text(label,
                 words(closed               ? "attract.locked"
                       : !countdown.empty() ? "attract.soon"
                                            : "attract.next"),
                 {Type::text, size::body, on_red});
    const bool due = view.now >= draw->draws_at;
    const bool large = !countdown.empty() && !painter.portrait();
    painter.text(cut_top(rest, large ? 136 : 108),
                 due                 ? words("attract.now")
                 : countdown.empty() ? words.when(draw->draws_at, view.now)
                                     : countdown,
                 {Type::heading, large ? size::figure : size::headline, on_red});
    skip(rest, large ? 8 : 24);
    draw_prizes(painter, cut_top(rest, 124), view, *draw);
    if (rest.h >= 60) {
        skip(rest, 16);
        painter.text(cut_top(rest, 48),
                     words("attract.so_far",
                           {{"members", std::to_string(draw->members)}, {"tickets", std::to_string(draw->tickets)}}),
                     {Type::text, size::small, on_red});
    }
}

void draw_winner_row(Painter& painter, Box line, const View& view, const WinnerView& winner) {
    const bool collected = winner.state == UnitState::handed_over;
    const auto state = view.words(collected                            ? "winner.collected"
                                  : winner.state == UnitState::waiting ? "winner.waiting"
                                                                       : "winner.unclaimed");
    const Style style{Type::text, size::body, collected ? colour::jade : colour::gold_ink, Align::right};
    painter.text(cut_right(line, painter.width_of(state, style) + 1), state, style);
    (void)cut_right(line, 16);
    const float name_width = std::min(line.w * 0.62F, 360.0F);
    const float taken = number_and_name(painter, {line.x, line.y, name_width, line.h}, winner.number, winner.shown_name,
                                        size::body, colour::ink);
    (void)cut_left(line, taken + 28);
    painter.text(line, winner.prize, {Type::text, size::body, colour::ink});
}

void draw_winners(Painter& painter, Box box, const View& view) {
    const auto& words = view.words;
    const auto card = painter.card(box);
    Box rest = inset(box, 44, 36);
    const auto& draw = view.snapshot.last_draw;
    painter.text(cut_top(rest, 56), words(draw ? "attract.winners" : "attract.how"), {Type::heading, size::large});
    skip(rest, 12);
    if (!draw) {
        for (const char* key : {"attract.how_1", "attract.how_2", "attract.how_3"}) {
            painter.text(cut_top(rest, 56), words(key, {{"sum", words.sum(view.snapshot.settings.minor_per_ticket)}}),
                         {Type::text, size::body});
        }
        return;
    }
    const Box note = cut_bottom(rest, 44);
    const auto& winners = draw->winners;
    const auto room = static_cast<std::size_t>(std::max(0.0F, rest.h / 56));
    for (std::size_t i = 0; i < std::min(room, winners.size()); ++i)
        draw_winner_row(painter, cut_top(rest, 56), view, winners[i]);
    painter.text(note, words("attract.collect_by", {{"when", words.deadline(draw->claim_by, view.now)}}),
                 {Type::text, size::small, colour::soft});
}

void draw_tonight(Painter& painter, Box box, const View& view) {
    const auto& words = view.words;
    const auto card = painter.card(box);
    Box rest = inset(box, 40, 36);
    const auto& items = view.snapshot.tonight;
    painter.text(cut_top(rest, 56), words(items.empty() ? "attract.group" : "attract.tonight"),
                 {Type::heading, size::large});
    skip(rest, 8);
    for (std::size_t i = 0; i < std::min<std::size_t>(items.size(), 3); ++i) {
        Box line = cut_top(rest, 48);
        const Style time{Type::bold, size::body, colour::vermilion};
        painter.text(cut_left(line, 104), words.clock(items[i].at), time);
        painter.text(line, items[i].title, {Type::text, size::body});
    }
    if (!items.empty()) {
        skip(rest, 20);
        painter.rule(cut_top(rest, 2));
        skip(rest, 20);
    }
    painter.paragraph(rest, words("attract.group_rule"), {Type::text, size::small, colour::soft});
}

}  // namespace

AttractAction draw_attract(Painter& painter, const AttractState&, const View& view) {
    const auto top = customer_header(painter, shop_name(view.snapshot.settings));
    Box body = top.body;
    if (painter.portrait()) {
        draw_join(painter, cut_top(body, 920), view);
        skip(body, gap);
        draw_next(painter, cut_top(body, 368), view);
        skip(body, gap);
        draw_winners(painter, body, view);
    } else {
        draw_join(painter, cut_left(body, 780), view);
        (void)cut_left(body, 48);
        draw_next(painter, cut_top(body, 420), view);
        skip(body, gap);
        draw_tonight(painter, cut_right(body, 396), view);
        (void)cut_right(body, gap);
        draw_winners(painter, body, view);
    }
    if (top.language) return {AttractAction::Kind::language, *top.language};
    if (top.logo_tapped) return {AttractAction::Kind::staff, {}};
    return {};
}

Next step_attract(AttractState&, const AttractAction& action) {
    Next next;
    if (action.kind == AttractAction::Kind::language) next.language = action.language;
    if (action.kind == AttractAction::Kind::staff) next.go = Screen::sign_in;
    return next;
}

}  // namespace xiaoer::ui
