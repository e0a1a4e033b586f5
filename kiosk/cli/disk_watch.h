// Waits for room on a disk that took something no more, and then says so once: the kiosk ends and is started afresh,
// for after a write that failed nothing of the page cache is to be trusted.
//
// A thread of its own: a sick disk may take its time.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

namespace xiaoer::cli {

// Writes 1 MiB beside `database`, syncs it and takes it away again. Returns: whether the disk took it.
[[nodiscard]] bool disk_has_room(const std::filesystem::path& database);

class DiskWatch {
public:
    // `lacking` is asked twice a second: whether something is not saved that a fresh start could save. Once that is so
    // for five seconds and the disk has room, `has_room` is called, and the watch is over. Both on the watch's thread.
    DiskWatch(std::filesystem::path database, std::function<bool()> lacking, std::function<void()> has_room);
    ~DiskWatch();
    DiskWatch(const DiskWatch&) = delete;
    DiskWatch& operator=(const DiskWatch&) = delete;

private:
    void run();

    const std::filesystem::path database_;
    const std::function<bool()> lacking_;
    const std::function<void()> has_room_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace xiaoer::cli
