// What is taken of which voucher, and the words by which prizes and links are known.
#include "domain/voucher.h"

#include <gtest/gtest.h>

#include <map>

namespace xiaoer {
namespace {

OpenVoucher voucher(std::uint8_t name, std::int64_t left_minor, std::int64_t expires_ms) {
    return {VoucherId{{name}}, left_minor, {expires_ms}};
}

TEST(Voucher, what_expires_first_is_spent_first_and_the_last_in_part) {
    const auto parts = parts_to_spend({voucher(1, 500, 30), voucher(2, 300, 10), voucher(3, 200, 20)}, 600);
    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 3u);
    EXPECT_EQ(parts->at(0).voucher, VoucherId{{2}});
    EXPECT_EQ(parts->at(1).voucher, VoucherId{{3}});
    EXPECT_EQ(parts->at(2).voucher, VoucherId{{1}});
    EXPECT_EQ(parts->at(2).amount_minor, 100);
    EXPECT_EQ(parts_to_spend({voucher(1, 500, 30), voucher(2, 300, 10)}, 300)->size(), 1u) << "no part of nothing";
}

TEST(Voucher, more_than_there_is_is_not_spent) {
    EXPECT_FALSE(parts_to_spend({voucher(1, 500, 30)}, 501));
    EXPECT_FALSE(parts_to_spend({}, 1));
}

TEST(Voucher, the_parts_come_to_the_bill_and_never_to_more_than_is_left) {
    SeededRandom random(7);
    for (int round = 0; round < 2000; ++round) {
        std::vector<OpenVoucher> purse;
        std::map<VoucherId, std::int64_t> left;
        std::int64_t sum = 0;
        for (std::uint8_t i = 0; i < random.below(6); ++i) {
            purse.push_back(
                voucher(i, static_cast<std::int64_t>(random.below(50)), static_cast<std::int64_t>(random.below(3))));
            left[purse.back().voucher] = purse.back().left_minor;
            sum += purse.back().left_minor;
        }
        const auto bill = static_cast<std::int64_t>(1 + random.below(120));
        const auto parts = parts_to_spend(purse, bill);
        ASSERT_EQ(parts.has_value(), bill <= sum);
        if (!parts) continue;
        std::int64_t spent = 0;
        for (const auto& part : *parts) {
            ASSERT_GT(part.amount_minor, 0);
            ASSERT_LE(part.amount_minor, left[part.voucher]);
            left[part.voucher] = 0;
            spent += part.amount_minor;
        }
        ASSERT_EQ(spent, bill);
    }
}

TEST(Voucher, prizes_and_links_are_known_by_their_words) {
    for (const auto* name : {"5 元代金券", "代 金 券", "5 Yuan Voucher", "代金劵"})
        EXPECT_TRUE(is_voucher_prize(name)) << name;
    for (const auto* name : {"手工布鞋", "5 元红包", ""}) EXPECT_FALSE(is_voucher_prize(name)) << name;
    EXPECT_EQ(referrer_in(referral_channel(327)), 327);
    for (const auto* channel : {"r", "r0", "rx", "counter1", "r123456789", "R5", ""})
        EXPECT_FALSE(referrer_in(channel)) << channel;
    CivilTime day;
    day.year = 2026, day.month = 3;
    EXPECT_EQ(month_of(day), "2026-03");
}

}  // namespace
}  // namespace xiaoer
