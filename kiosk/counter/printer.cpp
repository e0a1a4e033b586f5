#include "counter/printer.h"

#include "base/clock.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>

namespace xiaoer {
namespace {

constexpr std::int64_t goodbye_ms = 500, answer_ms = 300;

Error unreachable(std::string_view what, int code) {
    return {ErrorCode::unreachable, "the printer " + std::string(what) + ": " + std::generic_category().message(code)};
}

class Descriptor {
public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    [[nodiscard]] int get() const { return value_; }

private:
    int value_;
};

class Deadline {
public:
    explicit Deadline(std::int64_t timeout_ms) : ends_ms_(clock_.steady_ms() + timeout_ms) {}
    [[nodiscard]] int left_ms() const {
        return static_cast<int>(std::max<std::int64_t>(ends_ms_ - clock_.steady_ms(), 0));
    }

private:
    SystemClock clock_;  // measures a device, decides nothing
    std::int64_t ends_ms_;
};

// Returns: whether one of `events` came before the deadline.
bool wait_for(const Descriptor& descriptor, short events, const Deadline& deadline) {
    pollfd entry{descriptor.get(), events, 0};
    int ready = 0;
    do {
        ready = ::poll(&entry, 1, deadline.left_ms());
    } while (ready < 0 && errno == EINTR && deadline.left_ms() > 0);
    return ready > 0;
}

Result<Descriptor> connect_to(const TcpTarget& target, const Deadline& deadline) {
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(target.host.c_str(), target.port.c_str(), &hints, &found) != 0) {
        return invalid("no printer address: " + target.host);
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> address(found, &::freeaddrinfo);
    Descriptor socket(::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.get() < 0) return unreachable("cannot be reached", errno);
    if (::connect(socket.get(), address->ai_addr, address->ai_addrlen) != 0 && errno != EINPROGRESS) {
        return unreachable("cannot be reached", errno);
    }
    if (!wait_for(socket, POLLOUT, deadline)) return unreachable("cannot be reached", ETIMEDOUT);
    int code = 0;
    socklen_t size = sizeof code;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &code, &size);
    if (code != 0) return unreachable("cannot be reached", code);
    return socket;
}

Result<Descriptor> open_serial(const pos::SerialLine& target) {
    XIAOER_TRY_ASSIGN(const auto line, pos::open_line(target));
    return Descriptor(::fcntl(line.fd(), F_DUPFD_CLOEXEC, 0));
}

Result<Descriptor> open_file(const FileTarget& target, int mode = O_WRONLY) {
    const bool is_device = target.path.starts_with("/dev/");
    const int flags = mode | O_APPEND | O_NONBLOCK | O_CLOEXEC | (is_device ? 0 : O_CREAT);
    Descriptor file(::open(target.path.c_str(), flags, 0600));
    if (file.get() < 0) return unreachable("cannot be opened", errno);
    return file;
}

// A printer that hangs up must not end the process by SIGPIPE.
ssize_t write_some(const Descriptor& to, ByteView bytes) {
    const ssize_t sent = ::send(to.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == ENOTSOCK) return ::write(to.get(), bytes.data(), bytes.size());
    return sent;
}

Result<void> write_all(const Descriptor& to, ByteView bytes, const Deadline& deadline) {
    while (!bytes.empty()) {
        const ssize_t written = write_some(to, bytes);
        if (written > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
            return unreachable("stopped", errno);
        } else if (!wait_for(to, POLLOUT, deadline)) {
            return unreachable("takes no more", ETIMEDOUT);
        }
    }
    return {};
}

// Closing a socket with unread answers in it resets the connection and may take the end of the slip with it: so say
// that nothing more comes, and read until the printer closes too or has had time enough.
void say_goodbye(const Descriptor& socket) {
    ::shutdown(socket.get(), SHUT_WR);
    const Deadline deadline(goodbye_ms);
    std::array<char, 256> answers{};
    while (wait_for(socket, POLLIN, deadline) && ::read(socket.get(), answers.data(), answers.size()) > 0) {
    }
}

constexpr std::array<std::uint8_t, 3> questions{1, 2, 4};  // DLE EOT n: the printer, why it is offline, its paper

// Any answer has bits 0 and 7 clear, and 1 and 4 set.
bool is_answer(std::uint8_t byte) { return (byte & 0x93) == 0x12; }

std::optional<std::uint8_t> answer_to(const Descriptor& printer, std::uint8_t question, std::int64_t timeout_ms) {
    const Deadline deadline(timeout_ms);
    const std::array<std::uint8_t, 3> bytes{0x10, 0x04, question};
    if (!write_all(printer, bytes, deadline)) return std::nullopt;
    std::uint8_t answer = 0;
    while (wait_for(printer, POLLIN, deadline)) {
        const auto got = ::read(printer.get(), &answer, 1);
        if (got == 1 && is_answer(answer)) return answer;
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) break;
    }
    return std::nullopt;
}

std::string why_not(PrinterState state) {
    switch (state) {
        case PrinterState::paper_out: return "has no paper";
        case PrinterState::cover_open: return "has its cover open";
        case PrinterState::offline: return "is offline";
        default: return "cannot be reached";
    }
}

}  // namespace

