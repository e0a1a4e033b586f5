#include "domain/draw_announcement.h"
#include "base/sha256.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

TEST(Entropy, each_kind_has_exactly_its_own_keys) {
    const auto reads = [](std::string_view text) { return from_json<Entropy>(parse_json(text).value()).has_value(); };
    EXPECT_TRUE(reads(R"({"kind":"dice","source":"s","throws":10})"));
    EXPECT_TRUE(reads(R"({"digits":8,"issue":"i","kind":"lottery","source":"s"})"));
    EXPECT_TRUE(reads(R"({"chain":"c","kind":"drand","round":1})"));
    EXPECT_TRUE(reads(R"({"kind":"none"})"));
    EXPECT_FALSE(reads(R"({"kind":"dice","throws":10})"));
    EXPECT_FALSE(reads(R"({"kind":"none","source":"s"})"));
    EXPECT_FALSE(reads(R"({"chain":"c","kind":"drand","round":1,"source":"s"})"));
    EXPECT_FALSE(reads(R"({"source":"s","throws":10})"));
}

TEST(Entropy, lottery_wants_eight_digits) {
    EXPECT_TRUE(check_entropy(LotteryEntropy{8, "i", "s"}));
    EXPECT_FALSE(check_entropy(LotteryEntropy{7, "i", "s"}));
    const LotteryEntropy eight{8, "i", "s"};
    EXPECT_TRUE(check_entropy_value(eight, "00123456"));
    EXPECT_FALSE(check_entropy_value(eight, "0123456"));
    EXPECT_FALSE(check_entropy_value(eight, "0123456a"));
}

TEST(Entropy, drand_wants_64_lower_case_digits) {
    const DrandEntropy round{"chain", 1};
    EXPECT_TRUE(check_entropy_value(round, std::string(64, 'a')));
    EXPECT_FALSE(check_entropy_value(round, std::string(64, 'A')));
    EXPECT_FALSE(check_entropy_value(round, std::string(63, 'a')));
    EXPECT_FALSE(check_entropy(DrandEntropy{"chain", 0}));
}

TEST(Entropy, none_is_empty_and_weaker) {
    EXPECT_TRUE(check_entropy_value(NoEntropy{}, ""));
    EXPECT_FALSE(check_entropy_value(NoEntropy{}, " "));
    EXPECT_TRUE(is_weaker(NoEntropy{}));
    EXPECT_FALSE(is_weaker(DiceEntropy{"s", 10}));
}

TEST(Entropy, dice_are_read_as_thrown) {
    const DiceEntropy dice{"s", 10};
    EXPECT_TRUE(check_entropy_value(dice, "1234561234"));
    for (const auto* value : {"4-1-6-2-5-3", "416253316", "41625 3164", "0123456123", "４１６", "41625331640"}) {
        EXPECT_FALSE(check_entropy_value(dice, value)) << value;
    }
}

TEST(Seed, same_draw_key_and_id_give_the_same_seed) {
    SeededRandom random(1);
    const auto key = SecretKey::random(random);
    EXPECT_EQ(seed_of(key, "d-0001"), hmac_sha256(key.bytes(), {view_of("d-0001")}));
    EXPECT_NE(seed_of(key, "d-0001"), seed_of(key, "d-0002"));
}

Announcement good() {
    Announcement announcement;
    announcement.draw = "d-0001";
    announcement.shop = "老北京布鞋";
    announcement.prizes = {{"布鞋一双", 1, 12800}};
    announcement.entropy = DiceEntropy{"one die", 10};
    return announcement;
}

TEST(Announcement, second_draw_names_the_first) {
    auto announcement = good();
    EXPECT_TRUE(check_announcement(announcement));
    announcement.number = 2;
    EXPECT_FALSE(check_announcement(announcement));
    announcement.previous = announcement_hash(good());
    EXPECT_TRUE(check_announcement(announcement));
}

TEST(Announcement, text_that_canonical_json_cannot_carry_is_refused) {
    auto announcement = good();
    announcement.prizes[0].name = "\xff";
    EXPECT_EQ(check_announcement(announcement).error().message, "prizes.name is not UTF-8");
    announcement = good();
    announcement.shop = "";
    EXPECT_EQ(check_announcement(announcement).error().message, "shop is empty");
    announcement = good();
    announcement.claim_by = Timestamp{-1};
    EXPECT_EQ(check_announcement(announcement).error().message, "claim_by is before closes_at");
}

}  // namespace
}  // namespace xiaoer
