#include "pos_adapter/drop_folder.h"

#include "base/file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <future>

namespace xiaoer::pos {
namespace {

namespace fs = std::filesystem;

class DropFolderTest : public testing::Test {
protected:
    void write(const std::string& name, const std::string& text) {
        EXPECT_TRUE(write_file(folder_ / name, view_of(text)));
    }
    [[nodiscard]] bool has(const std::string& name) const { return fs::exists(folder_ / name); }
    int look() { return drop_.look().value(); }

    test::TemporaryFolder folder_;
    std::vector<std::string> taken_;
    std::optional<Error> error_;  // of the next files
    DropFolder drop_{folder_.path(), [this](const fs::path& file) -> Result<std::string> {
                         taken_.push_back(file.filename().string());
                         if (error_) return *error_;
                         return std::string("line 7: why\n");
                     }};
};
using Names = std::vector<std::string>;

TEST_F(DropFolderTest, a_file_is_read_once_it_no_longer_grows) {
    write("a.csv", "1");
    EXPECT_EQ(look(), 0) << "seen for the first time";
    write("a.csv", "12");
    EXPECT_EQ(look(), 0) << "it grew";
    EXPECT_EQ(look(), 1);
    EXPECT_EQ(taken_, Names{"a.csv"});
    EXPECT_FALSE(has("a.csv"));
    EXPECT_TRUE(has("done/a.csv"));
    EXPECT_EQ(text_of(read_file(folder_ / "done/a.csv.txt").value().value()), "line 7: why\n");
    EXPECT_EQ(look() + look(), 0);
}

TEST_F(DropFolderTest, the_same_name_again_is_another_file) {
    for (const auto* text : {"1", "2"}) {
        write("a.csv", text);
        EXPECT_EQ(look(), 0);
        EXPECT_EQ(look(), 1);
    }
    EXPECT_TRUE(has("done/a.csv"));
    EXPECT_TRUE(has("done/a-2.csv"));
}

TEST_F(DropFolderTest, what_means_nothing_is_put_aside) {
    error_ = invalid("no known export");
    write("a.csv", "1");
    EXPECT_EQ(look() + look(), 0);
    EXPECT_TRUE(has("unread/a.csv"));
    EXPECT_EQ(text_of(read_file(folder_ / "unread/a.csv.txt").value().value()), "no known export\n");
}

TEST_F(DropFolderTest, while_the_kiosk_is_busy_a_file_waits) {
    error_ = Error{ErrorCode::busy, "full"};
    write("a.csv", "1");
    EXPECT_EQ(look() + look() + look(), 0);
    EXPECT_EQ(taken_, (Names{"a.csv", "a.csv"}));
    EXPECT_TRUE(has("a.csv"));
    error_.reset();
    EXPECT_EQ(look(), 1);
    EXPECT_TRUE(has("done/a.csv"));
}

TEST_F(DropFolderTest, a_file_that_cannot_be_moved_is_read_once) {
    write("done", "somebody's file stands where the folder would be");
    write("a.csv", "1");
    EXPECT_EQ(look(), 0);
    EXPECT_EQ(look(), 2) << "it and the file named done";
    EXPECT_TRUE(has("a.csv"));
    EXPECT_EQ(look() + look(), 0);
    write("a.csv", "1, and more");
    EXPECT_EQ(look() + look(), 1) << "changed, so read again";
}

TEST_F(DropFolderTest, unfinished_hidden_and_empty_files_are_let_be) {
    for (const auto* name : {"a.csv.part", ".b.csv", "~c.csv", "d.csv~", "e.tmp"}) write(name, "1");
    write("empty.csv", "");
    fs::create_directories(folder_ / "sub");
    write("sub/f.csv", "1");
    EXPECT_EQ(look() + look() + look(), 0);
}

TEST_F(DropFolderTest, a_folder_that_is_away_is_an_error_and_comes_back) {
    DropFolder away(folder_ / "share", [](const fs::path&) -> Result<std::string> { return std::string(); });
    EXPECT_EQ(away.look().error().code, ErrorCode::io);
    fs::create_directories(folder_ / "share");
    write("share/a.csv", "1");
    EXPECT_EQ(away.look().value(), 0);
    EXPECT_EQ(away.look().value(), 1);
}

TEST_F(DropFolderTest, a_watch_looks_by_itself_until_it_is_stopped) {
    std::promise<std::string> read;
    {
        DropFolderWatch watch(folder_.path(), 5, [&read](const fs::path& file) -> Result<std::string> {
            read.set_value(file.filename().string());
            return std::string();
        });
        write("a.csv", "1");
        auto done = read.get_future();
        ASSERT_EQ(done.wait_for(std::chrono::seconds(10)), std::future_status::ready);
        EXPECT_EQ(done.get(), "a.csv");
    }
    EXPECT_TRUE(has("done/a.csv"));
}

}  // namespace
}  // namespace xiaoer::pos
