// A photo from the boss's phone: read, and written again with nothing in it but the picture, so that no place, time or
// phone's name goes to the chat group with it. Any thread.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <cstdint>
#include <vector>

namespace xiaoer::ui {

inline constexpr int photo_side_max = 2048;  // pixels; the page sends no more than 1,280

struct Photo {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;  // 0xFFRRGGBB, row by row
};

// Errors: invalid when it is no JPEG, or one larger than photo_side_max; nothing of a larger one is unpacked.
[[nodiscard]] Result<Photo> read_photo(ByteView jpeg);
// The same picture as another JPEG file. Errors: as read_photo().
[[nodiscard]] Result<Bytes> cleaned_photo(ByteView jpeg);

}  // namespace xiaoer::ui
