// A receipt printer on TCP for the flow tests: takes what it is sent, one connection after another, and remembers it.
// When it is asked how it is (DLE EOT n, in front of a slip) it answers, as a real one does.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace xiaoer::flows {

class StandInPrinter {
public:
    StandInPrinter();
    ~StandInPrinter();
    [[nodiscard]] std::uint16_t port() const { return port_; }
    // All that was printed, without the questions.
    [[nodiscard]] std::string received() const;
    // The same by connection; those with nothing but questions are none.
    [[nodiscard]] std::vector<std::string> slips() const;

    // As Epson's manuals have it for n = 1, 2 and 4.
    enum class Health { well, no_paper, cover_open };
    void be(Health health) { health_ = health; }

private:
    void run();
    void serve(int connection);
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_{false};
    mutable std::mutex mutex_;
    std::vector<std::string> slips_;
    std::atomic<Health> health_{Health::well};
    std::thread thread_;
};

// What a till does with one job. Throws FlowFailure.
void send_to_till(std::uint16_t tap_port, std::string_view job);

}  // namespace xiaoer::flows
