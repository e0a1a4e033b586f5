#include "ui/painter.h"

#include "base/text.h"

#include <cmath>

namespace xiaoer::ui {
namespace {

constexpr std::array<float, 8> ladder{size::giant, size::display, size::figure, size::headline,
                                      size::title, size::large,   size::body,   size::small};

int whole(float value) { return static_cast<int>(std::lround(value)); }

bool may_not_begin(char32_t point) {
    return std::u32string_view(U"，。、！？：；）」』》…·,.!?:;)%").find(point) != std::u32string_view::npos;
}
bool may_not_end(char32_t point) { return std::u32string_view(U"（「『《(¥").find(point) != std::u32string_view::npos; }
bool in_word(char32_t point) { return point < 0x2E80 && point != U' '; }

// Where a line that holds `fits` code points may end: between ideographs anywhere, in Latin text at spaces.
std::size_t break_before(const std::vector<char32_t>& line, std::size_t fits) {
    for (std::size_t at = fits; at > 1; --at) {
        const char32_t before = line[at - 1], after = line[at];
        if (may_not_begin(after) || may_not_end(before) || (in_word(before) && in_word(after))) continue;
        return at;
    }
    return fits;
}

}  // namespace

float Painter::width_of(std::string_view text, Style style) {
    const auto face = face_of(style.type, language_);
    float width = 0;
    for (const auto point : code_points(text)) width += window_.fonts().advance(face, em(style.size), point);
    return std::ceil(width) / scale_;
}

float Painter::fitting_size(std::string_view text, Style style, float width) {
    for (const float step : ladder) {
        if (step > style.size) continue;
        style.size = step;
        if (width_of(text, style) <= width) return step;
    }
    return size::small;
}

std::string Painter::shorten(std::string_view text, Style style, float width) {
    auto points = code_points(text);
    std::string cut;
    while (!points.empty()) {
        points.pop_back();
        cut.clear();
        for (const auto point : points) append_utf8(cut, point);
        cut += "…";
        if (width_of(cut, style) <= width) break;
    }
    return cut;
}

void Painter::draw_line(std::string_view text, Style style, float x_px, float baseline_px) {
    const auto face = face_of(style.type, language_);
    const int pixels = em(style.size);
    const auto ink = tint(style.colour);
    float pen = x_px;
    for (const auto point : code_points(text)) {
        const auto sprite = window_.atlas().glyph(window_.fonts(), face, pixels, point);
        paste(sprite, {0, 0, sprite.w, sprite.h},
              {whole(pen) + sprite.left, whole(baseline_px) - sprite.top, sprite.w, sprite.h}, ink);
        pen += window_.fonts().advance(face, pixels, point);
    }
}

float Painter::text(Box box, std::string_view text, Style style) {
    if (text.empty()) return 0;
    style.size = fitting_size(text, style, box.w);
    std::string shown(text);
    const bool cut = width_of(shown, style) > box.w;
    if (cut) shown = shorten(text, style, box.w);
    const float width = width_of(shown, style);
    const float x = style.align == Align::left    ? box.x
                    : style.align == Align::right ? box.right() - width
                                                  : box.mid_x() - width / 2;
    const float em_px = static_cast<float>(em(style.size));
    const float middle = box.mid_y() * scale_ + static_cast<float>(rise_px_);
    // An ideograph sits from 0.88 em above the baseline to 0.12 below; its middle is the line's middle.
    draw_line(shown, style, std::floor(x * scale_), std::round(middle + 0.38F * em_px));
    const Box ink{std::floor(x * scale_), middle - 0.6F * em_px, std::ceil(width * scale_), 1.2F * em_px};
    recorder_.add(
        {Drawn::text, shown, -1, ink, to_box(pixels(box)), blend(style.colour, surface_), surface_, style.size, cut});
    return width;
}

std::vector<std::string> Painter::wrap(std::string_view text, Style style, float width) {
    const auto face = face_of(style.type, language_);
    const auto fitting = [&](const std::vector<char32_t>& points) {
        float taken = 0;
        std::size_t fits = 0;
        while (fits < points.size()) {
            taken += window_.fonts().advance(face, em(style.size), points[fits]);
            if (std::ceil(taken) / scale_ > width && fits > 0) break;
            ++fits;
        }
        return fits;
    };
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto newline = text.find('\n');
        auto points = code_points(text.substr(0, newline));
        text = newline == std::string_view::npos ? std::string_view{} : text.substr(newline + 1);
        while (!points.empty()) {
            const auto fits = fitting(points);
            const auto end = fits == points.size() ? fits : break_before(points, fits);
            std::string line;
            for (std::size_t i = 0; i < end; ++i) append_utf8(line, points[i]);
            lines.emplace_back(trim(line));
            points.erase(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(end));
        }
    }
    return lines;
}

float Painter::paragraph(Box box, std::string_view text, Style style) {
    constexpr float leading = 1.45F, tolerance = 0.5F;
    std::vector<std::string> lines;
    for (const float step : ladder) {
        if (step > style.size) continue;
        style.size = step;
        lines = wrap(text, style, box.w);
        if (static_cast<float>(lines.size()) * leading * step <= box.h + tolerance) break;
    }
    const float height = leading * style.size;
    const auto room = std::max<std::size_t>(1, static_cast<std::size_t>((box.h + tolerance) / height));
    if (lines.size() > room) {
        lines.resize(room);
        lines.back() = shorten(lines.back() + "……", style, box.w);
    }
    Box rest = box;
    for (const auto& line : lines) (void)this->text(cut_top(rest, height), line, style);
    return box.h - rest.h;
}

}  // namespace xiaoer::ui
