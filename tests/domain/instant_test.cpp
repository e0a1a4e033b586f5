#include "domain/instant.h"

#include "base/sha256.h"
#include "domain/draw_proof.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

const DrawSeed seed = sha256(std::string_view("a day's secret"));

// A day of 400 plays, as the kiosk would record them.
InstantProof day_of_plays() {
    InstantProof proof;
    proof.above_minor = 10'000;
    proof.commitment = instant_commitment(seed);
    proof.day = 20'775;
    proof.device = DeviceId{{7}};
    proof.prizes = {{"热水壶", 8'900, 50, 2}, {"洗衣粉", 1'200, 500, 1'000}, {"糖", 200, 1'000, 3}};
    proof.seed = seed;
    proof.shop = "老北京布鞋";
    std::vector<std::int64_t> won(proof.prizes.size(), 0);
    for (std::int64_t play = 1; play <= 400; ++play) {
        const auto digits = std::to_string(1000 + play * 7);
        const auto prize = instant_prize(instant_roll(seed, play, digits), proof.prizes, won);
        if (prize >= 0) ++won[static_cast<std::size_t>(prize)];
        proof.plays.push_back({digits, play, prize});
    }
    return proof;
}
std::string problem_of(const InstantProof& proof, const std::optional<Hash>& published = {}) {
    const auto verdict = verify_instant(proof, published);
    return verdict ? "" : verdict.error().message;
}

TEST(Instant, an_honest_day_holds_and_its_commitment_witnesses_it) {
    const auto proof = day_of_plays();
    const auto verdict = verify_instant(proof, proof.commitment);
    ASSERT_TRUE(verdict) << verdict.error().message;
    EXPECT_EQ(verdict->plays, 400);
    EXPECT_TRUE(verdict->witnessed);
    EXPECT_GT(verdict->winners, 3);
    EXPECT_FALSE(verify_instant(proof)->witnessed);
    EXPECT_TRUE(verify_instant(proof)) << "unwitnessed";
    const auto read = read_instant_proof(write_instant_proof(proof));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, proof);
    EXPECT_TRUE(is_instant_proof(write_instant_proof(proof)));
}

TEST(Instant, a_roll_is_what_the_format_says) {
    // python3: h = hmac.new(S, b"xiaoer-play-v1\n" + (1).to_bytes(8, "big") + b"1234", "sha256").digest();
    // int.from_bytes(h[:8], "big") % 10000 with S = 32 bytes of 0x01
    DrawSeed ones;
    ones.fill(1);
    EXPECT_EQ(instant_roll(ones, 1, "1234"), 2635);
    EXPECT_EQ(instant_roll(ones, 2, "1234"), 9553);
    EXPECT_EQ(instant_roll(ones, 1, "1235"), 1523);
    EXPECT_EQ(to_hex(instant_commitment(ones)), "9490e6d0cd62595e5543e0dc96d90407ab0d9f4cfe43a9533858ebb7733fa34d");
}

TEST(Instant, odds_are_kept_in_the_long_run) {
    const std::vector<InstantPrize> prizes = {{"糖", 100, 1'000, 1'000'000}};
    const std::vector<std::int64_t> none = {0};
    std::int64_t won = 0;
    for (std::int64_t play = 1; play <= 20'000; ++play)
        won += instant_prize(instant_roll(seed, play, "0000"), prizes, none) == 0;
    EXPECT_NEAR(static_cast<double>(won), 2'000, 170) << "four standard deviations";
}

TEST(Instant, what_is_out_of_stock_is_not_won) {
    const std::vector<InstantPrize> prizes = {{"糖", 100, 10'000, 2}};
    EXPECT_EQ(instant_prize(0, prizes, std::vector<std::int64_t>{1}), 0);
    EXPECT_EQ(instant_prize(0, prizes, std::vector<std::int64_t>{2}), -1);
}

TEST(Instant, a_day_that_was_tampered_with_names_the_first_thing_that_differs) {
    const auto honest = day_of_plays();
    auto proof = honest;
    proof.seed[0] ^= 1;
    EXPECT_EQ(problem_of(proof), "the seed does not open its commitment");
    EXPECT_EQ(problem_of(honest, Hash{1}), "the commitment is not the one that was published that morning");
    proof = honest;
    proof.plays.erase(proof.plays.begin() + 3);
    EXPECT_EQ(problem_of(proof), "play 4 is missing: the plays have a gap");
    proof = honest;
    proof.plays[5].prize = proof.plays[5].prize == 0 ? -1 : 0;
    EXPECT_EQ(problem_of(proof), "play 6 wins something else by its digits");
    proof = honest;
    proof.plays[8].digits = "12a4";
    EXPECT_EQ(problem_of(proof), "play 9 has no four digits");
    proof = honest;
    proof.prizes[0].of_10000 = 9'000;
    EXPECT_EQ(problem_of(proof), "the odds are not 1 to 10,000 of 10,000 all together");
    proof = honest;
    proof.prizes[2].stock = 1;
    EXPECT_NE(problem_of(proof), "") << "the stock was another";
}

TEST(Instant, other_files_are_refused) {
    auto proof = day_of_plays();
    proof.algorithm = "xiaoer-draw-v1";
    EXPECT_FALSE(read_instant_proof(write_instant_proof(proof)));
    EXPECT_FALSE(is_instant_proof(write_instant_proof(proof)));
    proof = day_of_plays();
    proof.v = 2;
    EXPECT_FALSE(read_instant_proof(write_instant_proof(proof)));
    EXPECT_FALSE(read_instant_proof("{}"));
    EXPECT_FALSE(is_instant_proof(write_proof(ProofFile{}))) << "a draw's";
}

}  // namespace
}  // namespace xiaoer::test
