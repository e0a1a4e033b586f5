// Boxes and how they are cut. Coordinates are virtual units: a 1080p screen is 1920 × 1080 of them in landscape and
// 1080 × 1920 in portrait; the painter turns them into whole pixels. Values; any thread.
#pragma once

#include <algorithm>

namespace xiaoer::ui {

struct Box {
    float x = 0, y = 0, w = 0, h = 0;

    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] float mid_x() const { return x + w / 2; }
    [[nodiscard]] float mid_y() const { return y + h / 2; }
    friend bool operator==(const Box&, const Box&) = default;
};

[[nodiscard]] inline Box inset(Box box, float dx, float dy) {
    return {box.x + dx, box.y + dy, std::max(0.0F, box.w - 2 * dx), std::max(0.0F, box.h - 2 * dy)};
}
[[nodiscard]] inline Box inset(Box box, float by) { return inset(box, by, by); }

// A layout is told by cutting: each takes a strip off `rest` and returns it.
[[nodiscard]] inline Box cut_top(Box& rest, float height) {
    const Box strip{rest.x, rest.y, rest.w, std::min(height, rest.h)};
    rest.y += strip.h, rest.h -= strip.h;
    return strip;
}
[[nodiscard]] inline Box cut_bottom(Box& rest, float height) {
    const float taken = std::min(height, rest.h);
    rest.h -= taken;
    return {rest.x, rest.y + rest.h, rest.w, taken};
}
[[nodiscard]] inline Box cut_left(Box& rest, float width) {
    const Box strip{rest.x, rest.y, std::min(width, rest.w), rest.h};
    rest.x += strip.w, rest.w -= strip.w;
    return strip;
}
[[nodiscard]] inline Box cut_right(Box& rest, float width) {
    const float taken = std::min(width, rest.w);
    rest.w -= taken;
    return {rest.x + rest.w, rest.y, taken, rest.h};
}
inline void skip(Box& rest, float height) { (void)cut_top(rest, height); }

// Cell `index` of `count` equal columns (rows) with `between` left free between them.
[[nodiscard]] inline Box column(Box box, int index, int count, float between) {
    const float width = (box.w - between * static_cast<float>(count - 1)) / static_cast<float>(count);
    return {box.x + static_cast<float>(index) * (width + between), box.y, width, box.h};
}
[[nodiscard]] inline Box row(Box box, int index, int count, float between) {
    const float height = (box.h - between * static_cast<float>(count - 1)) / static_cast<float>(count);
    return {box.x, box.y + static_cast<float>(index) * (height + between), box.w, height};
}
[[nodiscard]] inline Box centred(Box box, float width, float height) {
    return {box.mid_x() - width / 2, box.mid_y() - height / 2, width, height};
}

}  // namespace xiaoer::ui
