// Xiaoer's own printing: whole slips to one printer, one after another, on the printer's own thread.
//
// Any thread may print; nobody waits but the printer's thread. Made and destroyed by main.
//
// Targets:
//     tcp:HOST:PORT   a network printer; HOST is an IPv4 address or [IPv6 address]: a slow name server must not
//                     hold a slip. One connection a slip, since such printers serve one client at a time and the
//                     till is another.
//     file:PATH       a device such as /dev/usb/lp0, or a file that slips are appended to (made 0600: a card slip
//                     carries a 领奖码). Nothing is ever made under /dev, where a missing printer would leave a file.
#pragma once

#include "base/bytes.h"
#include "base/queue.h"

#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <variant>

namespace xiaoer {

struct TcpTarget {
    std::string host;
    std::string port;
};
struct FileTarget {
    std::string path;
};
using PrinterTarget = std::variant<TcpTarget, FileTarget>;

// Errors: invalid, naming the two forms.
[[nodiscard]] Result<PrinterTarget> parse_printer_target(std::string_view text);

// Writes all of `bytes` before `timeout_ms` has passed. Waits; not for the UI or the store thread.
// Errors: unreachable: the printer is off, out of paper, busy, or stopped taking bytes; part may be on paper.
[[nodiscard]] Result<void> write_to_printer(const PrinterTarget& target, ByteView bytes, std::int64_t timeout_ms);

class Printer {
public:
    explicit Printer(PrinterTarget target, std::int64_t timeout_ms = 5'000);
    // Prints what was accepted, then stops; gives up at the first slip that the printer does not take.
    ~Printer();
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    // Errors inside: unreachable; busy when 32 slips wait already.
    [[nodiscard]] std::future<Result<void>> print(Bytes slip);

private:
    struct Job {
        Bytes slip;
        std::promise<Result<void>> done;
    };
    void run();

    const PrinterTarget target_;
    const std::int64_t timeout_ms_;
    Queue<Job> jobs_{32};
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace xiaoer
