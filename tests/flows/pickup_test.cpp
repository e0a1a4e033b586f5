// Pickups with the real binary in a real window, a real Chromium as the winner's phone and a stand-in printer on the
// network, whose bytes are read as a printer reads them: several prizes, fetched, refused, handed over in part; what
// dear prizes ask for; market day; what lapsed; the paper of an evening without power; slips printed again.
#include "base/calendar.h"
#include "tests/counter/slip_reader.h"
#include "tests/flows/shop_kiosk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

namespace xiaoer::flows {
namespace {

// The slip of that place among all that our own printer printed; it waits for it.
PrintedSlip slip_at(ShopKiosk& kiosk, std::size_t place) {
    wait_until(
        "slip " + std::to_string(place), [&] { return kiosk.own_printer.slips().size() > place; }, patience);
    const auto slip = kiosk.own_printer.slips()[place];
    auto printed = read_slip(view_of(slip));
    EXPECT_EQ(printed.problem, "") << printed.all_text();
    EXPECT_EQ(printed.cuts, 1);
    return printed;
}

// The 64 digits on a slip, in four lines of four groups.
std::string digits_on(const PrintedSlip& slip) {
    std::string digits;
    for (const auto& line : slip.lines) {
        const auto& text = line.text;
        if (text.size() != 19 || text.find_first_not_of("0123456789abcdef ") != std::string::npos) continue;
        for (const char c : text)
            if (c != ' ') digits += c;
    }
    return digits;
}

// What zbar reads off a picture on a slip, enlarged as paper is to the eye.
std::string code_in(const PrintedPicture& picture) {
    const int side = picture.rows;
    Picture seen{side, side, {}};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) seen.rgb.insert(seen.rgb.end(), 3, picture.dark(x, y) ? std::uint8_t{0} : std::uint8_t{255});
    const auto codes = read_codes(seen);
    return codes.size() == 1 ? codes[0] : "";
}

TEST(Pickup, several_prizes_are_fetched_refused_and_handed_over_in_part_and_slips_are_printed_again) {
    ShopKiosk kiosk({.toml = "[printer]\nqr = \"raster\"\n", .printer_on_network = true});
    kiosk.set({{"one_win_per_member", false}});
    Browser phone;
    const auto who = kiosk.join(phone, "小满");
    kiosk.buy(phone, 300);
    kiosk.hold_draw("sweets", 500);
    kiosk.sign_in();
    kiosk.open_pickups();

    // Fetched: kept for this clerk; refused: that burns nothing.
    kiosk.screen.scan(kiosk.pass_of(phone));
    kiosk.touch("unit.reserve");
    kiosk.wait_for_widget("unit.release");
    const auto refused = kiosk.facts("prize.refused");
    kiosk.touch("pickup.refuse");
    wait_until(
        "the refusal", [&] { return kiosk.facts("prize.refused") > refused; }, patience);
    const auto prizes = kiosk.facts("prize.refused") - refused;
    ASSERT_GE(prizes, 2) << "a sale of 300 wins more than one";

    // A part of them; the slip of that part, its code as a picture.
    const auto before = kiosk.facts("prize.handed_over");
    const auto slips = kiosk.own_printer.slips().size();
    kiosk.screen.scan(kiosk.pass_of(phone));
    kiosk.touch("unit.0");
    kiosk.touch("pickup.hand_over");
    kiosk.wait_for_facts("prize.handed_over", before + prizes - 1);
    const auto slip = slip_at(kiosk, slips);
    EXPECT_TRUE(slip.find(who.number)) << slip.all_text();
    EXPECT_EQ(std::ranges::count(slip.lines, std::string("sweets"), &PrintedLine::text), prizes - 1);
    EXPECT_TRUE(slip.find("小颖"));
    EXPECT_FALSE(slip.find("副本"));
    const auto hash = digits_on(slip);
    EXPECT_EQ(hash.size(), 64U);
    ASSERT_EQ(slip.pictures.size(), 1U);
    EXPECT_EQ(code_in(slip.pictures[0]), hash);
    EXPECT_NE(kiosk.command({"facts", "--db", kiosk.db()}).output.find(hash), std::string::npos) << "it is a fact's";

    // Printed again, from the ledger: it says so.
    kiosk.touch("print.again");
    const auto copy = slip_at(kiosk, slips + 1);
    EXPECT_EQ(std::ranges::count(copy.lines, std::string("副本"), &PrintedLine::text), 2) << copy.all_text();
    EXPECT_EQ(digits_on(copy), hash);

    // Without paper the rest is handed over all the same; the desk says what is wrong, and the slip comes later.
    kiosk.own_printer.be(StandInPrinter::Health::no_paper);
    kiosk.touch("pickup.next");
    kiosk.screen.scan(kiosk.pass_of(phone));
    kiosk.touch("pickup.hand_over");
    kiosk.wait_for_facts("prize.handed_over", before + prizes);
    kiosk.wait_for_words("打印机没纸了");
    EXPECT_EQ(kiosk.own_printer.slips().size(), slips + 2);
    kiosk.own_printer.be(StandInPrinter::Health::well);
    wait_until(
        "the printer is well again", [&] { return !kiosk.says("打印机没纸了"); }, patience);
    kiosk.touch("print.again");
    EXPECT_NE(digits_on(slip_at(kiosk, slips + 2)), hash);
    EXPECT_EQ(kiosk.stop(), 0);
    EXPECT_EQ(kiosk.command({"audit", "--db", kiosk.db()}).exit_code, 0);
}

TEST(Pickup, dear_prizes_ask_for_the_code_then_for_a_manager_then_for_a_signature) {
    ShopKiosk kiosk({.printer_on_network = true});
    kiosk.set({{"sign_above_minor", std::int64_t{25000}}});
    Browser phone;
    const auto who = kiosk.join(phone, "小满");
    ASSERT_EQ(who.redeem_code.size(), 4U);
    kiosk.buy(phone, 128);
    kiosk.hold_draw("shoes", 12800);
    kiosk.sign_in();
    kiosk.open_pickups();
    const auto before = kiosk.facts("prize.handed_over");

    // Above the first value the 领奖码: a wrong one first.
    kiosk.screen.scan(kiosk.pass_of(phone));
    kiosk.touch("pickup.hand_over");
    kiosk.wait_for_widget("pickup.send");
    kiosk.key(who.redeem_code == "0000" ? "0001" : "0000");
    kiosk.touch("pickup.send");
    kiosk.wait_for_words("领奖码不对");
    EXPECT_EQ(kiosk.facts("prize.handed_over"), before);
    kiosk.key(who.redeem_code);
    kiosk.touch("pickup.send");
    kiosk.wait_for_facts("prize.handed_over", before + 1);
    kiosk.wait_for_widget("pickup.next");
    kiosk.touch("pickup.desk");
    kiosk.touch("desk.leave");
    kiosk.wait_for_screen("attract");

    // Above the second a manager's PIN, and the winner signs. By number and code, with no phone in hand.
    kiosk.buy(phone, 128);
    kiosk.hold_draw("bicycle", 30000);
    kiosk.sign_in();
    kiosk.open_pickups();
    const auto keyed = who.number.substr(who.number.find_first_not_of('0'));  // one to three digits will do
    kiosk.key(keyed);
    kiosk.touch("pickup.send");
    kiosk.touch("pickup.hand_over");
    kiosk.wait_for_widget("pickup.send");
    kiosk.key(who.redeem_code);
    kiosk.touch("pickup.send");
    kiosk.touch("staff.0");  // managers only
    kiosk.key(manager_pin);
    kiosk.touch("pin.send");
    kiosk.wait_for_widget("sign.done");
    EXPECT_EQ(kiosk.facts("prize.handed_over"), before + 1) << "not before it is signed";
    std::vector<std::pair<int, int>> stroke;
    for (int i = 0; i < 40; ++i) stroke.emplace_back(480 + 7 * i, i % 4 < 2 ? 470 + i : 520 - i);
    kiosk.screen.drag(stroke);
    kiosk.touch("sign.done");
    kiosk.wait_for_facts("prize.handed_over", before + 2);
    EXPECT_EQ(kiosk.facts("prize.signed"), 1);
    EXPECT_TRUE(slip_at(kiosk, kiosk.own_printer.slips().size() - 1).find("bicycle"));
    EXPECT_EQ(kiosk.stop(), 0);
    EXPECT_EQ(kiosk.command({"audit", "--db", kiosk.db()}).exit_code, 0);
}

TEST(Pickup, market_day_goes_by_number_and_code_what_lapsed_says_so_and_paper_is_entered_afterwards) {
    ShopKiosk kiosk({.printer_on_network = true});
    Browser phone, boss;
    const auto who = kiosk.join(phone, "小满");
    kiosk.sign_in(true);
    kiosk.pair(boss);
    kiosk.touch("desk.leave");
    kiosk.wait_for_screen("attract");
    const auto sign_in_again = [&] {
        kiosk.sign_in();
        kiosk.open_pickups();
    };
    const auto leave = [&] {
        kiosk.touch("pickup.desk");
        kiosk.touch("desk.leave");
        kiosk.wait_for_screen("attract");
    };

    // Market day: four digits, four digits, one touch.
    kiosk.buy(phone, 60);
    kiosk.hold_draw("sweets", 500);
    sign_in_again();
    const auto before = kiosk.facts("prize.handed_over");
    kiosk.touch("ask.market");
    kiosk.wait_for_widget("market.send");
    kiosk.key(who.number);
    kiosk.key(who.redeem_code);
    kiosk.touch("market.send");
    kiosk.wait_for_facts("prize.handed_over", before + 1);
    kiosk.wait_for_words("sweets");
    leave();

    // Lapsed: it says since when, and there is no button.
    kiosk.buy(phone, 60);
    kiosk.hold_draw("tea", 500, 6'000);
    const auto lapsed_at = std::chrono::steady_clock::now() + 6s;
    sign_in_again();
    while (std::chrono::steady_clock::now() < lapsed_at) (void)becomes_true([] { return false; }, 200ms);
    kiosk.screen.scan(kiosk.pass_of(phone));
    kiosk.wait_for_words("tea");
    EXPECT_FALSE(kiosk.shows("pickup.hand_over"));
    EXPECT_TRUE(kiosk.says("过了领奖时间"));
    leave();

    // An evening without power: what waits is on paper; afterwards a manager enters who had it, with its real time.
    kiosk.buy(phone, 60);
    kiosk.hold_draw("book", 500);
    const auto paper = kiosk.command({"paper", "--db", kiosk.db()});
    EXPECT_NE(paper.output.find(who.number + "  "), std::string::npos) << paper.output;
    EXPECT_NE(paper.output.find("book"), std::string::npos);
    boss.open(kiosk.url() + "/s");
    boss.wait_for("main[data-view=home]", patience);
    (void)boss.run_script("page.go('paper')");
    boss.wait_for("[data-act=paper_row]", patience);
    (void)boss.run_script(
        "var now = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 19);"
        "document.querySelector('input[name=time]').value = now;"
        "var rows = document.querySelectorAll('[data-act=paper_row]');"
        "for (var i = 0; i < rows.length; i++) if (rows[i].parentNode.textContent.indexOf('" +
        who.number + "') >= 0) rows[i].click();");
    kiosk.wait_for_facts("prize.handed_over_on_paper", 1);
    sign_in_again();
    kiosk.screen.scan(kiosk.pass_of(phone));
    kiosk.wait_for_words("book");
    EXPECT_FALSE(kiosk.shows("pickup.hand_over")) << "it was handed over by candlelight";
    EXPECT_EQ(kiosk.stop(), 0);
    EXPECT_EQ(kiosk.command({"audit", "--db", kiosk.db()}).exit_code, 0);
}

}  // namespace
}  // namespace xiaoer::flows
