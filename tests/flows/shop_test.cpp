// The whole shop, as its people meet it: the real binary in a real window under Xvfb, a real Chromium as the customer's
// phone, receipt bytes over TCP, QR codes read off the pictures by zbarimg, a pass typed as a scanner types it. The
// process is killed with SIGKILL between the steps, and nothing acknowledged may be missing.
#include "base/calendar.h"
#include "base/file.h"
#include "base/json.h"
#include "tests/flows/shop_kiosk.h"
#include "tests/flows/webdriver.h"
#include "tests/support/small_disk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace xiaoer::flows {
namespace {

std::string find_code(const Picture& picture, std::string_view part) {
    for (const auto& code : read_codes(picture)) {
        if (code.find(part) != std::string::npos) return code;
    }
    return {};
}

// What the member's page shows to the scanner.
std::string read_pass(Browser& phone, const test::TemporaryFolder& folder) {
    std::string digits;
    wait_until(
        "a pass that can be scanned",
        [&] {
            const auto picture = folder / "pass.png";
            if (!write_file(picture, phone.picture(".pass"))) return false;
            // zbarimg also complains of a missing D-Bus: the pass is the line of 26 digits.
            const auto read = run({"zbarimg", "-q", "--raw", picture.string()}, patience);
            std::istringstream lines(read.output);
            while (std::getline(lines, digits)) {
                if (digits.size() == 26 && digits.find_first_not_of("0123456789") == std::string::npos) return true;
            }
            return false;
        },
        patience);
    return digits;
}

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
    Kiosk kiosk;
    Browser phone;
    const test::TemporaryFolder pictures;

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

    // The same receipt again is the same purchase; the one behind it says when both were read.
    std::string other = receipt;
    other.replace(other.find("7001"), 4, "7002");
    send_to_till(kiosk.tap_port(), receipt);
    send_to_till(kiosk.tap_port(), other);
    wait_until(
        "the copy on the printer", [&] { return kiosk.printer.received() == receipt + receipt + other; }, patience);
    kiosk.wait_for_facts("purchase.recorded", recorded + 1);
    kiosk.kill_and_start_again();
    EXPECT_EQ(kiosk.facts("purchase.recorded"), recorded + 1);

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
    kiosk.touch("desk.pickup");
    kiosk.wait_for_screen("pickup");
    phone.open(kiosk.url() + "/m");
    const auto pass = read_pass(phone, pictures);
    const auto handed_over = kiosk.facts("prize.handed_over");
    kiosk.screen.scan(pass);
    kiosk.touch("pickup.hand_over");
    kiosk.wait_for_facts("prize.handed_over", handed_over + 1);
    kiosk.touch("pickup.next");
    kiosk.wait_for_words("谁来领奖");
    kiosk.screen.scan(pass);
    kiosk.wait_for_words("这个码过时了");
    EXPECT_FALSE(kiosk.shows("pickup.hand_over"));
    kiosk.kill_and_start_again();
    EXPECT_EQ(kiosk.facts("prize.handed_over"), handed_over + 1);
    kiosk.sign_in();
    kiosk.touch("desk.pickup");
    kiosk.wait_for_screen("pickup");
    phone.open(kiosk.url() + "/m");
    kiosk.screen.scan(read_pass(phone, pictures));
    kiosk.wait_for_words("已经发过了");
    EXPECT_FALSE(kiosk.shows("pickup.hand_over")) << "it was handed over before";
    EXPECT_EQ(kiosk.facts("prize.handed_over"), handed_over + 1);

    EXPECT_EQ(kiosk.stop(), 0);
    const auto audit = kiosk.command({"audit", "--db", kiosk.db()});
    EXPECT_EQ(audit.exit_code, 0) << audit.output;
}

TEST(Shop, a_second_kiosk_on_the_same_file_and_a_taken_port_are_told_in_one_line) {
    Kiosk kiosk;
    const auto second =
        kiosk.command({"kiosk", "--db", kiosk.db(), "--offscreen", "--phone-port", "0", "--tap-port", "0"});
    EXPECT_EQ(second.exit_code, 1);
    EXPECT_NE(second.output.find("another process"), std::string::npos) << second.output;
    const test::TemporaryFolder other;
    const auto told = [&](const std::string& phone_port, const std::string& tap_port) {
        return kiosk.command({"kiosk", "--db", (other / "b.db").string(), "--offscreen", "--phone-port", phone_port,
                              "--tap-port", tap_port});
    };
    const auto tap_port = std::to_string(kiosk.tap_port()), phone_port = std::to_string(kiosk.phone_port());
    for (const auto& [taken, port] : {std::pair(told("0", tap_port), tap_port), {told(phone_port, "0"), phone_port}}) {
        EXPECT_EQ(taken.exit_code, 1);
        EXPECT_NE(taken.output.find(port), std::string::npos) << taken.output;
    }
}

