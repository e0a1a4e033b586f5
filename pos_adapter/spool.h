// What a till sent and the shop has not recorded yet: an append-only file of records.
//
// The file (record_file.h) has a heading of 16 random bytes, the epoch, new each time the file starts over; a record is
//     u8 kind | i64 time in ms, little-endian | bytes
// When nothing in it is wanted any more the file starts over, so it stays as small as what is waiting. Room for
// `room_bytes` more is kept on the disk, so that slips are saved while something else has filled it.
//
// A disk that is full or gone when the file should begin is no error of open(): the epoch is there, begun() is false,
// and begin() tries again. Positions go on as if the file had begun, so that what waits elsewhere meanwhile keeps its
// place and with it its name.
//
// Not locked: SlipInbox locks around it.
#pragma once

#include "base/clock.h"
#include "pos_adapter/record_file.h"

#include <vector>

namespace xiaoer::pos {

class Spool {
public:
    enum class Kind : std::uint8_t { bytes = 'B', idle = 'I', closed = 'C', delivered = 'D' };
    struct Record {
        Kind kind = Kind::bytes;
        Timestamp at;
        Bytes bytes;
        std::uint64_t position = 0;  // of the record in the file: with the epoch it names a slip for ever
    };
    using Epoch = std::array<std::uint8_t, 16>;
    static constexpr std::size_t room_bytes = std::size_t{1} << 20;
    static constexpr std::uint64_t first = sizeof(Epoch);  // where the first record lies

    // An empty path: nothing is ever kept. Errors: busy when another process has the file.
    [[nodiscard]] static Result<std::unique_ptr<Spool>> open(const std::filesystem::path& path);

    [[nodiscard]] bool has_path() const { return !path_.empty(); }
    // Whether the file is there and is of this epoch: append() can work.
    [[nodiscard]] bool begun() const { return begun_; }
    // Makes the file, or makes it start over, where that failed; waits for the disk. Errors: io, busy; corrupt when
    // slips of an earlier run are in it that this one never read: they come after a restart.
    [[nodiscard]] Result<void> begin();
    // Errors: io; the file is then as it was before. Before begun() only behind records of another epoch, for a next
    // run to read.
    [[nodiscard]] Result<void> append(Kind kind, Timestamp at, ByteView bytes);
    // Where the next record goes.
    [[nodiscard]] std::uint64_t end() const { return begun_ ? file_->end() : first; }
    [[nodiscard]] static std::uint64_t record_size(ByteView bytes);

    // The record after the last one read, marks of delivery left out; nothing at the end. Errors: corrupt.
    [[nodiscard]] Result<std::optional<Record>> next();
    // Everything that is in the file counts as read.
    void skip() { read_ = end(); }
    // Passes over marks of delivery.
    [[nodiscard]] bool all_read();
    // Everything appended so far survives a power cut. Errors: io.
    [[nodiscard]] Result<void> sync();
    // A new epoch, with no record; begin() makes the file follow.
    void forget();
    void keep_room();
    [[nodiscard]] Epoch epoch() const { return epoch_; }
    // What was marked as delivered before this open.
    [[nodiscard]] const std::vector<Bytes>& delivered() const { return delivered_; }

private:
    explicit Spool(std::filesystem::path path);
    [[nodiscard]] Result<void> open_file();
    [[nodiscard]] Result<void> start_over();
    void note_delivered();

    const std::filesystem::path path_;
    std::unique_ptr<RecordFile> file_;  // nothing until it could be opened
    Epoch epoch_{};
    bool begun_ = false;
    bool unread_ = false;  // the file has slips of an earlier run, found too late
    std::vector<Bytes> delivered_;
    std::uint64_t read_ = first;  // up to where the reader came
};

}  // namespace xiaoer::pos
