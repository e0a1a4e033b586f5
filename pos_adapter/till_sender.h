// The till's end of the till link: keeps what the till says until the kiosk has acknowledged it, in order.
//
// One thread of its own sends; while the kiosk is away it tries again every few seconds. What the kiosk finds invalid
// goes to SPOOL.refused (one JSON line each), so that one bad document does not hold up the others. The till's clock
// may be wrong: the kiosk says its time, and calls are signed with that.
//
// All members but the destructor may be called from any thread.
#pragma once

#include "pos_adapter/till_link_call.h"
#include "pos_adapter/till_outbox.h"

#include <condition_variable>
#include <functional>
#include <thread>

namespace xiaoer::pos {

struct TillSenderOptions {
    LinkTarget target;
    std::filesystem::path spool;
    int call_timeout_ms = 5'000;
    int retry_first_ms = 250;
    int retry_last_ms = 5'000;
    std::function<void(const std::string&)> on_trouble;  // why things wait, once a reason; on the sender's thread
};

class TillSender {
public:
    // `clock` outlives it. Errors: invalid (address, till's name), io, busy when another process has the spool.
    [[nodiscard]] static Result<std::unique_ptr<TillSender>> start(TillSenderOptions options, const Clock& clock);
    // Stops a call under way; what was not acknowledged stays in the spool.
    ~TillSender();
    TillSender(const TillSender&) = delete;
    TillSender& operator=(const TillSender&) = delete;

    // Returns when it survives a power cut here; it is sent as soon as the kiosk answers. Errors: invalid (the
    // document is one the kiosk would refuse), io.
    [[nodiscard]] Result<void> submit(std::string_view document);
    // Asks now and waits; nothing is kept. Answers: member, unknown, and what stands in the way. Errors: unreachable.
    [[nodiscard]] Result<LinkAnswer> look_up(std::string_view scan, int timeout_ms);

    // Waits until nothing waits to be sent. Returns: false when something still does.
    [[nodiscard]] bool wait_until_sent(int timeout_ms);
    [[nodiscard]] std::size_t waiting() const { return outbox_->waiting(); }

private:
    TillSender(TillSenderOptions options, const Clock& clock, std::unique_ptr<TillOutbox> outbox);
    void run();
    // Returns: whether the front was dealt with.
    [[nodiscard]] bool send_front(const std::string& document);
    [[nodiscard]] Result<LinkAnswer> call(std::string_view document, int timeout_ms);
    [[nodiscard]] Result<void> keep_refused(const std::string& document, const std::string& line) const;
    void tell_once(std::string why);

    const TillSenderOptions options_;
    const Clock& clock_;
    const std::unique_ptr<TillOutbox> outbox_;
    Socket wake_;  // an eventfd: the destructor writes it
    std::atomic<std::int64_t> kiosk_ahead_ms_ = 0;
    std::string said_;  // the last trouble that was told
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace xiaoer::pos
