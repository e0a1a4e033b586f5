#include "domain/number.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

TEST(Number, is_four_digits_or_more) {
    EXPECT_EQ(format_number(1), "0001");
    EXPECT_EQ(format_number(327), "0327");
    EXPECT_EQ(format_number(12345), "12345");
}

TEST(Number, reads_back_with_or_without_zeros) {
    EXPECT_EQ(parse_number("0327"), 327);
    EXPECT_EQ(parse_number("327"), 327);
    EXPECT_EQ(parse_number("00000001"), 1);
    for (const auto* text : {"", "0", "0000", "000000001", "+327", "-1", "3 2", "三百", "12a"}) {
        EXPECT_FALSE(parse_number(text)) << text;
    }
}

TEST(Name, is_masked_after_its_first_character) {
    EXPECT_EQ(masked_name("陈静"), "陈*");
    EXPECT_EQ(masked_name("陈小静"), "陈**");
    EXPECT_EQ(masked_name("欧阳明日"), "欧**");
    EXPECT_EQ(masked_name("𠮷野家"), "𠮷**");
    EXPECT_EQ(masked_name("Anna"), "A**");
    EXPECT_EQ(masked_name("静"), "*");
    EXPECT_EQ(masked_name(""), "");
}

TEST(Name, is_shown_in_full_only_where_agreed) {
    EXPECT_EQ(shown_name("平安是福", true), "平安是福");
    EXPECT_EQ(shown_name("平安是福", false), "平**");
}

TEST(Phone, all_writings_of_a_mobile_are_one) {
    for (const auto* text :
         {"13912345678", "139 1234 5678", "139-1234-5678", " +86 139 1234 5678 ", "+8613912345678", "86 13912345678",
          "0086-139-1234-5678", "(+86)13912345678", "１３９１２３４５６７８", "＋86 139\u00a01234\u00a05678"}) {
        EXPECT_EQ(normalise_phone(text), "+8613912345678") << text;
    }
}

TEST(Phone, other_countries_need_their_code) {
    EXPECT_EQ(normalise_phone("+49 (171) 123-4567"), "+491711234567");
    EXPECT_EQ(normalise_phone("00852 9123 4567"), "+85291234567");
}

TEST(Phone, what_is_no_number_is_refused) {
    for (const auto* text : {"", "+", "12345", "12912345678", "1391234567", "139123456789", "+86 12345678901",
                             "+86139123456", "+0123456789", "+123456", "+1234567890123456", "139a2345678",
                             "139+12345678", "01012345678", "call me", "+86"}) {
        EXPECT_FALSE(normalise_phone(text)) << text;
    }
}

TEST(Phone, tail_is_its_last_four) { EXPECT_EQ(phone_tail("+8613912345678"), "5678"); }

}  // namespace
}  // namespace xiaoer
