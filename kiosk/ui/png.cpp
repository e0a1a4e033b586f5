#include "ui/png.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#include <stb/stb_image_write.h>

namespace xiaoer::ui {
namespace {

constexpr int jpeg_quality = 85;  // of 100

Bytes rgb_of(std::span<const std::uint32_t> pixels) {
    Bytes rgb;
    rgb.reserve(pixels.size() * 3);
    for (const auto pixel : pixels)
        for (const int shift : {16, 8, 0}) rgb.push_back(static_cast<std::uint8_t>(pixel >> shift));
    return rgb;
}

void append(void* to, void* data, int size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    static_cast<Bytes*>(to)->insert(static_cast<Bytes*>(to)->end(), bytes, bytes + size);
}

}  // namespace

Result<Bytes> png_of(std::span<const std::uint32_t> pixels, int width, int height) {
    const auto rgb = rgb_of(pixels);
    Bytes file;
    stbi_write_png_compression_level = 5;
    if (stbi_write_png_to_func(append, &file, width, height, 3, rgb.data(), width * 3) == 0)
        return io_error("cannot encode a picture");
    return file;
}

Result<Bytes> jpeg_of(std::span<const std::uint32_t> pixels, int width, int height) {
    const auto rgb = rgb_of(pixels);
    Bytes file;
    if (stbi_write_jpg_to_func(append, &file, width, height, 3, rgb.data(), jpeg_quality) == 0)
        return io_error("cannot encode a photo");
    return file;
}

}  // namespace xiaoer::ui
