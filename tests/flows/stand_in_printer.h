// A receipt printer on TCP for the flow tests: takes what it is sent, one connection after another, and remembers it.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace xiaoer::flows {

class StandInPrinter {
public:
    StandInPrinter();
    ~StandInPrinter();
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string received() const;

private:
    void run();
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_{false};
    mutable std::mutex mutex_;
    std::string received_;
    std::thread thread_;
};

// What a till does with one job. Throws FlowFailure.
void send_to_till(std::uint16_t tap_port, std::string_view job);

}  // namespace xiaoer::flows
