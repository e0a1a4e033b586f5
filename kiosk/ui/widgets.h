// The counter's furniture, drawn with the painter: headers, buttons, pills, tiles, keypads, the language switch.
//
// Each widget that can be pressed takes the name by which a driver presses it. UI thread, inside a frame.
#pragma once

#include "ui/painter.h"
#include "ui/view.h"

namespace xiaoer::ui {

// The strip along the top. Returns: what is left of the screen, inside the margins.
struct Header {
    Box rest;  // of the strip, to the right of the title
    Box body;  // of the screen, below the strip
    bool logo_tapped = false;
};
[[nodiscard]] Header header(Painter& painter, std::string_view title, Colour title_colour = colour::ink);
// With the language switch at the right.
struct CustomerHeader {
    Box body;
    std::optional<Language> language;
    bool logo_tapped = false;
};
[[nodiscard]] CustomerHeader customer_header(Painter& painter, std::string_view title);

// A card with its heading in the middle and, below, one line of what to do; "" takes no room for it.
class TitledCard {
public:
    TitledCard(Painter& painter, Box box, std::string_view title, std::string_view hint = "",
               float hint_size = size::body);
    Box rest;  // below both, inside the margins

private:
    Painter::Panel card_;
};
// Beside the body, or below it on an upright screen, with a gap between. Returns: that part; the body is the rest.
[[nodiscard]] Box cut_side(const Painter& painter, Box& body, float wide, float upright_high);

enum class ButtonKind { primary, yes, plain, quiet, stage };
[[nodiscard]] bool button(Painter& painter, Box box, std::string_view name, std::string_view label, ButtonKind kind,
                          bool enabled = true);

void pill(Painter& painter, Box box, std::string_view text, Colour fill, Colour ink);
// As wide as its words. Returns: its width.
float fitted_pill(Painter& painter, Box box, std::string_view text, Colour fill, Colour ink);

// What is wrong with our own printer, while something is, on at most two lines. Returns: whether anything was said.
inline constexpr float printer_note_high = 104;
bool printer_note(Painter& painter, Box box, const View& view);

// A framed QR code on white.
void framed_qr(Painter& painter, Box box, std::string_view content);

// Digits keyed so far in large figures; `shown` is what they look like (dots for a PIN).
void readout(Painter& painter, Box box, std::string_view shown, std::string_view hint);

enum class KeypadKind { digits, amount };
inline constexpr char key_none = 0, key_back = '<';
// Returns: '0'–'9', '.', key_back or key_none.
[[nodiscard]] char keypad(Painter& painter, Box box, KeypadKind kind);
// A key applied to what was keyed so far: at most `limit` characters, one point, two digits behind it.
void apply_key(std::string& keyed, char key, std::size_t limit);

// A line of words that goes by itself.
void toast(Painter& painter, std::string_view text, Sound sound);

// "0118 山里人": the number in bold, then the name. Returns: the width taken.
float number_and_name(Painter& painter, Box box, std::int64_t number, std::string_view name, float size, Colour ink);

}  // namespace xiaoer::ui
