#include "cli/disk_watch.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace xiaoer::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto look_every = 500ms;
constexpr auto patience = 5s;  // what is said on the screen can be read, and a disk at its brink is not tried at once

bool write_and_sync(int fd) {
    const std::array<char, 65536> chunk{};
    for (int i = 0; i < 16; ++i)
        if (::write(fd, chunk.data(), chunk.size()) != static_cast<ssize_t>(chunk.size())) return false;
    return ::fsync(fd) == 0;
}

}  // namespace

bool disk_has_room(const std::filesystem::path& database) {
    const auto path = database.string() + ".probe";
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    const bool took = write_and_sync(fd);
    ::close(fd);
    ::unlink(path.c_str());
    return took;
}

DiskWatch::DiskWatch(std::filesystem::path database, std::function<bool()> lacking, std::function<void()> has_room)
    : database_(std::move(database)),
      lacking_(std::move(lacking)),
      has_room_(std::move(has_room)),
      thread_([this] { run(); }) {}

DiskWatch::~DiskWatch() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void DiskWatch::run() {
    auto tried = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, look_every, [this] { return stopping_; })) {
        lock.unlock();
        const auto now = std::chrono::steady_clock::now();
        if (!lacking_()) {
            tried = now;
        } else if (now - tried >= patience) {
            if (disk_has_room(database_)) return has_room_();
            tried = std::chrono::steady_clock::now();
        }
        lock.lock();
    }
}

}  // namespace xiaoer::cli
