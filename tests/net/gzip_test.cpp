#include "net/gzip.h"

#include <gtest/gtest.h>

namespace xiaoer::net {
namespace {

TEST(Gzip, is_wanted_where_the_header_names_it_with_a_weight) {
    for (const auto* header : {"gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "GZip", "x-gzip", "*",
                               "deflate,  gzip ; q=0.001", "gzip;q=1.000", "*;q=0, gzip"}) {
        EXPECT_TRUE(allows_gzip(header)) << header;
    }
}

TEST(Gzip, is_not_forced_on_anybody) {
    for (const auto* header : {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *", "gzipped",
                               ",;,", "deflate, br;q=0.5", "identity, *;Q=0.0"}) {
        EXPECT_FALSE(allows_gzip(header)) << header;
    }
}

TEST(Gzip, makes_the_same_small_frame_of_the_same_bytes) {
    const std::string text(100'000, 'x');
    const auto frame = gzipped(text);
    EXPECT_LT(frame.size(), 400u);
    EXPECT_EQ(frame, gzipped(text));
    EXPECT_EQ(frame.substr(0, 3), "\x1f\x8b\x08") << "RFC 1952 §2.3";
    EXPECT_EQ(frame.substr(frame.size() - 4), std::string("\xa0\x86\x01\x00", 4)) << "the length, at the end";
    EXPECT_EQ(gzipped("").substr(0, 2), "\x1f\x8b");
    EXPECT_EQ(zlib_framed(text).substr(0, 2), "\x78\xda") << "RFC 1950 §2.2";
}

}  // namespace
}  // namespace xiaoer::net
