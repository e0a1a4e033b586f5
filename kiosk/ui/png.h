// Pictures as files: of the screen as PNG, photos as JPEG. Any thread.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <cstdint>
#include <span>

namespace xiaoer::ui {

// A file's bytes. `pixels`: 0xAARRGGBB, row by row; the alpha is dropped. The same pixels give the same bytes.
// Errors: io.
[[nodiscard]] Result<Bytes> png_of(std::span<const std::uint32_t> pixels, int width, int height);
// The same, with losses that nobody sees.
[[nodiscard]] Result<Bytes> jpeg_of(std::span<const std::uint32_t> pixels, int width, int height);

}  // namespace xiaoer::ui
