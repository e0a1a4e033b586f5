// A file of records that only grows, until it starts over: what both spools, the tap's and the till link's, stand on.
//
// A heading of fixed size, which may be empty, then records of
//     u32 length | u32 CRC32C of the bytes | bytes          (little-endian)
// A tail that is no whole record, left by a power cut in the middle of a write, is taken away at open. Room may be kept
// ahead on the disk, as zeros behind the last record: what is written there is written on a full disk too. Behind the
// last record there is never anything but zeros, or a record that was dropped could come back between new ones.
//
// Starting over is safe against a power cut at any point: the new heading and an empty frame behind it lie in one
// sector and are synced before anything else is touched, so what is found is the old heading with all that was synced
// under it, or the new one with nothing.
//
// One process holds the file at a time. Not locked: whoever shares one between threads locks around it.
#pragma once

#include "base/bytes.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace xiaoer::pos {

class RecordFile {
public:
    static constexpr std::size_t record_bytes_max = std::size_t{1} << 24;

    // Makes the file where there is none. `room_bytes` are kept ahead where the disk has them. Errors: io, busy when
    // another process has it.
    [[nodiscard]] static Result<std::unique_ptr<RecordFile>> open(const std::filesystem::path& path,
                                                                  std::size_t heading_size, std::size_t room_bytes = 0);
    ~RecordFile();
    RecordFile(const RecordFile&) = delete;
    RecordFile& operator=(const RecordFile&) = delete;

    // False when not even the heading is there: start_over() writes one.
    [[nodiscard]] bool begun() const { return end_ >= heading_size_; }
    [[nodiscard]] Result<Bytes> heading() const;
    // Drops every record, and waits for the disk. Requires: `heading` is of the size given at open. Errors: io;
    // heading() then tells whether it is the old file still or the new one.
    [[nodiscard]] Result<void> start_over(ByteView heading);

    // Errors: io; the file is then as it was before. Requires: 1 to record_bytes_max bytes.
    [[nodiscard]] Result<void> append(ByteView bytes);
    // Everything appended so far survives a power cut. Errors: io.
    [[nodiscard]] Result<void> sync();
    // Fills the room ahead up again when half of it is written, where the disk has it.
    void keep_room();
    // Takes back everything from `position` on, as far as the disk lets it.
    void drop_from(std::uint64_t position);

    // Records lie from first() to end(), each `record_size` further.
    [[nodiscard]] std::uint64_t first() const { return heading_size_; }
    [[nodiscard]] std::uint64_t end() const { return end_; }
    [[nodiscard]] static std::uint64_t record_size(std::size_t bytes) { return frame_size + bytes; }
    // Nothing when no whole record starts there.
    [[nodiscard]] std::optional<Bytes> read(std::uint64_t position) const;

private:
    static constexpr std::size_t frame_size = 8;  // length and CRC

    RecordFile(int fd, std::size_t heading_size, std::size_t room_bytes)
        : fd_(fd), heading_size_(heading_size), room_(room_bytes) {}
    [[nodiscard]] Result<void> find_end();
    [[nodiscard]] Result<void> clear_tail();

    const int fd_;
    const std::uint64_t heading_size_;
    const std::uint64_t room_;
    std::uint64_t end_ = 0;       // of the last whole record
    std::uint64_t room_end_ = 0;  // up to here the disk has its place
    std::uint64_t written_ = 0;   // behind here are only zeros
};

// Numbers in files, least significant byte first.
template <class T>
void append_little_endian(Bytes& out, T value) {
    const auto bits = static_cast<std::make_unsigned_t<T>>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) out.push_back(static_cast<std::uint8_t>(bits >> (8 * i) & 0xff));
}
// Requires: at least sizeof(T) bytes.
template <class T>
[[nodiscard]] T little_endian(ByteView bytes) {
    std::make_unsigned_t<T> bits = 0;
    for (std::size_t i = sizeof(T); i-- > 0;) bits = static_cast<std::make_unsigned_t<T>>(bits << 8 | bytes[i]);
    return static_cast<T>(bits);
}

}  // namespace xiaoer::pos
