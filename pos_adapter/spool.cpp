#include "pos_adapter/spool.h"

#include "base/random.h"
#include "pos_adapter/crc32c.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace xiaoer::pos {
namespace {

constexpr std::size_t frame_size = 8;  // length and CRC
constexpr std::size_t inner_size = 9;  // kind and time
constexpr std::size_t record_bytes_max = std::size_t{1} << 24;
constexpr std::uint64_t epoch_size = sizeof(Spool::Epoch);

Error failed(std::string_view doing) {
    return io_error("the till's spool: " + std::string(doing) + ": " + std::strerror(errno));
}

template <class T>
void put(Bytes& out, T value) {
    const auto bits = static_cast<std::make_unsigned_t<T>>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) out.push_back(static_cast<std::uint8_t>(bits >> (8 * i) & 0xff));
}
template <class T>
T get(ByteView bytes) {
    std::make_unsigned_t<T> bits = 0;
    for (std::size_t i = sizeof(T); i-- > 0;) bits = static_cast<std::make_unsigned_t<T>>(bits << 8 | bytes[i]);
    return static_cast<T>(bits);
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
// Returns: bytes read, fewer at the end of the file; nothing on an error.
std::optional<std::size_t> read_at(int fd, std::span<std::uint8_t> bytes, std::uint64_t at) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count = ::pread(fd, bytes.data() + done, bytes.size() - done, static_cast<off_t>(at + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return std::nullopt;
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

// The whole record at `at`, or nothing when there is none that is whole.
std::optional<Spool::Record> record_at(int fd, std::uint64_t at) {
    std::array<std::uint8_t, frame_size> frame{};
    if (read_at(fd, frame, at) != frame.size()) return std::nullopt;
    const auto length = get<std::uint32_t>(ByteView(frame).first(4));
    if (length < inner_size || length > record_bytes_max) return std::nullopt;
    Bytes inner(length);
    if (read_at(fd, inner, at + frame_size) != inner.size()) return std::nullopt;
    if (crc32c(inner) != get<std::uint32_t>(ByteView(frame).subspan(4))) return std::nullopt;
    Spool::Record record{
        static_cast<Spool::Kind>(inner[0]), {get<std::int64_t>(ByteView(inner).subspan(1, 8))}, {}, at};
    record.bytes.assign(inner.begin() + inner_size, inner.end());
    return record;
}
std::uint64_t size_of(const Spool::Record& record) { return frame_size + inner_size + record.bytes.size(); }

}  // namespace

Result<std::unique_ptr<Spool>> Spool::open(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return failed("cannot open " + path.string());
    std::unique_ptr<Spool> spool(new Spool(fd));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return Error{ErrorCode::busy, "another process reads the same till's spool"};
    std::array<std::uint8_t, epoch_size> epoch{};
    if (read_at(fd, epoch, 0) == epoch.size()) {
        spool->epoch_ = epoch;
        XIAOER_TRY(spool->cut_torn_tail());
    } else {
        XIAOER_TRY(spool->begin());
    }
    return spool;
}

Spool::~Spool() { ::close(fd_); }

Result<void> Spool::begin() {
    epoch_ = SystemRandom().array<epoch_size>();
    if (::ftruncate(fd_, 0) != 0) return failed("cannot begin");
    if (!write_at(fd_, epoch_, 0)) return failed("cannot begin");
    end_ = read_ = epoch_size;
    return {};
}

Result<void> Spool::cut_torn_tail() {
    end_ = read_ = epoch_size;
    while (const auto record = record_at(fd_, end_)) {
        end_ += size_of(*record);
        if (record->kind == Kind::delivered) delivered_.push_back(record->bytes);
    }
    if (::ftruncate(fd_, static_cast<off_t>(end_)) != 0) return failed("cannot cut its torn tail");
    return {};
}

Result<void> Spool::append(Kind kind, Timestamp at, ByteView bytes) {
    Bytes inner;
    inner.reserve(inner_size + bytes.size());
    inner.push_back(static_cast<std::uint8_t>(kind));
    put(inner, at.ms);
    inner.insert(inner.end(), bytes.begin(), bytes.end());
    Bytes record;
    record.reserve(frame_size + inner.size());
    put(record, static_cast<std::uint32_t>(inner.size()));
    put(record, crc32c(inner));
    record.insert(record.end(), inner.begin(), inner.end());

    const std::lock_guard lock(mutex_);
    if (!write_at(fd_, record, end_)) {
        const auto error = failed("cannot write");
        // What was written of it would be a torn tail; cutting it is only tidy, so its failure changes nothing.
        if (::ftruncate(fd_, static_cast<off_t>(end_)) != 0) return error;
        return error;
    }
    end_ += record.size();
    return {};
}

Result<std::optional<Spool::Record>> Spool::next() {
    const std::lock_guard lock(mutex_);
    while (read_ < end_) {
        auto record = record_at(fd_, read_);
        if (!record) {
            read_ = end_;  // nothing behind it can be found, either
            return corrupt("the till's spool: a record is not what was written");
        }
        read_ += size_of(*record);
        if (record->kind != Kind::delivered) return record;
    }
    return std::optional<Record>{};
}

Result<void> Spool::sync() {
    if (::fdatasync(fd_) != 0) return failed("cannot sync");
    return {};
}

void Spool::start_over_if_read() {
    const std::lock_guard lock(mutex_);
    if (read_ != end_ || end_ == epoch_size) return;
    // Should the disk be full, the old contents stay: their slips are marked as delivered.
    if (auto begun = begin(); !begun) end_ = read_ = epoch_size;
}

}  // namespace xiaoer::pos
