#include "ui/painter.h"

#include "base/qr.h"
#include "ui/imgui_texture.h"

#include <imgui.h>

#include <cmath>

namespace xiaoer::ui {
namespace {

constexpr int shadow_blur = 22;
constexpr std::uint8_t shadow_alpha = 26;
constexpr Colour shadow_colour = with_alpha(rgb(0x6B5A3A), shadow_alpha);
constexpr float rise = 18;  // how far a screen comes up as it arrives

int whole(float value) { return static_cast<int>(std::lround(value)); }

}  // namespace

Painter::Painter(Window& window, Recorder& recorder, Language language, float arrival)
    : window_(window), recorder_(recorder), language_(language), arrival_(arrival) {
    const auto width = static_cast<float>(window.width());
    const auto height = static_cast<float>(window.height());
    const bool landscape = width >= height;
    scale_ = std::min(width / (landscape ? 1920 : 1080), height / (landscape ? 1080 : 1920));
    screen_ = {0, 0, width / scale_, height / scale_};
    rise_px_ = whole((1 - arrival) * rise * scale_);
    recorder_.clear();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("screen", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
    list_ = ImGui::GetWindowDrawList();
}

Painter::~Painter() {
    ImGui::End();
    ImGui::PopStyleVar(2);
}

// ---- pixels -------------------------------------------------------------------------------------------------

Painter::Rect Painter::pixels(Box box) const {
    const int left = whole(box.x * scale_), top = whole(box.y * scale_);
    return {left, top + rise_px_, whole(box.right() * scale_) - left, whole(box.bottom() * scale_) - top};
}

Box Painter::to_box(Rect rect) const {
    return {static_cast<float>(rect.x), static_cast<float>(rect.y), static_cast<float>(rect.w),
            static_cast<float>(rect.h)};
}

int Painter::em(float size) const { return std::max(1, whole(size * scale_)); }

std::uint32_t Painter::tint(Colour colour) const {
    const auto alpha = static_cast<std::uint32_t>(whole(static_cast<float>(colour.a) * arrival_));
    return IM_COL32(colour.r, colour.g, colour.b, alpha);
}

void Painter::paste(const Sprite& sprite, Rect source, Rect target, std::uint32_t tint) {
    if (sprite.texture == nullptr || source.w <= 0 || source.h <= 0 || target.w <= 0 || target.h <= 0) return;
    const auto u = [&](int x) { return static_cast<float>(sprite.x + x) / static_cast<float>(sprite.page_w); };
    const auto v = [&](int y) { return static_cast<float>(sprite.y + y) / static_cast<float>(sprite.page_h); };
    const ImVec2 from(static_cast<float>(target.x), static_cast<float>(target.y));
    const ImVec2 to(static_cast<float>(target.x + target.w), static_cast<float>(target.y + target.h));
    list_->AddImage(imgui_texture(sprite.texture), from, to, {u(source.x), v(source.y)},
                    {u(source.x + source.w), v(source.y + source.h)}, tint);
}

void Painter::fill_pixels(Rect rect, std::uint32_t tint) {
    if (rect.w <= 0 || rect.h <= 0) return;
    list_->AddRectFilled({static_cast<float>(rect.x), static_cast<float>(rect.y)},
                         {static_cast<float>(rect.x + rect.w), static_cast<float>(rect.y + rect.h)}, tint);
}

void Painter::four_corners(const Sprite& corners, Rect rect, int radius, std::uint32_t tint) {
    const int right = rect.x + rect.w - radius, bottom = rect.y + rect.h - radius;
    paste(corners, {0, 0, radius, radius}, {rect.x, rect.y, radius, radius}, tint);
    paste(corners, {radius, 0, radius, radius}, {right, rect.y, radius, radius}, tint);
    paste(corners, {0, radius, radius, radius}, {rect.x, bottom, radius, radius}, tint);
    paste(corners, {radius, radius, radius, radius}, {right, bottom, radius, radius}, tint);
}

void Painter::fill(Box box, Colour colour) { fill_pixels(pixels(box), tint(colour)); }

void Painter::rounded(Box box, Colour colour, float radius) {
    const auto rect = pixels(box);
    const int r = std::min({whole(radius * scale_), rect.w / 2, rect.h / 2});
    const auto ink = tint(colour);
    if (r <= 0) return fill_pixels(rect, ink);
    four_corners(window_.atlas().disc(r), rect, r, ink);
    fill_pixels({rect.x + r, rect.y, rect.w - 2 * r, r}, ink);
    fill_pixels({rect.x, rect.y + r, rect.w, rect.h - 2 * r}, ink);
    fill_pixels({rect.x + r, rect.y + rect.h - r, rect.w - 2 * r, r}, ink);
}

void Painter::outline(Box box, Colour colour, float radius, float thickness) {
    const auto rect = pixels(box);
    const int r = std::min({whole(radius * scale_), rect.w / 2, rect.h / 2});
    const int t = std::max(1, whole(thickness * scale_));
    const auto ink = tint(colour);
    four_corners(window_.atlas().ring(r, t), rect, r, ink);
    fill_pixels({rect.x + r, rect.y, rect.w - 2 * r, t}, ink);
    fill_pixels({rect.x + r, rect.y + rect.h - t, rect.w - 2 * r, t}, ink);
    fill_pixels({rect.x, rect.y + r, t, rect.h - 2 * r}, ink);
    fill_pixels({rect.x + rect.w - t, rect.y + r, t, rect.h - 2 * r}, ink);
}

void Painter::disc(float x, float y, float radius, Colour colour) {
    rounded({x - radius, y - radius, 2 * radius, 2 * radius}, colour, radius);
}

// Eight copies of one baked picture; the middle is left out because a card covers it.
void Painter::shadow(Rect rect, int radius) {
    const int blur = whole(shadow_blur * scale_);
    const auto sprite = window_.atlas().shadow(radius, blur);
    const int cell = Atlas::shadow_reach(radius, blur);
    const auto ink = tint(shadow_colour);
    const Rect outer{rect.x - blur, rect.y - blur + whole(10 * scale_), rect.w + 2 * blur, rect.h + 2 * blur};
    const int far_x = outer.x + outer.w - cell, far_y = outer.y + outer.h - cell;
    const int wide = outer.w - 2 * cell, high = outer.h - 2 * cell;
    paste(sprite, {0, 0, cell, cell}, {outer.x, outer.y, cell, cell}, ink);
    paste(sprite, {cell + 1, 0, cell, cell}, {far_x, outer.y, cell, cell}, ink);
    paste(sprite, {0, cell + 1, cell, cell}, {outer.x, far_y, cell, cell}, ink);
    paste(sprite, {cell + 1, cell + 1, cell, cell}, {far_x, far_y, cell, cell}, ink);
    paste(sprite, {cell, 0, 1, cell}, {outer.x + cell, outer.y, wide, cell}, ink);
    paste(sprite, {cell, cell + 1, 1, cell}, {outer.x + cell, far_y, wide, cell}, ink);
    paste(sprite, {0, cell, cell, 1}, {outer.x, outer.y + cell, cell, high}, ink);
    paste(sprite, {cell + 1, cell, cell, 1}, {far_x, outer.y + cell, cell, high}, ink);
}

// ---- panels -------------------------------------------------------------------------------------------------

Painter::Panel::Panel(Painter& painter, int index, Colour surface) : painter_(painter), before_(painter.surface_) {
    painter_.recorder_.enter(index);
    painter_.surface_ = blend(surface, before_);
}

Painter::Panel::~Panel() {
    painter_.recorder_.leave();
    painter_.surface_ = before_;
}

int Painter::record(Drawn kind, Box box, std::string_view name) {
    const auto rect = to_box(pixels(box));
    return recorder_.add({kind, std::string(name), -1, rect, rect, {}, {}, 0, false});
}

void Painter::card_look(Box box, Colour fill, float radius) {
    shadow(pixels(box), whole(radius * scale_));
    rounded(box, fill, radius);
    outline(box, fill == colour::card ? colour::line : fill, radius, 1);
}

Painter::Panel Painter::card(Box box, Colour fill, float radius) {
    card_look(box, fill, radius);
    return {*this, record(Drawn::panel, box, "card"), fill};
}

Painter::Panel Painter::over(Box box, Colour fill, float radius) {
    card_look(box, fill, radius);
    return {*this, record(Drawn::over, box, "over"), fill};
}

Painter::Panel Painter::red_card(Box box) {
    const auto rect = pixels(box);
    const int radius = whole(card_radius * scale_);
    shadow(rect, radius);
    paste(window_.atlas().gradient_card(rect.w, rect.h, radius, colour::vermilion, colour::vermilion_deep),
          {0, 0, rect.w, rect.h}, rect, tint(colour::white));
    return {*this, record(Drawn::panel, box, "red card"), colour::vermilion};
}

Painter::Panel Painter::plate(Box box, Colour fill, float radius) {
    rounded(box, fill, radius);
    return {*this, record(Drawn::panel, box, "plate"), fill};
}

Painter::Panel Painter::outlined(Box box, Colour fill, Colour line, float radius, float thickness) {
    rounded(box, fill, radius);
    outline(box, line, radius, thickness);
    return {*this, record(Drawn::panel, box, "outlined"), fill};
}

Painter::Panel Painter::stage() {
    const Rect rect{0, 0, window_.width(), window_.height()};
    paste(window_.atlas().glow(rect.w, rect.h, colour::night_glow, colour::night), {0, 0, rect.w, rect.h}, rect,
          IM_COL32_WHITE);
    return {*this, record(Drawn::panel, screen_, "stage"), colour::night_glow};
}

void Painter::rule(Box box) { fill({box.x, box.y, box.w, std::max(2.0F, 1 / scale_)}, colour::line); }

void Painter::tick(Box box, Colour colour) {
    const auto at = [&](float x, float y) {
        return ImVec2((box.x + box.w * x) * scale_, (box.y + box.h * y) * scale_ + static_cast<float>(rise_px_));
    };
    const std::array<ImVec2, 3> points{at(0.22F, 0.54F), at(0.42F, 0.74F), at(0.80F, 0.30F)};
    list_->AddPolyline(points.data(), 3, tint(colour), 0, std::max(2.0F, box.w * 0.09F * scale_));
}

void Painter::scrap(Box box, float turn, Colour colour) {
    const float along = std::cos(turn) * scale_ / 2, across = std::sin(turn) * scale_ / 2;
    const float x = box.mid_x() * scale_, y = box.mid_y() * scale_ + static_cast<float>(rise_px_);
    const auto at = [&](float right, float down) {
        return ImVec2(x + right * box.w * along - down * box.h * across,
                      y + right * box.w * across + down * box.h * along);
    };
    list_->AddQuadFilled(at(-1, -1), at(1, -1), at(1, 1), at(-1, 1), tint(colour));
}

// ---- targets and codes --------------------------------------------------------------------------------------

Painter::Touch Painter::target(Box box, std::string_view name) {
    const auto rect = pixels(box);
    last_target_ = record(Drawn::target, box, name);
    ImGui::SetCursorScreenPos({static_cast<float>(rect.x), static_cast<float>(rect.y)});
    const bool tapped =
        ImGui::InvisibleButton(std::string(name).c_str(), {static_cast<float>(rect.w), static_cast<float>(rect.h)});
    return {tapped, ImGui::IsItemActive()};
}

std::optional<Painter::Pen> Painter::pen(Box box, std::string_view name) {
    if (!target(box, name).held) return std::nullopt;
    const auto rect = pixels(box);
    const auto mouse = ImGui::GetMousePos();
    const Pen at{(mouse.x - static_cast<float>(rect.x)) / static_cast<float>(std::max(1, rect.w)),
                 (mouse.y - static_cast<float>(rect.y)) / static_cast<float>(std::max(1, rect.h))};
    if (at.x < 0 || at.x > 1 || at.y < 0 || at.y > 1) return std::nullopt;
    return at;
}

void Painter::stroke(Box box, std::span<const Pen> points, Colour colour, float thickness) {
    const auto rect = pixels(box);
    std::vector<ImVec2> line;
    for (const auto& point : points)
        line.emplace_back(static_cast<float>(rect.x) + point.x * static_cast<float>(rect.w),
                          static_cast<float>(rect.y) + point.y * static_cast<float>(rect.h));
    if (line.size() == 1) line.emplace_back(line[0].x + 1, line[0].y + 1);
    list_->AddPolyline(line.data(), static_cast<int>(line.size()), tint(colour), 0, std::max(2.0F, thickness * scale_));
}

Painter::Panel Painter::inside_target(Colour surface) { return {*this, last_target_, surface}; }

void Painter::qr(Box box, std::string_view content) {
    if (content.empty()) return;
    const auto code = make_qr(content);
    if (!code) return;
    const auto rect = pixels(box);
    constexpr int quiet = 4;
    const int module = std::min(rect.w, rect.h) / (code->size + 2 * quiet);
    const int side = module * code->size;
    const int left = rect.x + (rect.w - side) / 2, top = rect.y + (rect.h - side) / 2;
    record(Drawn::picture, box, "qr");
    for (int y = 0; y < code->size; ++y) {
        for (int x = 0; x < code->size;) {
            int run = 0;
            while (x + run < code->size && code->at(x + run, y)) ++run;
            fill_pixels({left + x * module, top + y * module, run * module, module}, tint(colour::black));
            x += std::max(run, 1);
        }
    }
}

void Painter::photo(Box box, const Photo& photo) {
    const auto place = pixels(box);
    const float by = std::min(static_cast<float>(place.w) / static_cast<float>(photo.width),
                              static_cast<float>(place.h) / static_cast<float>(photo.height));
    const int width = static_cast<int>(static_cast<float>(photo.width) * by);
    const int height = static_cast<int>(static_cast<float>(photo.height) * by);
    record(Drawn::picture, box, "photo");
    const auto sprite = window_.atlas().photo(photo);
    paste(sprite, {0, 0, photo.width, photo.height},
          {place.x + (place.w - width) / 2, place.y + (place.h - height) / 2, width, height}, tint(colour::white));
}

}  // namespace xiaoer::ui
