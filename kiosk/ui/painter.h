// One frame's brush: text, cards, pictures and touch targets in virtual units, each reported to the recorder.
//
// Made anew for each frame inside Window::frame(). A panel opened here is what later text stands on and in; it
// closes with its scope. Text never leaves its box: it goes down the ladder of sizes, and is cut with "…" at the
// smallest. UI thread.
#pragma once

#include "ui/photo.h"
#include "ui/recorder.h"
#include "ui/window.h"

#include <span>
#include <string_view>

struct ImDrawList;

namespace xiaoer::ui {

enum class Align { left, centre, right };

struct Style {
    Type type = Type::text;
    float size = size::body;
    Colour colour = colour::ink;
    Align align = Align::left;
};

class Painter {
public:
    // `arrival`: 0–1, how far the screen has come in (motion eases over 200 ms and then stops).
    Painter(Window& window, Recorder& recorder, Language language, float arrival = 1);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    [[nodiscard]] Box screen() const { return screen_; }
    [[nodiscard]] bool portrait() const { return screen_.h > screen_.w; }
    [[nodiscard]] Language language() const { return language_; }

    // One line, in the middle of the box's height. Returns: the width it took.
    float text(Box box, std::string_view text, Style style);
    // Several lines from the top of the box. Returns: the height they took.
    float paragraph(Box box, std::string_view text, Style style);
    [[nodiscard]] float width_of(std::string_view text, Style style);
    // The size on the ladder, from style.size down, at which the text fits `width`.
    [[nodiscard]] float fitting_size(std::string_view text, Style style, float width);

    // What is inside a panel stands on `surface`; panels beside each other may not overlap.
    class Panel {
    public:
        Panel(Painter& painter, int index, Colour surface);
        ~Panel();
        Panel(const Panel&) = delete;
        Panel& operator=(const Panel&) = delete;

    private:
        Painter& painter_;
        Colour before_;
    };
    [[nodiscard]] Panel card(Box box, Colour fill = colour::card, float radius = card_radius);
    [[nodiscard]] Panel over(Box box, Colour fill, float radius);  // a card that lies on others for a while: a toast
    [[nodiscard]] Panel red_card(Box box);
    // Without a shadow: a quiet box on a card. `fill` may be translucent.
    [[nodiscard]] Panel plate(Box box, Colour fill, float radius = 20);
    [[nodiscard]] Panel outlined(Box box, Colour fill, Colour line, float radius = 24, float thickness = 2.5F);
    [[nodiscard]] Panel stage();  // the whole screen, glowing red

    // A touch target that a driver may press as `name`. Returns: true when it was just tapped.
    // Text drawn until the returned panel's scope ends belongs to it.
    struct Touch {
        bool tapped = false;
        bool held = false;
    };
    [[nodiscard]] Touch target(Box box, std::string_view name);
    // Where the pen is in a field that is drawn on, 0–1 across and down; nothing while it is not held there.
    struct Pen {
        float x = 0, y = 0;
    };
    [[nodiscard]] std::optional<Pen> pen(Box box, std::string_view name);
    // One stroke through points of a field, 0–1 across and down.
    void stroke(Box box, std::span<const Pen> points, Colour colour, float thickness);
    // The same for what is drawn inside a target: opens it as the holder of the text to come.
    [[nodiscard]] Panel inside_target(Colour surface);

    void card_look(Box box, Colour fill, float radius = card_radius);  // a card that is not a panel of its own
    void rule(Box box);                                                // a hairline along the top of the box
    void fill(Box box, Colour colour);
    void rounded(Box box, Colour colour, float radius);
    void outline(Box box, Colour colour, float radius, float thickness);
    void disc(float x, float y, float radius, Colour colour);
    // A scrap of paper about its middle, turned by `turn` radians. No record of it: what falls may lie on anything.
    void scrap(Box box, float turn, Colour colour);
    void tick(Box box, Colour colour);  // ✓
    // Whole pixels a module, four modules of quiet zone inside the box; "" draws nothing.
    void qr(Box box, std::string_view content);
    // As large as the box lets it be, whole, in its middle.
    void photo(Box box, const Photo& photo);

private:
    struct Rect {
        int x, y, w, h;
    };
    [[nodiscard]] Rect pixels(Box box) const;
    [[nodiscard]] Box to_box(Rect rect) const;
    [[nodiscard]] std::uint32_t tint(Colour colour) const;
    void shadow(Rect rect, int radius);
    void paste(const Sprite& sprite, Rect source, Rect target, std::uint32_t tint);
    void fill_pixels(Rect rect, std::uint32_t tint);
    void four_corners(const Sprite& corners, Rect rect, int radius, std::uint32_t tint);
    void draw_line(std::string_view text, Style style, float x_px, float baseline_px);
    [[nodiscard]] std::vector<std::string> wrap(std::string_view text, Style style, float width);
    [[nodiscard]] std::string shorten(std::string_view text, Style style, float width);
    [[nodiscard]] int em(float size) const;
    int record(Drawn kind, Box box, std::string_view name);

    Window& window_;
    Recorder& recorder_;
    Language language_;
    float scale_ = 1;
    float arrival_ = 1;
    int rise_px_ = 0;
    Box screen_;
    Colour surface_ = colour::paper;
    int last_target_ = -1;
    ImDrawList* list_ = nullptr;
};

}  // namespace xiaoer::ui
