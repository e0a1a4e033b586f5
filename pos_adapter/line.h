// Where a till or a printer is: an address on the network or a serial line.
//
// Serial lines are opened here with POSIX termios and not with libserialport: that library takes only devices that
// have their name in /sys/class/tty, so neither the stable names under /dev/serial/by-id, which a shop with two USB
// adapters needs, nor a pseudo-terminal, on which the tests run. One thread at a time.
#pragma once

#include "base/bytes.h"
#include "pos_adapter/socket.h"

#include <sys/types.h>

#include <variant>

namespace xiaoer::pos {

// Raw, without echo or flow control by characters: both are bytes of a picture, too.
struct SerialLine {
    std::string device;  // "/dev/serial/by-id/…"
    int baud = 9600;
    int data_bits = 8;          // or 7
    char parity = 'N';          // or 'E', 'O'
    int stop_bits = 1;          // or 2
    bool hardware_flow = true;  // RTS/CTS, as most receipt printers are wired; off by ":none"
};
using Line = std::variant<Endpoint, SerialLine>;

// "192.168.1.50:9100", "[fe80::1]:9100", "serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0:19200", "…:19200:8E1",
// "…:19200:8N1:none". Errors: invalid, naming what was expected.
[[nodiscard]] Result<Line> parse_line(std::string_view text);
// Errors: invalid for an address that is none or a speed that no line has.
[[nodiscard]] Result<void> check_line(const Line& line);

// A serial line is open at once; a connection is begun (socket.h). Errors: unreachable (no such device now), invalid,
// busy when another program has the line for itself.
[[nodiscard]] Result<Socket> open_line(const Line& line);

// As recv() and send() without waiting and without signals, on either kind. Returns: bytes moved; 0 at the end; −1 and
// errno.
[[nodiscard]] ssize_t read_some(const Socket& line, std::span<std::uint8_t> bytes);
[[nodiscard]] ssize_t write_some(const Socket& line, ByteView bytes);

}  // namespace xiaoer::pos
