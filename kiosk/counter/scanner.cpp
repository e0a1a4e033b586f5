#include "counter/scanner.h"

#include "counter/key_line.h"
#include "pos_adapter/line.h"

#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <optional>

namespace xiaoer {
namespace {

constexpr int look_again_ms = 1'000;
constexpr std::string_view serial_mark = "serial:";

struct FreeDevice {
    void operator()(libevdev* device) const { libevdev_free(device); }
};
using Device = std::unique_ptr<libevdev, FreeDevice>;

// A descriptor of ours, closed in the end.
class Opened {
public:
    explicit Opened(int fd) : fd_(fd) {}
    ~Opened() {
        if (fd_ >= 0) ::close(fd_);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

}  // namespace

Result<void> check_scanner_target(std::string_view target) {
    if (target.starts_with("/dev/input/")) return {};
    if (target.starts_with(serial_mark)) {
        XIAOER_TRY_ASSIGN(const auto line, pos::parse_line(target));
        return pos::check_line(line);
    }
    return invalid("\"" + std::string(target) +
                   "\" is no scanner: /dev/input/by-id/NAME or serial:/dev/serial/by-id/NAME:BAUD");
}

Scanner::Scanner(std::string target, Heard heard) : target_(std::move(target)), heard_(std::move(heard)) {
    std::array<int, 2> ends{};
    XIAOER_ASSERT(::pipe2(ends.data(), O_CLOEXEC) == 0);
    stop_read_ = ends[0], stop_write_ = ends[1];
    thread_ = std::thread([this] { run(); });
}

Scanner::~Scanner() {
    XIAOER_ASSERT(::write(stop_write_, "x", 1) == 1);
    thread_.join();
    ::close(stop_read_);
    ::close(stop_write_);
}

bool Scanner::wait_for(int fd, int timeout_ms) const {
    std::array<pollfd, 2> waited{pollfd{stop_read_, POLLIN, 0}, pollfd{fd, POLLIN, 0}};
    (void)::poll(waited.data(), waited.size(), timeout_ms);  // a descriptor of -1 is passed over
    return waited[0].revents == 0;
}

void Scanner::run() {
    do {
        if (target_.starts_with(serial_mark))
            read_serial();
        else
            read_keys();
        connected_ = false;
    } while (wait_for(-1, look_again_ms));
}

// Until the device is gone, or it is time to stop.
void Scanner::read_keys() {
    const Opened file(::open(target_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    libevdev* made = nullptr;
    if (file.fd() < 0 || libevdev_new_from_fd(file.fd(), &made) != 0) return;
    const Device device(made);
    if (libevdev_grab(device.get(), LIBEVDEV_GRAB) != 0) return;  // another program has it: try again later
    (void)libevdev_set_clock_id(device.get(), 1);                 // CLOCK_MONOTONIC: pauses are not of the wall's clock
    connected_ = true;
    KeyLine line;
    while (wait_for(file.fd(), -1)) {
        input_event event{};
        int got = LIBEVDEV_READ_STATUS_SUCCESS;
        while (got == LIBEVDEV_READ_STATUS_SUCCESS || got == LIBEVDEV_READ_STATUS_SYNC) {
            got = libevdev_next_event(
                device.get(), got == LIBEVDEV_READ_STATUS_SYNC ? LIBEVDEV_READ_FLAG_SYNC : LIBEVDEV_READ_FLAG_NORMAL,
                &event);
            if (got == LIBEVDEV_READ_STATUS_SYNC) line.drop();  // the kernel lost events: half a code is none
            if (got != LIBEVDEV_READ_STATUS_SUCCESS || event.type != EV_KEY) continue;
            const auto at_ms = static_cast<std::int64_t>(event.input_event_sec) * 1000 + event.input_event_usec / 1000;
            if (auto text = line.key(event.code, event.value, at_ms)) heard_(std::move(*text));
        }
        if (got != -EAGAIN) return;  // unplugged
    }
}

// A line ends with CR, LF or Tab. One that is too long comes out as "?", and no more than one is ever held.
void Scanner::read_serial() {
    const auto place = pos::parse_line(target_);
    if (!place) return;
    const auto port = pos::open_line(*place);
    if (!port) return;
    connected_ = true;
    std::string text;
    std::array<std::uint8_t, 256> bytes{};
    while (wait_for(port->fd(), -1)) {
        const auto got = pos::read_some(*port, bytes);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return;  // unplugged
        for (ssize_t i = 0; i < got; ++i) {
            const char c = static_cast<char>(bytes[static_cast<std::size_t>(i)]);
            if (c != '\r' && c != '\n' && c != '\t') {
                if (text.size() <= KeyLine::longest) text += c;
            } else if (!text.empty()) {
                heard_(text.size() > KeyLine::longest ? "?" : std::move(text));
                text.clear();
            }
        }
    }
}

}  // namespace xiaoer
