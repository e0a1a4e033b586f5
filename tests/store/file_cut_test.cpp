// A power cut at every step of writing FILE.keys, FILE.anchor and FILE.keyring: what is found afterwards is the old
// contents or the new ones, whole, and the new ones for certain once the writer was told so.
//
// SQLite's own files are cut under its VFS (power_cut_test.cpp); these are written by system calls, so this program
// puts its own write(), pwrite(), fsync(), fdatasync() and rename() before the C library's. They do what they should,
// and while a Recording lives they are also written down. A Disk then replays the first n of them and says what could
// be on the platter: of a file that was not synced its bytes or only some of them, of a folder that was not synced its
// new names or the old ones.
#include "base/file.h"
#include "store/secrets.h"
#include "tests/store/power_switch.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <sys/syscall.h>
#include <unistd.h>

namespace xiaoer::test {
namespace {

namespace fs = std::filesystem;

struct Step {
    enum class Kind { write, sync, rename } kind;
    std::string path;
    std::string text{};      // written, or the new name
    std::size_t offset = 0;  // of a write
};
std::vector<Step>* recorded = nullptr;
int renames_until_cut = 0;  // 0: the power stays on

std::string path_of(int fd) {
    std::error_code gone;
    return fs::read_symlink("/proc/self/fd/" + std::to_string(fd), gone).string();
}

}  // namespace

void note_write(int fd, const void* bytes, std::size_t count, std::size_t offset) {
    if (recorded == nullptr) return;
    recorded->push_back({Step::Kind::write, path_of(fd), std::string(static_cast<const char*>(bytes), count), offset});
}
void note_sync(int fd) {
    if (recorded != nullptr) recorded->push_back({Step::Kind::sync, path_of(fd)});
}
void cut_power_at_rename(int n) { renames_until_cut = n; }
void note_rename(const char* from, const char* to) {
    if (renames_until_cut > 0 && --renames_until_cut == 0) ::_exit(power_is_off);
    if (recorded != nullptr) recorded->push_back({Step::Kind::rename, from, to});
}

}  // namespace xiaoer::test

extern "C" {
ssize_t write(int fd, const void* bytes, size_t count) {
    xiaoer::test::note_write(fd, bytes, count, static_cast<size_t>(::lseek(fd, 0, SEEK_CUR)));
    return ::syscall(SYS_write, fd, bytes, count);
}
ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset) {
    xiaoer::test::note_write(fd, bytes, count, static_cast<size_t>(offset));
    return ::syscall(SYS_pwrite64, fd, bytes, count, offset);
}
int fsync(int fd) {
    xiaoer::test::note_sync(fd);
    return static_cast<int>(::syscall(SYS_fsync, fd));
}
int fdatasync(int fd) {
    xiaoer::test::note_sync(fd);
    return static_cast<int>(::syscall(SYS_fdatasync, fd));
}
int rename(const char* from, const char* to) noexcept {
    xiaoer::test::note_rename(from, to);
    return static_cast<int>(::syscall(SYS_rename, from, to));
}
}

