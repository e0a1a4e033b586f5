#include "ui/screens/stage_parts.h"

#include "domain/number.h"

namespace xiaoer::ui {

std::string who(const WinnerView& winner) { return format_number(winner.number) + " " + winner.shown_name; }

std::string grouped(std::string_view hex) {
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 4) text += (i == 0 ? "" : " ") + std::string(hex.substr(i, 4));
    return text;
}

void die(Painter& painter, Box box, char face, Colour tile, Colour pip) {
    painter.rounded(box, tile, box.w * 0.2F);
    const int value = face - '0';
    const float r = box.w * 0.085F, near = 0.27F, far = 0.73F;
    const auto dot = [&](float x, float y) { painter.disc(box.x + box.w * x, box.y + box.h * y, r, pip); };
    if (value % 2 == 1) dot(0.5F, 0.5F);
    if (value >= 2) dot(near, near), dot(far, far);
    if (value >= 4) dot(far, near), dot(near, far);
    if (value == 6) dot(near, 0.5F), dot(far, 0.5F);
}

void draw_prize_row(Painter& painter, Box box, const DrawView& draw, const Words& words) {
    const int count = static_cast<int>(std::min<std::size_t>(draw.prizes.size(), 4));
    for (int i = 0; i < count; ++i) {
        const auto& prize = draw.prizes[static_cast<std::size_t>(i)];
        const Box cell = painter.portrait() ? row(box, i, count, 16) : column(box, i, count, 24);
        const auto plate = painter.plate(cell, dark_plate, 24);
        Box rest = inset(cell, 36, cell.h > 120 ? 20 : 8);
        painter.text(row(rest, 0, 2, 0),
                     words("prize.line", {{"tier", words.tier(i)}, {"n", std::to_string(prize.quantity)}}),
                     {Type::text, size::small, colour::white});
        painter.text(row(rest, 1, 2, 0), prize.name, {Type::heading, size::large, colour::stage_gold});
    }
}

void draw_closing(Painter& painter, Box box, const DrawView& draw, const Words& words) {
    const auto plate = painter.plate(box, dark_plate, card_radius);
    Box rest = inset(box, 48, 40);
    Box code = painter.portrait() ? cut_bottom(rest, 480) : cut_right(rest, rest.h);
    {
        const float side = std::min(code.w, code.h);
        code = centred(code, side, side);
        const auto white = painter.plate(code, colour::white, 24);
        painter.qr(inset(code, 2), draw.closing_hash);
    }
    if (!painter.portrait()) (void)cut_right(rest, 48);
    painter.text(
        cut_top(rest, 64),
        words("stage.list", {{"members", std::to_string(draw.members)}, {"tickets", std::to_string(draw.tickets)}}),
        {Type::bold, size::large, colour::white});
    painter.text(cut_top(rest, 56), words("stage.hash_hint"), {Type::text, size::small, colour::white});
    skip(rest, 16);
    for (std::size_t i = 0; i < draw.closing_hash.size(); i += 16)
        painter.text(cut_top(rest, 64), grouped(std::string_view(draw.closing_hash).substr(i, 16)),
                     {Type::mono, size::large, colour::stage_gold});
}

std::string board_line(const DrawView& draw, const Words& words, Timestamp now) {
    auto line = words("attract.collect_by", {{"when", words.deadline(draw.claim_by, now)}});
    std::size_t units = 0;
    for (const auto& prize : draw.prizes) units += static_cast<std::size_t>(prize.quantity);
    if (draw.winners.size() >= winners_shown_most && units > winners_shown_most)
        line += " · " + words("stage.first_winners", {{"n", std::to_string(winners_shown_most)}});
    return line;
}

void draw_winner_grid(Painter& painter, Box body, const DrawView& draw, const Words& words) {
    const int count = static_cast<int>(draw.winners.size());
    const int columns = painter.portrait() ? 2 : count > 20 ? 5 : count > 8 ? 4 : 3;
    const int rows = (count + columns - 1) / columns;
    const float high =
        std::min(140.0F, (body.h - 16 * static_cast<float>(rows - 1)) / static_cast<float>(std::max(rows, 1)));
    for (int i = 0; i < count; ++i) {
        const auto& winner = draw.winners[static_cast<std::size_t>(i)];
        Box line = body;
        line.y += static_cast<float>(i / columns) * (high + 16);
        line.h = high;
        const Box cell = column(line, i % columns, columns, 16);
        const auto plate = painter.plate(cell, dark_plate, 20);
        Box rest = inset(cell, 24, high > 96 ? 14 : 4);
        if (high > 76)
            painter.text(cut_top(rest, rest.h * 0.42F), words.tier(winner.tier) + "　" + winner.prize,
                         {Type::text, size::small, colour::white});
        painter.text(rest, who(winner), {Type::heading, high > 76 ? size::large : size::body, colour::stage_gold});
    }
}

}  // namespace xiaoer::ui
