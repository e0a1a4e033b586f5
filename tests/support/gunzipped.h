// What a phone's browser makes of a gzip frame. For tests only.
#pragma once

#include <string>
#include <string_view>

#include <zlib.h>

namespace xiaoer::test {

// "broken" when it is no whole frame.
inline std::string gunzipped(std::string_view frame) {
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) return "broken";
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(frame.data()));
    stream.avail_in = static_cast<uInt>(frame.size());
    std::string out;
    int state = Z_OK;
    while (state == Z_OK) {
        char bytes[4096];
        stream.next_out = reinterpret_cast<Bytef*>(bytes);
        stream.avail_out = sizeof bytes;
        state = inflate(&stream, Z_NO_FLUSH);
        out.append(bytes, sizeof bytes - stream.avail_out);
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? out : "broken";
}

}  // namespace xiaoer::test
