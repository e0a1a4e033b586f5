// The published vectors of `xiaoer-draw-v1`, value by value.
#include "base/sha256.h"
#include "tests/domain/draw_fixture.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

using draw_fixture::proof;

std::vector<std::string> tickets_of(const std::vector<Pick>& picks) {
    std::vector<std::string> tickets;
    for (const auto& pick : picks) tickets.push_back(pick.ticket);
    return tickets;
}

TEST(DrawVectors, commitment) {
    EXPECT_EQ(to_hex(commitment_of(proof().seed)), "8ea36c86f22bee46f4d461073ed7e8d7d71132e7faa6db21aef28f62445afb97");
}

TEST(DrawVectors, announcement_and_its_hash) {
    const auto announcement = proof().announcement;
    EXPECT_EQ(canonical(to_json(announcement)),
              R"({"algorithm":"xiaoer-draw-v1","claim_by":1764763200000,"closes_at":1763805600000,)"
              R"("commitment":"8ea36c86f22bee46f4d461073ed7e8d7d71132e7faa6db21aef28f62445afb97",)"
              R"("device":"03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8","draw":"d-0001",)"
              R"("entropy":{"kind":"dice","source":"one die thrown ten times on video by two customers",)"
              R"("throws":10},"max_weight":10,"number":1,"one_win_per_member":true,"opens_at":1763467200000,)"
              R"("previous":"0000000000000000000000000000000000000000000000000000000000000000",)"
              R"("prizes":[{"name":"布鞋一双","quantity":1,"value_minor":12800},)"
              R"({"name":"照片书","quantity":3,"value_minor":6800}],"shop":"老北京布鞋"})");
    EXPECT_EQ(to_hex(announcement_hash(announcement)),
              "9db28a24dafcb845ff624ff4dc1a11721e8afab7b506604c9cdfad34530e0680");
}

TEST(DrawVectors, device_key_is_the_announced_one) {
    EXPECT_EQ(draw_fixture::device_key().public_key(), proof().announcement.device);
}

TEST(DrawVectors, first_leaf) {
    const auto entries = proof().entries;
    std::string text;
    append_entry(text, entries.front());
    EXPECT_EQ(text, R"({"member":"9e3779b97f4a7c15","ticket":"t-0010","weight":2})");
    EXPECT_EQ(text, canonical(to_json(entries.front())));
    EXPECT_EQ(to_hex(leaf_hash(entries.front())), "b8e9754b11430af63ac6271063911ca65d199c50f5ba267d9289d42caadca239");
}

TEST(DrawVectors, closing_its_hash_and_its_signature) {
    const auto file = proof();
    const auto closing = closing_of(file.announcement, file.entries);
    EXPECT_EQ(canonical(to_json(closing)),
              R"({"announcement":"9db28a24dafcb845ff624ff4dc1a11721e8afab7b506604c9cdfad34530e0680","count":14,)"
              R"("root":"1fe7c369ecf25f48b74865861d500692034815f87634dd5249b8337ffdf97fc5","total_weight":28})");
    EXPECT_EQ(to_hex(closing_hash(closing)), draw_fixture::published_closing);
    EXPECT_EQ(to_hex(draw_fixture::device_key().sign(closing_hash(closing))),
              "057c30ddc2230cd5d2a29a738bb1b5ebeab4964e5b14e8be5d760016fa300f99"
              "83cbd5b619f3f61e23e17a249a9329b34106339e7faf6603cf79fb2ecfd0e106");
}

Hash vector_key() {
    const auto file = proof();
    return settlement_key(file.seed, closing_hash(closing_of(file.announcement, file.entries)), "4162533164");
}

TEST(DrawVectors, settlement_key_and_picks) {
    const auto file = proof();
    EXPECT_EQ(to_hex(vector_key()), "42d52f5d677dc8015216b49a58a496635e8826978906485e2ceeea2eea103c76");
    const auto units = units_to_draw(file.announcement, file.entries);
    EXPECT_EQ(tickets_of(pick_winners(vector_key(), file.entries, true, units)),
              (std::vector<std::string>{"t-0020", "t-0010", "t-0050", "t-0060"}));
    EXPECT_EQ(tickets_of(pick_winners(vector_key(), file.entries, false, units)),
              (std::vector<std::string>{"t-0020", "t-0031", "t-0021", "t-0070"}));
}

TEST(DrawVectors, redraw_round) {
    const auto file = proof();
    const RoundHead head{Timestamp{1765368000000}, file.announcement.entropy, {0, 2}};
    EXPECT_EQ(canonical(to_json(head)),
              R"({"claim_by":1765368000000,"entropy":{"kind":"dice","source":"one die thrown ten times on video by two)"
              R"( customers","throws":10},"units":[0,2]})");
    const Hash key = redraw_key(vector_key(), 1, head, "6135241126");
    EXPECT_EQ(to_hex(key), "ebf4cdedaa440b633e41bf6e7214a3a50d21ae62cbbcdd9cd072788138d3b392");
    const auto picks = pick_winners(key, file.entries, true, head.units, tickets_of(file.picks));
    EXPECT_EQ(picks, (std::vector<Pick>{{"t-0041", 0}, {"t-0071", 2}}));
}

TEST(DrawVectors, single_ticket_of_weight_one_wins) {  // W = 1 divides 2^64: every x is taken
    const std::vector<Entry> entries{{Pseudonym{}, "t-1", 1}};
    const std::vector<std::int64_t> units{0, 1};
    EXPECT_EQ(pick_winners(vector_key(), entries, true, units), (std::vector<Pick>{{"t-1", 0}}));
}

TEST(DrawVectors, whole_proof_is_witnessed_by_the_published_closing_hash) {
    const auto witnessed = verify_proof(proof(), array_from_hex<32>(draw_fixture::published_closing).value());
    ASSERT_TRUE(witnessed) << witnessed.error().message;
    EXPECT_TRUE(witnessed->witnessed);
    EXPECT_FALSE(witnessed->weaker);
    EXPECT_EQ(witnessed->winners, 4);
    EXPECT_EQ(to_hex(witnessed->closing), draw_fixture::published_closing);
    const auto unwitnessed = verify_proof(proof());
    ASSERT_TRUE(unwitnessed);
    EXPECT_FALSE(unwitnessed->witnessed);
}

TEST(DrawVectors, proof_is_written_as_it_was_read) { EXPECT_EQ(write_proof(proof()), draw_fixture::proof_text()); }

}  // namespace
}  // namespace xiaoer
