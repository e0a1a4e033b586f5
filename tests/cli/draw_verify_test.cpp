#include "tests/cli/run_binary.h"
#include "tests/domain/draw_refusals.h"

#include <filesystem>

namespace xiaoer {
namespace {

const std::string proof_path = std::string(XIAOER_SOURCE_DIR) + "/tests/data/draw-proof.json";
const std::string closing = "7840a8b7ea96ecf5df55d5798fdb7572dd5a2b78438ff4894a9fe761dd33ff23";

std::string line(const std::string& witnessed) {
    return R"({"draw":"d-0001","number":1,"weaker":false,"winners":4,"witnessed":)" + witnessed + "}\n";
}

TEST(DrawVerify, proof_with_its_closing_hash_is_witnessed) {
    const auto ran = run_xiaoer({"draw", "verify", proof_path, "--closing", closing});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, line("true"));
    EXPECT_EQ(ran.err.find("Witnessed: "), 0u) << ran.err;
}

TEST(DrawVerify, proof_alone_is_consistent_but_unwitnessed) {
    const auto ran = run_xiaoer({"draw", "verify", proof_path});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, line("false"));
    EXPECT_EQ(ran.err.find("Consistent, but unwitnessed"), 0u) << ran.err;
}

void expect_refused(const std::vector<std::string>& words, const std::string& reason) {
    const auto ran = run_xiaoer(words);
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(reason), std::string::npos) << ran.err;
    EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << "one line: " << ran.err;
}

TEST(DrawVerify, another_closing_hash_is_refused) {
    expect_refused({"draw", "verify", proof_path, "--closing", std::string(64, '0')},
                   "closing hash: this draw's is " + closing);
}

TEST(DrawVerify, closing_hash_that_is_none_is_refused) {
    expect_refused({"draw", "verify", proof_path, "--closing", closing.substr(1)}, "--closing: ");
    expect_refused({"draw", "verify", proof_path, "--closing", ""}, "--closing: ");
}

TEST(DrawVerify, changed_proof_is_refused_with_the_first_difference) {
    auto text = std::string(text_of(read_file(proof_path).value().value()));
    text.replace(text.find("t-0020\",\"unit\":0"), 6, "t-0021");
    const auto path = std::filesystem::path(testing::TempDir()) / ("changed-proof-" + std::to_string(getpid()));
    ASSERT_TRUE(write_file(path, view_of(text)));
    expect_refused({"draw", "verify", path.string()}, "unit 0 is won by ticket t-0020, but the file says unit 0 and");
    std::filesystem::remove(path);
}

TEST(DrawVerify, every_altered_proof_is_refused_with_its_reason) {
    const auto path = std::filesystem::path(testing::TempDir()) / ("altered-proof-" + std::to_string(getpid()));
    const auto all = draw_fixture::refusals();
    for (std::size_t i = 0; i < all.size(); i += 4) {  // the reader is held to each of them in tests/domain
        SCOPED_TRACE(all[i].name);
        ASSERT_TRUE(write_file(path, view_of(draw_fixture::altered(all[i]))));
        expect_refused({"draw", "verify", path.string()}, all[i].reason);
    }
    std::filesystem::remove(path);
}

TEST(DrawVerify, a_list_changed_after_its_closing_hash_went_out_is_refused_by_that_hash) {
    auto proof = draw_fixture::proof();
    proof.rounds.clear();
    proof.entries.front().weight = 1;  // by the shop itself, which signs it anew and settles over it
    const auto made = closing_of(proof.announcement, proof.entries);
    proof.root = made.root;
    proof.closing_signature = draw_fixture::device_key().sign(closing_hash(made));
    proof.picks = pick_winners(settlement_key(proof.seed, closing_hash(made), proof.entropy_value), proof.entries, true,
                               units_to_draw(proof.announcement, proof.entries));
    const auto path = std::filesystem::path(testing::TempDir()) / ("other-list-" + std::to_string(getpid()));
    ASSERT_TRUE(write_file(path, view_of(write_proof(proof))));
    expect_refused({"draw", "verify", path.string(), "--closing", closing}, "closing hash: this draw's is ");
    EXPECT_EQ(run_xiaoer({"draw", "verify", path.string()}).exit_code, 0) << "consistent: only the hash tells";
    proof = draw_fixture::proof();
    proof.seed[0] ^= 1;
    ASSERT_TRUE(write_file(path, view_of(write_proof(proof))));
    expect_refused({"draw", "verify", path.string()}, "seed: not the one that the announcement committed to");
    std::filesystem::remove(path);
}

TEST(DrawVerify, file_that_is_not_there_is_refused) {
    expect_refused({"draw", "verify", "/nowhere/proof.json"}, "no such file: /nowhere/proof.json");
}

TEST(DrawVerify, help_is_there_and_wrong_words_exit_2) {
    const auto help = run_xiaoer({"draw", "verify", "--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_NE(help.out.find("--closing"), std::string::npos);
    EXPECT_EQ(run_xiaoer({"draw", "verify"}).exit_code, 2);
    EXPECT_EQ(run_xiaoer({"draw", "verify", proof_path, "--what"}).exit_code, 2);
}

}  // namespace
}  // namespace xiaoer
