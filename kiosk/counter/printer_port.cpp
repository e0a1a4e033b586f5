#include "counter/printer_port.h"

#include "base/clock.h"
#include "base/text.h"

#include <fcntl.h>
#include <glob.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

namespace xiaoer {
namespace {

constexpr std::int64_t goodbye_ms = 500;
constexpr std::array<std::uint8_t, 3> questions{1, 2, 4};  // DLE EOT n: the printer, why it is offline, its paper

Error unreachable(std::string_view what, int code) {
    return {ErrorCode::unreachable, "the printer " + std::string(what) + ": " + std::generic_category().message(code)};
}

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
bool wait_for(int descriptor, short events, const Deadline& deadline) {
    pollfd entry{descriptor, events, 0};
    int ready = 0;
    do {
        ready = ::poll(&entry, 1, deadline.left_ms());
    } while (ready < 0 && errno == EINTR && deadline.left_ms() > 0);
    return ready > 0;
}

// A printer that hangs up must not end the process by SIGPIPE.
ssize_t write_some(int to, ByteView bytes) {
    const ssize_t sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == ENOTSOCK) return ::write(to, bytes.data(), bytes.size());
    return sent;
}

// Any answer has bits 0 and 7 clear, and 1 and 4 set.
bool is_answer(std::uint8_t byte) { return (byte & 0x93) == 0x12; }

// The first device of that name, where the name has a star.
std::string first_of(const std::string& pattern) {
    glob_t found{};
    std::string first = pattern;
    if (::glob(pattern.c_str(), 0, nullptr, &found) == 0 && found.gl_pathc > 0) first = found.gl_pathv[0];
    ::globfree(&found);
    return first;
}

}  // namespace

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

PrinterState state_of_answers(const std::array<std::optional<std::uint8_t>, 3>& answers) {
    const auto has = [&](std::size_t of, int bits) { return answers[of] && (*answers[of] & bits) != 0; };
    if (!answers[0] && !answers[1] && !answers[2]) return PrinterState::unknown;
    if (has(1, 0x20) || has(2, 0x60)) return PrinterState::paper_out;
    if (has(1, 0x04)) return PrinterState::cover_open;
    if (has(0, 0x08) || has(1, 0x40)) return PrinterState::offline;
    return PrinterState::ready;
}

PrinterPort::~PrinterPort() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

PrinterPort::PrinterPort(PrinterPort&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), kind_(other.kind_) {}

Result<PrinterPort> PrinterPort::open(const PrinterTarget& target, std::int64_t timeout_ms) {
    if (const auto* file = std::get_if<FileTarget>(&target)) return open_file(file->path);
    if (const auto* tcp = std::get_if<TcpTarget>(&target)) return connect_to(*tcp, timeout_ms);
    XIAOER_TRY_ASSIGN(const auto line, pos::open_line(std::get<pos::SerialLine>(target)));
    const int own = ::fcntl(line.fd(), F_DUPFD_CLOEXEC, 0);
    if (own < 0) return unreachable("cannot be opened", errno);
    return PrinterPort(own, Kind::talks);
}

Result<PrinterPort> PrinterPort::open_file(const std::string& path) {
    constexpr int always = O_APPEND | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
    if (!path.starts_with("/dev/")) {
        const int file = ::open(path.c_str(), always | O_WRONLY | O_CREAT, 0600);
        if (file < 0) return unreachable("cannot be opened", errno);
        return PrinterPort(file, Kind::file);
    }
    const auto device = first_of(path);
    const int both = ::open(device.c_str(), always | O_RDWR);
    if (both >= 0) return PrinterPort(both, Kind::talks);
    const int out = ::open(device.c_str(), always | O_WRONLY);
    if (out < 0) return unreachable("cannot be opened", errno);
    return PrinterPort(out, Kind::mute);
}

Result<PrinterPort> PrinterPort::connect_to(const TcpTarget& target, std::int64_t timeout_ms) {
    const Deadline deadline(timeout_ms);
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(target.host.c_str(), target.port.c_str(), &hints, &found) != 0) {
        return invalid("no printer address: " + target.host);
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> address(found, &::freeaddrinfo);
    PrinterPort port(::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), Kind::talks);
    if (port.descriptor_ < 0) return unreachable("cannot be reached", errno);
    if (::connect(port.descriptor_, address->ai_addr, address->ai_addrlen) == 0) return port;
    if (errno != EINPROGRESS) return unreachable("cannot be reached", errno);
    if (!wait_for(port.descriptor_, POLLOUT, deadline)) return unreachable("does not answer", ETIMEDOUT);
    int failure = 0;
    socklen_t size = sizeof failure;
    ::getsockopt(port.descriptor_, SOL_SOCKET, SO_ERROR, &failure, &size);
    if (failure != 0) return unreachable("cannot be reached", failure);
    return port;
}

std::optional<std::uint8_t> PrinterPort::answer_to(std::uint8_t question, std::int64_t timeout_ms) const {
    const Deadline deadline(timeout_ms);
    if (!write(std::array<std::uint8_t, 3>{0x10, 0x04, question}, timeout_ms)) return std::nullopt;
    std::uint8_t answer = 0;
    while (wait_for(descriptor_, POLLIN, deadline)) {
        const auto got = ::read(descriptor_, &answer, 1);
        if (got == 1 && is_answer(answer)) return answer;
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) break;
    }
    return std::nullopt;
}

PrinterState PrinterPort::ask(std::int64_t timeout_ms) const {
    if (kind_ != Kind::talks) return kind_ == Kind::file ? PrinterState::ready : PrinterState::unknown;
    std::array<std::optional<std::uint8_t>, 3> answers;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        answers[i] = answer_to(questions[i], timeout_ms);
        if (!answers[i]) break;  // one that is silent once is silent
    }
    return state_of_answers(answers);
}

Result<void> PrinterPort::write(ByteView bytes, std::int64_t timeout_ms) const {
    const Deadline deadline(timeout_ms);
    while (!bytes.empty()) {
        const ssize_t written = write_some(descriptor_, bytes);
        if (written > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
            return unreachable("stopped", errno);
        } else if (!wait_for(descriptor_, POLLOUT, deadline)) {
            return unreachable("takes no more", ETIMEDOUT);
        }
    }
    return {};
}

// Closing a socket with unread answers in it resets the connection and may take the end of the slip with it: so say
// that nothing more comes, and read until the printer closes too or has had time enough.
void PrinterPort::say_goodbye() const {
    if (kind_ != Kind::talks || ::shutdown(descriptor_, SHUT_WR) != 0) return;  // only a connection can be shut
    const Deadline deadline(goodbye_ms);
    std::array<char, 256> answers{};
    while (wait_for(descriptor_, POLLIN, deadline) && ::read(descriptor_, answers.data(), answers.size()) > 0) {
    }
}

}  // namespace xiaoer
