// HMAC-SHA1 (RFC 2104), for callers that sign with nothing better. Pure; any thread.
//
// Only to check what others send: nothing of ours is signed with it. As a MAC, SHA-1 still holds (RFC 6194 §3.3).
#pragma once

#include "base/bytes.h"

namespace xiaoer {

using Sha1Hash = std::array<std::uint8_t, 20>;

[[nodiscard]] Sha1Hash hmac_sha1(ByteView key, ByteView message);

}  // namespace xiaoer
