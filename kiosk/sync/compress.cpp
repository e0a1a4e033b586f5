#include "sync/compress.h"

#include <zstd.h>

namespace xiaoer::sync {

Result<Bytes> compress(ByteView plain) {
    Bytes packed(ZSTD_compressBound(plain.size()));
    const auto size = ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), ZSTD_CLEVEL_DEFAULT);
    if (ZSTD_isError(size) != 0) return io_error("cannot compress a bundle: " + std::string(ZSTD_getErrorName(size)));
    packed.resize(size);
    return packed;
}

Result<Bytes> decompress(ByteView packed, std::size_t most) {
    const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > most)
        return invalid("it cannot be unpacked");
    Bytes plain(size);
    const auto done = ZSTD_decompress(plain.data(), plain.size(), packed.data(), packed.size());
    if (ZSTD_isError(done) != 0 || done != plain.size()) return invalid("it cannot be unpacked");
    return plain;
}

}  // namespace xiaoer::sync
