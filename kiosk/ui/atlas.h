// Everything a screen is pasted from: glyphs, rounded corners, rings, soft shadows and gradients, each baked once
// into a texture and then only copied. A twelve-layer shadow drawn live costs 500 ms a frame in software; a baked
// one is eight copies.
//
// White with alpha, coloured when pasted; gradients are pictures of their own. Pages of 1024 × 1024 fill from the
// top; when a day of new names has filled `page_limit` of them, all are dropped before a frame and baked again as
// they are shown. UI thread.
#pragma once

#include "ui/fonts.h"
#include "ui/photo.h"
#include "ui/theme.h"

#include <functional>
#include <map>
#include <tuple>

struct SDL_Renderer;
struct SDL_Texture;

namespace xiaoer::ui {

// A piece of a texture, in pixels.
struct Sprite {
    SDL_Texture* texture = nullptr;
    int x = 0, y = 0, w = 0, h = 0;
    int page_w = 1, page_h = 1;
    int left = 0, top = 0;  // of a glyph: see GlyphImage
};

class Atlas {
public:
    explicit Atlas(SDL_Renderer* renderer);
    ~Atlas();
    Atlas(const Atlas&) = delete;
    Atlas& operator=(const Atlas&) = delete;

    // Before a frame: makes room when the pages are full. Sprites handed out earlier are then void.
    void tidy();

    [[nodiscard]] Sprite glyph(Fonts& fonts, FaceId face, int pixels, char32_t code_point);
    [[nodiscard]] Sprite white();                          // one opaque pixel
    [[nodiscard]] Sprite disc(int radius);                 // 2r × 2r, its edge smooth
    [[nodiscard]] Sprite ring(int radius, int thickness);  // the outline of a disc
    // A blurred rounded square: corner cells of `shadow_reach(radius, blur)` pixels around one middle pixel.
    [[nodiscard]] Sprite shadow(int radius, int blur);
    [[nodiscard]] static int shadow_reach(int radius, int blur) { return radius + 2 * blur; }
    // A rounded card of this size whose colour runs from `from` (upper left) to `to` (lower right).
    [[nodiscard]] Sprite gradient_card(int width, int height, int radius, Colour from, Colour to);
    // A whole screen that glows from `middle` out to `edge`.
    [[nodiscard]] Sprite glow(int width, int height, Colour middle, Colour edge);
    // One at a time: the next takes its place.
    [[nodiscard]] Sprite photo(const Photo& photo);

private:
    enum class Kind { glyph, white, disc, ring, shadow };
    using Key = std::tuple<Kind, int, int, char32_t>;
    using PictureKey = std::tuple<int, int, int, std::uint32_t, std::uint32_t>;
    struct Page {
        SDL_Texture* texture = nullptr;
        int shelf_y = 0, shelf_h = 0, x = 0;
    };
    [[nodiscard]] Sprite place(int width, int height, const std::vector<std::uint8_t>& coverage);
    [[nodiscard]] Sprite bake(const Key& key, int width, int height,
                              const std::function<double(double, double)>& cover);
    [[nodiscard]] Sprite picture(const PictureKey& key, int width, int height,
                                 const std::function<std::uint32_t(int, int)>& pixel);
    void forget(const PictureKey& key);
    void add_page();
    void drop();

    SDL_Renderer* renderer_;
    std::vector<Page> pages_;
    std::map<Key, Sprite> sprites_;
    std::map<PictureKey, Sprite> pictures_;
    std::optional<PictureKey> photo_key_;
};

}  // namespace xiaoer::ui
