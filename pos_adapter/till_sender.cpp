#include "pos_adapter/till_sender.h"

#include "base/json.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace xiaoer::pos {

Result<std::unique_ptr<TillSender>> TillSender::start(TillSenderOptions options, const Clock& clock) {
    XIAOER_TRY(check_address(options.target.kiosk));
    if (!is_till_name(options.target.till)) return invalid("a till's name is 1 to 32 of a-z, 0-9 and '-'");
    XIAOER_TRY_ASSIGN(auto outbox, TillOutbox::open(options.spool));
    return std::unique_ptr<TillSender>(new TillSender(std::move(options), clock, std::move(outbox)));
}

TillSender::TillSender(TillSenderOptions options, const Clock& clock, std::unique_ptr<TillOutbox> outbox)
    : options_(std::move(options)),
      clock_(clock),
      outbox_(std::move(outbox)),
      wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      thread_([this] { run(); }) {}

TillSender::~TillSender() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    const std::uint64_t one = 1;
    XIAOER_ASSERT(::write(wake_.fd(), &one, sizeof one) == sizeof one);
    changed_.notify_all();
    thread_.join();
}

Result<void> TillSender::submit(std::string_view document) {
    if (document.size() > till_link_body_max) return invalid("a document is at most two mebibytes");
    const auto wish = read_link_document(document, options_.target.till);
    if (!wish) return wish.error();
    XIAOER_TRY(outbox_->put(document));
    const std::lock_guard lock(mutex_);  // so that the thread is not just between looking and sleeping
    changed_.notify_all();
    return {};
}

Result<LinkAnswer> TillSender::look_up(std::string_view scan, int timeout_ms) {
    const auto document = look_up_document(scan);
    const auto wish = read_link_document(document, options_.target.till);
    if (!wish) return wish.error();
    return call(document, timeout_ms);
}

bool TillSender::wait_until_sent(int timeout_ms) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::milliseconds(timeout_ms), [this] { return outbox_->waiting() == 0; });
}

// Once more with the kiosk's time when the clocks are too far apart.
Result<LinkAnswer> TillSender::call(std::string_view document, int timeout_ms) {
    const auto once = [&] {
        return call_kiosk(options_.target, document, clock_.now() + kiosk_ahead_ms_, clock_, timeout_ms, wake_);
    };
    auto answer = once();
    if (!answer || answer->kind != LinkAnswer::Kind::clock) return answer;
    kiosk_ahead_ms_ = answer->time - clock_.now();
    return once();
}

void TillSender::run() {
    int pause_ms = 0;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            if (pause_ms > 0) {
                changed_.wait_for(lock, std::chrono::milliseconds(pause_ms), [this] { return stopping_; });
            }
            changed_.wait(lock, [this] { return stopping_ || outbox_->waiting() > 0; });
            if (stopping_) return;
        }
        const auto front = outbox_->front();
        if (!front) tell_once(front.error().message);
        if (!front || !*front) continue;
        const bool done = send_front(**front);
        if (done) outbox_->acknowledge();
        pause_ms = done ? 0 : std::clamp(pause_ms * 2, options_.retry_first_ms, options_.retry_last_ms);
        const std::lock_guard lock(mutex_);
        changed_.notify_all();
    }
}

bool TillSender::send_front(const std::string& document) {
    const auto answer = call(document, options_.call_timeout_ms);
    if (!answer) return tell_once(answer.error().message), false;
    switch (answer->kind) {
        case LinkAnswer::Kind::recorded:
        case LinkAnswer::Kind::duplicate: said_.clear(); return true;
        case LinkAnswer::Kind::invalid: {
            const auto kept = keep_refused(document, answer->line);
            tell_once(kept ? "refused: " + answer->line : kept.error().message);
            return kept.has_value();
        }
        case LinkAnswer::Kind::unauthorised: tell_once("the kiosk does not know this till, or its key"); return false;
        default: tell_once("the kiosk is busy"); return false;
    }
}

Result<void> TillSender::keep_refused(const std::string& document, const std::string& line) const {
    const auto path = options_.spool.string() + ".refused";
    const std::string text = canonical(Json::Object{{"document", Json(document)}, {"line", Json(line)}}) + "\n";
    const Socket file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    const bool written =
        file.open() && ::write(file.fd(), text.data(), text.size()) == std::ssize(text) && ::fdatasync(file.fd()) == 0;
    if (!written) return io_error("cannot write " + path + ": " + std::strerror(errno));
    return {};
}

void TillSender::tell_once(std::string why) {
    if (why == said_) return;
    said_ = std::move(why);
    if (options_.on_trouble) options_.on_trouble(said_);
}

}  // namespace xiaoer::pos
