// `xiaoer tap`, the real binary on the till's machine: a slip that is printed to it comes out at the printer and at the
// kiosk.
#include "kiosk_door.h"
#include "net/http_client.h"
#include "pos_adapter/socket.h"
#include "tests/flows/process.h"
#include "tests/support/temporary_folder.h"

#include "base/file.h"

#include <gtest/gtest.h>

#include <poll.h>
#include <sys/socket.h>

namespace xiaoer::pos {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view sale = "\x1b@RECEIPT #7\n2026-11-17 18:02\nTOTAL EUR 12.00\n\x1bi";
constexpr std::string_view no_time = "RECEIPT #8\nTOTAL EUR 3.00\n\x1bi";
constexpr std::string_view two_totals = "RECEIPT #9\nTOTAL EUR 3.00\nTOTAL EUR 4.00\n\x1bi";

TEST(TapCommand, prints_and_tells_the_kiosk_also_after_it_was_away) {
    const test::TemporaryFolder folder;
    const auto key_file = folder / "till.key";
    ASSERT_TRUE(write_file_durably(key_file, view_of("till-2 " + KioskDoor::key_hex() + "\n"), 0600));
    std::uint16_t kiosk = 0;
    { kiosk = KioskDoor().port(); }  // away for now
    const auto printer = listen_on({"127.0.0.1", 0});
    const auto port = flows::free_port();
    flows::Process tap({XIAOER_BINARY, "tap", "--kiosk", "127.0.0.1:" + std::to_string(kiosk), "--key", key_file,
                        "--listen", "127.0.0.1:" + std::to_string(port), "--printer",
                        "127.0.0.1:" + std::to_string(*port_of(*printer)), "--spool", folder / "tap"});
    tap.wait_for_output("tap on port", 20s);
    ASSERT_TRUE(net::send_bytes(port, std::string(sale) + std::string(no_time) + std::string(two_totals)));

    pollfd polled{printer->fd(), POLLIN, 0};
    ASSERT_EQ(::poll(&polled, 1, 20'000), 1);
    const auto paper = accept_from(*printer);
    std::string printed;
    while (printed.size() < sale.size() + no_time.size() + two_totals.size()) {
        pollfd more{paper.fd(), POLLIN, 0};
        ASSERT_EQ(::poll(&more, 1, 20'000), 1);
        std::array<char, 1024> chunk{};
        const auto count = ::recv(paper.fd(), chunk.data(), chunk.size(), 0);
        ASSERT_GT(count, 0);
        printed.append(chunk.data(), static_cast<std::size_t>(count));
    }
    EXPECT_TRUE(printed.starts_with(sale)) << "the printer is first";

    tap.wait_for_output("sales wait", 20s);
    KioskDoor door(kiosk);
    ASSERT_TRUE(flows::becomes_true([&door] { return door.slips().size() == 3; }, 20s)) << tap.output();
    const auto slips = door.slips();
    EXPECT_EQ(slips[0].receipt.receipt_no, "7");
    EXPECT_EQ(slips[0].receipt.total_minor, 1200);
    EXPECT_EQ(slips[0].receipt.sold_at, "2026-11-17T18:02:00");
    EXPECT_EQ(slips[0].receipt.source, "till:till-2");
    EXPECT_EQ(slips[1].receipt.total_minor, 300);
    EXPECT_TRUE(slips[1].receipt.sold_at->ends_with('Z')) << "when the paper came out";
    EXPECT_EQ(slips[2].receipt.kind, ReceiptKind::none);
    EXPECT_EQ(slips[2].receipt.reason, "ambiguous");
    EXPECT_EQ(text_of(slips[2].bytes), two_totals) << "for the clerk, who is asked";
    EXPECT_EQ(tap.stop(20s), 0);
}

TEST(TapCommand, says_what_is_wrong_in_one_line) {
    const test::TemporaryFolder folder;
    const auto ran = flows::run({XIAOER_BINARY, "tap", "--kiosk", "kiosk", "--key", folder / "none"});
    EXPECT_EQ(ran.exit_code, 2);
    EXPECT_NE(ran.output.find("\"kiosk\" is not HOST:PORT"), std::string::npos);
    const auto no_key = flows::run({XIAOER_BINARY, "tap", "--kiosk", "127.0.0.1:9180", "--key", folder / "none"});
    EXPECT_EQ(no_key.exit_code, 1);
    EXPECT_NE(no_key.output.find("does not hold one till's name and key"), std::string::npos);
}

}  // namespace
}  // namespace xiaoer::pos
