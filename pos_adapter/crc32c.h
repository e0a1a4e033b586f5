// CRC-32C (Castagnoli; RFC 3720 appendix B.4), as spools carry it. Pure; any thread.
#pragma once

#include "base/bytes.h"

namespace xiaoer::pos {

[[nodiscard]] std::uint32_t crc32c(ByteView bytes);

}  // namespace xiaoer::pos
