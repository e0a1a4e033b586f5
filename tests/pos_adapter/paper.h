// Builds print jobs as tills do: commands by name, text in the character set of the day.
#pragma once

#include "base/bytes.h"
#include "pos_adapter/receipt.h"

#include <iconv.h>

#include <string>
#include <string_view>

namespace xiaoer::pos {

inline std::string encoded(std::string_view utf8, const char* charset) {
    auto* converter = ::iconv_open(charset, "UTF-8");
    std::string text(utf8);
    std::string out(text.size() * 4 + 16, '\0');
    char* in = text.data();
    std::size_t in_left = text.size();
    char* to = out.data();
    std::size_t to_left = out.size();
    const auto converted = ::iconv(converter, &in, &in_left, &to, &to_left);
    ::iconv_close(converter);
    XIAOER_ASSERT(converted != static_cast<std::size_t>(-1));  // the fixture's text is not in its charset
    out.resize(out.size() - to_left);
    return out;
}
inline std::string gbk(std::string_view utf8) { return encoded(utf8, "GBK"); }

// The arguments may hold NUL bytes, hence whole literals.
template <std::size_t N>
std::string bytes(const char (&literal)[N]) {
    return std::string(literal, N - 1);
}

inline const std::string init = bytes("\x1b@");
inline const std::string cut = bytes("\x1dV\x42\x00");
inline const std::string drawer = bytes("\x1bp\x00\x3c\xff");

// A raster picture of 8·width × height dots, every byte `fill`.
inline std::string raster(int width, int height, char fill) {
    const auto low = [](int value) { return static_cast<char>(value & 0xff); };
    const auto high = [](int value) { return static_cast<char>(value >> 8); };
    std::string picture = bytes("\x1dv0\x00");
    picture += {low(width), high(width), low(height), high(height)};
    return picture + std::string(static_cast<std::size_t>(width * height), fill);
}

}  // namespace xiaoer::pos
