#include "domain/strokes.h"

#include "domain/scan.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

TEST(Strokes, what_is_written_is_read_again) {
    const Strokes drawn{{{0, 0}, {1000, 400}, {5, 7}}, {{12, 34}, {56, 78}, {9, 10}}};
    EXPECT_EQ(write_strokes(drawn), "0,0 1000,400 5,7;12,34 56,78 9,10");
    EXPECT_EQ(read_strokes(write_strokes(drawn)).value(), drawn);
}

TEST(Strokes, what_is_no_signature_is_refused) {
    const std::string good = "1,1 2,2 3,3 4,4 5,5 6,6";
    EXPECT_TRUE(read_strokes(good));
    for (const auto* bad :
         {"", ";", "1,1", "1,1 2,2 3,3 4,4 5,5", "1,1 2,2 3,3 4,4 5,5 6", "1,1 2,2 3,3 4,4 5,5 1001,6",
          "1,1 2,2 3,3 4,4 5,5 6,401", "1,1 2,2 3,3 4,4 5,5 -1,6", "1,1  2,2 3,3 4,4 5,5 6,6"})
        EXPECT_FALSE(read_strokes(bad)) << bad;
    std::string long_one = "1,1";
    for (std::size_t i = 0; i < stroke_points_max; ++i) long_one += " 1,1";
    EXPECT_FALSE(read_strokes(long_one));
}

TEST(Badge, it_is_told_from_cards_and_passes_by_its_first_digit) {
    EXPECT_EQ(classify_scan("74187301234567890123456789").kind, ScanKind::badge);
    EXPECT_EQ(classify_scan("]Q174187301234567890123456789\r").kind, ScanKind::badge);
    EXPECT_EQ(classify_scan("64187301234567890123456789").kind, ScanKind::unreadable);
    EXPECT_EQ(make_badge_digits("41873", Hash{}).substr(0, 6), "741873");
    EXPECT_EQ(make_badge_digits("41873", Hash{}).substr(1), make_card_digits("41873", Hash{}).substr(1));
}

}  // namespace
}  // namespace xiaoer
