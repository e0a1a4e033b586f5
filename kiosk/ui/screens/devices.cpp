#include "ui/screens/devices.h"

namespace xiaoer::ui {
namespace {

void draw_last_scan(Painter& painter, Box box, const View& view) {
    const auto& words = view.words;
    const auto& devices = view.devices;
    const auto plate = painter.plate(box, colour::sand, card_radius);
    Box rest = inset(box, 40, 32);
    if (!devices.last_scan) {
        painter.text(cut_top(rest, 96), words("devices.none"),
                     {Type::heading, size::title, colour::soft, Align::centre});
        return;
    }
    const auto& form = *devices.last_scan;
    const char* kind = form.kind == ScanKind::pass           ? "devices.pass"
                       : form.kind == ScanKind::card         ? "devices.card"
                       : form.kind == ScanKind::number       ? "devices.number"
                       : form.kind == ScanKind::payment_code ? "devices.payment_code"
                                                             : "devices.unreadable";
    painter.text(cut_top(rest, 80), words(kind), {Type::heading, size::title, colour::ink, Align::centre});
    const bool cut = !form.shown.empty() && form.shown.size() < form.length;
    const Style line{Type::text, size::large, colour::ink, Align::centre};
    painter.text(cut_top(rest, 60),
                 words("devices.sent", {{"n", std::to_string(form.length)}, {"shown", form.shown + (cut ? "…" : "")}}),
                 line);
    painter.text(cut_top(rest, 60),
                 form.aim.empty() ? words("devices.no_aim")
                                  : words("devices.form", {{"aim", form.aim}, {"symbology", form.symbology}}),
                 line);
    painter.text(cut_top(rest, 52),
                 words(devices.typed ? "devices.typed" : "devices.own", {{"time", words.clock(devices.scanned_at)}}),
                 {Type::text, size::body, colour::soft, Align::centre});
}

}  // namespace

DevicesTouch draw_devices(Painter& painter, Box box, const View& view) {
    using Scanner = DevicesView::Scanner;
    const auto& words = view.words;
    TitledCard card(painter, box, words("devices.title"));
    Box& rest = card.rest;
    const Box back = cut_bottom(rest, 104);
    rest.h -= 24;
    painter.paragraph(cut_top(rest, 92), words("devices.what"), {Type::text, size::body, colour::soft, Align::centre});
    skip(rest, 16);
    const auto scanner = view.devices.scanner;
    pill(painter, cut_top(rest, 72),
         words(scanner == Scanner::there  ? "devices.there"
               : scanner == Scanner::away ? "devices.away"
                                          : "devices.typing"),
         scanner == Scanner::away ? colour::gold_pale : colour::jade_pale,
         scanner == Scanner::away ? colour::gold_ink : rgb(0x17694D));
    skip(rest, 24);
    draw_last_scan(painter, cut_top(rest, 308), view);
    skip(rest, 24);
    const auto printer = view.devices.printer;
    const bool ill = needs_care(printer), none = printer == DevicesView::Printer::none;
    pill(painter, cut_top(rest, 72), words("printer." + std::string(enum_name(printer))),
         ill    ? colour::gold_pale
         : none ? colour::track
                : colour::jade_pale,
         ill    ? colour::gold_ink
         : none ? colour::ink
                : rgb(0x17694D));
    const Box buttons = centred(back, none ? 320 : std::min(back.w, 760.0F), 104);
    if (button(painter, none ? buttons : column(buttons, 0, 2, 24), "desk.back", words("back"), ButtonKind::plain))
        return DevicesTouch::back;
    if (!none && button(painter, column(buttons, 1, 2, 24), "print.again", words("print.again"), ButtonKind::plain))
        return DevicesTouch::print_again;
    return DevicesTouch::none;
}

}  // namespace xiaoer::ui
