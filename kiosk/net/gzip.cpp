#include "net/gzip.h"

#include "base/result.h"
#include "base/text.h"
#include "net/take_until.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include <zlib.h>

namespace xiaoer::net {
namespace {

constexpr int window_bits = 15;                     // zlib.h: the largest window
constexpr int gzip_window_bits = window_bits + 16;  // in a gzip frame
constexpr int memory_level = 9;

bool is_named(std::string_view coding, std::string_view name) {
    return std::ranges::equal(coding, name,
                              [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
}

// "q=0", "q=0.0", "q=0.000" of ";q=0.5;…": RFC 9110 §12.4.2 allows no other way to write nothing.
bool is_refused(std::string_view parameters) {
    while (!parameters.empty()) {
        auto value = trim(take_until(parameters, ';'));
        if (!is_named(take_until(value, '='), "q")) continue;
        return value.starts_with('0') && value.find_first_not_of("0.") == value.npos;
    }
    return false;
}

std::string framed(std::string_view bytes, int frame) {
    z_stream stream{};
    // Both fail for want of memory only, which ends the process everywhere else too.
    XIAOER_ASSERT(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, frame, memory_level, Z_DEFAULT_STRATEGY) ==
                  Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    // zlib reads through this pointer and never writes; its interface is older than const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int ended = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    XIAOER_ASSERT(ended == Z_STREAM_END);
    return out;
}

}  // namespace

bool allows_gzip(std::string_view accept_encoding) {
    bool by_star = false;
    while (!accept_encoding.empty()) {
        auto parameters = take_until(accept_encoding, ',');
        const auto coding = trim(take_until(parameters, ';'));
        if (is_named(coding, "gzip") || is_named(coding, "x-gzip")) return !is_refused(parameters);
        if (coding == "*") by_star = !is_refused(parameters);
    }
    return by_star;
}

std::string gzipped(std::string_view bytes) { return framed(bytes, gzip_window_bits); }

std::string zlib_framed(std::string_view bytes) { return framed(bytes, window_bits); }

}  // namespace xiaoer::net
