#include "ui/photo.h"

#include "ui/png.h"

#include <memory>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#include <stb/stb_image.h>

namespace xiaoer::ui {
namespace {

constexpr std::size_t photo_file_max = 1024 * 1024;  // bytes

struct FreePixels {
    void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

}  // namespace

Result<Photo> read_photo(ByteView jpeg) {
    if (jpeg.empty() || jpeg.size() > photo_file_max) return invalid("the photo is empty or too large");
    const auto size = static_cast<int>(jpeg.size());
    Photo photo;
    int channels = 0;
    if (stbi_info_from_memory(jpeg.data(), size, &photo.width, &photo.height, &channels) == 0)
        return invalid("the photo is no JPEG");
    const auto fits = [](int side) { return side > 0 && side <= photo_side_max; };
    if (!fits(photo.width) || !fits(photo.height)) return invalid("the photo is too large");
    const std::unique_ptr<stbi_uc, FreePixels> rgb(
        stbi_load_from_memory(jpeg.data(), size, &photo.width, &photo.height, &channels, 3));
    if (!rgb) return invalid("the photo cannot be read");
    const auto count = static_cast<std::size_t>(photo.width) * static_cast<std::size_t>(photo.height);
    photo.pixels.reserve(count);
    for (const auto* at = rgb.get(); photo.pixels.size() < count; at += 3) {
        const std::uint32_t red = at[0], green = at[1], blue = at[2];
        photo.pixels.push_back(0xFF000000U | red << 16 | green << 8 | blue);
    }
    return photo;
}

Result<Bytes> cleaned_photo(ByteView jpeg) {
    XIAOER_TRY_ASSIGN(const auto photo, read_photo(jpeg));
    return jpeg_of(photo.pixels, photo.width, photo.height);
}

}  // namespace xiaoer::ui
