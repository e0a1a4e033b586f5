#include "ui/atlas.h"

#include <SDL.h>

#include <cmath>

namespace xiaoer::ui {
namespace {

constexpr int page_side = 1024;
constexpr std::size_t page_limit = 5;     // 4 MB each
constexpr std::size_t picture_limit = 3;  // a glow is as large as the screen

std::uint8_t to_byte(double value) { return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255)); }

std::uint32_t argb(Colour c) {
    return static_cast<std::uint32_t>(c.a) << 24 | static_cast<std::uint32_t>(c.r) << 16 |
           static_cast<std::uint32_t>(c.g) << 8 | c.b;
}

// Distance from the edge of a rounded rectangle centred on the origin; negative inside.
double rounded_distance(double x, double y, double half_w, double half_h, double radius) {
    const double dx = std::abs(x) - half_w + radius;
    const double dy = std::abs(y) - half_h + radius;
    return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0) - radius;
}

// A colour between two at `at` (0–1). Eight bits show bands over a whole screen, so each pixel is rounded by an
// ordered threshold (Bayer, 4 × 4).
std::uint32_t dithered(Colour from, Colour to, double at, int x, int y) {
    constexpr std::array<int, 16> bayer{0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};
    const double threshold = (bayer[static_cast<std::size_t>((y & 3) * 4 + (x & 3))] + 0.5) / 16;
    const auto channel = [&](int a, int b) {
        return static_cast<std::uint8_t>(std::clamp(std::floor(a + (b - a) * at + threshold), 0.0, 255.0));
    };
    return argb({channel(from.r, to.r), channel(from.g, to.g), channel(from.b, to.b), 255});
}

}  // namespace

Atlas::Atlas(SDL_Renderer* renderer) : renderer_(renderer) { add_page(); }

Atlas::~Atlas() { drop(); }

void Atlas::drop() {
    for (const auto& page : pages_) SDL_DestroyTexture(page.texture);
    for (const auto& [key, sprite] : pictures_) SDL_DestroyTexture(sprite.texture);
    pages_.clear(), sprites_.clear(), pictures_.clear();
}

void Atlas::tidy() {
    if (pages_.size() <= page_limit && pictures_.size() <= picture_limit) return;
    drop();
    add_page();
}

void Atlas::add_page() {
    auto* texture =
        SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, page_side, page_side);
    XIAOER_ASSERT(texture != nullptr);
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    pages_.push_back({texture, 0, 0, 0});
}

Sprite Atlas::place(int width, int height, const std::vector<std::uint8_t>& coverage) {
    if (width == 0 || height == 0) return {};
    XIAOER_ASSERT(width <= page_side && height <= page_side);
    auto* page = &pages_.back();
    if (page->x + width > page_side) page->shelf_y += page->shelf_h, page->shelf_h = 0, page->x = 0;
    if (page->shelf_y + height > page_side) add_page(), page = &pages_.back();
    std::vector<std::uint32_t> pixels(coverage.size());
    std::transform(coverage.begin(), coverage.end(), pixels.begin(),
                   [](std::uint8_t alpha) { return static_cast<std::uint32_t>(alpha) << 24 | 0xFFFFFFU; });
    const SDL_Rect where{page->x, page->shelf_y, width, height};
    SDL_UpdateTexture(page->texture, &where, pixels.data(), width * 4);
    page->x += width;
    page->shelf_h = std::max(page->shelf_h, height);
    return {page->texture, where.x, where.y, width, height, page_side, page_side, 0, 0};
}

Sprite Atlas::glyph(Fonts& fonts, FaceId face, int pixels, char32_t code_point) {
    const Key key{Kind::glyph, static_cast<int>(face), pixels, code_point};
    const auto [found, is_new] = sprites_.try_emplace(key);
    if (is_new) {
        const auto image = fonts.render(face, pixels, code_point);
        found->second = place(image.width, image.height, image.coverage);
        found->second.left = image.left;
        found->second.top = image.top;
    }
    return found->second;
}

