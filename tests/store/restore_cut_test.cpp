// The power goes in the middle of a restore, at each file that it renames: what is there then opens for nobody, above
// all not as a new shop, and a restore that is said again finishes it; or it is there whole.
#include "base/file.h"
#include "store/audit.h"
#include "store/backup.h"
#include "tests/store/power_switch.h"
#include "tests/store/written_kiosk.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

namespace xiaoer::test {
namespace {

namespace fs = std::filesystem;
constexpr Timestamp evening{1'794'967'200'000};

// Returns: whether it was cut; false: it was done before the n-th rename came.
bool restore_with_a_cut(const RestoreOptions& options, int n) {
    const auto child = ::fork();
    if (child == 0) {
        cut_power_at_rename(n);
        SeededRandom random(static_cast<std::uint64_t>(n));
        ::_exit(restore(options, evening, random) ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == power_is_off)) << status;
    return WEXITSTATUS(status) == power_is_off;
}

struct RestoreCut : testing::Test {
    RestoreCut() {
        kiosk.open_shop();
        kiosk.join("小陈");
        backup = back_up(kiosk.path(), folder / "backups", evening).value().file;
    }
    TemporaryFolder folder;
    SeededRandom random{3};
    Merchant merchant{random};
    WrittenKiosk kiosk{folder / "shop.db", merchant, 1};
    fs::path backup;
};

TEST_F(RestoreCut, at_any_file_leaves_what_opens_for_nobody_until_it_is_finished) {
    int cuts = 0, whole = 0;
    for (int n = 1;; ++n) {
        const TemporaryFolder place;
        const RestoreOptions options{backup, place / "new.db", {merchant.root_key, merchant.draw_key}, true};
        if (!restore_with_a_cut(options, n)) break;
        ++cuts;
        SCOPED_TRACE("cut at rename " + std::to_string(n));
        if (fs::exists(beside(options.database, ".keys"))) {
            ++whole;
        } else {
            const auto opened = Store::open({options.database, {}}, random);
            ASSERT_FALSE(opened) << "a new shop on half a restore";
            EXPECT_NE(opened.error().message.find("restore"), std::string::npos) << opened.error().message;
            EXPECT_FALSE(fs::exists(beside(options.database, ".keys")));
            const auto again = restore(options, evening, random);
            ASSERT_TRUE(again) << again.error().message;
        }
        const auto store = Store::open({options.database, {}}, random);
        ASSERT_TRUE(store) << store.error().message;
        EXPECT_EQ((*store)->anchor_state(), AnchorState::agrees);
        EXPECT_EQ((*store)->merchant(), merchant.id);
        EXPECT_TRUE(audit(options.database));
    }
    EXPECT_GT(cuts, 6);
    EXPECT_EQ(whole, 0) << "the keys are the last file, and there is none after them";
}

TEST_F(RestoreCut, keys_that_were_used_open_no_new_shop) {
    kiosk.close_files();
    for (const auto* suffix : {"", "-wal", "-shm"}) fs::remove(beside(kiosk.path(), suffix));
    for (const auto* gone : {".anchor", ".nothing"}) {
        const auto opened = Store::open({kiosk.path(), {}}, random);
        ASSERT_FALSE(opened);
        EXPECT_NE(opened.error().message.find("xiaoer restore"), std::string::npos) << opened.error().message;
        EXPECT_FALSE(fs::exists(kiosk.path())) << "nothing was made";
        fs::remove(beside(kiosk.path(), gone));
    }
}

}  // namespace
}  // namespace xiaoer::test
