// A folder where a till leaves its exports, often on a network share: looked into again and again, because shares tell
// nobody about new files.
//
// A file that still grows waits: it is taken once its size and time stayed the same from one look to the next. What
// was read is moved into `done` inside the folder, what could not be read into `unread`, each beside a text that says
// what came of it. Where nothing can be moved, a file is remembered while this runs; after a restart it is read again,
// which records nothing twice. Folders, hidden files and unfinished downloads are let be.
#pragma once

#include "base/result.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace xiaoer::pos {

class DropFolder {
public:
    // Reads one file. Returns: what came of it, for the text beside it. Errors: invalid when it means nothing; any
    // other leaves it where it is, for the next look.
    using Take = std::function<Result<std::string>(const std::filesystem::path& file)>;
    DropFolder(std::filesystem::path folder, Take take) : folder_(std::move(folder)), take_(std::move(take)) {}

    // One look. Returns: how many files were read. Errors: io when the folder cannot be seen. One thread.
    [[nodiscard]] Result<int> look();

private:
    struct Seen {
        std::uintmax_t size = 0;
        std::filesystem::file_time_type changed;
        bool taken = false;
        friend bool operator==(const Seen&, const Seen&) = default;
    };
    [[nodiscard]] Result<std::map<std::filesystem::path, Seen>> list() const;
    [[nodiscard]] bool read(const std::filesystem::path& file, bool& kept);
    [[nodiscard]] bool put_away(const std::filesystem::path& file, const char* where, const std::string& text) const;

    const std::filesystem::path folder_;
    const Take take_;
    std::map<std::filesystem::path, Seen> seen_;
};

// Looks every `every_ms` on a thread of its own, until destroyed; a file being read is finished first. A folder that
// cannot be seen is logged once, until it can.
class DropFolderWatch {
public:
    DropFolderWatch(std::filesystem::path folder, int every_ms, DropFolder::Take take);
    ~DropFolderWatch();

private:
    void run();

    DropFolder folder_;
    const std::string name_;
    const int every_ms_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace xiaoer::pos
