#include "ui/widgets.h"

#include "domain/number.h"

namespace xiaoer::ui {
namespace {

constexpr float header_top = 44, header_height = 76, header_gap = 32;

struct ButtonLook {
    Colour fill, held, ink, line;
};

ButtonLook look_of(ButtonKind kind) {
    switch (kind) {
        case ButtonKind::primary: return {colour::vermilion, colour::vermilion_deep, colour::white, colour::vermilion};
        case ButtonKind::yes: return {colour::jade, rgb(0x17624A), colour::white, colour::jade};
        case ButtonKind::plain: return {colour::card, colour::sand, colour::ink, colour::line};
        case ButtonKind::quiet: return {colour::sand, colour::line, colour::ink, colour::sand};
        case ButtonKind::stage: return {colour::stage_gold, colour::gold, rgb(0x6B150D), colour::stage_gold};
    }
    return {};
}

}  // namespace

Header header(Painter& painter, std::string_view title, Colour title_colour) {
    Header made;
    Box screen = inset(painter.screen(), margin - (painter.portrait() ? 8 : 0), 0);
    skip(screen, header_top);
    Box strip = cut_top(screen, header_height);
    skip(screen, header_gap);
    made.body = screen;
    made.body.h -= 60;
    Box logo = cut_left(strip, 68);
    logo = centred(logo, 68, 68);
    const bool on_red = title_colour == colour::white;
    made.logo_tapped = painter.target(logo, "logo").tapped;
    {
        const auto inside = painter.inside_target(on_red ? colour::white : colour::vermilion);
        painter.rounded(logo, on_red ? colour::white : colour::vermilion, 16);
        painter.text(logo, "小二",
                     {Type::heading, size::body, on_red ? colour::vermilion : colour::white, Align::centre});
    }
    (void)cut_left(strip, 20);
    const float width = painter.width_of(title, {Type::heading, size::large, title_colour});
    const Box title_box = cut_left(strip, std::min(width + 2, strip.w * 0.7F));
    painter.text(title_box, title, {Type::heading, size::large, title_colour});
    (void)cut_left(strip, 24);
    made.rest = strip;
    return made;
}

CustomerHeader customer_header(Painter& painter, std::string_view title) {
    const auto top = header(painter, title);
    CustomerHeader made{top.body, std::nullopt, top.logo_tapped};
    constexpr std::array<std::string_view, 3> full{"简体", "繁體", "English"}, brief{"简", "繁", "En"};
    constexpr std::array<std::string_view, 3> names{"language.zh-Hans", "language.zh-Hant", "language.en"};
    const bool narrow = painter.portrait();
    constexpr std::array<float, 3> wide_cells{104, 104, 136};
    Box strip = top.rest;
    const float width = (narrow ? 3 * 80.0F : 344.0F) + 8;
    Box track = cut_right(strip, width);
    track = {track.x, track.mid_y() - 36, track.w, 72};
    painter.rounded(track, colour::track, 36);
    Box rest = inset(track, 4);
    for (std::size_t i = 0; i < full.size(); ++i) {
        const Box cell = cut_left(rest, narrow ? 80 : wide_cells[i]);
        const bool chosen = static_cast<std::size_t>(painter.language()) == i;
        if (painter.target(cell, names[i]).tapped) made.language = static_cast<Language>(i);
        if (chosen) painter.rounded(cell, colour::card, 32);
        const auto inside = painter.inside_target(chosen ? colour::card : colour::track);
        painter.text(cell, narrow ? brief[i] : full[i],
                     {Type::text, size::small, chosen ? colour::ink : rgb(0x655D51), Align::centre});
    }
    return made;
}

namespace {

bool labelled(Painter& painter, Box box, std::string_view name, std::string_view label, ButtonKind kind, bool enabled,
              float size) {
    auto look = look_of(kind);
    if (!enabled) look = {colour::track, colour::track, rgb(0x655D51), colour::track};
    const auto touch = painter.target(box, name);
    const Colour fill = touch.held ? look.held : look.fill;
    painter.rounded(box, fill, 24);
    if (kind == ButtonKind::plain && enabled) painter.outline(box, look.line, 24, 2.5F);
    const auto inside = painter.inside_target(fill);
    painter.text(inset(box, 20, 0), label, {Type::bold, size, look.ink, Align::centre});
    return touch.tapped && enabled;
}

}  // namespace

bool button(Painter& painter, Box box, std::string_view name, std::string_view label, ButtonKind kind, bool enabled) {
    return labelled(painter, box, name, label, kind, enabled, box.h >= 112 ? size::large : size::body);
}

void pill(Painter& painter, Box box, std::string_view text, Colour fill, Colour ink) {
    const auto plate = painter.plate(box, fill, box.h / 2);
    painter.text(inset(box, 20, 0), text, {Type::text, size::small, ink, Align::centre});
}

float fitted_pill(Painter& painter, Box box, std::string_view text, Colour fill, Colour ink) {
    const float width = std::min(box.w, painter.width_of(text, {Type::text, size::small, ink}) + 58);
    pill(painter, {box.x, box.y, width, box.h}, text, fill, ink);
    return width;
}

TitledCard::TitledCard(Painter& painter, Box box, std::string_view title, std::string_view hint, float hint_size)
    : rest(inset(box, 64, 40)), card_(painter.card(box)) {
    painter.text(cut_top(rest, 72), title, {Type::heading, size::title, colour::ink, Align::centre});
    if (!hint.empty()) painter.text(cut_top(rest, 48), hint, {Type::text, hint_size, colour::soft, Align::centre});
    skip(rest, 16);
}

Box cut_side(const Painter& painter, Box& body, float wide, float upright_high) {
    const Box side = painter.portrait() ? cut_bottom(body, upright_high) : cut_right(body, wide);
    if (painter.portrait())
        body.h -= gap;
    else
        (void)cut_right(body, 48);
    return side;
}

bool printer_note(Painter& painter, Box box, const View& view) {
    const auto printer = view.devices.printer;
    if (!needs_care(printer)) return false;
    const auto plate = painter.plate(box, colour::gold_pale, card_radius);
    painter.paragraph(inset(box, 28, 12), view.words("printer." + std::string(enum_name(printer))),
                      {Type::bold, size::body, colour::gold_ink, Align::centre});
    return true;
}

void framed_qr(Painter& painter, Box box, std::string_view content) {
    const auto frame = painter.outlined(box, colour::card, colour::line, card_radius, 3);
    painter.qr(inset(box, 3), content);
}

void readout(Painter& painter, Box box, std::string_view shown, std::string_view hint) {
    const auto plate = painter.plate(box, colour::sand, 24);
    const Box inside = inset(box, 32, 0);
    if (shown.empty())
        painter.text(inside, hint, {Type::text, size::body, rgb(0x655D51), Align::centre});
    else
        painter.text(inside, shown, {Type::bold, size::title, colour::ink, Align::centre});
}

char keypad(Painter& painter, Box box, KeypadKind kind) {
    const std::string_view keys = kind == KeypadKind::digits ? "123456789 0<" : "123456789.0<";
    const int rows = static_cast<int>(keys.size() / 3);
    char pressed = key_none;
    for (int i = 0; i < static_cast<int>(keys.size()); ++i) {
        const char key = keys[static_cast<std::size_t>(i)];
        if (key == ' ') continue;
        const Box cell = column(row(box, i / 3, rows, 16), i % 3, 3, 16);
        const std::string name = key == key_back ? "key.back" : std::string("key.") + key;
        if (labelled(painter, cell, name, key == key_back ? "←" : std::string(1, key), ButtonKind::plain, true,
                     size::large))
            pressed = key;
    }
    return pressed;
}

void apply_key(std::string& keyed, char key, std::size_t limit) {
    if (key == key_back) {
        if (!keyed.empty()) keyed.pop_back();
        return;
    }
    const auto point = keyed.find('.');
    if (key == '.' && (point != std::string::npos || keyed.empty())) return;
    if (point != std::string::npos && keyed.size() - point > 2) return;
    if (keyed.size() < limit && key != key_none) keyed += key;
}

void toast(Painter& painter, std::string_view text, Sound sound) {
    if (text.empty()) return;
    const Colour fill = sound == Sound::no ? rgb(0x8E1F15) : sound == Sound::yes ? colour::jade : colour::ink;
    const Style style{Type::bold, size::body, colour::white, Align::centre};
    const Box screen = painter.screen();
    const float width = std::min(screen.w - 2 * margin, painter.width_of(text, style) + 96);
    const Box box{screen.mid_x() - width / 2, screen.bottom() - 152, width, 88};
    const auto card = painter.over(box, fill, 44);
    painter.text(inset(box, 32, 0), text, style);
}

float number_and_name(Painter& painter, Box box, std::int64_t number, std::string_view name, float size, Colour ink) {
    const Box all = box;
    const Style bold{Type::bold, size, ink};
    const Box first = cut_left(box, painter.width_of(format_number(number), bold) + 1);
    painter.text(first, format_number(number), bold);
    (void)cut_left(box, size * 0.35F);
    const float named = painter.text(box, name, {Type::text, size, ink});
    return box.x - all.x + named;
}

}  // namespace xiaoer::ui
