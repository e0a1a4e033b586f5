// Xiaoer's own printing: whole slips to one printer, one after another, on the printer's own thread.
//
// Any thread may print; nobody waits but the printer's thread. Made and destroyed by main. Where the printer is:
// printer_port.h.
//
// Before each slip the printer is asked how it is, on the slip's own connection. One that has no paper, an open cover
// or is off gets nothing: the slip's error says why, and it is not printed later by itself, when nobody waits for it
// any more. While something is wrong it is asked again every five seconds; a printer that is nobody else's (a device, a
// serial line) every ten seconds in any case, a network printer only once at the start, before a slip and two seconds
// after it, since the till may want it. One that never answers is asked no more after the third time.
#pragma once

#include "base/queue.h"
#include "counter/printer_port.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <thread>

namespace xiaoer {

// Writes all of `bytes` before `timeout_ms` has passed, asking nothing. Waits; not for the UI or the store thread.
// Errors: as of PrinterPort.
[[nodiscard]] Result<void> write_to_printer(const PrinterTarget& target, ByteView bytes, std::int64_t timeout_ms);

struct PrinterTiming {
    std::int64_t slip_ms = 5'000;     // to take a whole slip
    std::int64_t answer_ms = 300;     // to answer how it is
    std::int64_t in_need_ms = 5'000;  // between two looks at one that is not well
    std::int64_t own_ms = 10'000;     // … at one that nobody else uses
    std::int64_t after_ms = 2'000;    // from a slip to a look at what became of the paper
};

class Printer {
public:
    explicit Printer(PrinterTarget target, PrinterTiming timing = {});
    // Prints what was accepted, then stops; gives up at the first slip that the printer does not take.
    ~Printer();
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    // Errors inside: unreachable, saying why; busy when 32 slips wait already.
    [[nodiscard]] std::future<Result<void>> print(Bytes slip);
    // A slip that is still to be made; `make` is called on the printer's thread and may wait. Errors inside: its own
    // too.
    [[nodiscard]] std::future<Result<void>> print(std::function<Result<Bytes>()> make);
    // Any thread: as it was found last.
    [[nodiscard]] PrinterState state() const { return state_; }

private:
    struct Job {
        std::function<Result<Bytes>()> make;
        std::promise<Result<void>> done;
    };
    void run();
    [[nodiscard]] Result<void> print_now(const Job& job);
    [[nodiscard]] PrinterState ask(const PrinterPort& port);
    void look();

    const PrinterTarget target_;
    const PrinterTiming timing_;
    std::atomic<PrinterState> state_{PrinterState::unknown};
    int silences_ = 0;         // the printer's thread only, as are the next two
    std::int64_t look_at_;     // steady ms: when it is looked at next …
    bool look_wanted_ = true;  // … if at all
    Queue<Job> jobs_{32};
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace xiaoer
