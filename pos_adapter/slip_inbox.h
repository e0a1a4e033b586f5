// Between the thread that serves the till and the thread that reads its slips.
//
// put() never waits: what the till sent goes to the spool, or, while that cannot be written, to a bounded piece of
// memory, so that the till goes on and the slip can still be read. What is in memory follows into the spool as soon as
// the disk takes it, at the latest when the inbox ends. Spool and memory are one list: records come out in the order
// they went in, and each keeps its position, and with it its slip's id, wherever it lies. What the reader has taken
// stays until forget_taken(): a restart reads it again.
#pragma once

#include "pos_adapter/spool.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace xiaoer::pos {

class SlipInbox {
public:
    explicit SlipInbox(std::unique_ptr<Spool> spool);
    // Puts what is still in memory into the spool, and logs what the disk does not take.
    ~SlipInbox();
    SlipInbox(const SlipInbox&) = delete;
    SlipInbox& operator=(const SlipInbox&) = delete;

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
    // False while the spool cannot be written: a crash would lose what is under way. And from a sync that failed on:
    // what the disk has is not known then before a restart.
    [[nodiscard]] bool saving() const { return saving_; }
    // The reader.
    [[nodiscard]] Spool::Epoch epoch() const { return spool_->epoch(); }
    // Ids of slips that were delivered before the restart.
    [[nodiscard]] std::vector<Bytes> delivered() const { return spool_->delivered(); }

private:
    using Lock = std::unique_lock<std::mutex>;
    void add(Spool::Kind kind, Timestamp at, ByteView bytes);
    [[nodiscard]] bool drain();
    void tend(Lock& lock);
    void report(const Result<void>& saved);
    [[nodiscard]] std::optional<Spool::Record> take_now();

    const std::unique_ptr<Spool> spool_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Spool::Record> memory_;  // behind what is in the spool
    std::size_t memory_taken_ = 0;      // of its first records: by the reader
    std::uint64_t memory_bytes_ = 0;    // that they will be in the file
    bool beginning_ = false;            // the reader starts the file over: nobody else may touch it
    bool sync_failed_ = false;
    std::atomic<bool> stopped_ = false;
    std::atomic<bool> saving_;
};

}  // namespace xiaoer::pos
