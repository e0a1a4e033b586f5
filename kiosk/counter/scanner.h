// A barcode scanner of the counter's own, read past every keyboard: its input device, grabbed so that nobody else hears
// it (no input method, no focus, no Tab or Enter that leaks), or its serial port.
//
// Targets:
//     /dev/input/by-id/NAME        a scanner that is a keyboard, by the name that stays with the device
//     serial:/dev/serial/by-id/NAME[:BAUD]   a scanner in serial or CDC mode (pos_adapter/line.h has the whole form)
//
// A device that is not there, or is pulled, is looked for each second and comes back by itself. Without a target, or
// while the device is away, a scanner that types still works: the window gathers its keys (ui/scan_burst.h). Lines go
// to `heard` as they came, at most 68 characters; what they mean is classify_scan's to say. Nothing of them is logged
// or kept. One thread of its own; made and destroyed by main.
#pragma once

#include "base/result.h"

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace xiaoer {

// Errors: invalid, naming the two forms.
[[nodiscard]] Result<void> check_scanner_target(std::string_view target);

class Scanner {
public:
    using Heard = std::function<void(std::string)>;  // on the scanner's thread; must not block
    // Requires: a target that check_scanner_target() accepts.
    Scanner(std::string target, Heard heard);
    ~Scanner();
    Scanner(const Scanner&) = delete;
    Scanner& operator=(const Scanner&) = delete;

    // Any thread: whether the device is there now.
    [[nodiscard]] bool connected() const { return connected_; }

private:
    void run();
    void read_keys();
    void read_serial();
    // Until `fd` has something. Returns: false when it is time to stop.
    [[nodiscard]] bool wait_for(int fd, int timeout_ms) const;

    const std::string target_;
    const Heard heard_;
    std::atomic<bool> connected_{false};
    int stop_read_ = -1, stop_write_ = -1;  // a pipe: a byte in it ends every wait
    std::thread thread_;
};

}  // namespace xiaoer
