// The character sets of receipt printers, turned into UTF-8 by glibc's iconv.
//
// What cannot be read becomes U+FFFD, one byte at a time, and reading goes on: a damaged pair costs itself only.
// A Decoder keeps its iconv descriptors open; one thread at a time.
#pragma once

#include "base/bytes.h"

#include <map>
#include <memory>
#include <string>

namespace xiaoer::pos {

class CharsetTable;

// The double-byte sets (kanji mode), UTF-8, and the single-byte pages of ESC t.
enum class WideCharset : std::uint8_t { gb18030, big5, shift_jis, cp949 };
struct Charset {
    enum class Family : std::uint8_t { wide, utf8, page } family = Family::page;
    WideCharset wide = WideCharset::gb18030;
    std::uint8_t page = 0;  // the n of ESC t
    friend auto operator<=>(const Charset&, const Charset&) = default;
};

// How many bytes from the start are ASCII. Eight at a time.
[[nodiscard]] std::size_t ascii_length(ByteView bytes);
[[nodiscard]] inline bool is_ascii(ByteView bytes) { return ascii_length(bytes) == bytes.size(); }

class Decoder {
public:
    Decoder();
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    // `national` is the n of ESC R: it puts other letters in the places of # $ @ [ \ ] ^ ` { | } ~.
    // Returns: false when something could not be read.
    bool append(std::string& out, ByteView bytes, Charset charset, std::uint8_t national);

private:
    [[nodiscard]] void* open(Charset charset);
    [[nodiscard]] const CharsetTable* table_of(Charset charset);

    std::map<Charset, void*> open_;  // iconv_t; a set that this system lacks is kept as such
    std::map<std::uint8_t, std::unique_ptr<CharsetTable>> pages_;
};

}  // namespace xiaoer::pos
