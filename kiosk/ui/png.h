// Pictures of the screen as PNG files. Any thread.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace xiaoer::ui {

// `pixels`: 0xAARRGGBB, row by row; the alpha is dropped. The same pixels give the same bytes. Errors: io.
[[nodiscard]] Result<void> write_png(const std::filesystem::path& path, std::span<const std::uint32_t> pixels,
                                     int width, int height);

}  // namespace xiaoer::ui
