#include "phone/qr_image.h"

#include "base/bytes.h"
#include "net/gzip.h"

namespace xiaoer::phone {
namespace {

constexpr int quiet = 4;            // modules, as the standard asks
constexpr int pixels_a_module = 8;  // so that a module's row is one byte
constexpr char light = '\xff', dark = '\0';

void add_u32(std::string& out, std::uint32_t value) {
    for (const int shift : {24, 16, 8, 0}) out += static_cast<char>((value >> shift) & 0xff);
}

// PNG annex D: the CRC of a chunk's type and data.
std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
    }
    return ~crc;
}

void add_chunk(std::string& out, std::string_view type, std::string_view data) {
    add_u32(out, static_cast<std::uint32_t>(data.size()));
    const auto body = std::string(type) + std::string(data);
    out += body;
    add_u32(out, crc_of(body));
}

// Each row after the byte that says it is not filtered; a module is a byte wide, eight pixels of one bit.
std::string pixels_of(const QrCode& code) {
    const int side = code.size + 2 * quiet;
    std::string pixels;
    for (int y = 0; y < side * pixels_a_module; ++y) {
        pixels += '\0';
        const int row = y / pixels_a_module - quiet;
        for (int column = -quiet; column < code.size + quiet; ++column) {
            const bool inside = row >= 0 && row < code.size && column >= 0 && column < code.size;
            pixels += inside && code.at(column, row) ? dark : light;
        }
    }
    return pixels;
}

}  // namespace

std::string png_of(const QrCode& code) {
    const auto side = static_cast<std::uint32_t>((code.size + 2 * quiet) * pixels_a_module);
    std::string header;
    add_u32(header, side);
    add_u32(header, side);
    header += {1, 0, 0, 0, 0};  // one bit a pixel, grey; deflate, no filter, not interlaced
    std::string png = "\x89PNG\r\n\x1a\n";
    add_chunk(png, "IHDR", header);
    add_chunk(png, "IDAT", net::zlib_framed(pixels_of(code)));
    add_chunk(png, "IEND", "");
    return png;
}

Html qr_image(std::string_view text, std::string_view alt) {
    const auto code = make_qr(text);
    if (!code) return {};
    return {"<img class=\"code-image\" src=\"data:image/png;base64," + to_base64(view_of(png_of(*code))) + "\" alt=\"" +
            escaped(alt).markup + "\">"};
}

}  // namespace xiaoer::phone
