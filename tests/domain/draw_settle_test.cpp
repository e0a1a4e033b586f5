// The settlement refuses what the verifiers refuse, for the same reasons: what was altered before the winners are known
// gives none.
#include "domain/draw_settle.h"
#include "tests/domain/draw_refusals.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

const Hash went_out = array_from_hex<32>(draw_fixture::published_closing).value();

Result<std::vector<Pick>> settled(const ProofFile& proof) {
    return settle_list(proof.announcement, went_out, proof.seed, proof.entries, proof.entropy_value);
}

TEST(DrawSettle, gives_the_published_winners) {
    const auto proof = draw_fixture::proof();
    EXPECT_EQ(settled(proof).value(), proof.picks);
}

TEST(DrawSettle, refuses_every_altered_announcement_seed_list_and_value_as_the_verifier_does) {
    int refused = 0;
    for (const auto& refusal : draw_fixture::refusals()) {
        const auto proof = read_proof(draw_fixture::altered(refusal));
        if (!proof) continue;  // no such draw can be in the tables
        const auto original = draw_fixture::proof();
        const bool is_input = proof->announcement != original.announcement || proof->seed != original.seed ||
                              proof->entries != original.entries || proof->entropy_value != original.entropy_value;
        const auto picks = settled(*proof);
        if (!is_input) {
            EXPECT_EQ(picks.value(), original.picks) << refusal.name << ": the winners come from elsewhere";
        } else if (check_entropy_value(proof->announcement.entropy, proof->entropy_value) &&
                   proof->announcement == original.announcement && proof->seed == original.seed &&
                   proof->entries == original.entries) {
            EXPECT_NE(picks.value(), original.picks) << refusal.name << ": another throw, other winners";
        } else {
            ASSERT_FALSE(picks) << refusal.name;
            auto same_root = *proof;  // the tables have no root of their own beside the list
            same_root.root = merkle_root(proof->entries);
            EXPECT_EQ(picks.error().message, verify_proof(same_root, went_out).error().message) << refusal.name;
            ++refused;
        }
    }
    EXPECT_GT(refused, 20);
}

TEST(DrawSettle, refuses_a_list_changed_after_its_closing_hash_went_out) {
    auto proof = draw_fixture::proof();
    proof.entries.pop_back();
    const auto picks = settled(proof);
    ASSERT_FALSE(picks);
    EXPECT_EQ(picks.error().message.find("closing hash: this draw's is "), 0u);
}

TEST(DrawSettle, refuses_a_seed_that_does_not_open_its_commitment) {
    auto proof = draw_fixture::proof();
    proof.seed[31] ^= 1;
    EXPECT_EQ(settled(proof).error().message, "seed: not the one that the announcement committed to");
}

}  // namespace
}  // namespace xiaoer
