// The whole shop, as its people meet it: the real binary in a real window under Xvfb, a real Chromium as the customer's
// phone, receipt bytes over TCP, QR codes read off the pictures by zbarimg, a pass typed as a scanner types it. The
// process is killed with SIGKILL between the steps, and nothing acknowledged may be missing.
#include "base/calendar.h"
#include "base/file.h"
#include "base/json.h"
#include "tests/flows/screen.h"
#include "tests/flows/stand_in_printer.h"
#include "tests/flows/webdriver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace xiaoer::flows {
namespace {

constexpr auto patience = 60s;
constexpr std::string_view clerk_pin = "271906";  // of the demo shop

std::string find_code(const Picture& picture, std::string_view part) {
    for (const auto& code : read_codes(picture)) {
        if (code.find(part) != std::string::npos) return code;
    }
    return {};
}

// A demo shop, its kiosk in a window, and what the test does to it.
class Kiosk {
public:
    Kiosk() {
        const auto made = run({XIAOER_BINARY, "demo", "--db", db(), "--days", "1", "--url", url()}, patience);
        if (made.exit_code != 0) throw FlowFailure("no demo shop: " + made.output);
        start();
    }
    // `file_blocks_max`: no file of the kiosk's may grow beyond that many 1 KiB blocks, as on a full disk.
    void start(int file_blocks_max = 0) {
        launch(file_blocks_max);
        wait_for_screen("attract");
    }
    void launch(int file_blocks_max = 0) {
        Words words;
        if (file_blocks_max > 0) {
            words = {"bash", "-c", "ulimit -f " + std::to_string(file_blocks_max) + "; exec \"$0\" \"$@\""};
        }
        const Words kiosk = {XIAOER_BINARY,
                             "kiosk",
                             "--db",
                             db(),
                             "--windowed",
                             "--url",
                             url(),
                             "--boxes",
                             boxes_path().string(),
                             "--phone-port",
                             std::to_string(phone_port_),
                             "--tap-port",
                             std::to_string(tap_port_),
                             "--till-printer",
                             "127.0.0.1:" + std::to_string(printer.port()),
                             "--printer",
                             "file:" + (folder_ / "slips").string()};
        words.insert(words.end(), kiosk.begin(), kiosk.end());
        auto environment = screen.environment();
        environment.emplace_back("ASAN_OPTIONS",
                                 "detect_leaks=0");  // the window system's own leaks are not ours to mend
        process_.emplace(words, environment);
    }
    // A power cut, as far as a process can have one.
    void kill_and_start_again(int file_blocks_max = 0) {
        process_->kill();
        std::filesystem::remove(boxes_path());
        start(file_blocks_max);
    }
    int stop() { return process_->stop(patience); }

    void wait_for_screen(std::string_view name) {
        wait_until(
            "the screen " + std::string(name), [&] { return screen_name() == name; }, patience);
    }
    void touch(const std::string& widget) {
        std::optional<std::pair<int, int>> place;
        wait_until(
            "the widget " + widget, [&] { return (place = place_of(widget)).has_value(); }, patience);
        screen.click(place->first, place->second);
    }
    [[nodiscard]] bool shows(const std::string& widget) { return place_of(widget).has_value(); }

