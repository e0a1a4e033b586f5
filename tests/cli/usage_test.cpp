// Wrong usage is exit 2 and one line, before anything is opened; a refusal is exit 1 and one sentence.
#include "tests/cli/run_binary.h"
#include "tests/support/temporary_folder.h"

namespace xiaoer {
namespace {

using Words = std::vector<std::string>;

void expect_one_line(const Ran& ran, int exit_code, std::string_view why) {
    EXPECT_EQ(ran.exit_code, exit_code) << ran.err;
    EXPECT_EQ(ran.err.find("xiaoer: "), 0u) << ran.err;
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
    EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << "one line: " << ran.err;
}

TEST(Usage, words_that_mean_nothing_are_exit_2) {
    const Words announce = {"draw",       "announce",         "--db",   "no.db",         "--draws", "2026-11-21T20:00",
                            "--claim-by", "2026-11-29T20:00", "--zone", "Asia/Shanghai", "--closes"};
    const auto announced_with = [&announce](const std::string& closes, const std::string& prize) {
        Words words = announce;
        words.insert(words.end(), {closes, "--prize", prize});
        return words;
    };
    const std::vector<std::pair<Words, std::string>> cases = {
        {{}, "subcommand"},
        {{"draw"}, "subcommand"},
        {{"bake"}, "subcommand"},
        {{"audit"}, "--db"},
        {{"audit", "--db"}, "--db"},
        {announced_with("tomorrow", "书:1:100"), "is not a time such as"},
        {announced_with("2026-13-21T20:00", "书:1:100"), "is not a time such as"},
        {announced_with("2026-11-21T18:30", "书"), "is not a prize such as"},
        {{"draw", "settle", "--db", "no.db", "--draw", "d-1", "--throws", "4162533760"}, "what a die shows"},
        {{"draw", "proof", "--db", "no.db", "--out", "out"}, "--draw ID or --all"},
        {{"draw", "proof", "--db", "no.db", "--out", "out", "--all", "--draw", "d-1"}, "--draw ID or --all"},
        {{"erase", "--db", "no.db", "--member", "小陈"}, "is no number such as 0327"},
        {{"retire", "--db", "no.db", "--device", "xyz"}, "--device"},
        {{"till", "add", "Till 2"}, "a till's name is"},
        {{"tap", "--kiosk", "kiosk", "--key", "no.key"}, "is not HOST:PORT"},
        {{"tap", "--kiosk", "10.0.0.1:9180", "--key", "no.key", "--serial", "10.0.0.1:9100"}, "serial:/dev/NAME"},
        {{"gallery", "--out", "out", "--lang", "fr"}, "no such language"},
        {{"gallery", "--out", "out", "--size", "1920"}, "is not a size"},
        {{"kiosk", "--db", "no.db", "--offscreen", "--size", "1x1"}, "is not a size"},
        {{"kiosk", "--db", "no.db", "--printer", "lp0"}, "--printer"},
        {{"demo", "--db", "no.db", "--days", "0"}, "--days"},
        {{"pos", "parse", "--currency", "yuan", "a.csv"}, "is not a currency code"},
        {{"pos", "parse", "--dialect", "mapping", "a.csv"}, "needs --mapping"},
    };
    for (const auto& [words, why] : cases) expect_one_line(run_xiaoer(words), 2, why);
}

TEST(Usage, help_is_no_error) {
    const auto ran = run_xiaoer({"draw", "announce", "--help"});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_NE(ran.out.find("--closes"), std::string::npos);
}

TEST(Usage, what_is_not_there_is_exit_1) {
    const std::vector<Words> cases = {{"audit", "--db", "/nowhere.db"},
                                      {"facts", "--db", "/nowhere.db"},
                                      {"shop", "show", "--db", "/nowhere.db"},
                                      {"draw", "list", "--db", "/nowhere.db"},
                                      {"draw", "verify", "/nowhere.json"},
                                      {"backup", "--db", "/nowhere.db", "--out", "/tmp"},
                                      {"till", "remove", "--db", "/nowhere.db", "till-2"}};
    for (const auto& words : cases) expect_one_line(run_xiaoer(words), 1, "");
}

class Refusals : public testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(run_xiaoer({"demo", "--db", db, "--days", "1"}).exit_code, 0); }

    const test::TemporaryFolder folder;
    const std::string db = folder / "shop.db";
};

TEST_F(Refusals, are_one_sentence) {
    expect_one_line(run_xiaoer({"draw", "close", "--db", db, "--draw", "d-9"}), 1, "There is no such draw");
    expect_one_line(run_xiaoer({"draw", "announce", "--db", db, "--closes", "2099-11-21T20:00", "--draws",
                                "2099-11-20T20:00", "--claim-by", "2099-11-29T20:00", "--prize", "书:1:100"}),
                    1, "The draw cannot be held so");
    expect_one_line(run_xiaoer({"erase", "--db", db, "--member", "9999"}), 1, "No such number");
    const auto settings = (folder.path() / "settings.json").string();
    ASSERT_TRUE(write_file(settings, view_of("{\"claim_hour\":24}")));
    expect_one_line(run_xiaoer({"shop", "set", "--db", db, settings}), 1, "hour of the deadline");
}

TEST_F(Refusals, a_file_without_one_sale_is_not_recorded) {
    const auto empty = (folder.path() / "empty.csv").string();
    ASSERT_TRUE(write_file(empty, view_of("Date,Receipt number,Receipt type,Total collected,Status\n")));
    expect_one_line(run_xiaoer({"pos", "ingest", "--db", db, empty}), 1, "there is no sale in what was given");
}

}  // namespace
}  // namespace xiaoer
