#include "pos_adapter/till_server.h"

#include "base/log.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace xiaoer::pos {
namespace {

constexpr std::size_t chunk_size = 65536;
constexpr std::size_t printer_bytes_max = std::size_t{16} << 20;
constexpr std::size_t till_bytes_max = 65536;
constexpr int retry_every_ms = 1000;
constexpr int release_within_ms = 1000;

// Read and written what there is: more later, or the other side is gone.
enum class Moved { some, later, gone };

Moved moved(ssize_t count) {
    if (count > 0) return Moved::some;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return Moved::later;
    return Moved::gone;
}

// A till that asks for the status all day is silent all the same.
bool is_status_poll(ByteView bytes) {
    if (bytes.empty() || bytes.size() % 3 != 0 || bytes.size() > 24) return false;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const bool realtime = bytes[at] == DLE && bytes[at + 1] == EOT;
        const bool status = bytes[at] == GS && bytes[at + 1] == 'r';
        if (!realtime && !status) return false;
    }
    return true;
}

}  // namespace

TillServer::TillServer(const TapOptions& options, Socket listener, SlipInbox& inbox, const Clock& clock)
    : options_(options),
      inbox_(inbox),
      clock_(clock),
      listener_(std::move(listener)),
      wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

TillServer::~TillServer() = default;

void TillServer::run() {
    while (!stopping_) poll_once();
}

void TillServer::stop() {
    const std::uint64_t one = 1;
    XIAOER_ASSERT(::write(wake_.fd(), &one, sizeof one) == sizeof one);
}

void TillServer::poll_once() {
    if (options_.serial && !till_.open()) open_serial_till();
    const bool room = to_printer_.size() - printed_ < printer_bytes_max;
    const bool printing = connecting_ || printed_ < to_printer_.size();
    // While a till is served, the listener is only asked who waits, and only as often as that could matter.
    const bool may_accept = !till_.open() && !releasing_;
    const bool may_give_way = till_.open() && !somebody_waits_;
    std::array<pollfd, 4> polled = {{
        {wake_.fd(), POLLIN, 0},
        {may_accept || may_give_way ? listener_.fd() : -1, POLLIN, 0},
        {till_.fd(), static_cast<short>((room ? POLLIN : 0) | (to_till_.empty() ? 0 : POLLOUT)), 0},
        {printer_.fd(), static_cast<short>(POLLIN | (printing ? POLLOUT : 0)), 0},
    }};
    ::poll(polled.data(), polled.size(), timeout_ms());
    if (polled[0].revents != 0) {
        stopping_ = true;
        return;
    }
    serve_printer(polled[3].revents);
    if ((polled[2].revents & POLLOUT) != 0) flush_to_till();
    if ((polled[2].revents & (POLLIN | POLLHUP | POLLERR)) != 0) read_till();
    if (polled[1].revents != 0) accept_till(true);
    note_silence();
}

int TillServer::timeout_ms() const {
    const auto now = clock_.steady_ms();
    std::int64_t next = now + 60'000;
    if (unmarked_) next = std::min(next, last_bytes_ms_ + options_.idle_ms);
    if (somebody_waits_) next = std::min(next, last_bytes_ms_ + options_.give_way_ms);
    if (releasing_) next = std::min(next, release_until_ms_);
    if (options_.serial && !till_.open()) next = std::min(next, till_retry_ms_);
    if (options_.printer && !printer_.open() && (till_.open() || printed_ < to_printer_.size())) {
        next = std::min(next, printer_retry_ms_);
    }
    return static_cast<int>(std::max<std::int64_t>(next - now, 0));
}

void TillServer::accept_till(bool somebody_waits) {
    if (till_.open()) {
        somebody_waits_ = somebody_waits;
        return;
    }
    auto till = accept_from(listener_);
    if (!till.open()) return;
    if (options_.till && peer_address(till) != *options_.till) {
        log_warning("a stranger's connection to the till's port was refused");
        return;
    }
    till_ = std::move(till);
    last_bytes_ms_ = clock_.steady_ms();
    if (options_.printer && !printer_.open()) connect_printer();
}

// A line that is not there yet, or no longer, is tried again each second: USB adapters come and go.
void TillServer::open_serial_till() {
    if (clock_.steady_ms() < till_retry_ms_) return;
    till_retry_ms_ = clock_.steady_ms() + retry_every_ms;
    auto line = open_line(*options_.serial);
    if (!line) {
        if (!told_till_away_) log_error(line.error(), "the till's serial line");
        told_till_away_ = true;
        return;
    }
    told_till_away_ = false;
    till_ = std::move(*line);
    last_bytes_ms_ = clock_.steady_ms();
    if (options_.printer && !printer_.open()) connect_printer();
}

