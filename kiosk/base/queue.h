// A bounded queue between threads: many push, one pops. Full is an answer, not a wait.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

namespace xiaoer {

template <class T>
class Queue {
public:
    explicit Queue(std::size_t capacity) : capacity_(capacity) {}

    // Any thread. Returns: false when full or closed; `item` is then untouched.
    [[nodiscard]] bool push(T&& item) {
        {
            const std::lock_guard lock(mutex_);
            if (closed_ || items_.size() >= capacity_) return false;
            items_.push_back(std::move(item));
        }
        changed_.notify_one();
        return true;
    }
    // The one consumer. Returns: the oldest item; nothing after `timeout` or when closed and drained.
    template <class Duration>
    [[nodiscard]] std::optional<T> pop_for(Duration timeout) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, timeout, [this] { return closed_ || !items_.empty(); });
        if (items_.empty()) return std::nullopt;
        T item = std::move(items_.front());
        items_.pop_front();
        return item;
    }
    // Any thread. Nothing more goes in; what is in still comes out.
    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        changed_.notify_all();
    }
    [[nodiscard]] bool drained() const {
        const std::lock_guard lock(mutex_);
        return closed_ && items_.empty();
    }

private:
    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<T> items_;
    bool closed_ = false;
};

}  // namespace xiaoer
