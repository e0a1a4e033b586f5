// The whole shop, as its people meet it: the real binary in a real window under Xvfb, a real Chromium as the customer's
// phone, receipt bytes over TCP, QR codes read off the pictures by zbarimg, a pass typed as a scanner types it. The
// process is killed with SIGKILL between the steps, and nothing acknowledged may be missing.
#include "base/calendar.h"
#include "base/file.h"
#include "tests/flows/shop_kiosk.h"

#include <gtest/gtest.h>

namespace xiaoer::flows {
namespace {

// What the file says of its schema: the last byte of the four at offset 60 (sqlite.org/fileformat2.html §1.3). Returns:
// what it said before.
std::uint8_t change_schema_version(const std::filesystem::path& database, std::uint8_t version) {
    constexpr std::size_t low_byte = 63;
    auto bytes = read_file(database).value().value();
    const auto before = std::exchange(bytes.at(low_byte), version);
    EXPECT_TRUE(write_file(database, bytes));
    return before;
}

TEST(Shop, a_whole_day_with_the_plug_pulled_between_the_steps) {
    ShopKiosk kiosk;
    Browser phone;

    // A newcomer scans the code on the screen and joins.
    const auto members = kiosk.facts("member.joined");
    std::string join_url;
    wait_until(
        "the join code", [&] { return !(join_url = find_code(kiosk.screen.picture(), "/j/")).empty(); }, patience);
    phone.open(join_url);
    phone.type("input[name=nickname]", "小满");
    phone.click("input[name=agreed]");
    phone.click("button.act");
    const auto number = phone.text(".number");
    EXPECT_FALSE(number.empty());
    kiosk.wait_for_screen("welcome");
    kiosk.kill_and_start_again();
    EXPECT_EQ(kiosk.facts("member.joined"), members + 1) << "the acknowledged number is in the ledger";

    // The till prints; the printer gets every byte; the phone claims what the screen shows.
    std::string receipt = "\x1b@Old Beijing Shoes\nReceipt No: 7001\nCloth shoes  1  128.00\nTOTAL 128.00\n\n\n\x1dV";
    receipt.push_back('\0');
    send_to_till(kiosk.tap_port(), receipt);
    wait_until(
        "the receipt on the printer", [&] { return kiosk.printer.received() == receipt; }, patience);
    kiosk.wait_for_screen("claim");
    std::string claim_url;
    wait_until(
        "the claim code", [&] { return !(claim_url = find_code(kiosk.screen.picture(), "/c/")).empty(); }, patience);
    const auto recorded = kiosk.facts("purchase.recorded");
    const auto bound = kiosk.facts("purchase.bound");
    EXPECT_NE(kiosk.slips().find(claim_url), std::string::npos) << "the claim is on paper too";
    phone.open(claim_url);
    phone.click("button.act");
    kiosk.wait_for_facts("purchase.bound", bound + 1);
    kiosk.kill_and_start_again();
    EXPECT_EQ(kiosk.facts("purchase.recorded"), recorded);
    EXPECT_EQ(kiosk.facts("purchase.bound"), bound + 1);

    // The same receipt again is the same purchase.
    send_to_till(kiosk.tap_port(), receipt);
    wait_until(
        "the copy on the printer", [&] { return kiosk.printer.received() == receipt + receipt; }, patience);

    // A draw over the socket of the running kiosk: with a prize for everybody, so that our member has one.
    const auto zone = Zone::named("Asia/Shanghai").value();
    const auto soon = SystemClock().now() + 4 * second_ms;
    const auto at = [&](Timestamp time) { return iso_date_time(zone.to_civil(time)); };
    const auto announced = kiosk.command({"draw", "announce", "--db", kiosk.db(), "--closes", at(soon), "--draws",
                                          at(soon), "--claim-by", at(soon + day_ms), "--prize", "sweets:200:500"});
    ASSERT_EQ(announced.exit_code, 0) << announced.output;
    const auto outcome = parse_json(announced.output.substr(0, announced.output.find('\n')));
    const std::string draw = *outcome->find("draw")->string();
    const auto closed = kiosk.facts("draw.closed");
    kiosk.wait_for_facts("draw.closed", closed + 1);
    kiosk.kill_and_start_again();
    const auto settled =
        kiosk.command({"draw", "settle", "--db", kiosk.db(), "--draw", draw, "--throws", "4162533164"});
    ASSERT_EQ(settled.exit_code, 0) << settled.output;

    // The winner shows the pass; the clerk hands the prize over; the same pass again is refused.
    kiosk.sign_in();
    kiosk.open_pickups();
    const auto pass = kiosk.pass_of(phone);
    const auto handed_over = kiosk.facts("prize.handed_over");
    kiosk.screen.scan(pass);
    kiosk.touch("pickup.hand_over");
    kiosk.wait_for_facts("prize.handed_over", handed_over + 1);
    kiosk.touch("pickup.next");
    kiosk.screen.scan(pass);
    kiosk.kill_and_start_again();
    EXPECT_EQ(kiosk.facts("prize.handed_over"), handed_over + 1);
    kiosk.sign_in();
    kiosk.open_pickups();
    kiosk.screen.scan(kiosk.pass_of(phone));
    EXPECT_FALSE(becomes_true([&] { return kiosk.shows("pickup.hand_over"); }, 3s)) << "it was handed over before";
    EXPECT_EQ(kiosk.facts("prize.handed_over"), handed_over + 1);

    EXPECT_EQ(kiosk.stop(), 0);
    const auto audit = kiosk.command({"audit", "--db", kiosk.db()});
    EXPECT_EQ(audit.exit_code, 0) << audit.output;
}

TEST(Shop, a_second_kiosk_on_the_same_file_and_a_taken_port_are_told_in_one_line) {
    ShopKiosk kiosk;
    const auto second =
        kiosk.command({"kiosk", "--db", kiosk.db(), "--offscreen", "--phone-port", "0", "--tap-port", "0"});
    EXPECT_EQ(second.exit_code, 1);
    EXPECT_NE(second.output.find("another process"), std::string::npos) << second.output;
    const test::TemporaryFolder other;
    const auto taken = kiosk.command({"kiosk", "--db", (other / "b.db").string(), "--offscreen", "--phone-port", "0",
                                      "--tap-port", std::to_string(kiosk.tap_port())});
    EXPECT_EQ(taken.exit_code, 1);
    EXPECT_NE(taken.output.find(std::to_string(kiosk.tap_port())), std::string::npos) << taken.output;
}

TEST(Shop, a_full_disk_is_shown_as_not_saved_and_the_till_still_prints) {
    ShopKiosk kiosk;
    const auto recorded = kiosk.facts("purchase.recorded");
    // The database has room for a few more pages only.
    const auto blocks = static_cast<int>(std::filesystem::file_size(kiosk.db()) / 1024) + 8;
    kiosk.kill_and_start_again(blocks);
    std::string sent;
    for (int i = 0; i < 40; ++i) {
        const std::string receipt = "\x1b@Old Beijing Shoes\nReceipt No: 80" + std::to_string(10 + i) +
                                    "\nTOTAL 60.00\n\n\x1d"
                                    "V\x01";
        send_to_till(kiosk.tap_port(), receipt);
        sent += receipt;
    }
    kiosk.wait_for_screen("not-saved");
    wait_until(
        "every receipt on the printer", [&] { return kiosk.printer.received() == sent; }, patience);
    // With room again, what the till printed meanwhile is recorded, each sale once.
    kiosk.kill_and_start_again();
    kiosk.wait_for_facts("purchase.recorded", recorded + 40);
    EXPECT_EQ(kiosk.stop(), 0);
    const auto audit = kiosk.command({"audit", "--db", kiosk.db()});
    EXPECT_EQ(audit.exit_code, 0) << audit.output;
}

TEST(Shop, a_database_from_a_newer_version_is_told_on_the_screen_and_the_till_prints_on) {
    ShopKiosk kiosk;
    EXPECT_EQ(kiosk.stop(), 0);
    const auto recorded = kiosk.facts("purchase.recorded");
    const auto blank = kiosk.screen.picture();
    const auto version = change_schema_version(kiosk.db(), 99);
    kiosk.launch();
    wait_until(
        "the notice", [&] { return kiosk.screen.picture() != blank; }, patience);
    const std::string receipt = "\x1b@Old Beijing Shoes\nReceipt No: 9001\nTOTAL 60.00\n\n\x1dV\x01";
    send_to_till(kiosk.tap_port(), receipt);
    wait_until(
        "the receipt on the printer", [&] { return kiosk.printer.received() == receipt; }, patience);
    EXPECT_EQ(kiosk.stop(), 1);
    change_schema_version(kiosk.db(), version);
    kiosk.start();
    kiosk.wait_for_facts("purchase.recorded", recorded + 1);
}

TEST(Shop, the_offscreen_day_runs_to_its_end) {
    const test::TemporaryFolder out;
    const auto day = run({XIAOER_BINARY, "day", "--out", out.path().string()}, 240s);
    EXPECT_EQ(day.exit_code, 0) << day.output;
    EXPECT_TRUE(std::filesystem::exists(out / "01.png"));
}

}  // namespace
}  // namespace xiaoer::flows
