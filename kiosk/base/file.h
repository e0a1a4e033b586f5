// Small files that must survive a power cut. Any thread; a path is written by one thread at a time.
#pragma once

#include "base/bytes.h"

#include <filesystem>
#include <optional>

namespace xiaoer {

// Errors: io. Returns: nothing when there is no such file.
[[nodiscard]] Result<std::optional<Bytes>> read_file(const std::filesystem::path& path);

// All or nothing: written to a temporary name beside it, synced, renamed, and the folder synced. The old
// contents stay until the new ones are durable. `mode` is the file's permission bits.
[[nodiscard]] Result<void> write_file_durably(const std::filesystem::path& path, ByteView bytes, unsigned mode = 0600);

// Makes what was renamed into `folder`, or removed from it, survive a power cut. Errors: io.
[[nodiscard]] Result<void> sync_folder(const std::filesystem::path& folder);

// For what nobody would miss (pictures, exports): plain write. Errors: io.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, ByteView bytes);

}  // namespace xiaoer
