#include "counter/printer.h"

#include "base/file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <poll.h>
#include <pty.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace xiaoer {
namespace {

constexpr std::int64_t timeout_ms = 5'000;
constexpr PrinterTiming quick{.answer_ms = 200, .in_need_ms = 50, .own_ms = 50, .after_ms = 20};

// A network printer on the loopback: accepts when told to.
class PaperTray {
public:
    PaperTray() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(::bind(listener_, generic, size), 0);
        EXPECT_EQ(::listen(listener_, 8), 0);
        EXPECT_EQ(::getsockname(listener_, generic, &size), 0);
        port_ = std::to_string(ntohs(address.sin_port));
    }
    ~PaperTray() { close(); }
    PaperTray(const PaperTray&) = delete;
    PaperTray& operator=(const PaperTray&) = delete;

    // Everything of the next connection, until the other side has said all. Status requests in front are answered with
    // `answers`, as far as those go, and are no part of what is returned.
    std::string receive(std::vector<int> answers = {0x12, 0x12, 0x12}) {
        const int socket = ::accept(listener_, nullptr, nullptr);
        std::string all;
        char part[4096];
        for (ssize_t n = 0; (n = ::read(socket, part, sizeof part)) > 0;) {
            all.append(part, static_cast<std::size_t>(n));
            while (!answers.empty() && all.size() >= 3 && all.starts_with("\x10\x04")) {
                const char said = static_cast<char>(answers.front());
                answers.erase(answers.begin());
                all.erase(0, 3);
                EXPECT_EQ(::send(socket, &said, 1, MSG_NOSIGNAL), 1);
            }
        }
        ::close(socket);
        return all;
    }
    // Takes the next connection and drops it with a reset, as a printer that is switched off does.
    void hang_up() {
        const int socket = ::accept(listener_, nullptr, nullptr);
        const linger now{1, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        ::close(socket);
    }
    void close() {
        if (listener_ >= 0) ::close(std::exchange(listener_, -1));
    }
    [[nodiscard]] PrinterTarget target() const { return TcpTarget{"127.0.0.1", port_}; }

private:
    int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::string port_;
};

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

ErrorCode code_of(const Result<void>& result) {
    EXPECT_FALSE(result);
    return result ? ErrorCode::io : result.error().code;
}

TEST(PrinterTarget, names_a_socket_a_line_or_a_file) {
    EXPECT_EQ(std::get<pos::SerialLine>(*parse_printer_target("serial:/dev/ttyUSB0:19200")).baud, 19200);
    EXPECT_EQ(std::get<TcpTarget>(*parse_printer_target("tcp:192.168.1.50:9100")).host, "192.168.1.50");
    EXPECT_EQ(std::get<TcpTarget>(*parse_printer_target("tcp:[fe80::1]:9100")).host, "fe80::1");
    EXPECT_EQ(std::get<FileTarget>(*parse_printer_target("file:/dev/usb/lp0")).path, "/dev/usb/lp0");
    for (const auto* text : {"", "lp0", "tcp:", "tcp:9100", "tcp::9100", "tcp:1.2.3.4:", "tcp:1.2.3.4:x",
                             "file:", "serial:", "serial:/dev/ttyUSB0:7", "tcp:1.2.3.4:123456", "http://printer"}) {
        EXPECT_FALSE(parse_printer_target(text)) << text;
    }
}

TEST(Printer, slips_reach_a_network_printer_whole_and_in_order) {
    PaperTray tray;
    const std::string large(3'000'000, 'x');
    Printer printer(tray.target());
    auto first = printer.print(bytes_of(large));
    auto second = printer.print(bytes_of("second"));
    EXPECT_EQ(tray.receive(), large);
    EXPECT_EQ(tray.receive(), "second");
    EXPECT_TRUE(first.get());
    EXPECT_TRUE(second.get());
}

TEST(Printer, a_printer_that_is_off_is_unreachable) {
    PaperTray tray;
    const auto target = tray.target();
    tray.close();
    EXPECT_EQ(code_of(write_to_printer(target, view_of("slip"), timeout_ms)), ErrorCode::unreachable);
}

TEST(Printer, a_printer_out_of_paper_stops_at_the_deadline) {
    PaperTray tray;  // connects, and never reads
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(code_of(write_to_printer(tray.target(), Bytes(64'000'000, 'x'), 200)), ErrorCode::unreachable);
    EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(200));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Printer, a_printer_that_hangs_up_does_not_end_the_process) {
    PaperTray tray;
    Printer printer(tray.target());
    auto lost = printer.print(Bytes(64'000'000, 'x'));
    tray.hang_up();
    EXPECT_EQ(code_of(lost.get()), ErrorCode::unreachable);
    auto next = printer.print(bytes_of("next"));
    EXPECT_EQ(tray.receive(), "next");
    EXPECT_TRUE(next.get());
}

