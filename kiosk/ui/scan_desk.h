// Where the scanner's thread leaves what it read, and the UI thread takes it. A queue of four: who scans faster than
// the counter answers scans again.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace xiaoer::ui {

class ScanDesk {
public:
    // Any thread; waits for nothing.
    void put(std::string text);
    // UI thread.
    [[nodiscard]] std::optional<std::string> take();
    // Called on the putting thread, to wake the UI thread; must not block.
    void on_put(std::function<void()> wake);

private:
    std::mutex mutex_;  // guards all below
    std::deque<std::string> scans_;
    std::function<void()> wake_;
};

}  // namespace xiaoer::ui
