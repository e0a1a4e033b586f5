// What the stage and the posters have in common: dice, prizes, the locked list's hash, the winners' board. Drawing
// only; UI thread, inside a frame on a red ground.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

inline constexpr Colour dark_plate = with_alpha(rgb(0x3A0502), 120);

inline constexpr std::size_t winners_shown_most = 40;  // as many as a snapshot has

// "0118 山里人"
[[nodiscard]] std::string who(const WinnerView& winner);
// "7840 a8b7 ea96 …": groups of four are what people can read to each other.
[[nodiscard]] std::string grouped(std::string_view hex);

// A die's face, '1'–'6': pips on a tile.
void die(Painter& painter, Box box, char face, Colour tile, Colour pip);
// The first four prizes with their tiers.
void draw_prize_row(Painter& painter, Box box, const DrawView& draw, const Words& words);
// The list's hash, all 64 digits, and as a code: what leaves the shop before the dice are thrown.
void draw_closing(Painter& painter, Box box, const DrawView& draw, const Words& words);
// Until when prizes are collected; and where the draw has more winners than are shown, that.
[[nodiscard]] std::string board_line(const DrawView& draw, const Words& words, Timestamp now);
// Every winner with tier and prize, in as many columns as it takes.
void draw_winner_grid(Painter& painter, Box box, const DrawView& draw, const Words& words);

}  // namespace xiaoer::ui