PrinterState state_of_answers(const std::array<std::optional<std::uint8_t>, 3>& answers) {
    const auto has = [&](std::size_t of, int bits) { return answers[of] && (*answers[of] & bits) != 0; };
    if (!answers[0] && !answers[1] && !answers[2]) return PrinterState::unknown;
    if (has(1, 0x20) || has(2, 0x60)) return PrinterState::paper_out;
    if (has(1, 0x04)) return PrinterState::cover_open;
    if (has(0, 0x08) || has(1, 0x40)) return PrinterState::offline;
    return PrinterState::ready;
}

PrinterState ask_printer(const PrinterTarget& target, std::int64_t timeout_ms) {
    const auto opened = [&]() -> Result<Descriptor> {
        if (const auto* file = std::get_if<FileTarget>(&target)) return open_file(*file, O_RDWR);
        if (const auto* line = std::get_if<pos::SerialLine>(&target)) return open_serial(*line);
        return connect_to(std::get<TcpTarget>(target), Deadline(std::max<std::int64_t>(timeout_ms, 1'000)));
    }();
    if (!opened) return PrinterState::away;
    const auto* file = std::get_if<FileTarget>(&target);
    if (file != nullptr && !file->path.starts_with("/dev/")) return PrinterState::ready;
    std::array<std::optional<std::uint8_t>, 3> answers;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        answers[i] = answer_to(*opened, questions[i], timeout_ms);
        if (!answers[i] && i == 0) break;  // one that is silent once is silent
    }
    return state_of_answers(answers);
}

Result<PrinterTarget> parse_printer_target(std::string_view text) {
    if (text.starts_with("file:") && text.size() > 5) return PrinterTarget(FileTarget{std::string(text.substr(5))});
    const auto colon = text.rfind(':');
    if (text.starts_with("tcp:") && colon > 4) {
        std::string_view host = text.substr(4, colon - 4);
        const std::string_view port = text.substr(colon + 1);
        if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
        if (!host.empty() && !port.empty() && port.size() <= 5 && all_digits(port)) {
            return PrinterTarget(TcpTarget{std::string(host), std::string(port)});
        }
    }
    if (text.starts_with("serial:")) {
        XIAOER_TRY_ASSIGN(const auto line, pos::parse_line(text));
        XIAOER_TRY(pos::check_line(line));
        return PrinterTarget(std::get<pos::SerialLine>(line));
    }
    return invalid("a printer is tcp:ADDRESS:PORT, serial:/dev/NAME:BAUD or file:PATH");
}

Result<void> write_to_printer(const PrinterTarget& target, ByteView bytes, std::int64_t timeout_ms) {
    const Deadline deadline(timeout_ms);
    if (const auto* file = std::get_if<FileTarget>(&target)) {
        XIAOER_TRY_ASSIGN(const auto descriptor, open_file(*file));
        return write_all(descriptor, bytes, deadline);
    }
    if (const auto* line = std::get_if<pos::SerialLine>(&target)) {
        XIAOER_TRY_ASSIGN(const auto descriptor, open_serial(*line));
        return write_all(descriptor, bytes, deadline);
    }
    XIAOER_TRY_ASSIGN(const auto socket, connect_to(std::get<TcpTarget>(target), deadline));
    XIAOER_TRY(write_all(socket, bytes, deadline));
    say_goodbye(socket);
    return {};
}

Printer::Printer(PrinterTarget target, std::int64_t timeout_ms, bool asks)
    : target_(std::move(target)), timeout_ms_(timeout_ms), asks_(asks), thread_([this] { run(); }) {}

Printer::~Printer() {
    stopping_ = true;
    jobs_.close();
    thread_.join();
}

std::future<Result<void>> Printer::print(Bytes slip) {
    Job job{std::move(slip), {}};
    auto future = job.done.get_future();
    if (!jobs_.push(std::move(job))) job.done.set_value(Error{ErrorCode::busy, "too many slips wait for the printer"});
    return future;
}

Result<void> Printer::print_now(const Bytes& slip) {
    if (asks_) {
        const auto state = ask_printer(target_, answer_ms);
        state_ = state;
        if (state == PrinterState::unknown) asks_ = false;
        const bool good = state == PrinterState::unknown || state == PrinterState::ready;
        if (!good) return Error{ErrorCode::unreachable, "the printer " + why_not(state)};
    }
    auto printed = write_to_printer(target_, slip, timeout_ms_);
    if (!printed) state_ = PrinterState::away;
    if (printed && state_ == PrinterState::away) state_ = PrinterState::unknown;
    return printed;
}

void Printer::run() {
    Result<void> last;
    while (!jobs_.drained()) {
        auto job = jobs_.pop_for(std::chrono::seconds(1));
        if (!job) continue;
        const bool pointless = stopping_ && !last;  // a printer that is off must not hold the shop's closing time
        if (!pointless) last = print_now(job->slip);
        job->done.set_value(last);
    }
}

}  // namespace xiaoer