namespace xiaoer::test {
namespace {

class Recording {
public:
    Recording() { recorded = &steps; }
    ~Recording() { recorded = nullptr; }
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;
    std::vector<Step> steps;
};

struct File {
    std::string synced, now;
};

class Disk {
public:
    explicit Disk(const fs::path& path, const std::string& contents) : folder_(path.parent_path().string()) {
        files_.push_back({contents, contents});
        names_[path.string()] = 0;
        synced_names_ = names_;
    }
    void take(const Step& step) {
        if (step.kind == Step::Kind::write) return write(file_at(step.path), step);
        if (step.kind == Step::Kind::rename) {
            names_[step.text] = names_.at(step.path);
            names_.erase(step.path);
        } else if (step.path == folder_) {
            synced_names_ = names_;
        } else {
            auto& file = file_at(step.path);
            file.synced = file.now;
        }
    }
    // What may be found under a name after a cut now.
    [[nodiscard]] std::set<std::string> may_be_at(const fs::path& path) const {
        std::set<std::string> found;
        for (const auto* names : {&synced_names_, &names_}) {
            const auto entry = names->find(path.string());
            if (entry == names->end()) {
                found.insert("(no file)");
                continue;
            }
            const auto& file = files_.at(entry->second);
            found.insert(file.synced);
            found.insert(file.now);
            const auto common =
                std::mismatch(file.synced.begin(), file.synced.end(), file.now.begin(), file.now.end()).second -
                file.now.begin();
            for (auto size = static_cast<std::size_t>(common); size < file.now.size(); ++size) {
                found.insert(file.now.substr(0, size) + (file.synced.size() > size ? file.synced.substr(size) : ""));
            }
        }
        return found;
    }

private:
    File& file_at(const std::string& path) {
        const auto [entry, made] = names_.try_emplace(path, files_.size());
        if (made) files_.emplace_back();
        return files_.at(entry->second);
    }
    static void write(File& file, const Step& step) {
        file.now.resize(std::max(file.now.size(), step.offset + step.text.size()));
        file.now.replace(step.offset, step.text.size(), step.text);
    }
    const std::string folder_;
    std::vector<File> files_;
    std::map<std::string, std::size_t> names_, synced_names_;
};

std::string contents_of(const fs::path& path) {
    const auto bytes = read_file(path);
    EXPECT_TRUE(bytes && *bytes);
    return bytes && *bytes ? std::string(text_of(**bytes)) : "";
}

// Writes with `act`, and gives `look` what may be found after a cut behind each step, and whether the writer was done.
void cut_everywhere(const fs::path& path, const std::function<Result<void>()>& act,
                    const std::function<void(const std::set<std::string>&, bool done)>& look) {
    const auto before = contents_of(path);
    std::vector<Step> steps;
    {
        Recording recording;
        const auto done = act();
        steps = recording.steps;
        ASSERT_TRUE(done) << done.error().message;
    }
    ASSERT_FALSE(steps.empty());
    Disk disk(path, before);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        disk.take(steps[i]);
        look(disk.may_be_at(path), i + 1 == steps.size());
    }
}

void expect_old_or_new(const fs::path& path, const std::function<Result<void>()>& act) {
    const auto before = contents_of(path);
    std::vector<std::pair<std::set<std::string>, bool>> cuts;
    cut_everywhere(path, act, [&cuts](const auto& found, bool done) { cuts.emplace_back(found, done); });
    const auto after = contents_of(path);
    ASSERT_NE(before, after) << "the test wrote nothing new";
    for (const auto& [found, done] : cuts) {
        for (const auto& contents : found) EXPECT_TRUE(contents == after || (!done && contents == before)) << contents;
    }
}

struct CutFiles : testing::Test {
    TemporaryFolder folder;
    const fs::path database = folder.path() / "shop.db";
    SeededRandom random{5};
};

TEST_F(CutFiles, the_keys_are_the_old_ones_or_the_new_ones) {
    ASSERT_TRUE(write_keys(database, random_keys(random)));
    expect_old_or_new(beside(database, ".keys"), [this] { return write_keys(database, random_keys(random)); });
    EXPECT_TRUE(read_keys(database).value());
}

TEST_F(CutFiles, the_anchor_is_the_old_one_or_the_new_one) {
    ASSERT_TRUE(write_anchor(database, {DeviceId{{1}}, Hash{1}, 7, {}}));
    expect_old_or_new(beside(database, ".anchor"), [this] {
        return write_anchor(database, {DeviceId{{1}}, Hash{2}, 8, {}});
    });
}

TEST_F(CutFiles, erasing_a_person_leaves_every_other_key) {
    Keyring keyring(database);
    ASSERT_TRUE(keyring.add(std::vector{SecretKey::random(random), SecretKey::random(random)}));
    expect_old_or_new(beside(database, ".keyring"),
                      [&keyring] { return keyring.erase(std::array<std::int64_t, 1>{0}); });
}

TEST_F(CutFiles, a_new_key_harms_none_before_it_and_is_there_when_it_was_promised) {
    Keyring keyring(database);
    ASSERT_TRUE(keyring.add(SecretKey::random(random)));
    const auto path = beside(database, ".keyring");
    const auto before = contents_of(path);
    std::vector<std::pair<std::set<std::string>, bool>> cuts;
    cut_everywhere(
        path, [&] { return keyring.add(SecretKey::random(random)) ? Result<void>() : io_error("not added"); },
        [&cuts](const auto& found, bool done) { cuts.emplace_back(found, done); });
    const auto after = contents_of(path);
    for (const auto& [found, done] : cuts) {
        for (const auto& contents : found) {
            EXPECT_EQ(contents.substr(0, Keyring::slot_bytes), before);
            EXPECT_TRUE(!done || contents == after);
        }
    }
}

TEST_F(CutFiles, a_careless_writer_would_be_found_out) {
    const auto path = beside(database, ".keys");
    ASSERT_TRUE(write_file(path, view_of("old")));
    bool torn = false;
    cut_everywhere(
        path,
        [&] {
            const auto written = write_file(path.string() + ".new", view_of("newer"));
            fs::rename(path.string() + ".new", path);
            return written;
        },
        [&torn](const auto& found, bool) { torn = torn || found.contains("new"); });
    EXPECT_TRUE(torn) << "renamed before it was synced";
}

}  // namespace
}  // namespace xiaoer::test
