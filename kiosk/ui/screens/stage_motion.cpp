#include "ui/screens/stage_motion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace xiaoer::ui {
namespace {

constexpr int pieces = 150;
constexpr std::int64_t digit_ms = 70;  // a rolling digit stands so long
constexpr float fall_seconds = static_cast<float>(cheer_ms - roll_ms) / 1000;
constexpr std::array<Colour, 5> papers{colour::stage_gold, rgb(0x8FC7E8), rgb(0xF6A14B), rgb(0xFF8A73), rgb(0x7FD3B2)};

// A number that looks like chance and is the same each time: MurmurHash3's last step.
std::uint32_t mixed(std::uint32_t x) {
    x = (x ^ (x >> 16)) * 0x85ebca6bU;
    x = (x ^ (x >> 13)) * 0xc2b2ae35U;
    return x ^ (x >> 16);
}
// From 0 up to 1.
float chance(std::uint32_t seed, int piece, std::uint32_t which) {
    return static_cast<float>(mixed(seed * 7919U + static_cast<std::uint32_t>(piece) * 31U + which) >> 8) / 16777216.0F;
}

}  // namespace

std::string rolled(std::string_view number, std::int64_t since_ms) {
    std::string shown(number);
    const auto digits = std::ranges::count_if(number, [](char c) { return c >= '0' && c <= '9'; });
    std::int64_t i = 0;
    for (auto& c : shown) {
        if (c < '0' || c > '9') continue;
        ++i;
        if (since_ms >= roll_ms * (i + 1) / (digits + 1)) continue;
        const auto step = static_cast<std::uint32_t>(std::max<std::int64_t>(since_ms, 0) / digit_ms);
        c = static_cast<char>('0' + mixed(step * 16U + static_cast<std::uint32_t>(i)) % 10);
    }
    return shown;
}

void draw_confetti(Painter& painter, std::int64_t since_ms, std::uint32_t seed) {
    const float t = static_cast<float>(since_ms) / 1000;
    if (t <= 0 || t >= fall_seconds) return;
    const Box all = painter.screen();
    const float unit = std::max(all.w, all.h) / 1920;
    const float fading = std::min(1.0F, (fall_seconds - t) / 0.7F);
    for (int i = 0; i < pieces; ++i) {
        const auto of = [&](std::uint32_t which) { return chance(seed, i, which); };
        const float speed = (0.42F + 0.34F * of(0)) * all.h;
        const float y = all.y - (0.05F + 0.55F * of(1)) * all.h + speed * t;
        const float sway = std::sin(6.28F * of(2) + t * (2 + 2 * of(3))) * 46 * unit;
        const float x = all.x + of(4) * all.w + sway;
        const float w = (12 + 14 * of(5)) * unit;
        const float h = (4 + 18 * std::abs(std::cos(t * (3 + 5 * of(6)) + 6.28F * of(7)))) * unit;
        if (y + w < all.y || y > all.y + all.h || x + w < all.x || x > all.x + all.w) continue;
        const auto alpha = static_cast<std::uint8_t>(235 * fading);
        painter.scrap({x, y, w, h}, 6.28F * of(8) + t * (of(9) - 0.5F) * 5,
                      with_alpha(papers[mixed(seed + static_cast<std::uint32_t>(i)) % papers.size()], alpha));
    }
}

}  // namespace xiaoer::ui
