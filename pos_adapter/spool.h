// What a till sent and the shop has not recorded yet: an append-only file of records.
//
// The file (record_file.h) has a heading of 16 random bytes, the epoch, new each time the file starts over; a record is
//     u8 kind | i64 time in ms, little-endian | bytes
// When nothing in it is wanted any more the file starts over, so it stays as small as what is waiting.
//
// append() may be called from any thread and does not wait for the disk; the others belong to the one reader.
#pragma once

#include "base/clock.h"
#include "pos_adapter/record_file.h"

#include <mutex>
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

    // Errors: io when the file cannot be opened or begun (a full disk), busy when another process has it.
    [[nodiscard]] static Result<std::unique_ptr<Spool>> open(const std::filesystem::path& path);

    // Errors: io; the file is then as it was before.
    [[nodiscard]] Result<void> append(Kind kind, Timestamp at, ByteView bytes);
    // The record after the last one read, marks of delivery left out; nothing at the end. Errors: corrupt.
    [[nodiscard]] Result<std::optional<Record>> next();
    // Everything appended so far survives a power cut. Errors: io.
    [[nodiscard]] Result<void> sync();
    // Starts the file over, if nothing was appended behind what was read.
    void start_over_if_read();
    [[nodiscard]] Epoch epoch() const { return epoch_; }
    // What was marked as delivered before this open.
    [[nodiscard]] const std::vector<Bytes>& delivered() const { return delivered_; }

private:
    explicit Spool(std::unique_ptr<RecordFile> file) : file_(std::move(file)) {}
    [[nodiscard]] Result<void> begin();
    void note_delivered();

    std::mutex mutex_;
    const std::unique_ptr<RecordFile> file_;
    Epoch epoch_{};
    std::vector<Bytes> delivered_;
    std::uint64_t read_ = 0;  // up to where the reader came
};

}  // namespace xiaoer::pos
