#include "pos_adapter/slip_inbox.h"

#include "base/log.h"

#include <chrono>

namespace xiaoer::pos {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t memory_bytes_max = std::uint64_t{8} << 20;
constexpr auto try_again = 1s;  // while the disk takes nothing

}  // namespace

SlipInbox::SlipInbox(std::unique_ptr<Spool> spool) : spool_(std::move(spool)), saving_(spool_->begun()) {}

SlipInbox::~SlipInbox() {
    Lock lock(mutex_);
    if (memory_.empty() || !spool_->has_path()) return;
    tend(lock);
    while (!memory_.empty()) {
        const auto& record = memory_.front();
        if (const auto saved = spool_->append(record.kind, record.at, record.bytes); !saved) {
            log_error(saved.error(), "the last slips were printed, and are lost");
            return;
        }
        memory_.pop_front();
    }
    report(spool_->sync());
}

void SlipInbox::put(Spool::Kind kind, Timestamp at, ByteView bytes) {
    {
        const std::lock_guard lock(mutex_);
        add(kind, at, bytes);
    }
    changed_.notify_one();
}

// Once something waits in memory, what comes later waits behind it.
void SlipInbox::add(Spool::Kind kind, Timestamp at, ByteView bytes) {
    if (drain()) {
        const auto saved = spool_->append(kind, at, bytes);
        report(saved);
        if (saved) return;
    }
    if (kind == Spool::Kind::bytes && memory_bytes_ + bytes.size() > memory_bytes_max)
        return log_warning("the till's spool and its memory are full: part of a slip was printed but not read");
    const auto position = (beginning_ ? Spool::first : spool_->end()) + memory_bytes_;
    memory_.push_back({kind, at, {bytes.begin(), bytes.end()}, position});
    memory_bytes_ += Spool::record_size(bytes);
}

// Returns: whether the spool has everything, and can be written.
bool SlipInbox::drain() {
    if (beginning_ || !spool_->begun()) return false;
    while (!memory_.empty()) {
        const auto& record = memory_.front();
        const auto saved = spool_->append(record.kind, record.at, record.bytes);
        if (!saved) return report(saved), false;
        if (memory_taken_ > 0) --memory_taken_, spool_->skip();
        memory_bytes_ -= Spool::record_size(record.bytes);
        memory_.pop_front();
        if (memory_.empty()) report(saved);
    }
    return true;
}

// What the disk did not take before, it may take now. The reader's: begin() waits for the disk.
void SlipInbox::tend(Lock& lock) {
    if (!spool_->begun()) {
        beginning_ = true;
        lock.unlock();
        const auto begun = spool_->begin();
        lock.lock();
        beginning_ = false;
        report(begun);
    }
    if (drain()) spool_->keep_room();
}

void SlipInbox::report(const Result<void>& saved) {
    if (!saved && saving_) log_error(saved.error(), "slips are printed and read, but not saved");
    saving_ = saved.has_value() && memory_.empty() && !sync_failed_;
}

std::optional<Spool::Record> SlipInbox::take_now() {
    auto record = spool_->next();
    if (!record) {
        log_error(record.error(), "reading the till's slips");
    } else if (*record) {
        return std::move(**record);
    }
    while (memory_taken_ < memory_.size()) {
        const auto& next = memory_[memory_taken_++];
        if (next.kind != Spool::Kind::delivered) return next;
    }
    return std::nullopt;
}

std::optional<Spool::Record> SlipInbox::take() {
    Lock lock(mutex_);
    while (!stopped_) {
        tend(lock);
        if (auto record = take_now()) return record;
        if (saving_)
            changed_.wait(lock);
        else
            changed_.wait_for(lock, try_again);
    }
    return std::nullopt;
}

bool SlipInbox::wait(int timeout_ms) {
    Lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::milliseconds(timeout_ms), [this] { return stopped_.load(); });
    tend(lock);
    return !stopped_;
}

void SlipInbox::mark_delivered(Timestamp at, ByteView slip_id) {
    const std::lock_guard lock(mutex_);
    add(Spool::Kind::delivered, at, slip_id);
}

void SlipInbox::forget_taken() {
    Lock lock(mutex_);
    const bool empty = memory_.empty() && spool_->end() == Spool::first;
    const auto is_mark = [](const Spool::Record& record) { return record.kind == Spool::Kind::delivered; };
    while (memory_taken_ < memory_.size() && is_mark(memory_[memory_taken_])) ++memory_taken_;
    if (empty || !spool_->all_read() || memory_taken_ < memory_.size()) return;
    memory_.clear();
    memory_taken_ = memory_bytes_ = 0;
    spool_->forget();
    tend(lock);
}

void SlipInbox::sync() {
    if (!saving_) return;
    const auto synced = spool_->sync();
    if (synced) return;
    const std::lock_guard lock(mutex_);
    sync_failed_ = true;
    report(synced);
}

void SlipInbox::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
}

}  // namespace xiaoer::pos
