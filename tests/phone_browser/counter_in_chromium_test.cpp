// The counter's pages in a real Chromium on a real kiosk: market day, a signature drawn with the finger, a winner found
// by a document, and the records of it all.
#include "domain/number.h"
#include "tests/phone_browser/staff_in_hand.h"

namespace xiaoer::phone {
namespace {

class CounterInHand : public StaffInHand {
protected:
    void win(std::int64_t value_minor, std::int64_t sign_above_minor = -1) {
        auto settings = shop.kiosk->snapshot()->settings;
        settings.prizes = {{"照片书一本", 2, value_minor}};
        settings.sign_above_minor = sign_above_minor;
        shop.expect<Done>(ChangeSettings{settings, {}});
        for (std::uint8_t i = 1; i <= 2; ++i) members.push_back(shop.buyer("顾客" + std::to_string(i), i));
        (void)shop.draw();
    }
    std::vector<Joined> members;
};

TEST_F(CounterInHand, market_day_is_a_number_a_code_and_one_touch_each) {
    win(1800);
    pair(shop.clerk, "desk");
    touch("market", "market");
    for (const auto& one : members) {
        fill("input[name=number]", format_number(one.number));
        fill("input[name=code]", one.redeem_code);
        touch("give");
        wait_for_text(format_number(one.number) + " 号 照片书一本，发好了");
    }
    expect_good_looks_on_phones("market");
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.open_pickups == 0; });
}

TEST_F(CounterInHand, a_winner_found_by_a_document_signs_with_the_finger_and_the_boss_sees_it) {
    win(1800, 0);
    pair_boss();
    touch("desk", "desk");
    touch("pickup", "pickup");
    touch("seek", "seek");
    fill("input[name=text]", "顾客1");
    touch("send");
    wait_for_text("请先点看过哪样证件");
    phone->click("[data-value=id_card]");
    expect_good_looks_on_phones("seek");
    touch("send");
    touch("winner", "pickup");
    phone->wait_for("[data-act=give]", flows::Duration(30'000));
    touch("give");
    phone->wait_for("canvas.sign", flows::Duration(30'000));
    (void)phone->run_script(
        "var c = document.querySelector('canvas.sign'), b = c.getBoundingClientRect();"
        "function at(type, x, y) { c.dispatchEvent(new PointerEvent(type, {clientX: b.left + x, clientY: b.top + y,"
        " bubbles: true, cancelable: true})); }"
        "at('pointerdown', 10, 20); for (var i = 1; i < 12; i++) at('pointermove', 10 + 8 * i, 20 + 3 * i);"
        "at('pointerup', 100, 50);");
    expect_good_looks_on_phones("sign");
    touch("signed", "given");
    touch("print_slip");
    wait_for_text("在打印了");
    EXPECT_EQ(copies, 1);
    expect_good_looks_on_phones("given");
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.open_pickups == 1; });
    paper_out = true;
    touch("print_slip");
    wait_for_text("小二的打印机没纸了");
    phone->open(phone->url());
    phone->wait_for("[data-printer=paper_out]", flows::Duration(30'000));
    touch("people", "people");
    touch("audit", "audit");
    phone->wait_for("[data-audit=handed_over]", flows::Duration(30'000));
    expect_good_looks_on_phones("audit");
    touch("print_slip");
    wait_for_text("小二的打印机没纸了");
    EXPECT_EQ(copies, 3);
    touch("signature");
    phone->wait_for("[data-audit=handed_over] canvas", flows::Duration(30'000));
    EXPECT_NE(phone->text("[data-audit=looked_up]").find("身份证"), std::string::npos);
}

}  // namespace
}  // namespace xiaoer::phone
