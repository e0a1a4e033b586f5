// The way to a printer, open for one slip: where it is, what it is sent, and how it says that it is. One thread at a
// time.
//
// Targets:
//     tcp:HOST:PORT   a network printer; HOST is an IPv4 address or [IPv6 address]: a slow name server must not
//                     hold a slip. One connection a slip, since such printers serve one client at a time and the
//                     till is another.
//     serial:/dev/serial/by-id/NAME:BAUD   a printer on a serial line (pos_adapter/line.h has the whole form)
//     file:PATH       a device such as /dev/usb/lp0; "file:/dev/usb/lp*" is the first of them that is there, as a
//                     printer that was switched off and on may get another number. Or a file that slips are appended to
//                     (made 0600: a card slip carries a 领奖码). Nothing is ever made under /dev, where a missing
//                     printer would leave a file.
#pragma once

#include "base/bytes.h"
#include "pos_adapter/line.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace xiaoer {

struct TcpTarget {
    std::string host;
    std::string port;
};
struct FileTarget {
    std::string path;
};
using PrinterTarget = std::variant<TcpTarget, FileTarget, pos::SerialLine>;

// Errors: invalid, naming the forms.
[[nodiscard]] Result<PrinterTarget> parse_printer_target(std::string_view text);

// How a printer is, as it says itself when it is asked in real time (DLE EOT 1, 2 and 4; Epson ESC/POS reference).
enum class PrinterState {
    unknown,  // not asked yet, or it answers no questions, as some never do
    ready,
    away,  // cannot be reached
    offline,
    cover_open,
    paper_out,
};
[[nodiscard]] constexpr auto names_of(PrinterState) {
    return std::array<std::string_view, 6>{"unknown", "ready", "away", "offline", "cover_open", "paper_out"};
}
// Whether a slip that is sent now comes out, as far as is known.
[[nodiscard]] constexpr bool takes_slips(PrinterState state) {
    return state == PrinterState::unknown || state == PrinterState::ready;
}
// What its three answers mean; one that did not come is left out of account.
[[nodiscard]] PrinterState state_of_answers(const std::array<std::optional<std::uint8_t>, 3>& answers);

class PrinterPort {
public:
    // Waits for a connection at most `timeout_ms`. Errors: unreachable: off, gone, or taken by another; invalid for an
    // address that is none.
    [[nodiscard]] static Result<PrinterPort> open(const PrinterTarget& target, std::int64_t timeout_ms);
    ~PrinterPort();
    PrinterPort(PrinterPort&& other) noexcept;
    PrinterPort(const PrinterPort&) = delete;
    PrinterPort& operator=(const PrinterPort&) = delete;
    PrinterPort& operator=(PrinterPort&&) = delete;

    // Asks how it is; waits `timeout_ms` for each of three answers at most. A file is ready; a device that can only be
    // written to is unknown.
    [[nodiscard]] PrinterState ask(std::int64_t timeout_ms) const;
    // Writes all of `bytes` before `timeout_ms` has passed. Errors: unreachable: it stopped taking bytes; part may be
    // on paper.
    [[nodiscard]] Result<void> write(ByteView bytes, std::int64_t timeout_ms) const;
    // Nothing more comes: a network printer is given half a second to take the end.
    void say_goodbye() const;

private:
    enum class Kind { file, mute, talks };
    PrinterPort(int descriptor, Kind kind) : descriptor_(descriptor), kind_(kind) {}
    [[nodiscard]] static Result<PrinterPort> open_file(const std::string& path);
    [[nodiscard]] static Result<PrinterPort> connect_to(const TcpTarget& target, std::int64_t timeout_ms);
    [[nodiscard]] std::optional<std::uint8_t> answer_to(std::uint8_t question, std::int64_t timeout_ms) const;

    int descriptor_;
    Kind kind_;
};

}  // namespace xiaoer
