#include "pos_adapter/line.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace xiaoer::pos {
namespace {

constexpr std::string_view serial_prefix = "serial:";

std::optional<int> number_of(std::string_view text) {
    int value = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc{} && read.ptr == end ? std::optional(value) : std::nullopt;
}

std::optional<speed_t> speed_of(int baud) {
    switch (baud) {
        case 1200: return B1200;
        case 2400: return B2400;
        case 4800: return B4800;
        case 9600: return B9600;
        case 19200: return B19200;
        case 38400: return B38400;
        case 57600: return B57600;
        case 115200: return B115200;
        case 230400: return B230400;
        default: return std::nullopt;
    }
}

Result<Line> parse_endpoint(std::string_view text) {
    const auto colon = text.rfind(':');
    const auto port = colon == text.npos ? std::nullopt : number_of(text.substr(colon + 1));
    if (!port || *port < 1 || *port > 65535) return invalid("\"" + std::string(text) + "\" is not HOST:PORT");
    auto address = text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
    return Line(Endpoint{std::string(address), static_cast<std::uint16_t>(*port)});
}

// The word in front of the next ':', taken off.
std::string_view take_word(std::string_view& rest) {
    const auto end = std::min(rest.find(':'), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
}

bool is_frame(std::string_view frame) {
    return frame.size() == 3 && (frame[0] == '7' || frame[0] == '8') &&
           (frame[1] == 'N' || frame[1] == 'E' || frame[1] == 'O') && (frame[2] == '1' || frame[2] == '2');
}

Result<Line> parse_serial(std::string_view text) {
    SerialLine line;
    auto rest = text.substr(serial_prefix.size());
    line.device = std::string(take_word(rest));
    const auto baud = take_word(rest);
    const auto frame = take_word(rest);
    const auto flow = take_word(rest);
    const bool understood = line.device.starts_with('/') && (baud.empty() || number_of(baud)) &&
                            (frame.empty() || is_frame(frame)) && (flow.empty() || flow == "none") && rest.empty();
    if (!understood) {
        return invalid("\"" + std::string(text) + "\" is not serial:/dev/NAME[:BAUD[:8N1[:none]]]");
    }
    if (!baud.empty()) line.baud = *number_of(baud);
    if (!frame.empty()) line.data_bits = frame[0] - '0', line.parity = frame[1], line.stop_bits = frame[2] - '0';
    line.hardware_flow = flow.empty();
    return Line(line);
}

void set_frame(termios& settings, const SerialLine& line) {
    ::cfmakeraw(&settings);
    settings.c_cflag &= ~static_cast<tcflag_t>(CSIZE | PARENB | PARODD | CSTOPB | CRTSCTS);
    settings.c_cflag |= CREAD | CLOCAL | (line.data_bits == 7 ? CS7 : CS8);
    if (line.parity != 'N') settings.c_cflag |= PARENB;
    if (line.parity == 'O') settings.c_cflag |= PARODD;
    if (line.stop_bits == 2) settings.c_cflag |= CSTOPB;
    if (line.hardware_flow) settings.c_cflag |= CRTSCTS;
}

Result<Socket> open_serial(const SerialLine& line) {
    const auto speed = speed_of(line.baud);
    if (!speed) return invalid(std::to_string(line.baud) + " is no speed of a serial line");
    Socket port(::open(line.device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!port.open()) {
        const auto code = errno == EBUSY ? ErrorCode::busy : ErrorCode::unreachable;
        return Error{code, line.device + ": " + std::strerror(errno)};
    }
    termios settings{};
    if (::tcgetattr(port.fd(), &settings) != 0) return invalid(line.device + " is no serial line");
    set_frame(settings, line);
    if (::cfsetspeed(&settings, *speed) != 0 || ::tcsetattr(port.fd(), TCSANOW, &settings) != 0) {
        return Error{ErrorCode::unreachable, line.device + ": " + std::strerror(errno)};
    }
    ::ioctl(port.fd(), TIOCEXCL);  // a second program would get every other byte; where this fails nothing is lost
    return port;
}

}  // namespace

Result<Line> parse_line(std::string_view text) {
    return text.starts_with(serial_prefix) ? parse_serial(text) : parse_endpoint(text);
}

Result<void> check_line(const Line& line) {
    if (const auto* endpoint = std::get_if<Endpoint>(&line)) return check_address(*endpoint);
    const auto baud = std::get<SerialLine>(line).baud;
    if (!speed_of(baud)) return invalid(std::to_string(baud) + " is no speed of a serial line");
    return {};
}

Result<Socket> open_line(const Line& line) {
    const auto* endpoint = std::get_if<Endpoint>(&line);
    return endpoint != nullptr ? begin_connect(*endpoint) : open_serial(std::get<SerialLine>(line));
}

ssize_t read_some(const Socket& line, std::span<std::uint8_t> bytes) {
    return ::read(line.fd(), bytes.data(), bytes.size());
}

ssize_t write_some(const Socket& line, ByteView bytes) {
    const auto sent = ::send(line.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    const bool no_socket = sent < 0 && errno == ENOTSOCK;
    return no_socket ? ::write(line.fd(), bytes.data(), bytes.size()) : sent;
}

}  // namespace xiaoer::pos
