// How a printer reads text: in GBK or Big5, as Chinese models do, or in one page of 256 characters, as all others.
//
// Values; any thread. What the form lacks (emoji, rare surnames; of a page, all Chinese) comes out as 〓 or "?", and no
// byte below 0x20 or 0x7f ever does. The numbers of pages are Epson's (ESC t; DESIGN's facts on tills).
#pragma once

#include "base/bytes.h"

#include <string>
#include <string_view>
#include <vector>

namespace xiaoer {

class PrinterText {
public:
    PrinterText() : PrinterText(0) {}  // GBK
    // "gbk", "big5", "cp437", "cp850", "cp1252"…: as FILE.toml says. Errors: invalid, naming all of them.
    [[nodiscard]] static Result<PrinterText> named(std::string_view name);

    // The command that chooses the form, for a printer in its clean state.
    [[nodiscard]] Bytes opening() const;
    [[nodiscard]] std::string encode(const std::u32string& line) const;
    // A character as this form has it: GBK has the fullwidth yen sign only.
    [[nodiscard]] char32_t printable(char32_t point) const;

private:
    explicit PrinterText(std::size_t form) : form_(form) {}
    std::size_t form_;  // index into the list of forms
};

// Whether it is nothing that is printed: a control character.
[[nodiscard]] bool is_control(char32_t point);

}  // namespace xiaoer