void TillServer::read_till() {
    std::array<std::uint8_t, chunk_size> chunk;
    const auto count = read_some(till_, chunk);
    switch (moved(count)) {
        case Moved::some: take_bytes(ByteView(chunk).first(static_cast<std::size_t>(count))); break;
        case Moved::later: break;
        case Moved::gone: till_gone(); break;
    }
}

// The order is the promise: the printer, then the answers, then the spool.
void TillServer::take_bytes(ByteView bytes) {
    if (options_.printer) {
        to_printer_.insert(to_printer_.end(), bytes.begin(), bytes.end());
        if (printer_.open() && !connecting_) flush_to_printer();
    } else {
        const auto answers = answers_.answer(bytes);
        to_till_.insert(to_till_.end(), answers.begin(), answers.end());
        flush_to_till();
    }
    inbox_.put(Spool::Kind::bytes, clock_.now(), bytes);
    unmarked_ = true;
    if (!is_status_poll(bytes)) last_bytes_ms_ = clock_.steady_ms();
}

void TillServer::till_gone() {
    till_.close();
    to_till_.clear();
    answers_.reset();
    unmarked_ = false;
    somebody_waits_ = false;
    inbox_.put(Spool::Kind::closed, clock_.now(), {});
    if (printer_.open() && !connecting_ && printed_ == to_printer_.size()) release_printer();
}

void TillServer::note_silence() {
    const auto silent_ms = clock_.steady_ms() - last_bytes_ms_;
    if (unmarked_ && silent_ms >= options_.idle_ms) {
        inbox_.put(Spool::Kind::idle, clock_.now(), {});
        unmarked_ = false;
    }
    if (till_.open() && somebody_waits_ && silent_ms >= options_.give_way_ms) {
        log_info("a silent till gave way to one that waited");
        till_gone();
    }
}

void TillServer::connect_printer() {
    printer_retry_ms_ = clock_.steady_ms() + retry_every_ms;
    auto begun = open_line(*options_.printer);
    if (!begun) return;
    printer_ = std::move(*begun);
    connecting_ = std::holds_alternative<Endpoint>(*options_.printer);  // a serial line is there at once
    releasing_ = false;
}

void TillServer::serve_printer(short events) {
    if (!options_.printer) return;
    const auto now = clock_.steady_ms();
    if (!printer_.open()) {
        const bool wanted = till_.open() || printed_ < to_printer_.size();
        if (wanted && now >= printer_retry_ms_) connect_printer();
        return;
    }
    if (connecting_ && events != 0) {
        if (!connected(printer_)) return printer_gone();
        connecting_ = false;
        flush_to_printer();
    } else if (!connecting_) {
        if ((events & POLLOUT) != 0) flush_to_printer();
        if ((events & (POLLIN | POLLHUP | POLLERR)) != 0) read_printer();
        if (releasing_ && now >= release_until_ms_) printer_gone();
    }
}

void TillServer::flush_to_printer() {
    while (printed_ < to_printer_.size()) {
        const auto rest = ByteView(to_printer_).subspan(printed_);
        const auto count = write_some(printer_, rest);
        const auto what = moved(count);
        if (what == Moved::gone) return printer_gone();
        if (what == Moved::later) return;
        printed_ += static_cast<std::size_t>(count);
    }
    to_printer_.clear();
    printed_ = 0;
    if (!till_.open() && !releasing_) release_printer();
}

void TillServer::read_printer() {
    std::array<std::uint8_t, 4096> chunk;
    const auto count = read_some(printer_, chunk);
    const auto what = moved(count);
    if (what == Moved::gone) return printer_gone();
    if (what == Moved::later || !till_.open() || to_till_.size() > till_bytes_max) return;
    to_till_.insert(to_till_.end(), chunk.begin(), chunk.begin() + count);
    flush_to_till();
}

// Says that the job is over, and lets the printer read to the end: closing at once could reset what it has not
// read yet.
void TillServer::release_printer() {
    if (std::holds_alternative<SerialLine>(*options_.printer)) return;  // it stays open: closing may drop what it holds
    ::shutdown(printer_.fd(), SHUT_WR);
    releasing_ = true;
    release_until_ms_ = clock_.steady_ms() + release_within_ms;
}

void TillServer::printer_gone() {
    printer_.close();
    connecting_ = releasing_ = false;
    // What was sent in part is sent from there on: the printer may have kept its buffer.
    to_printer_.erase(to_printer_.begin(), to_printer_.begin() + static_cast<std::ptrdiff_t>(printed_));
    printed_ = 0;
    printer_retry_ms_ = clock_.steady_ms() + retry_every_ms;
}

void TillServer::flush_to_till() {
    while (!to_till_.empty()) {
        const auto count = write_some(till_, to_till_);
        const auto what = moved(count);
        if (what == Moved::gone) to_till_.clear();  // read_till() will notice
        if (what != Moved::some) return;
        to_till_.erase(to_till_.begin(), to_till_.begin() + count);
    }
}

}  // namespace xiaoer::pos
