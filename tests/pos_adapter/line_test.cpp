// Serial lines on pseudo-terminals: the tap's other way in, and a printer on one.
#include "pos_adapter/line.h"

#include "paper.h"
#include "pos_adapter/tap.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace xiaoer::pos {
namespace {

constexpr int patience_ms = 20'000;

// What is at the other end of a serial cable.
class Cable {
public:
    Cable() : far_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        XIAOER_ASSERT(far_.open() && ::grantpt(far_.fd()) == 0 && ::unlockpt(far_.fd()) == 0);
        std::array<char, 128> name{};
        XIAOER_ASSERT(::ptsname_r(far_.fd(), name.data(), name.size()) == 0);
        device_ = name.data();
    }
    [[nodiscard]] const std::string& device() const { return device_; }
    [[nodiscard]] SerialLine line() const { return {device_, 19200, 8, 'N', 1, false}; }
    // Until the near end is opened, the system's own line editing eats control characters.
    void wait_until_opened() const {
        const SystemClock clock;
        termios settings{};
        const auto deadline_ms = clock.steady_ms() + patience_ms;
        do {
            XIAOER_ASSERT(::tcgetattr(far_.fd(), &settings) == 0 && clock.steady_ms() < deadline_ms);
            std::this_thread::yield();
        } while ((settings.c_lflag & ICANON) != 0);
    }
    void send(std::string_view bytes) const {
        wait_until_opened();
        while (!bytes.empty()) {
            const auto count = ::write(far_.fd(), bytes.data(), bytes.size());
            ASSERT_GT(count, 0);
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    [[nodiscard]] std::string receive(std::size_t count) const {
        std::string all;
        while (all.size() < count) {
            pollfd polled{far_.fd(), POLLIN, 0};
            std::array<std::uint8_t, 4096> chunk{};
            if (::poll(&polled, 1, patience_ms) != 1) break;
            const auto got = read_some(far_, chunk);
            if (got <= 0) continue;  // nobody has opened the near end yet
            all += text_of(ByteView(chunk).first(static_cast<std::size_t>(got)));
        }
        return all;
    }
    void unplug() { far_.close(); }

private:
    Socket far_;
    std::string device_;
};

class SerialTap : public testing::Test {
protected:
    std::unique_ptr<Tap> start(TapOptions options) {
        auto tap = Tap::start(std::move(options), clock_, [this](const Slip& slip) {
            const std::lock_guard lock(mutex_);
            slips_.push_back(slip);
            changed_.notify_all();
            return true;
        });
        XIAOER_ASSERT(tap.has_value());
        return std::move(*tap);
    }
    Slip slip(std::size_t number) {
        std::unique_lock lock(mutex_);
        const bool came =
            changed_.wait_for(lock, std::chrono::milliseconds(patience_ms), [&] { return slips_.size() >= number; });
        EXPECT_TRUE(came);
        return came ? slips_[number - 1] : Slip{};
    }

    SystemClock clock_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Slip> slips_;
    const std::string sale_ = init + gbk("单号：7\n合计：12.00\n") + cut;
};

TEST_F(SerialTap, a_sale_is_read_from_a_serial_line_and_requests_are_answered) {
    const Cable till;
    TapOptions options;
    options.serial = till.line();
    const auto tap = start(options);
    EXPECT_EQ(tap->port(), 0);
    till.send(bytes("\x10\x04\x01"));
    EXPECT_EQ(till.receive(1), "\x12");
    till.send(sale_);
    EXPECT_EQ(slip(1).receipt.total_minor, 1200);
    EXPECT_EQ(text_of(slip(1).bytes), bytes("\x10\x04\x01") + sale_);
}

TEST_F(SerialTap, bytes_go_on_to_a_serial_printer_and_its_answers_come_back) {
    const Cable till;
    const Cable printer;
    TapOptions options;
    options.serial = till.line();
    options.printer = Line(printer.line());
    const auto tap = start(options);
    printer.wait_until_opened();
    const auto picture =
        raster(20, 40, '\x11') + bytes("\r\n\x13\x03\x04");  // XOFF, interrupt and end of file, as dots
    till.send(picture + sale_);
    EXPECT_EQ(printer.receive(picture.size() + sale_.size()), picture + sale_) << "no byte is a command of the line";
    printer.send("\x16");
    EXPECT_EQ(till.receive(1), "\x16");
    EXPECT_EQ(slip(1).receipt.total_minor, 1200);
}

TEST_F(SerialTap, silence_ends_a_slip_and_an_adapter_that_was_away_is_opened_again) {
    const test::TemporaryFolder folder;
    auto first = std::make_unique<Cable>();
    std::filesystem::create_symlink(first->device(), folder / "till");
    TapOptions options;
    options.serial = first->line();
    options.serial->device = folder / "till";
    options.idle_ms = 30;
    const auto tap = start(options);
    first->send("Receipt #1\nTOTAL 1.00\n");
    EXPECT_EQ(slip(1).receipt.receipt_no, "1");
    const Cable second;
    first->unplug();
    std::filesystem::remove(folder / "till");
    std::filesystem::create_symlink(second.device(), folder / "till");
    second.send("Receipt #2\nTOTAL 2.00\n");
    EXPECT_EQ(slip(2).receipt.receipt_no, "2");
}

TEST_F(SerialTap, a_line_that_is_not_there_is_no_error_and_a_wrong_speed_is) {
    TapOptions options;
    options.serial = SerialLine{"/dev/no-such-adapter", 9600, 8, 'N', 1, true};
    EXPECT_TRUE(Tap::start(options, clock_, [](const Slip&) { return true; }));
    options.serial->baud = 12345;
    EXPECT_EQ(Tap::start(options, clock_, [](const Slip&) { return true; }).error().code, ErrorCode::invalid);
}

TEST(Line, is_written_as_an_address_or_as_a_serial_device) {
    const auto endpoint = std::get<Endpoint>(parse_line("192.168.1.50:9100").value());
    EXPECT_EQ(endpoint.address, "192.168.1.50");
    EXPECT_EQ(endpoint.port, 9100);
    EXPECT_EQ(std::get<Endpoint>(parse_line("[fe80::1]:9100").value()).address, "fe80::1");
    const auto plain = std::get<SerialLine>(parse_line("serial:/dev/ttyUSB0").value());
    EXPECT_EQ(plain.device, "/dev/ttyUSB0");
    EXPECT_EQ(plain.baud, 9600);
    EXPECT_TRUE(plain.hardware_flow);
    const auto full = std::get<SerialLine>(parse_line("serial:/dev/ttyS1:38400:7E2:none").value());
    EXPECT_EQ(full.baud, 38400);
    EXPECT_EQ(full.data_bits, 7);
    EXPECT_EQ(full.parity, 'E');
    EXPECT_EQ(full.stop_bits, 2);
    EXPECT_FALSE(full.hardware_flow);
    for (const auto* wrong : {"", "printer", "printer:", "printer:0", "printer:70000", "serial:", "serial:ttyUSB0",
                              "serial:/dev/ttyUSB0:fast", "serial:/dev/ttyUSB0:9600:9N1", "serial:/dev/x:1:8N1:xon"}) {
        EXPECT_FALSE(parse_line(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace xiaoer::pos
