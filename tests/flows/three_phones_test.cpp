// The boss's, the clerk's and a customer's phone at the same kiosk at once: the real binary in a real window and three
// real Chromiums, from the first code on the screen to a prize in the winner's hand.
#include "tests/flows/hand.h"

#include <gtest/gtest.h>

namespace xiaoer::flows {
namespace {

class ThreePhones : public testing::TestWithParam<std::pair<int, int>> {
protected:
    ThreePhones() { machine.tell_owner(); }

    void keep_picture(Hand& hand, const std::string& name) {
        hand.keep_picture("three-" + name + "-" + std::to_string(GetParam().first));
    }

    void set_up() {
        boss.scan(machine.pairing_url());
        boss.wait_for_view("set_up");
        boss.write("input[name=shop]", "布鞋老店");
        boss.act("next");
        boss.phone.wait_for("input[name=address]", patience);
        boss.act("try", "tried");
        boss.act("next");
        boss.phone.wait_for("input[name=minor_per_ticket]", patience);
        boss.act("next");
        boss.write("input[name=prize]", "手工布鞋");
        boss.act("next");
        boss.write("input[name=name]", "小颖");
        boss.write("input[name=pin]", "735190");
        boss.act("add");
        boss.wait_for_text("小颖");
        boss.act("next");
        for (const auto* part : {"input[name=month_1]", ".code img", "input[name=throws]"}) {
            boss.phone.wait_for(part, patience);
            boss.act("next");
        }
        boss.act("finish", "home");
        keep_picture(boss, "boss-home");
    }
    void pair_clerk() {
        boss.act("people", "people");
        keep_picture(boss, "boss-people");
        // In the row of the clerk's name.
        (void)boss.phone.run_script(
            "[].forEach.call(document.querySelectorAll('p.line'), function (row) {"
            "  if (row.textContent.indexOf('小颖') === 0 && row.querySelector('[data-act=pair]'))"
            "    row.querySelector('[data-act=pair]').click(); });");
        boss.wait_for_view("offer");
        keep_picture(boss, "boss-offer");
        clerk.scan(boss.code(".code img"));
        clerk.wait_for_view("desk");
        keep_picture(clerk, "clerk-desk");
        boss.phone.open(machine.url() + "/s");
        boss.wait_for_view("home");
    }
    // Two screens, three touches beside typing the name.
    void join() {
        customer.scan(machine.url() + "/j/counter1");
        customer.touch("input[name=nickname]");
        customer.phone.type("input[name=nickname]", "平安是福");
        customer.touch("input[name=agreed]");
        customer.touch("button.act");
        customer.phone.wait_for(".number", patience);
        EXPECT_LE(customer.touches, 3);
        EXPECT_NE(customer.phone.text(".number").find("0001"), std::string::npos);
        redeem_code = customer.phone.text(".welcome .code");
        keep_picture(customer, "customer-joined");
    }
    // Two touches each on the plain path.
    void sell() {
        clerk.touches = 0;
        clerk.act("record", "record");
        clerk.write("input[name=amount]", "86.5");
        clerk.act("send", "desk");
        EXPECT_EQ(clerk.touches, 2);
        clerk.wait_for_text("86.50");
        clerk.act("unbound", "unbound");
        clerk.write("input[name=number]", "0001");
        clerk.act("pick", "desk");
        EXPECT_EQ(clerk.touches, 4);
        customer.touch("a.act.yes");
        customer.phone.wait_for(".pass", patience);
        customer.wait_for_text("张");
        keep_picture(customer, "customer-pass");
    }
    // One draw for this evening alone, in a few seconds: closed shop, the die thrown on video, and a second person who
    // confirms what was thrown on a phone of their own.
    void draw() {
        boss.act("draw_house", "draw_house");
        boss.act("draw_once", "draw_once");
        (void)boss.phone.run_script(
            "function at(ms) { var d = new Date(Date.now() + ms - new Date().getTimezoneOffset() * 60000);"
            "  return d.toISOString().slice(0, 19); }"
            "document.querySelector('input[name=closes]').value = at(6000);"
            "document.querySelector('input[name=draws]').value = at(7000);"
            "document.querySelector('input[name=claim]').value = at(7 * 86400000);");
        boss.touch("[data-value=closed_shop]");
        boss.write("input[name=name]", "开业抽奖");
        boss.write("input[name=prize]", "照片书一本");
        keep_picture(boss, "boss-draw");
        boss.act("announce", "draw_house");
        wait_until(
            "the list to be locked",
            [&] {
                boss.phone.open(machine.url() + "/s");
                boss.wait_for_view("home");
                boss.act("draw_house", "draw_house");
                return becomes_true([&] { return boss.phone.has("[data-act=value]"); }, 2s);
            },
            patience);
        keep_picture(boss, "boss-locked");
        boss.act("value", "draw_value");
        for (const char face : std::string("4162533164")) boss.touch(std::string("[data-face='") + face + "']");
        boss.act("enter");
        boss.phone.wait_for(".ask", patience);

        clerk.phone.open(machine.url() + "/s");
        clerk.wait_for_view("desk");
        clerk.act("draw_house", "draw_house");
        clerk.act("value", "draw_value");
        clerk.wait_for_text("416 253 316 4");
        keep_picture(clerk, "clerk-value");
        clerk.act("confirm");
        clerk.wait_for_text("照片书一本");
    }
    void pick_up() {
        customer.phone.open(machine.url() + "/m");
        customer.phone.wait_for("section.gold", patience);
        keep_picture(customer, "customer-won");
        clerk.phone.open(machine.url() + "/s");
        clerk.wait_for_view("desk");
        clerk.touches = 0;
        clerk.act("pickup", "pickup");
        clerk.write("input[name=number]", "0001");
        clerk.write("input[name=code]", redeem_code);
        clerk.phone.wait_for("[data-act=give]", patience);
        keep_picture(clerk, "clerk-pickup");
        clerk.act("give", "given");
        EXPECT_EQ(clerk.touches, 2);
        keep_picture(clerk, "clerk-given");
        // The same once more: there is nothing left to give.
        clerk.act("next", "pickup");
        clerk.write("input[name=number]", "0001");
        clerk.write("input[name=code]", redeem_code);
        clerk.wait_for_text("小颖");  // who gave it, and when
        EXPECT_FALSE(clerk.phone.has("[data-act=give]"));
        keep_picture(clerk, "clerk-refused");
        customer.phone.open(machine.url() + "/m");
        customer.phone.wait_for("section.past", patience);
        EXPECT_FALSE(customer.phone.has("section.gold"));
    }
    void look_at_the_day() {
        boss.phone.open(machine.url() + "/s");
        boss.phone.wait_for(".post[data-post]", patience);
        boss.act("copy");
        boss.wait_for_text("已转");
        keep_picture(boss, "boss-posted");
        boss.act("book", "book");
        boss.touch(".chips button[data-value=this_week]");
        boss.wait_for_text("86.50");
        keep_picture(boss, "boss-book");
    }

    FreshMachine machine;
    Hand boss{GetParam().first, GetParam().second}, clerk{GetParam().first, GetParam().second},
        customer{GetParam().first, GetParam().second};
    std::string redeem_code;
};

TEST_P(ThreePhones, boss_clerk_and_customer_work_at_the_same_kiosk_at_once) {
    set_up();
    pair_clerk();
    join();
    sell();
    draw();
    pick_up();
    look_at_the_day();
}

INSTANTIATE_TEST_SUITE_P(Sizes, ThreePhones, testing::Values(std::pair(360, 640), std::pair(390, 844)),
                         [](const auto& size) { return "at_" + std::to_string(size.param.first); });

}  // namespace
}  // namespace xiaoer::flows
