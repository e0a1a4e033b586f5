// Between the thread that serves the till and the thread that reads its slips.
//
// put() never waits: what the till sent goes to the spool, or, when the disk is full or gone, to a bounded piece
// of memory, so that the till goes on and the slip can still be read. Records come out in the order they went in.
#pragma once

#include "pos_adapter/spool.h"

#include <atomic>
#include <condition_variable>
#include <deque>

namespace xiaoer::pos {

class SlipInbox {
public:
    // `spool` may be empty: everything then stays in memory.
    explicit SlipInbox(std::unique_ptr<Spool> spool);

    // The till's thread.
    void put(Spool::Kind kind, Timestamp at, ByteView bytes);
    // The reader: the next record, waiting for it; nothing when stopped.
    [[nodiscard]] std::optional<Spool::Record> take();
    // The reader: sleeps until `timeout_ms` passed or stop(). Returns: false when stopped.
    [[nodiscard]] bool wait(int timeout_ms);
    // The reader: the slip was delivered; a restart does not deliver it again.
    void mark_delivered(Timestamp at, ByteView slip_id);
    // The reader: nothing that was taken is wanted any more.
    void forget_taken();
    // The reader: what was put survives a power cut from here on.
    void sync();
    // Any thread.
    void stop();
    [[nodiscard]] bool stopped() const { return stopped_; }
    // False while the spool cannot be written: a crash would lose what is under way.
    [[nodiscard]] bool saving() const { return saving_; }
    [[nodiscard]] Spool::Epoch epoch() const { return epoch_; }
    // Ids of slips that were delivered before the restart.
    [[nodiscard]] std::vector<Bytes> delivered() const;

private:
    void report(const Result<void>& saved);
    [[nodiscard]] std::optional<Spool::Record> take_now();

    const std::unique_ptr<Spool> spool_;
    Spool::Epoch epoch_{};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Spool::Record> memory_;
    std::size_t memory_bytes_ = 0;
    std::uint64_t memory_position_;
    std::atomic<bool> stopped_ = false;
    std::atomic<bool> saving_;
};

}  // namespace xiaoer::pos