TEST(Printer, too_many_waiting_slips_are_refused_at_once) {
    PaperTray tray;
    Printer printer(tray.target(), {.slip_ms = 200});
    std::vector<std::future<Result<void>>> slips;
    for (int i = 0; i < 40; ++i) slips.push_back(printer.print(Bytes(4'000'000, 'x')));
    EXPECT_EQ(code_of(slips.back().get()), ErrorCode::busy);
}

TEST(Printer, a_dead_printer_does_not_hold_the_closing_time) {
    PaperTray tray;
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::future<Result<void>>> slips;
    {
        Printer printer(tray.target(), {.slip_ms = 300});
        for (int i = 0; i < 20; ++i) slips.push_back(printer.print(Bytes(8'000'000, 'x')));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
    for (auto& slip : slips) EXPECT_EQ(code_of(slip.get()), ErrorCode::unreachable);
}

TEST(PrinterState, is_read_from_what_the_printer_answers) {
    using Answers = std::array<std::optional<std::uint8_t>, 3>;
    EXPECT_EQ(state_of_answers(Answers{0x12, 0x12, 0x12}), PrinterState::ready);
    EXPECT_EQ(state_of_answers(Answers{0x1a, 0x32, 0x72}), PrinterState::paper_out);
    EXPECT_EQ(state_of_answers(Answers{0x12, 0x12, 0x72}), PrinterState::paper_out);
    EXPECT_EQ(state_of_answers(Answers{0x12, 0x12, 0x1e}), PrinterState::ready) << "the roll's near end is not its end";
    EXPECT_EQ(state_of_answers(Answers{0x1a, 0x16, 0x12}), PrinterState::cover_open);
    EXPECT_EQ(state_of_answers(Answers{0x1a, std::nullopt, std::nullopt}), PrinterState::offline);
    EXPECT_EQ(state_of_answers(Answers{}), PrinterState::unknown);
}

bool comes_to(const Printer& printer, PrinterState state) {
    for (int i = 0; i < 400 && printer.state() != state; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return printer.state() == state;
}

TEST(Printer, one_without_paper_gets_no_slip_and_says_why_and_prints_again_with_paper) {
    PaperTray tray;
    Printer printer(tray.target(), {.in_need_ms = 60'000, .after_ms = 60'000});
    auto first = printer.print(bytes_of("first"));
    EXPECT_EQ(tray.receive({0x1a, 0x32, 0x72}), "");
    const auto refused = first.get();
    EXPECT_EQ(code_of(refused), ErrorCode::unreachable);
    EXPECT_NE(refused.error().message.find("no paper"), std::string::npos);
    EXPECT_EQ(printer.state(), PrinterState::paper_out);
    auto second = printer.print(bytes_of("second"));
    EXPECT_EQ(tray.receive(), "second");
    EXPECT_TRUE(second.get());
    EXPECT_EQ(printer.state(), PrinterState::ready);
}

TEST(Printer, one_in_need_is_looked_at_again_until_it_is_well) {
    PaperTray tray;
    Printer printer(tray.target(), quick);
    auto slip = printer.print(bytes_of("slip"));
    EXPECT_EQ(tray.receive({0x1a, 0x16, 0x12}), "");
    EXPECT_FALSE(slip.get());
    EXPECT_EQ(printer.state(), PrinterState::cover_open);
    EXPECT_EQ(tray.receive({0x12, 0x12, 0x72}), "") << "looked at again, with nothing to print";
    EXPECT_TRUE(comes_to(printer, PrinterState::paper_out));
    EXPECT_EQ(tray.receive(), "");
    EXPECT_TRUE(comes_to(printer, PrinterState::ready));
}

TEST(Printer, paper_that_ends_within_a_slip_is_noticed_after_it) {
    PaperTray tray;
    Printer printer(tray.target(), quick);
    auto slip = printer.print(bytes_of("slip"));
    EXPECT_EQ(tray.receive(), "slip");
    EXPECT_TRUE(slip.get());
    EXPECT_EQ(tray.receive({0x1a, 0x32, 0x72}), "");
    EXPECT_TRUE(comes_to(printer, PrinterState::paper_out));
}

TEST(Printer, one_that_answers_no_question_prints_and_is_soon_asked_no_more) {
    PaperTray tray;
    Printer printer(tray.target(), {.answer_ms = 100, .after_ms = 60'000});
    for (int i = 0; i < 4; ++i) {
        auto slip = printer.print(bytes_of("slip"));
        EXPECT_EQ(tray.receive({}), i < 3 ? std::string("\x10\x04\x01") + "slip" : "slip");
        EXPECT_TRUE(slip.get());
        EXPECT_EQ(printer.state(), PrinterState::unknown);
    }
}

TEST(Printer, one_that_is_switched_off_is_away_until_it_is_back) {
    PaperTray tray;
    Printer printer(tray.target(), quick);
    tray.close();
    EXPECT_FALSE(printer.print(bytes_of("slip")).get());
    EXPECT_EQ(printer.state(), PrinterState::away);
}

// A device that talks both ways, as /dev/usb/lp0 and a serial line do: a pseudo-terminal.
class Device {
public:
    Device() {
        EXPECT_EQ(::openpty(&master_, &slave_, nullptr, nullptr, nullptr), 0);
        termios raw{};
        ::tcgetattr(slave_, &raw);
        ::cfmakeraw(&raw);
        ::tcsetattr(slave_, TCSANOW, &raw);
        path_ = ::ttyname(slave_);
    }
    ~Device() { ::close(master_), ::close(slave_); }
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    // Answers the status requests that come until `slip` has been printed.
    bool answers_until(const std::string& slip, std::uint8_t answer) {
        std::string all;
        char part[256];
        pollfd watched{master_, POLLIN, 0};
        while (all.find(slip) == std::string::npos && ::poll(&watched, 1, 5'000) > 0) {
            const auto n = ::read(master_, part, sizeof part);
            if (n <= 0) return false;
            all.append(part, static_cast<std::size_t>(n));
            for (auto at = all.find("\x10\x04"); at != std::string::npos && at + 3 <= all.size();
                 at = all.find("\x10\x04")) {
                all.erase(at, 3);
                EXPECT_EQ(::write(master_, &answer, 1), 1);
            }
        }
        return all.find(slip) != std::string::npos;
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    int master_ = -1, slave_ = -1;
    std::string path_;
};

TEST(Printer, a_device_and_a_serial_line_answer_and_print) {
    for (const std::string kind : {"file:", "serial:"}) {
        Device device;
        const auto target = parse_printer_target(kind + device.path());
        ASSERT_TRUE(target) << kind;
        Printer printer(*target, quick);
        auto slip = printer.print(bytes_of("a slip of many words"));
        EXPECT_TRUE(device.answers_until("a slip of many words", 0x12)) << kind;
        EXPECT_TRUE(slip.get()) << kind;
        EXPECT_EQ(printer.state(), PrinterState::ready) << kind;
    }
}

TEST(Printer, the_first_device_of_a_name_with_a_star_is_taken) {
    Device device;
    auto star = device.path();
    star.replace(star.find("pts/"), 4, "pt[s]/");
    const auto port = PrinterPort::open(FileTarget{star}, timeout_ms);
    EXPECT_TRUE(port);
    EXPECT_FALSE(PrinterPort::open(FileTarget{"/dev/xiaoer-no-such-printer*"}, timeout_ms));
}

TEST(Printer, a_slip_is_made_when_its_turn_comes_and_what_cannot_be_made_is_not_printed) {
    PaperTray tray;
    Printer printer(tray.target(), {.after_ms = 60'000});
    auto none = printer.print([]() -> Result<Bytes> { return invalid("nothing to print"); });
    auto late = printer.print([]() -> Result<Bytes> { return bytes_of("late"); });
    EXPECT_EQ(tray.receive(), "late");
    EXPECT_EQ(code_of(none.get()), ErrorCode::invalid);
    EXPECT_TRUE(late.get());
}

TEST(Printer, slips_are_appended_to_a_private_file) {
    const test::TemporaryFolder folder;
    const FileTarget target{folder / "slips.bin"};
    ASSERT_TRUE(write_to_printer(target, view_of("one"), timeout_ms));
    ASSERT_TRUE(write_to_printer(target, view_of("two"), timeout_ms));
    EXPECT_EQ(text_of(**read_file(target.path)), "onetwo");
    EXPECT_EQ(std::filesystem::status(target.path).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Printer, a_missing_device_is_not_made_as_a_file) {
    const FileTarget target{"/dev/xiaoer-no-such-printer"};
    EXPECT_EQ(code_of(write_to_printer(target, view_of("slip"), timeout_ms)), ErrorCode::unreachable);
    EXPECT_FALSE(std::filesystem::exists(target.path));
}

}  // namespace
}  // namespace xiaoer
