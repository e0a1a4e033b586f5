// Colours, sizes and radii of a warm counter (DESIGN §10). Values; any thread.
#pragma once

#include <cstdint>

namespace xiaoer::ui {

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    friend bool operator==(const Colour&, const Colour&) = default;
};
[[nodiscard]] constexpr Colour rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex),
            255};
}

namespace colour {
inline constexpr Colour paper = rgb(0xFBF6EC);
inline constexpr Colour card = rgb(0xFFFFFF);
inline constexpr Colour ink = rgb(0x22201C);
inline constexpr Colour soft = rgb(0x6F675A);
inline constexpr Colour line = rgb(0xE8DFCE);
inline constexpr Colour sand = rgb(0xF5EDE0);       // a quiet box on a card
inline constexpr Colour track = rgb(0xF1E8D9);      // behind the language switch, behind pills
inline constexpr Colour vermilion = rgb(0xD7372B);  // the one action
inline constexpr Colour vermilion_deep = rgb(0xB5261C);
inline constexpr Colour jade = rgb(0x1F7A5C);  // yes
inline constexpr Colour jade_pale = rgb(0xE2F0EA);
inline constexpr Colour gold_pale = rgb(0xFBEBC8);  // prizes
inline constexpr Colour gold_ink = rgb(0x8A5A00);
inline constexpr Colour gold = rgb(0xE2A93B);
inline constexpr Colour night = rgb(0x7E150D);       // the stage's edge
inline constexpr Colour night_glow = rgb(0xC22D1F);  // …and its middle
inline constexpr Colour stage_gold = rgb(0xFFE3A1);
inline constexpr Colour stage_soft = rgb(0xFFE3D6);  // the second language
inline constexpr Colour white = rgb(0xFFFFFF);
inline constexpr Colour black = rgb(0x000000);
}  // namespace colour

// `over` laid on an opaque `under`.
[[nodiscard]] Colour blend(Colour over, Colour under);
[[nodiscard]] constexpr Colour with_alpha(Colour colour, std::uint8_t alpha) {
    colour.a = alpha;
    return colour;
}
// WCAG 2.1 contrast ratio of two opaque colours, 1–21.
[[nodiscard]] double contrast(Colour a, Colour b);

inline constexpr float margin = 64;
inline constexpr float gap = 32;
inline constexpr float card_radius = 28;
inline constexpr float smallest_target = 64;

// The ladder of type; a line that does not fit goes down it, and below `small` it is cut with "…".
namespace size {
inline constexpr float small = 24;
inline constexpr float body = 28;
inline constexpr float large = 36;
inline constexpr float title = 52;
inline constexpr float headline = 72;
inline constexpr float figure = 112;
inline constexpr float display = 184;
inline constexpr float giant = 360;  // the last seconds of a countdown
}  // namespace size

}  // namespace xiaoer::ui
