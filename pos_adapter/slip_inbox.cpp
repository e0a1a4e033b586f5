#include "pos_adapter/slip_inbox.h"

#include "base/log.h"
#include "base/random.h"

#include <chrono>

namespace xiaoer::pos {
namespace {

constexpr std::size_t memory_bytes_max = std::size_t{8} << 20;
constexpr std::uint64_t memory_positions_from = std::uint64_t{1} << 48;  // no file is that long

}  // namespace

SlipInbox::SlipInbox(std::unique_ptr<Spool> spool)
    : spool_(std::move(spool)), memory_position_(memory_positions_from), saving_(spool_ != nullptr) {
    epoch_ = spool_ != nullptr ? spool_->epoch() : SystemRandom().array<sizeof(Spool::Epoch)>();
}

void SlipInbox::put(Spool::Kind kind, Timestamp at, ByteView bytes) {
    {
        const std::lock_guard lock(mutex_);
        // Once something waits in memory, what comes later waits behind it.
        const bool may_spool = spool_ != nullptr && memory_.empty();
        if (may_spool) {
            const auto saved = spool_->append(kind, at, bytes);
            report(saved);
            if (saved) return changed_.notify_one();
        }
        if (memory_bytes_ + bytes.size() <= memory_bytes_max) {
            memory_.push_back({kind, at, {bytes.begin(), bytes.end()}, memory_position_});
            memory_position_ += bytes.size() + 1;
            memory_bytes_ += bytes.size();
        } else if (kind == Spool::Kind::bytes) {
            log_warning("the till's spool and its memory are full: part of a slip was printed but not read");
        }
    }
    changed_.notify_one();
}

void SlipInbox::report(const Result<void>& saved) {
    if (!saved && saving_) log_error(saved.error(), "slips are printed and read, but not saved");
    saving_ = saved.has_value();
}

std::optional<Spool::Record> SlipInbox::take_now() {
    if (spool_ != nullptr) {
        auto record = spool_->next();
        if (!record) {
            log_error(record.error(), "reading the till's slips");
        } else if (*record) {
            return std::move(**record);
        }
    }
    if (memory_.empty()) return std::nullopt;
    auto record = std::move(memory_.front());
    memory_.pop_front();
    memory_bytes_ -= record.bytes.size();
    return record;
}

std::optional<Spool::Record> SlipInbox::take() {
    std::unique_lock lock(mutex_);
    while (!stopped_) {
        if (auto record = take_now()) return record;
        changed_.wait(lock);
    }
    return std::nullopt;
}

bool SlipInbox::wait(int timeout_ms) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::milliseconds(timeout_ms), [this] { return stopped_.load(); });
    return !stopped_;
}

void SlipInbox::mark_delivered(Timestamp at, ByteView slip_id) {
    const std::lock_guard lock(mutex_);
    if (spool_ != nullptr) report(spool_->append(Spool::Kind::delivered, at, slip_id));
}

void SlipInbox::forget_taken() {
    const std::lock_guard lock(mutex_);
    if (spool_ == nullptr || !memory_.empty()) return;
    spool_->start_over_if_read();
    epoch_ = spool_->epoch();
}

void SlipInbox::sync() {
    if (spool_ == nullptr || !saving_) return;
    if (const auto synced = spool_->sync(); !synced) report(synced);
}

std::vector<Bytes> SlipInbox::delivered() const {
    return spool_ != nullptr ? spool_->delivered() : std::vector<Bytes>{};
}

void SlipInbox::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
}

}  // namespace xiaoer::pos