    void sign_in() {
        touch("logo");
        wait_for_screen("sign-in");
        touch("staff.0");  // clerks come before managers
        for (const char digit : clerk_pin) touch(std::string("key.") + digit);
        touch("pin.send");
        wait_for_screen("desk");
    }
    // How many facts of a kind the ledger has, as `xiaoer facts` prints them.
    [[nodiscard]] std::int64_t facts(std::string_view kind) {
        const auto printed = run({XIAOER_BINARY, "facts", "--db", db()}, patience).output;
        const std::string mark = "\"kind\":\"" + std::string(kind) + "\"";
        std::int64_t count = 0;
        for (auto at = printed.find(mark); at != std::string::npos; at = printed.find(mark, at + 1)) ++count;
        return count;
    }
    void wait_for_facts(std::string_view kind, std::int64_t count) {
        wait_until(
            std::string(kind), [&] { return facts(kind) == count; }, patience);
    }
    Ended command(Words words) {
        Words all = {XIAOER_BINARY};
        all.insert(all.end(), words.begin(), words.end());
        return run(all, patience);
    }
    // What the kiosk's own printer printed so far.
    [[nodiscard]] std::string slips() const {
        const auto bytes = read_file(folder_ / "slips");
        return bytes && *bytes ? std::string(text_of(**bytes)) : std::string();
    }
    // Where these characters stand: the kiosk's files by name, of which there are `files`, and its log.
    [[nodiscard]] std::set<std::string> places_of_text(std::string_view text, std::set<std::string>& files) const {
        std::set<std::string> places;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
            if (!entry.is_regular_file()) continue;
            const auto bytes = read_file(entry.path());
            if (!bytes || !*bytes) continue;  // gone meanwhile
            const auto name = entry.path().filename().string();
            files.insert(name);
            if (text_of(**bytes).find(text) != std::string_view::npos) places.insert(name);
        }
        if (process_->output().find(text) != std::string::npos) places.insert("the log");
        return places;
    }
    [[nodiscard]] std::string db() const { return (folder_ / "shop.db").string(); }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(phone_port_); }
    [[nodiscard]] std::uint16_t tap_port() const { return tap_port_; }

    Screen screen{1920, 1080};
    StandInPrinter printer;

private:
    [[nodiscard]] std::filesystem::path boxes_path() const { return folder_ / "boxes.json"; }
    [[nodiscard]] Json boxes() {
        const auto bytes = read_file(boxes_path());
        if (!bytes || !*bytes) return {};
        return parse_json(text_of(**bytes)).value_or(Json());
    }
    [[nodiscard]] std::string screen_name() {
        const auto now = boxes();
        const auto* name = now.find("screen");
        return name == nullptr ? "" : *name->string();
    }
    [[nodiscard]] std::optional<std::pair<int, int>> place_of(const std::string& widget) {
        const auto now = boxes();
        const auto* touch_list = now.find("touch");
        const auto* place = touch_list == nullptr ? nullptr : touch_list->find(widget);
        if (place == nullptr) return std::nullopt;
        const auto& middle = *place->array();
        return std::pair(static_cast<int>(*middle[0].integer()), static_cast<int>(*middle[1].integer()));
    }

    test::TemporaryFolder folder_;
    std::uint16_t phone_port_ = free_port();
    std::uint16_t tap_port_ = free_port();
    std::optional<Process> process_;
};

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
    kiosk.touch("desk.pickup");
    kiosk.wait_for_screen("pickup");
    phone.open(kiosk.url() + "/m");
    const auto pass = read_pass(phone, pictures);
    const auto handed_over = kiosk.facts("prize.handed_over");
    kiosk.screen.scan(pass);
    kiosk.touch("pickup.hand_over");
    kiosk.wait_for_facts("prize.handed_over", handed_over + 1);
    kiosk.touch("pickup.next");
    kiosk.screen.scan(pass);
    kiosk.kill_and_start_again();
    EXPECT_EQ(kiosk.facts("prize.handed_over"), handed_over + 1);
    kiosk.sign_in();
    kiosk.touch("desk.pickup");
    kiosk.wait_for_screen("pickup");
    phone.open(kiosk.url() + "/m");
    kiosk.screen.scan(read_pass(phone, pictures));
    EXPECT_FALSE(becomes_true([&] { return kiosk.shows("pickup.hand_over"); }, 3s)) << "it was handed over before";
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
    const auto taken = kiosk.command({"kiosk", "--db", (other / "b.db").string(), "--offscreen", "--phone-port", "0",
                                      "--tap-port", std::to_string(kiosk.tap_port())});
    EXPECT_EQ(taken.exit_code, 1);
    EXPECT_NE(taken.output.find(std::to_string(kiosk.tap_port())), std::string::npos) << taken.output;
}

TEST(Shop, a_full_disk_is_shown_as_not_saved_and_the_till_still_prints) {
    Kiosk kiosk;
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
