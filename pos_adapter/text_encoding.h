// What a text file is written in: by its byte order mark, by name, or by evidence. Pure; any thread.
//
// CSV is split before it is decoded: the second bytes of GBK, Big5, Shift-JIS and CP949 are never a comma, semicolon,
// tab, quote or line end. Only UTF-16 has to become UTF-8 first.
#pragma once

#include "pos_adapter/charset.h"

#include <optional>
#include <string>
#include <string_view>

namespace xiaoer::pos {

struct TextEncoding {
    enum class Form : std::uint8_t { bytes, utf16_little, utf16_big } form = Form::bytes;
    // Of `bytes`: empty is UTF-8, where a byte that is none is read as Windows-1252.
    std::optional<Charset> charset;
    std::size_t mark_bytes = 0;  // of the byte order mark
};

// "utf-8", "utf-16", "gbk", "gb18030", "big5", "shift_jis", "cp949", "cp1252", "latin-1", "cp1250"…; upper or lower
// case. Nothing for a name that is not known.
[[nodiscard]] std::optional<TextEncoding> encoding_named(std::string_view name);

// By the mark, else by what the bytes are most likely to be.
[[nodiscard]] TextEncoding encoding_of(ByteView start_of_file);

// UTF-8 of one piece of text. `text` is returned as it is when nothing has to be done.
class TextDecoder {
public:
    explicit TextDecoder(std::optional<Charset> charset) : charset_(charset) {}
    // From here on.
    void use(std::optional<Charset> charset) { charset_ = charset; }
    // Valid until the next call.
    [[nodiscard]] std::string_view decode(std::string_view text);

private:
    std::optional<Charset> charset_;
    Decoder decoder_;
    std::string decoded_;
};

// UTF-16 to UTF-8, in any split; what is no character becomes U+FFFD.
class Utf16Reader {
public:
    explicit Utf16Reader(bool big_endian) : big_endian_(big_endian) {}
    void append(std::string& out, ByteView bytes);

private:
    void append_unit(std::string& out, char32_t unit);

    const bool big_endian_;
    std::optional<std::uint8_t> half_;   // of a unit
    std::optional<char32_t> surrogate_;  // waiting for its low half
};

}  // namespace xiaoer::pos
