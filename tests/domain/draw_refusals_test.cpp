// What the kiosk's verifier refuses, and why.
#include "tests/domain/draw_refusals.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

std::string reason_for(std::string_view text, const std::optional<Hash>& published = {}) {
    const auto proof = read_proof(text);
    if (!proof) return proof.error().message;
    const auto verdict = verify_proof(*proof, published);
    return verdict ? "" : verdict.error().message;
}

class RefusedProof : public testing::TestWithParam<draw_fixture::Refusal> {};

TEST_P(RefusedProof, says_why) {
    const std::string reason = reason_for(draw_fixture::altered(GetParam()));
    EXPECT_NE(reason.find(GetParam().reason), std::string::npos) << reason;
    EXPECT_EQ(reason.find('\n'), std::string::npos) << "one line only";
}

INSTANTIATE_TEST_SUITE_P(Vectors, RefusedProof, testing::ValuesIn(draw_fixture::refusals()),
                         [](const auto& info) { return info.param.name; });

TEST(RefusedProof, closing_hash_that_is_not_the_published_one) {
    const auto other = array_from_hex<32>(std::string(64, '0')).value();
    EXPECT_NE(reason_for(draw_fixture::proof_text(), other).find("closing hash: this draw's is 7840a8b7"),
              std::string::npos);
}

TEST(RefusedProof, text_that_is_no_proof) {
    EXPECT_EQ(reason_for(""), "not a proof file: not JSON at byte 1");
    EXPECT_EQ(reason_for("[]"), "not a proof file: expected an object");
    EXPECT_NE(reason_for(draw_fixture::proof_text() + "x"), "");
    EXPECT_NE(reason_for("{\"\xff\":1}"), "");
}

// The rounds are left out: they are bound by their public values alone, so another deadline could give the same
// two winners by chance.
TEST(RefusedProof, no_byte_before_the_rounds_can_be_another) {
    const std::string text = draw_fixture::proof_text();
    const auto published = array_from_hex<32>(draw_fixture::published_closing).value();
    SeededRandom random(1);
    for (std::size_t i = 0; i < text.find("\"rounds\""); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(static_cast<std::uint64_t>(changed[i]) ^ (1 + random.below(127)));
        EXPECT_NE(reason_for(changed, published), "") << "byte " << i << " became " << changed[i];
    }
}

TEST(RefusedProof, no_shortened_file_is_read) {
    const std::string text = draw_fixture::proof_text();
    for (std::size_t size = 0; size < text.size(); ++size) EXPECT_FALSE(read_proof(text.substr(0, size)));
}

}  // namespace
}  // namespace xiaoer
