// What tests of the tap share: real sockets on loopback, and whoever takes its slips. Test thread only.
#pragma once

#include "paper.h"
#include "pos_adapter/tap.h"

#include <gtest/gtest.h>

#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace xiaoer::pos {

inline constexpr int patience_ms = 10'000;

// Slips as they were delivered; busy while told so.
class Consumer {
public:
    bool take(const Slip& slip) {
        const std::lock_guard lock(mutex_);
        ++offers_;
        offered_ = slip.id;
        changed_.notify_all();
        if (busy_) return false;
        slips_.push_back(slip);
        return true;
    }
    std::vector<Slip> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::milliseconds(patience_ms), [&] { return slips_.size() >= count; });
        EXPECT_GE(slips_.size(), count);
        return slips_;
    }
    void wait_for_offers(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::milliseconds(patience_ms), [&] { return offers_ >= count; });
        EXPECT_GE(offers_, count);
    }
    [[nodiscard]] Id<struct SlipTag> offered() {
        const std::lock_guard lock(mutex_);
        return offered_;
    }
    void set_busy(bool busy) {
        const std::lock_guard lock(mutex_);
        busy_ = busy;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Slip> slips_;
    std::size_t offers_ = 0;
    Id<struct SlipTag> offered_;
    bool busy_ = false;
};

inline bool readable(const Socket& socket, int timeout_ms = patience_ms) {
    pollfd polled{socket.fd(), POLLIN, 0};
    return ::poll(&polled, 1, timeout_ms) == 1;
}
// Up to `count` bytes, or what came before the other side closed.
inline std::string receive(const Socket& socket, std::size_t count) {
    std::string all;
    while (all.size() < count && readable(socket)) {
        std::array<char, 65536> chunk{};
        const auto got = ::recv(socket.fd(), chunk.data(), std::min(chunk.size(), count - all.size()), 0);
        if (got <= 0) break;
        all.append(chunk.data(), static_cast<std::size_t>(got));
    }
    return all;
}
inline void send_all(const Socket& socket, std::string_view text) {
    while (!text.empty()) {
        pollfd polled{socket.fd(), POLLOUT, 0};
        ASSERT_EQ(::poll(&polled, 1, patience_ms), 1);
        const auto sent = ::send(socket.fd(), text.data(), text.size(), MSG_NOSIGNAL);
        ASSERT_GT(sent, 0);
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}
inline bool comes_true(const std::function<bool()>& condition) {
    const auto begun = std::chrono::steady_clock::now();
    while (!condition()) {
        if (std::chrono::steady_clock::now() - begun > std::chrono::milliseconds(patience_ms)) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}
inline Socket connect_to(std::uint16_t port) {
    auto socket = begin_connect({"127.0.0.1", port});
    XIAOER_ASSERT(socket.has_value());
    pollfd polled{socket->fd(), POLLOUT, 0};
    ::poll(&polled, 1, patience_ms);
    XIAOER_ASSERT(connected(*socket));
    return std::move(*socket);
}

class TapTest : public testing::Test {
protected:
    TapTest() { std::filesystem::remove_all(folder_), std::filesystem::create_directories(folder_); }
    ~TapTest() override { std::filesystem::remove_all(folder_); }

    TapOptions options() const {
        TapOptions options;
        options.listen = {"127.0.0.1", 0};
        options.spool = folder_ / "spool";
        options.reading.source = "tap:9100";
        return options;
    }
    std::unique_ptr<Tap> start(TapOptions options) {
        auto tap = Tap::start(std::move(options), clock_, [this](const Slip& slip) { return consumer_.take(slip); });
        XIAOER_ASSERT(tap.has_value());
        return std::move(*tap);
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() /
        (std::string("xiaoer_tap_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    SystemClock clock_;
    Consumer consumer_;
    const std::string sale_ = init + gbk("单号：7\n合计：12.00\n") + cut;
};

}  // namespace xiaoer::pos
