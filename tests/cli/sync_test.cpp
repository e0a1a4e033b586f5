// A second kiosk joins the shop and both sync over a folder, with the real binary as real processes.
#include "tests/cli/run_binary.h"
#include "tests/support/temporary_folder.h"

#include "base/json.h"
#include "counter/slips.h"
#include "tests/app/shop.h"

#include <filesystem>

namespace xiaoer::test {
namespace {

class TwoMachines : public testing::Test {
protected:
    TwoMachines() {
        shop.join("小陈", 1, "13912345678");
        shop.buyer("老李", 2);
        shop.draw();
        shop.expect<CardIssued>(IssueCard{shop.clerk, 1, {}});
        shop.expect<HandedOver>(HandOver{{shop.waiting(shop.pass_of(2)).at(0).unit},
                                         shop.pass_of(2),
                                         shop.expect<CardIssued>(IssueCard{shop.clerk, 2, {}}).redeem_code,
                                         {},
                                         shop.clerk});
        const auto slips = Slips::for_shop(shoe_shop()).value();
        EXPECT_TRUE(write_file(
            shop.folder / "sheet.txt",
            view_of(slips.recovery_text({shop.opened.kiosk_code, shop.opened.root_key, shop.opened.draw_key}))));
        std::filesystem::create_directories(shop.folder / "branch");
        std::filesystem::create_directories(shop.folder / "stick");
        shop.kiosk.reset();
    }
    Json ran(std::vector<std::string> words) {
        const auto result = run_xiaoer(std::move(words));
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return parse_json(result.out).value_or(Json());
    }
    static std::string text_at(const Json& json, const char* key) {
        const auto* value = json.find(key);
        return value == nullptr || value->string() == nullptr ? "" : *value->string();
    }
    void join() {
        const auto key = text_at(ran({"device", "key", "--db", branch}), "key");
        EXPECT_TRUE(key.starts_with("xiaoer-kiosk:")) << key;
        ran({"device", "enrol", "--db", main, "--key", key, "--sheet", shop.folder / "sheet.txt", "--out", answer});
        EXPECT_EQ(text_at(ran({"device", "join", "--db", branch, "--answer", answer}), "shop"), "老北京布鞋");
    }
    void sync(const std::string& database) { ran({"sync", "--db", database, "--with", "folder:" + stick}); }
    std::string facts(const std::string& database) { return run_xiaoer({"facts", "--db", database}).out; }

    Shop shop{book_shop()};
    std::string main = shop.database(), branch = shop.folder / "branch" / "shop.db";
    std::string stick = shop.folder / "stick", answer = shop.folder / "answer.txt";
};

TEST_F(TwoMachines, have_the_same_facts_and_sound_books_after_two_nights) {
    join();
    for (int night = 0; night < 2; ++night) sync(main), sync(branch);
    sync(main);
    EXPECT_FALSE(facts(main).empty());
    EXPECT_EQ(facts(main), facts(branch));
    for (const auto& database : {main, branch}) {
        const auto audited = ran({"audit", "--db", database});
        EXPECT_EQ(audited.find("devices") == nullptr ? 0 : *audited.find("devices")->integer(), 2);
        EXPECT_EQ(audited.find("waiting") == nullptr ? -1 : *audited.find("waiting")->integer(), 0);
    }
}

TEST_F(TwoMachines, a_joined_kiosk_is_no_new_shop) {
    join();
    const auto again = run_xiaoer({"device", "join", "--db", branch, "--answer", answer});
    EXPECT_EQ(again.exit_code, 1);
    EXPECT_NE(again.err.find("is a shop already"), std::string::npos) << again.err;
}

TEST_F(TwoMachines, a_folder_that_is_not_there_is_one_clear_line_and_loses_nothing) {
    const auto before = facts(main);
    const auto failed = run_xiaoer({"sync", "--db", main, "--with", "folder:" + stick + "/pulled"});
    EXPECT_EQ(failed.exit_code, 1);
    EXPECT_NE(failed.err.find("the folder"), std::string::npos) << failed.err;
    EXPECT_EQ(facts(main), before);
    EXPECT_EQ(run_xiaoer({"sync", "--db", main, "--with", "ftp://x"}).exit_code, 2);
}

}  // namespace
}  // namespace xiaoer::test
