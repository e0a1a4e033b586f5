#include "sync/folder.h"

#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace xiaoer::sync {
namespace {

namespace fs = std::filesystem;

Error failed(std::string_view doing, const fs::path& path) {
    return io_error(std::string(doing) + " " + path.string() + ": " + std::strerror(errno));
}

// Written, on the medium, and forgotten by the page cache, so that reading it back reads the medium.
Result<void> write_to_medium(const fs::path& path, ByteView bytes) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return failed("cannot write", path);
    bool good = true;
    while (good && !bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        good = written > 0;
        if (good) bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    good = good && ::fsync(fd) == 0;
    const auto result = good ? Result<void>() : Result<void>(failed("cannot write", path));
    (void)::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);  // best effort: a network share may not know it
    ::close(fd);
    return result;
}

}  // namespace

Result<std::vector<std::string>> DiskFolder::names() {
    std::error_code problem;
    std::vector<std::string> names;
    fs::directory_iterator entries(path_, problem);
    if (problem) return Error{ErrorCode::unreachable, "the folder " + path_.string() + ": " + problem.message()};
    for (; entries != fs::directory_iterator(); entries.increment(problem)) {
        if (problem) break;
        if (entries->is_regular_file(problem)) names.push_back(entries->path().filename().string());
    }
    if (problem) return Error{ErrorCode::unreachable, "the folder " + path_.string() + ": " + problem.message()};
    std::ranges::sort(names);
    return names;
}

Result<std::optional<Bytes>> DiskFolder::read(const std::string& name) { return read_file(path_ / name); }

Result<void> DiskFolder::write(const std::string& name, ByteView bytes) {
    const auto temporary = path_ / ("." + name + ".writing");
    const auto written = [&]() -> Result<void> {
        XIAOER_TRY(write_to_medium(temporary, bytes));
        XIAOER_TRY_ASSIGN(const auto back, read_file(temporary));
        if (!back || !std::ranges::equal(*back, bytes))
            return io_error("the bundle " + name + " was not read back whole");
        if (::rename(temporary.c_str(), (path_ / name).c_str()) != 0) return failed("cannot name", path_ / name);
        return sync_folder(path_);
    }();
    if (!written) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
    }
    return written;
}

Result<void> DiskFolder::remove(const std::string& name) {
    if (::unlink((path_ / name).c_str()) != 0 && errno != ENOENT) return failed("cannot remove", path_ / name);
    return {};
}

}  // namespace xiaoer::sync
