// The ESC/POS tap on TCP 9100 or a serial line: stands between a till and its receipt printer and reads along.
//
// One connection at a time, as printers do it: a second till waits. Bytes go to the real printer first, then to the
// spool, then they are read; the printer's answers go back to the till. Without a printer the tap answers status
// requests itself. The till is never slowed or stopped by the kiosk: when the consumer is busy only reading waits,
// when the disk is full the printer still prints, when the printer is away its bytes wait for it (16 MiB). A serial
// line has no connections: a slip ends there at a cut or after silence, and an adapter that is unplugged is opened
// again.
//
// The port has no authentication: bind it to the till's interface and name its address. Two threads of its own:
// one serves the till, one reads slips and calls `deliver`. Owned by one thread.
#pragma once

#include "base/clock.h"
#include "pos_adapter/line.h"
#include "pos_adapter/receipt.h"
#include "pos_adapter/till_profile.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace xiaoer::pos {

struct TapOptions {
    Endpoint listen{"0.0.0.0", 9100};
    std::optional<SerialLine> serial;  // the till is on this line; nothing is listened to then
    std::optional<Line> printer;       // empty: the till prints to nobody
    std::optional<std::string> till;   // the only address that may connect; empty: any
    std::filesystem::path spool;       // one file a tap; empty: memory only
    ReadingOptions reading;
    AskProfile profile = {};   // asked before each slip
    int idle_ms = 2000;        // a slip without a cut ends after this silence
    int give_way_ms = 60'000;  // a till that is silent this long yields to one that waits
};

class Tap {
public:
    // Called on the tap's reading thread. Returns: true when the slip is safe with the consumer; it is then
    // forgotten. False when the consumer is busy: the same slip comes again. After a crash a slip may come twice,
    // with the same id.
    using Deliver = std::function<bool(const Slip&)>;

    // `clock` must outlive the tap. Errors: busy when the port is taken or another process has the spool, invalid
    // for an address that is none, io. A full disk is no error: see saving().
    [[nodiscard]] static Result<std::unique_ptr<Tap>> start(TapOptions options, const Clock& clock, Deliver deliver);
    // Stops serving, keeps what was not delivered in the spool, and joins.
    ~Tap();
    Tap(const Tap&) = delete;
    Tap& operator=(const Tap&) = delete;

    // 0 for a tap on a serial line.
    [[nodiscard]] std::uint16_t port() const;
    // Any thread. False while the spool cannot be written: show "not saved".
    [[nodiscard]] bool saving() const;

private:
    struct Threads;
    explicit Tap(std::unique_ptr<Threads> threads);
    std::unique_ptr<Threads> threads_;
};

}  // namespace xiaoer::pos
