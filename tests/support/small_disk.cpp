#include "tests/support/small_disk.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>

namespace xiaoer::test {
namespace {

// Mounts that nobody else sees. Without root, as the root of a namespace of its own.
bool have_own_mounts() {
    static const bool own = [] {
        const auto uid = ::getuid(), gid = ::getgid();
        if (::unshare(uid == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
        if (uid != 0) {
            std::ofstream("/proc/self/setgroups") << "deny";
            std::ofstream("/proc/self/uid_map") << uid << ' ' << uid << " 1";
            std::ofstream("/proc/self/gid_map") << gid << ' ' << gid << " 1";
        }
        return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    }();
    return own;
}

}  // namespace

SmallDisk::SmallDisk(std::size_t megabytes) {
    const std::string size = "size=" + std::to_string(megabytes) + "m";
    mounted_ = have_own_mounts() && ::mount("none", path().c_str(), "tmpfs", 0, size.c_str()) == 0;
}

SmallDisk::~SmallDisk() {
    if (mounted_) ::umount2(path().c_str(), MNT_DETACH);
}

bool SmallDisk::fill() {
    const int fd = ::open((path() / "filler").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    const std::array<char, 4096> page{};
    ssize_t written = 0;
    do written = ::write(fd, page.data(), page.size());
    while (written > 0);
    const bool full = errno == ENOSPC;
    ::close(fd);
    return full;
}

void SmallDisk::make_room() { std::filesystem::remove(path() / "filler"); }

}  // namespace xiaoer::test