Sprite Atlas::bake(const Key& key, int width, int height, const std::function<double(double, double)>& cover) {
    const auto [found, is_new] = sprites_.try_emplace(key);
    if (is_new) {
        std::vector<std::uint8_t> coverage(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                coverage[static_cast<std::size_t>(y * width + x)] =
                    to_byte(cover(x + 0.5 - width / 2.0, y + 0.5 - height / 2.0));
        found->second = place(width, height, coverage);
    }
    return found->second;
}

Sprite Atlas::white() {
    return bake({Kind::white, 0, 0, 0}, 4, 4, [](double, double) { return 1.0; });
}

Sprite Atlas::disc(int radius) {
    return bake({Kind::disc, radius, 0, 0}, 2 * radius, 2 * radius,
                [=](double x, double y) { return radius - std::hypot(x, y) + 0.5; });
}

Sprite Atlas::ring(int radius, int thickness) {
    return bake({Kind::ring, radius, thickness, 0}, 2 * radius, 2 * radius, [=](double x, double y) {
        const double from_edge = radius - std::hypot(x, y);
        return std::min(from_edge + 0.5, thickness - from_edge + 0.5);
    });
}

Sprite Atlas::shadow(int radius, int blur) {
    const int side = 2 * shadow_reach(radius, blur) + 1;
    const double half = radius + blur + 0.5;
    return bake({Kind::shadow, radius, blur, 0}, side, side, [=](double x, double y) {
        // Smoothstep over the blur's width looks like a Gaussian and needs no second pass.
        const double distance = rounded_distance(x, y, half, half, radius);
        const double t = std::clamp(0.5 - distance / (2.0 * blur), 0.0, 1.0);
        return t * t * (3 - 2 * t);
    });
}

Sprite Atlas::picture(const PictureKey& key, int width, int height,
                      const std::function<std::uint32_t(int, int)>& pixel) {
    const auto [found, is_new] = pictures_.try_emplace(key);
    if (is_new) {
        auto* texture = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, width, height);
        XIAOER_ASSERT(texture != nullptr);
        std::vector<std::uint32_t> line(static_cast<std::size_t>(width));
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) line[static_cast<std::size_t>(x)] = pixel(x, y);
            const SDL_Rect where{0, y, width, 1};
            SDL_UpdateTexture(texture, &where, line.data(), width * 4);
        }
        SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
        found->second = {texture, 0, 0, width, height, width, height, 0, 0};
    }
    return found->second;
}

void Atlas::forget(const PictureKey& key) {
    const auto found = pictures_.find(key);
    if (found == pictures_.end()) return;
    SDL_DestroyTexture(found->second.texture);
    pictures_.erase(found);
}

Sprite Atlas::photo(const Photo& photo) {
    if (photo_key_) forget(*photo_key_);
    photo_key_ = PictureKey{photo.width, photo.height, -1, 0, 0};
    return picture(*photo_key_, photo.width, photo.height, [&photo](int x, int y) {
        return photo
            .pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(photo.width) + static_cast<std::size_t>(x)];
    });
}

Sprite Atlas::gradient_card(int width, int height, int radius, Colour from, Colour to) {
    return picture({width, height, radius, argb(from), argb(to)}, width, height, [=](int x, int y) {
        const double along = (static_cast<double>(x) / width + static_cast<double>(y) / height) / 2;
        const double outside =
            rounded_distance(x + 0.5 - width / 2.0, y + 0.5 - height / 2.0, width / 2.0, height / 2.0, radius);
        return (dithered(from, to, along, x, y) & 0xFFFFFFU) | static_cast<std::uint32_t>(to_byte(0.5 - outside)) << 24;
    });
}

Sprite Atlas::glow(int width, int height, Colour middle, Colour edge) {
    const double reach = 1.15;  // the corners stay a little short of `edge`
    auto sprite = picture({width, height, 0, argb(middle), argb(edge)}, width, height, [=](int x, int y) {
        const double dx = (x - width / 2.0) / (width / 2.0);
        const double dy = (y - height * 0.42) / (height / 2.0);
        return dithered(middle, edge, std::min(1.0, std::sqrt(dx * dx + dy * dy) / reach), x, y);
    });
    SDL_SetTextureBlendMode(sprite.texture, SDL_BLENDMODE_NONE);
    return sprite;
}

}  // namespace xiaoer::ui
