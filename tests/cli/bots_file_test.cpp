// FILE.bots: secrets that others may not read, and one clear line for what cannot be meant.
#include "cli/bots_file.h"

#include "base/file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::cli {
namespace {

class BotsFile : public testing::Test {
protected:
    Result<std::vector<phone::Bot>> read(std::string_view text, unsigned mode = 0600) {
        EXPECT_TRUE(write_file_durably(database().string() + ".bots", view_of(text), mode));
        return read_bots(database());
    }
    void expect_refused(std::string_view text, std::string_view why) {
        const auto bots = read(text);
        ASSERT_FALSE(bots) << text;
        EXPECT_NE(bots.error().message.find(why), std::string::npos) << bots.error().message;
    }
    [[nodiscard]] std::filesystem::path database() const { return folder / "shop.db"; }
    test::TemporaryFolder folder;
};

TEST_F(BotsFile, names_the_bots_and_none_means_none) {
    EXPECT_TRUE(read_bots(database()).value().empty());
    const auto bots = read("[[bot]]\nname='group'\nkind='feishu'\nurl='https://x/'\nsecret='s'\n").value();
    ASSERT_EQ(bots.size(), 1u);
    EXPECT_EQ(bots[0].kind, phone::BotKind::feishu);
    EXPECT_EQ(bots[0].secret, "s");
}

TEST_F(BotsFile, that_others_may_read_is_refused) {
    const auto bots = read("[[bot]]\nname='g'\nurl='https://x/'\n", 0644);
    ASSERT_FALSE(bots);
    EXPECT_NE(bots.error().message.find("chmod 600"), std::string::npos) << bots.error().message;
}

TEST_F(BotsFile, what_cannot_be_meant_is_one_clear_line) {
    expect_refused("[[bot]\n", "line 1");
    expect_refused("bot = 3\n", "unknown key bot");
    expect_refused("[[bot]]\nname='g'\nurl='https://x/'\nkind='icq'\n", "no kind of bot");
    expect_refused("[[bot]]\nname='g'\nurl='https://x/'\ntoken='t'\n", "unknown key token");
    expect_refused("[[bot]]\nname='g'\n", "needs a name and a url");
}

}  // namespace
}  // namespace xiaoer::cli
