#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace xiaoer {
namespace {

namespace fs = std::filesystem;

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool ok() const { return fd_ >= 0; }

private:
    int fd_;
};

Error failed(std::string_view doing, const fs::path& path) {
    return io_error(std::string(doing) + " " + path.string() + ": " + std::strerror(errno));
}

Result<void> write_all(int fd, ByteView bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return failed("cannot write", path);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace

Result<void> sync_folder(const fs::path& folder) {
    const Descriptor directory(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.ok() || ::fsync(directory.get()) != 0) return failed("cannot sync", folder);
    return {};
}

Result<std::optional<Bytes>> read_file(const fs::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.ok()) {
        if (errno == ENOENT) return std::optional<Bytes>{};
        return failed("cannot open", path);
    }
    Bytes bytes;
    std::array<std::uint8_t, 65536> chunk{};
    while (true) {
        const ssize_t count = ::read(file.get(), chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed("cannot read", path);
        if (count == 0) return std::optional(std::move(bytes));
        bytes.insert(bytes.end(), chunk.begin(), chunk.begin() + count);
    }
}

Result<void> write_file_durably(const fs::path& path, ByteView bytes, unsigned mode) {
    const fs::path temporary = path.string() + ".new";
    {
        const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
        if (!file.ok()) return failed("cannot create", temporary);
        XIAOER_TRY(write_all(file.get(), bytes, temporary));
        if (::fsync(file.get()) != 0) return failed("cannot sync", temporary);
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) return failed("cannot rename to", path);
    return sync_folder(path.parent_path());
}

Result<void> write_file(const fs::path& path, ByteView bytes) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file.ok()) return failed("cannot create", path);
    return write_all(file.get(), bytes, path);
}

}  // namespace xiaoer
