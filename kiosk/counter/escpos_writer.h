// Writes slips as ESC/POS, the language of receipt printers, for Chinese models: text in GBK.
//
// A value; not shared between threads. Text can never become a command: control characters are dropped, and what
// GBK lacks (emoji, rare surnames) prints as 〓. Lines are broken at the paper's width, so that a printer never
// breaks one in the middle of a word or a double-byte character. Commands are those in common to Epson and the
// Chinese makers (Epson ESC/POS reference; DESIGN's facts on tills): ESC @, FS &, ESC a, ESC E, GS !, ESC d,
// GS ( k, GS v 0, GS V.
#pragma once

#include "base/bytes.h"
#include "base/qr.h"

#include <string>
#include <string_view>

namespace xiaoer {

// UTF-8 to GBK; no byte below 0x20 or 0x7f comes out.
[[nodiscard]] std::string to_gbk(std::string_view text);

// How a printer is told a QR code: to draw it by itself (GS ( k), or as a picture (GS v 0) where it cannot.
enum class QrBy { command, raster };

class EscPosWriter {
public:
    // `columns`: half-width cells on a line. 32 fits paper of 58 mm, and looks well centred on 80 mm.
    explicit EscPosWriter(int columns = 32, QrBy qr_by = QrBy::command);

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

    int columns_;
    QrBy qr_by_;
    int times_ = 1;
    Bytes bytes_;
};

}  // namespace xiaoer
