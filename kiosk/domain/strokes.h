// A signature drawn by finger: strokes of points on a field of 1000 × 400. As text "x,y x,y;x,y x,y": a stroke's points
// parted by spaces, strokes by semicolons. Pure; any thread.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace xiaoer {

inline constexpr int strokes_wide = 1000, strokes_high = 400;
inline constexpr std::size_t stroke_points_max = 1500;
inline constexpr std::size_t stroke_points_least = 6;  // a tap is no signature

struct StrokePoint {
    int x = 0, y = 0;
    friend bool operator==(const StrokePoint&, const StrokePoint&) = default;
};
using Strokes = std::vector<std::vector<StrokePoint>>;

[[nodiscard]] std::string write_strokes(const Strokes& strokes);
// Errors: invalid when it is not such a text, or too little or too much to be a signature.
[[nodiscard]] Result<Strokes> read_strokes(std::string_view text);
[[nodiscard]] std::size_t count_points(const Strokes& strokes);

}  // namespace xiaoer