TEST(Shop, a_taken_port_is_told_on_the_screen) {
    Kiosk kiosk;
    const test::TemporaryFolder other;
    const auto boxes = other / "boxes.json";
    const auto tap_port = std::to_string(kiosk.tap_port()), phone_port = std::to_string(kiosk.phone_port());
    for (const auto& [phones, tap, taken] :
         {std::tuple(phone_port, std::string("0"), phone_port), {std::string("0"), tap_port, tap_port}}) {
        Process second({XIAOER_BINARY, "kiosk", "--db", (other / "b.db").string(), "--windowed", "--boxes",
                        boxes.string(), "--phone-port", phones, "--tap-port", tap},
                       kiosk.environment());
        wait_until(
            "the notice of port " + taken,
            [&] {
                const auto bytes = read_file(boxes);
                const auto said = bytes && *bytes ? std::string(text_of(**bytes)) : std::string();
                return said.find("\"error\"") != std::string::npos && said.find(taken) != std::string::npos;
            },
            patience);
        EXPECT_EQ(second.stop(patience), 1);
        std::filesystem::remove(boxes);
    }
}

std::string sale_numbered(int number) {
    return "\x1b@Old Beijing Shoes\nReceipt No: " + std::to_string(number) + "\nTOTAL 60.00\n\n\x1dV\x01";
}

// Returns: how many, once the printer has them.
int print(Kiosk& kiosk, int first_number, int count) {
    for (int i = 0; i < count; ++i) send_to_till(kiosk.tap_port(), sale_numbered(first_number + i));
    const auto last = sale_numbered(first_number + count - 1);
    wait_until(
        "every receipt on the printer", [&] { return kiosk.printer.received().ends_with(last); }, patience);
    return count;
}

// Fills the disk and lets the till print until the screen says so, and then some. Returns: how many.
int print_on_a_full_disk(Kiosk& kiosk, test::SmallDisk& disk, int first_number) {
    if (!disk.fill()) throw FlowFailure("the disk is not full");
    constexpr int at_most = 400, meanwhile = 30;
    int printed = 0;
    while (printed < at_most && !kiosk.is_on("not-saved")) printed += print(kiosk, first_number + printed, 1);
    kiosk.wait_for_screen("not-saved");
    return printed + print(kiosk, first_number + printed, meanwhile);
}

TEST(Shop, a_full_disk_is_shown_as_not_saved_the_till_still_prints_and_with_room_every_sale_is_recorded_once) {
    test::SmallDisk disk(16);
    if (!disk.mounted()) GTEST_SKIP() << "this machine does not let a test mount a disk of its own";
    Kiosk kiosk(disk.path());
    auto recorded = kiosk.facts("purchase.recorded");
    recorded += print_on_a_full_disk(kiosk, disk, 10'000);
    kiosk.kill();  // the power goes, too
    disk.make_room();
    kiosk.start();
    kiosk.wait_for_facts("purchase.recorded", recorded);
    // Where it has time to, it sees by itself that there is room, and ends for whoever starts it again. So does one
    // that somebody started while the disk was full.
    recorded += print_on_a_full_disk(kiosk, disk, 20'000);
    kiosk.kill();
    kiosk.launch();
    wait_until(
        "the trouble on the screen", [&] { return kiosk.is_on("not-saved") || kiosk.is_on("error"); }, patience);
    recorded += print(kiosk, 30'000, 30);
    disk.make_room();
    EXPECT_EQ(kiosk.wait_for_end(), 75);
    kiosk.start();
    kiosk.wait_for_facts("purchase.recorded", recorded);
    EXPECT_EQ(kiosk.stop(), 0);
    const auto audit = kiosk.command({"audit", "--db", kiosk.db()});
    EXPECT_EQ(audit.exit_code, 0) << audit.output;
}

TEST(Shop, a_payment_code_under_the_scanner_is_in_no_file_and_no_line_of_the_log) {
    Kiosk kiosk;
    const std::string code = "134567890123456786";  // WeChat Pay: 1[0-5] and 16 more digits
    const auto recorded = kiosk.facts("purchase.recorded");
    const auto blank = kiosk.screen.picture();
    kiosk.screen.scan(code);
    wait_until(
        "the word that this is for paying", [&] { return kiosk.screen.picture() != blank; }, patience);
    // So that there is something in the WAL and the spool.
    send_to_till(kiosk.tap_port(), "\x1b@Old Beijing Shoes\nReceipt No: 9100\nTOTAL 60.00\n\n\x1dV\x01");
    kiosk.wait_for_facts("purchase.recorded", recorded + 1);
    std::set<std::string> files;
    EXPECT_EQ(kiosk.places_of_text(code, files), std::set<std::string>()) << "while it runs";
    for (const auto* file : {"shop.db", "shop.db-wal", "shop.db.spool", "shop.db.keys", "shop.db.anchor"})
        EXPECT_TRUE(files.contains(file)) << file;
    EXPECT_FALSE(kiosk.places_of_text("9100", files).empty()) << "what is kept is found";
    EXPECT_EQ(kiosk.stop(), 0);
    EXPECT_EQ(kiosk.places_of_text(code, files), std::set<std::string>()) << "when it has stopped";
}

TEST(Shop, a_database_from_a_newer_version_is_told_on_the_screen_and_the_till_prints_on) {
    Kiosk kiosk;
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
