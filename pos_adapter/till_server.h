// The thread of a tap that serves the till: sockets and the order of things, nothing else. It never waits for
// anything but poll(). See tap.h for the promises.
#pragma once

#include "pos_adapter/slip_inbox.h"
#include "pos_adapter/tap.h"
#include "pos_adapter/till_answers.h"

namespace xiaoer::pos {

class TillServer {
public:
    TillServer(const TapOptions& options, Socket listener, SlipInbox& inbox, const Clock& clock);
    ~TillServer();
    TillServer(const TillServer&) = delete;
    TillServer& operator=(const TillServer&) = delete;

    // Until stop().
    void run();
    void stop();  // any thread
    [[nodiscard]] const Socket& listener() const { return listener_; }

private:
    void poll_once();
    [[nodiscard]] int timeout_ms() const;
    void accept_till(bool somebody_waits);
    void open_serial_till();
    void read_till();
    void till_gone();
    void take_bytes(ByteView bytes);
    void serve_printer(short events);
    void connect_printer();
    void printer_gone();
    void flush_to_printer();
    void read_printer();
    void release_printer();
    void flush_to_till();
    void note_silence();

    const TapOptions& options_;
    SlipInbox& inbox_;
    const Clock& clock_;
    Socket listener_;
    Socket till_;
    Socket printer_;
    Socket wake_;  // an eventfd: stop() writes it
    bool stopping_ = false;
    bool somebody_waits_ = false;
    bool connecting_ = false;  // the printer's connection is under way
    bool releasing_ = false;   // all was sent; waiting for the printer to close, too
    Bytes to_printer_;
    std::size_t printed_ = 0;  // of to_printer_
    Bytes to_till_;
    TillAnswers answers_;
    bool unmarked_ = false;  // bytes came since silence was last noted
    std::int64_t last_bytes_ms_ = 0;
    std::int64_t printer_retry_ms_ = 0;
    std::int64_t till_retry_ms_ = 0;
    bool told_till_away_ = false;  // the serial line could not be opened, and the log knows
    std::int64_t release_until_ms_ = 0;
};

}  // namespace xiaoer::pos
