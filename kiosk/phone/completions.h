// Goes on when a future is ready: std::future has no continuation of its own.
//
// One thread waits for the oldest future, at most 2 ms at a time, and then looks at the others. The store answers in
// the order it was asked, so the oldest is usually the next to be ready and nobody waits for the tick; a query that
// overtakes it is seen at most 2 ms late. With nothing under way the thread sleeps and costs nothing. (A timer
// in the server's io_context would tick as often, but render pages on the thread that must stay free for phones.)
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace xiaoer::phone {

class Completions {
public:
    // At most `capacity` futures are waited for at once.
    explicit Completions(std::size_t capacity);
    // Joins. What was not ready is dropped, its continuation not called.
    ~Completions();

    // Any thread. `next` is called once on the thread of this object, with the value; never when the future is
    // abandoned by its promise. Returns: false when too many are under way; then nothing will be called.
    template <class T, class Next>
    [[nodiscard]] bool then(std::future<T> future, Next next) {
        auto shared = std::make_shared<std::future<T>>(std::move(future));
        return add([shared, next = std::move(next)](std::chrono::milliseconds patience) {
            if (shared->wait_for(patience) != std::future_status::ready) return false;
            try {
                next(shared->get());
            } catch (const std::future_error&) {
                // The promise went with its maker, who is stopping: the deadline answers the phone.
            }
            return true;
        });
    }

private:
    // Waits up to the patience given; true when it is over.
    using Step = std::function<bool(std::chrono::milliseconds)>;

    [[nodiscard]] bool add(Step step);
    void run();

    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Step> added_;
    std::size_t under_way_ = 0;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace xiaoer::phone
