// Writes slips as ESC/POS, the language of receipt printers, as one printer understands it.
//
// A value; not shared between threads. Text can never become a command: control characters are dropped, and what
// its form lacks prints as 〓 or "?" (printer_text.h). Lines are broken at the paper's width, so that a printer never
// breaks one in the middle of a word or a double-byte character. Commands are those in common to Epson and the
// Chinese makers (Epson ESC/POS reference; DESIGN's facts on tills): ESC @, FS &, FS ., ESC t, ESC a, ESC E, GS !,
// ESC d, GS ( k, GS v 0, GS V.
#pragma once

#include "base/bytes.h"
#include "base/qr.h"
#include "counter/printer_text.h"

#include <string>
#include <string_view>

namespace xiaoer {

// How a printer is told a QR code: to draw it by itself (GS ( k), or as a picture (GS v 0) where it cannot.
enum class QrBy { command, raster };

struct PrinterSkill {
    QrBy qr_by = QrBy::command;
    PrinterText text{};
};

class EscPosWriter {
public:
    // `columns`: half-width cells on a line. 32 fits paper of 58 mm, and looks well centred on 80 mm.
    explicit EscPosWriter(PrinterSkill skill = {}, int columns = 32);

    EscPosWriter& centre();
    EscPosWriter& left();
    EscPosWriter& bold(bool on);
    EscPosWriter& size(int times);  // 1–8 in both directions; the columns get fewer accordingly
    EscPosWriter& line(std::string_view text);
    EscPosWriter& rule();
    EscPosWriter& feed(int lines = 1);
    // As large as the paper allows, at most a millimetre a module. Text too long for a QR code is printed as text.
    EscPosWriter& qr(std::string_view text);

    // Feeds past the knife, cuts, and gives the whole slip. The writer is then empty.
    [[nodiscard]] Bytes cut();

private:
    EscPosWriter& put(std::initializer_list<int> bytes);
    EscPosWriter& put(std::string_view bytes);
    EscPosWriter& raster(const QrCode& code, int module_dots);

    PrinterSkill skill_;
    int columns_;
    int times_ = 1;
    Bytes bytes_;
};

}  // namespace xiaoer
