// The counter's own scanner: key events as a kernel tells them, a serial line that is pulled and comes back, and a real
// input device where the machine can make one.
#include "counter/scanner.h"

#include "base/clock.h"
#include "base/file.h"
#include "counter/key_line.h"
#include "domain/scan.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <libevdev/libevdev-uinput.h>
#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <sstream>
#include <thread>

namespace xiaoer {
namespace {

const std::string pass_typed = "94187301234567890123456789";
constexpr auto patience = std::chrono::seconds(20);

// ---- keys ---------------------------------------------------------------------------------------------------

std::vector<std::string> lines_of(KeyLine& line, std::initializer_list<std::uint16_t> codes, std::int64_t at_ms = 0) {
    std::vector<std::string> lines;
    for (const auto code : codes) {
        for (const std::int32_t value : {1, 0})
            if (auto text = line.key(code, value, at_ms)) lines.push_back(*text);
        at_ms += 10;
    }
    return lines;
}

// What came out of a file in evemu's form.
std::vector<std::string> lines_recorded_in(const std::string& name) {
    const auto bytes = read_file(std::filesystem::path(XIAOER_SOURCE_DIR) / "tests/data/scanner" / name);
    EXPECT_TRUE(bytes && *bytes);
    std::istringstream text{std::string(text_of(**bytes))};
    std::vector<std::string> lines;
    KeyLine line;
    std::string row;
    while (std::getline(text, row)) {
        std::istringstream fields(row);
        std::string mark;
        double seconds = 0;
        unsigned type = 0, code = 0;
        std::int32_t value = 0;
        if (!(fields >> mark >> seconds >> std::hex >> type >> code >> std::dec >> value) || mark != "E:" || type != 1)
            continue;
        if (auto said = line.key(static_cast<std::uint16_t>(code), value, static_cast<std::int64_t>(seconds * 1000)))
            lines.push_back(*said);
    }
    return lines;
}

TEST(KeyLine, a_recorded_scan_comes_out_as_the_scanner_typed_it) {
    const auto lines = lines_recorded_in("pass_with_aim.evemu");
    ASSERT_EQ(lines, std::vector<std::string>{"]Q1" + pass_typed});
    EXPECT_EQ(classify_scan(lines[0]).digits, pass_typed);
}

TEST(KeyLine, enter_and_tab_end_a_line_and_an_empty_one_is_none) {
    KeyLine line;
    EXPECT_EQ(lines_of(line, {KEY_1, KEY_2, KEY_TAB, KEY_ENTER, KEY_KP3, KEY_KPENTER}),
              (std::vector<std::string>{"12", "3"}));
}

TEST(KeyLine, control_keys_make_no_code_and_the_next_line_is_whole_again) {
    KeyLine line;
    (void)line.key(KEY_LEFTCTRL, 1, 0);
    (void)line.key(KEY_O, 1, 5);
    (void)line.key(KEY_LEFTCTRL, 0, 10);
    EXPECT_EQ(lines_of(line, {KEY_1, KEY_ENTER}, 20), std::vector<std::string>{"?"});
    EXPECT_EQ(lines_of(line, {KEY_F4, KEY_1, KEY_ENTER}, 100), std::vector<std::string>{"?"});
    EXPECT_EQ(lines_of(line, {KEY_ESC, KEY_ENTER}, 200), std::vector<std::string>{"?"});
    EXPECT_EQ(lines_of(line, {KEY_1, KEY_ENTER}, 300), std::vector<std::string>{"1"});
    EXPECT_EQ(classify_scan("?").kind, ScanKind::unreadable);
}

TEST(KeyLine, ten_megabytes_without_an_end_are_no_code_and_are_not_kept) {
    KeyLine line;
    for (int i = 0; i < 10'000'000; ++i) ASSERT_FALSE(line.key(KEY_9, 1, i / 100));
    EXPECT_EQ(line.key(KEY_ENTER, 1, 100'000), "?");
    EXPECT_EQ(lines_of(line, {KEY_7, KEY_ENTER}, 100'100), std::vector<std::string>{"7"});
}

TEST(KeyLine, what_was_begun_before_a_pause_or_a_loss_is_no_part_of_the_next_code) {
    KeyLine line;
    EXPECT_TRUE(lines_of(line, {KEY_1, KEY_2}).empty());
    EXPECT_EQ(lines_of(line, {KEY_3, KEY_ENTER}, KeyLine::pause_ms + 1'000), std::vector<std::string>{"3"});
    EXPECT_TRUE(lines_of(line, {KEY_4}, 10'000).empty());
    line.drop();
    EXPECT_EQ(lines_of(line, {KEY_5, KEY_ENTER}, 10'100), std::vector<std::string>{"5"});
}

// ---- devices ------------------------------------------------------------------------------------------------

// Hears a scanner on its thread.
class Ear {
public:
    Scanner::Heard heard() {
        return [this](std::string text) {
            const std::lock_guard lock(mutex_);
            lines_.push_back(std::move(text));
            came_.notify_all();
        };
    }
    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        came_.wait_for(lock, patience, [&] { return lines_.size() >= count; });
        return lines_;
    }

private:
    std::mutex mutex_;
    std::condition_variable came_;
    std::vector<std::string> lines_;
};

bool comes_true(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

// A scanner's end of a serial cable.
class SerialEnd {
public:
    SerialEnd() : fd_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        XIAOER_ASSERT(fd_ >= 0 && ::grantpt(fd_) == 0 && ::unlockpt(fd_) == 0);
        std::array<char, 128> name{};
        XIAOER_ASSERT(::ptsname_r(fd_, name.data(), name.size()) == 0);
        device_ = name.data();
    }
    ~SerialEnd() { ::close(fd_); }
    SerialEnd(const SerialEnd&) = delete;
    SerialEnd& operator=(const SerialEnd&) = delete;
    [[nodiscard]] const std::string& device() const { return device_; }
    void send(std::string_view text) const {
        while (!text.empty()) {
            const auto sent = ::write(fd_, text.data(), text.size());
            ASSERT_GT(sent, 0);
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

private:
    int fd_;
    std::string device_;
};

TEST(Scanner, a_serial_one_that_is_pulled_comes_back_by_itself_under_its_name) {
    const test::TemporaryFolder folder;
    const auto name = folder / "usb-scanner";
    Ear ear;
    const Scanner scanner("serial:" + name.string() + ":9600:8N1:none", ear.heard());
    EXPECT_FALSE(scanner.connected());
    {
        const SerialEnd first;
        std::filesystem::create_symlink(first.device(), name);
        ASSERT_TRUE(comes_true([&] { return scanner.connected(); }));
        first.send("]Q1" + pass_typed + "\r\n0402\t");
        EXPECT_EQ(ear.wait_for(2), (std::vector<std::string>{"]Q1" + pass_typed, "0402"}));
        first.send("half a co");
        std::filesystem::remove(name);
    }
    ASSERT_TRUE(comes_true([&] { return !scanner.connected(); }));
    const SerialEnd second;
    std::filesystem::create_symlink(second.device(), name);
    ASSERT_TRUE(comes_true([&] { return scanner.connected(); }));
    second.send("0327\r");
    EXPECT_EQ(ear.wait_for(3).back(), "0327");
}

TEST(Scanner, a_serial_one_that_sends_without_an_end_is_no_code) {
    const test::TemporaryFolder folder;
    const auto name = folder / "usb-scanner";
    const SerialEnd end;
    std::filesystem::create_symlink(end.device(), name);
    Ear ear;
    const Scanner scanner("serial:" + name.string() + ":9600:8N1:none", ear.heard());
    ASSERT_TRUE(comes_true([&] { return scanner.connected(); }));
    for (int i = 0; i < 1000; ++i) end.send(std::string(1000, '9'));
    end.send("\r0402\r");
    EXPECT_EQ(ear.wait_for(2), (std::vector<std::string>{"?", "0402"}));
}

TEST(Scanner, what_is_no_scanner_is_said_with_the_two_forms) {
    EXPECT_TRUE(check_scanner_target("/dev/input/by-id/usb-Honeywell-event-kbd"));
    EXPECT_TRUE(check_scanner_target("serial:/dev/serial/by-id/usb-Zebra:9600"));
    for (const char* wrong : {"", "/dev/sda", "serial:", "tcp:127.0.0.1:80", "serial:/dev/ttyUSB0:12345"})
        EXPECT_FALSE(check_scanner_target(wrong)) << wrong;
}

// A keyboard that the kernel believes in.
class MadeKeyboard {
public:
    MadeKeyboard() : device_(libevdev_new()) {
        libevdev_set_name(device_, "Xiaoer test scanner");
        libevdev_enable_event_type(device_, EV_KEY);
        for (unsigned code = KEY_ESC; code <= KEY_KPDOT; ++code)
            libevdev_enable_event_code(device_, EV_KEY, code, nullptr);
        if (libevdev_uinput_create_from_device(device_, LIBEVDEV_UINPUT_OPEN_MANAGED, &made_) != 0) made_ = nullptr;
    }
    ~MadeKeyboard() {
        if (made_ != nullptr) libevdev_uinput_destroy(made_);
        libevdev_free(device_);
    }
    MadeKeyboard(const MadeKeyboard&) = delete;
    MadeKeyboard& operator=(const MadeKeyboard&) = delete;
    [[nodiscard]] std::string node() const {
        const char* node = made_ == nullptr ? nullptr : libevdev_uinput_get_devnode(made_);
        return node == nullptr ? "" : node;
    }
    void type(std::initializer_list<unsigned> codes) const {
        for (const unsigned code : codes) {
            for (const int value : {1, 0}) {
                libevdev_uinput_write_event(made_, EV_KEY, code, value);
                libevdev_uinput_write_event(made_, EV_SYN, SYN_REPORT, 0);
            }
        }
    }

private:
    libevdev* device_;
    libevdev_uinput* made_ = nullptr;
};

TEST(Scanner, an_input_device_is_grabbed_and_heard_by_nobody_else) {
    const MadeKeyboard keyboard;
    if (keyboard.node().empty() || ::access(keyboard.node().c_str(), R_OK) != 0)
        GTEST_SKIP() << "this machine makes no input devices (/dev/uinput)";
    Ear ear;
    const Scanner scanner(keyboard.node(), ear.heard());
    ASSERT_TRUE(comes_true([&] { return scanner.connected(); }));
    keyboard.type({KEY_0, KEY_4, KEY_0, KEY_2, KEY_ENTER});
    EXPECT_EQ(ear.wait_for(1), std::vector<std::string>{"0402"});
    const int other = ::open(keyboard.node().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ASSERT_GE(other, 0);
    keyboard.type({KEY_7, KEY_ENTER});
    EXPECT_EQ(ear.wait_for(2).back(), "7");
    std::array<char, 512> bytes{};
    EXPECT_LT(::read(other, bytes.data(), bytes.size()), 0) << "the grab is exclusive";
    ::close(other);
}

}  // namespace
}  // namespace xiaoer
