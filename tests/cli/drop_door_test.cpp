#include "cli/drop_door.h"

#include "base/file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::cli {
namespace {

namespace fs = std::filesystem;

class DropDoorTest : public testing::Test {
protected:
    void SetUp() override {
        auto kiosk = Kiosk::open({folder_ / "shop.db", &clock_, &random_, 64, false});
        ASSERT_TRUE(kiosk) << kiosk.error().message;
        kiosk_ = std::move(*kiosk);
        Settings settings;
        settings.currency = "USD";
        ASSERT_TRUE(kiosk_->submit(OpenShop{settings}).get());
        fs::create_directories(folder_ / "drop");
        machine_.drop_folder = (folder_ / "drop").string();
    }
    std::string text_beside(const fs::path& file) {
        const fs::path path = file.string() + ".txt";
        const auto deadline = clock_.steady_ms() + 20'000;
        while (clock_.steady_ms() < deadline) {
            const auto text = read_file(path);
            if (text && *text && !(*text)->empty()) return std::string(text_of(**text));
        }
        return "nothing";
    }

    test::TemporaryFolder folder_;
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<Kiosk> kiosk_;
    Machine machine_;
};

TEST_F(DropDoorTest, an_export_left_there_is_recorded_and_put_away) {
    const auto door = DropDoor::start(machine_, *kiosk_, 20);
    ASSERT_TRUE(door) << door.error().message;
    const auto source = fs::path(XIAOER_SOURCE_DIR) / "tests/data/exports/square_transactions.csv";
    fs::copy_file(source, folder_ / "drop/night.csv");
    EXPECT_EQ(text_beside(folder_ / "drop/done/night.csv"),
              "line 6: the total \"$12.005\" is not an amount\n"
              "{\"recorded\":3,\"refunded\":2,\"duplicates\":0,\"ignored\":0,\"unread\":1}\n");
    fs::copy_file(source, folder_ / "drop/night.csv");
    EXPECT_NE(text_beside(folder_ / "drop/done/night-2.csv").find("\"recorded\":0,\"refunded\":0,\"duplicates\":5"),
              std::string::npos);
}

TEST_F(DropDoorTest, what_is_no_known_export_is_put_aside) {
    const auto door = DropDoor::start(machine_, *kiosk_, 20);
    ASSERT_TRUE(door);
    ASSERT_TRUE(write_file(folder_ / "drop/other.csv", view_of("when,what,how much,who\n2026-01-01,shoes,5.00,x\n")));
    EXPECT_NE(text_beside(folder_ / "drop/unread/other.csv").find("mapping"), std::string::npos);
}

TEST_F(DropDoorTest, a_wrong_setting_is_told_at_the_start) {
    machine_.exports_dates = "dym";
    EXPECT_EQ(DropDoor::start(machine_, *kiosk_).error().message, "exports.dates is dmy, mdy or ymd, not \"dym\"");
    machine_.exports_dates = "dmy";
    machine_.exports_dialect = "squeer";
    EXPECT_FALSE(DropDoor::start(machine_, *kiosk_));
}

}  // namespace
}  // namespace xiaoer::cli
