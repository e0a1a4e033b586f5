#include "pos_adapter/record_file.h"

#include "pos_adapter/crc32c.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace xiaoer::pos {
namespace {

Error failed(std::string_view doing) {
    return io_error("the till's spool: " + std::string(doing) + ": " + std::strerror(errno));
}

bool write_at(int fd, ByteView bytes, std::uint64_t at) {
    while (!bytes.empty()) {
        const auto count = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        at += static_cast<std::uint64_t>(count);
    }
    return true;
}
// Returns: whether all of `bytes` could be read.
bool read_at(int fd, std::span<std::uint8_t> bytes, std::uint64_t at) {
    while (!bytes.empty()) {
        const auto count = ::pread(fd, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        at += static_cast<std::uint64_t>(count);
    }
    return true;
}

Result<std::uint64_t> size_of(int fd) {
    struct stat now {};
    if (::fstat(fd, &now) != 0) return failed("cannot look at it");
    return static_cast<std::uint64_t>(now.st_size);
}

}  // namespace

Result<std::unique_ptr<RecordFile>> RecordFile::open(const std::filesystem::path& path, std::size_t heading_size,
                                                     std::size_t room_bytes) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return failed("cannot open " + path.string());
    std::unique_ptr<RecordFile> file(new RecordFile(fd, heading_size, room_bytes));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return Error{ErrorCode::busy, "another process has the till's spool " + path.string()};
    XIAOER_TRY(file->find_end());
    return file;
}

RecordFile::~RecordFile() { ::close(fd_); }

Result<void> RecordFile::find_end() {
    XIAOER_TRY_ASSIGN(const auto size, size_of(fd_));
    if (size < heading_size_) return {};  // not begun
    end_ = heading_size_;
    while (const auto record = read(end_)) end_ += record_size(record->size());
    written_ = size;
    XIAOER_TRY(clear_tail());
    keep_room();
    return {};
}

// Room that is kept is zeroed in its place and synced, and only what is more than that is given back.
Result<void> RecordFile::clear_tail() {
    XIAOER_TRY_ASSIGN(const auto size, size_of(fd_));
    const auto keep = room_ == 0 ? end_ : std::min(size, end_ + room_);
    if (size > keep && ::ftruncate(fd_, static_cast<off_t>(keep)) != 0) return failed("cannot cut its tail");
    room_end_ = keep;
    bool cleared = false;
    Bytes chunk(std::size_t{1} << 16);
    const auto to = std::min(keep, written_);
    for (auto at = end_; at < to; at += chunk.size()) {
        chunk.resize(std::min<std::uint64_t>(chunk.size(), to - at));
        if (!read_at(fd_, chunk, at)) return failed("cannot read its tail");
        if (std::ranges::all_of(chunk, [](std::uint8_t byte) { return byte == 0; })) continue;
        std::ranges::fill(chunk, std::uint8_t{0});
        if (!write_at(fd_, chunk, at)) return failed("cannot clear its tail");
        cleared = true;
    }
    written_ = end_;
    return cleared ? sync() : Result<void>();
}

Result<Bytes> RecordFile::heading() const {
    Bytes heading(heading_size_);
    if (!read_at(fd_, heading, 0)) return failed("cannot read");
    return heading;
}

Result<void> RecordFile::start_over(ByteView heading) {
    XIAOER_ASSERT(heading.size() == heading_size_);
    if (heading_size_ == 0) {
        if (::ftruncate(fd_, 0) != 0) return failed("cannot begin");
        end_ = room_end_ = written_ = 0;
        return {};
    }
    Bytes front(heading.begin(), heading.end());
    front.resize(heading_size_ + frame_size);
    // Over the old heading, which has its place on the disk: a full disk does not keep it from starting over.
    if (!write_at(fd_, front, 0)) return failed("cannot begin");
    end_ = heading_size_;
    XIAOER_TRY(sync());
    XIAOER_TRY(clear_tail());
    keep_room();
    return {};
}

void RecordFile::keep_room() {
    if (room_ == 0 || room_end_ >= end_ + room_ / 2) return;
    if (::posix_fallocate(fd_, static_cast<off_t>(end_), static_cast<off_t>(room_)) == 0) room_end_ = end_ + room_;
}

Result<void> RecordFile::append(ByteView bytes) {
    XIAOER_ASSERT(!bytes.empty() && bytes.size() <= record_bytes_max);
    Bytes record;
    record.reserve(frame_size + bytes.size());
    append_little_endian(record, static_cast<std::uint32_t>(bytes.size()));
    append_little_endian(record, crc32c(bytes));
    record.insert(record.end(), bytes.begin(), bytes.end());
    written_ = std::max(written_, end_ + record.size());
    if (!write_at(fd_, record, end_)) {
        const auto error = failed("cannot write");
        drop_from(end_);
        return error;
    }
    end_ += record.size();
    return {};
}

Result<void> RecordFile::sync() {
    if (::fdatasync(fd_) != 0) return failed("cannot sync");
    return {};
}

void RecordFile::drop_from(std::uint64_t position) {
    end_ = room_end_ = position;
    // What stays behind the end is a torn tail, which the next write or the next open takes away.
    if (::ftruncate(fd_, static_cast<off_t>(position)) == 0) written_ = position;
}

std::optional<Bytes> RecordFile::read(std::uint64_t position) const {
    std::array<std::uint8_t, frame_size> frame{};
    if (!read_at(fd_, frame, position)) return std::nullopt;
    const auto length = little_endian<std::uint32_t>(ByteView(frame).first(4));
    if (length == 0 || length > record_bytes_max) return std::nullopt;  // zeros are what a power cut may leave
    Bytes bytes(length);
    if (!read_at(fd_, bytes, position + frame_size)) return std::nullopt;
    if (crc32c(bytes) != little_endian<std::uint32_t>(ByteView(frame).subspan(4))) return std::nullopt;
    return bytes;
}

}  // namespace xiaoer::pos
