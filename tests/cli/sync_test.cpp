// A second kiosk joins the shop and both sync over a folder, with the real binary as real processes.
#include "tests/cli/machines.h"

namespace xiaoer::test {
namespace {

class TwoMachines : public Machines {
protected:
    TwoMachines() {
        std::filesystem::create_directories(shop.folder / "stick");
        shop.kiosk.reset();
        branch = join("branch");
    }
    void sync(const std::string& database) { ran({"sync", "--db", database, "folder:" + stick}); }

    std::string branch, stick = shop.folder / "stick";
};

TEST_F(TwoMachines, have_the_same_facts_and_sound_books_after_two_nights) {
    for (int night = 0; night < 2; ++night) sync(main), sync(branch);
    sync(main);
    EXPECT_FALSE(facts(main).empty());
    EXPECT_EQ(facts(main), facts(branch));
    for (const auto& database : {main, branch}) expect_sound(database, 2);
}

TEST_F(TwoMachines, a_joined_kiosk_is_no_new_shop) {
    const auto again = run_xiaoer({"device", "join", "--db", branch, "--answer", answer_of("branch")});
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
