// Which character set a slip is in: chosen from the printer's state and from the bytes themselves.
//
// Kanji mode is off by default on Japanese printers and on by default on the other Asian ones, and real Chinese
// tills never say FS &: so where the state is silent, the bytes decide, by how common the characters would be
// under each reading, and among readings that stay close, by the words of receipts. Pure; any thread.
#pragma once

#include "pos_adapter/charset.h"

#include <optional>
#include <vector>

namespace xiaoer::pos {

enum class KanjiMode : std::uint8_t { unsaid, on, off };

// The printer's state while a run of text was sent.
struct TextState {
    KanjiMode kanji = KanjiMode::unsaid;
    std::uint8_t page = 0;                  // ESC t
    std::uint8_t national = 0;              // ESC R
    std::optional<std::uint8_t> kanji_set;  // FS C: 1 is Shift-JIS (Epson), 255 is UTF-8 (Sunmi)

    // In Shift-JIS FS & and FS . are ignored: the bytes themselves tell pairs from letters (Epson, FS C).
    [[nodiscard]] KanjiMode mode() const { return kanji_set == 1 || kanji_set == '1' ? KanjiMode::on : kanji; }
    friend bool operator==(const TextState&, const TextState&) = default;
};
struct EncodedRun {
    ByteView bytes;
    TextState state;
};

struct Encoding {
    bool utf8 = false;
    WideCharset wide = WideCharset::gb18030;  // for runs in kanji mode
    bool unsaid_is_wide = false;              // for runs where nothing was said
    [[nodiscard]] Charset charset_of(const TextState& state) const;
};

// Requires: every run has a byte above ASCII.
[[nodiscard]] Encoding choose_encoding(const std::vector<EncodedRun>& runs, Decoder& decoder);

}  // namespace xiaoer::pos
