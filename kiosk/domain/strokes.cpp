#include "domain/strokes.h"

#include <charconv>
#include <ranges>

namespace xiaoer {
namespace {

Error no_signature() { return {ErrorCode::invalid, "this is no signature"}; }

bool read_place(std::string_view text, int most, int& place) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), place);
    return problem == std::errc{} && end == text.data() + text.size() && place >= 0 && place <= most;
}

bool read_point(std::string_view text, StrokePoint& point) {
    const auto comma = text.find(',');
    return comma != std::string_view::npos && read_place(text.substr(0, comma), strokes_wide, point.x) &&
           read_place(text.substr(comma + 1), strokes_high, point.y);
}

}  // namespace

std::size_t count_points(const Strokes& strokes) {
    std::size_t count = 0;
    for (const auto& stroke : strokes) count += stroke.size();
    return count;
}

std::string write_strokes(const Strokes& strokes) {
    std::string text;
    for (const auto& stroke : strokes) {
        if (!text.empty()) text += ';';
        for (std::size_t i = 0; i < stroke.size(); ++i) {
            if (i > 0) text += ' ';
            text += std::to_string(stroke[i].x) + "," + std::to_string(stroke[i].y);
        }
    }
    return text;
}

Result<Strokes> read_strokes(std::string_view text) {
    Strokes strokes;
    if (text.size() > stroke_points_max * 9) return no_signature();
    for (const auto part : std::views::split(text, ';')) {
        strokes.emplace_back();
        for (const auto written : std::views::split(std::string_view(part.begin(), part.end()), ' ')) {
            StrokePoint point;
            if (!read_point(std::string_view(written.begin(), written.end()), point)) return no_signature();
            strokes.back().push_back(point);
        }
    }
    const auto points = count_points(strokes);
    if (points < stroke_points_least || points > stroke_points_max) return no_signature();
    return strokes;
}

}  // namespace xiaoer
