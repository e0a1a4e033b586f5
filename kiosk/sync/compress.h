// zstd (RFC 8878), for what goes into a bundle before it is sealed. Any thread.
#pragma once

#include "base/bytes.h"

namespace xiaoer::sync {

[[nodiscard]] Result<Bytes> compress(ByteView plain);
// Errors: invalid when it is no zstd frame, or would be larger than `most` bytes.
[[nodiscard]] Result<Bytes> decompress(ByteView packed, std::size_t most);

}  // namespace xiaoer::sync
