// Xiaoer's own printing: whole slips to one printer, one after another, on the printer's own thread.
//
// Any thread may print; nobody waits but the printer's thread. Made and destroyed by main.
//
// Targets:
//     tcp:HOST:PORT   a network printer; HOST is an IPv4 address or [IPv6 address]: a slow name server must not
//                     hold a slip. One connection a slip, since such printers serve one client at a time and the
//                     till is another.
//     serial:/dev/serial/by-id/NAME:BAUD   a printer on a serial line (pos_adapter/line.h has the whole form)
//     file:PATH       a device such as /dev/usb/lp0, or a file that slips are appended to (made 0600: a card slip
//                     carries a 领奖码). Nothing is ever made under /dev, where a missing printer would leave a file.
#pragma once

#include "base/bytes.h"
#include "base/queue.h"
#include "pos_adapter/line.h"

#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
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
using PrinterTarget = std::variant<TcpTarget, FileTarget, pos::SerialLine>;

// Errors: invalid, naming the forms.
[[nodiscard]] Result<PrinterTarget> parse_printer_target(std::string_view text);

// Writes all of `bytes` before `timeout_ms` has passed. Waits; not for the UI or the store thread.
// Errors: unreachable: the printer is off, out of paper, busy, or stopped taking bytes; part may be on paper.
[[nodiscard]] Result<void> write_to_printer(const PrinterTarget& target, ByteView bytes, std::int64_t timeout_ms);

// How a printer is, as it says itself when it is asked in real time (DLE EOT 1, 2 and 4; Epson ESC/POS reference).
enum class PrinterState {
    unknown,  // not asked yet, or it answers no questions, as some never do
    ready,
    away,  // cannot be reached
    offline,
    cover_open,
    paper_out,
};
[[nodiscard]] constexpr auto names_of(PrinterState) {
    return std::array<std::string_view, 6>{"unknown", "ready", "away", "offline", "cover_open", "paper_out"};
}
// What its three answers mean; one that did not come, or is none, is left out of account.
[[nodiscard]] PrinterState state_of_answers(const std::array<std::optional<std::uint8_t>, 3>& answers);
// Asks. A file that is no device is ready. Waits `timeout_ms` for each answer at most.
[[nodiscard]] PrinterState ask_printer(const PrinterTarget& target, std::int64_t timeout_ms);

class Printer {
public:
    // `asks`: asks before each slip how the printer is, until it turns out to give no answers; one that has no paper,
    // an open cover or is off gets nothing, and the slip's error says why.
    explicit Printer(PrinterTarget target, std::int64_t timeout_ms = 5'000, bool asks = false);
    // Prints what was accepted, then stops; gives up at the first slip that the printer does not take.
    ~Printer();
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    // Errors inside: unreachable; busy when 32 slips wait already.
    [[nodiscard]] std::future<Result<void>> print(Bytes slip);
    // Any thread: as of the last slip.
    [[nodiscard]] PrinterState state() const { return state_; }

private:
    struct Job {
        Bytes slip;
        std::promise<Result<void>> done;
    };
    void run();
    [[nodiscard]] Result<void> print_now(const Bytes& slip);

    const PrinterTarget target_;
    const std::int64_t timeout_ms_;
    bool asks_;  // the printer's thread only
    std::atomic<PrinterState> state_{PrinterState::unknown};
    Queue<Job> jobs_{32};
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace xiaoer
