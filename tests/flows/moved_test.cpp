// The kiosk's address changes under everyone: a customer whose page is open, one with the old address kept, the staff's
// phones; and a change that is wanted, from a router's network into the kiosk's own hotspot. Real binary, real
// Chromiums.
#include "tests/flows/hand.h"
#include "tests/support/stand_in_nmcli.h"

#include <gtest/gtest.h>

namespace xiaoer::flows {
namespace {

void set_up_shortly(FreshMachine& machine, Hand& boss) {
    machine.tell_owner();
    boss.scan(machine.pairing_url());
    boss.wait_for_view("set_up");
    machine.wait_for_screen("attract");
}

TEST(MovedKiosk, everyone_is_told_where_it_is_and_comes_back) {
    FreshMachine machine;
    Hand boss(390, 844), customer(360, 640);
    set_up_shortly(machine, boss);
    customer.scan(machine.code_with("/j/"));
    customer.phone.type("input[name=nickname]", "平安是福");
    customer.touch("input[name=agreed]");
    customer.touch("button.act");
    customer.phone.wait_for(".welcome .code", patience);
    const auto redeem_code = customer.phone.text(".welcome .code");
    const auto old_url = machine.url();
    customer.phone.open(old_url + "/m");
    customer.phone.wait_for(".pass", patience);

    machine.move_to("127.0.0.2");
    machine.wait_for_screen("attract");
    // The open page says that its code no longer counts and where to go; it hands nobody a dead code.
    customer.phone.wait_for(".pass.stale", patience);
    customer.wait_for_text("扫店里屏幕上的码");
    customer.keep_picture("moved-open-page");
    // The screen has the new address; there this phone is new, and is told how to open its number.
    customer.scan(machine.code_with("http://127.0.0.2:"));
    customer.wait_for_text("有号的");
    customer.keep_picture("moved-join");
    customer.touch("a[href='/phone']");
    customer.wait_for_text("地址");
    customer.keep_picture("moved-phone");
    customer.phone.type("input[name=number]", "0001");
    customer.phone.type("input[name=code]", redeem_code);
    customer.touch("button.act");
    customer.wait_for_text("0001");
    customer.phone.open(machine.url() + "/m");
    customer.phone.wait_for(".pass", patience);
    EXPECT_FALSE(customer.phone.has(".pass.stale"));
    customer.keep_picture("moved-pass");

    // A staff phone: the open page says so; at the new address it is paired by a new code, as any phone.
    boss.act("next");
    boss.wait_for_text("没连上");
    boss.keep_picture("moved-staff-open");
    boss.phone.open(machine.url() + "/s?lang=zh-Hans");
    boss.wait_for_view("not_paired");
    boss.wait_for_text("地址");
    boss.keep_picture("moved-staff-new");
}

// The hotspot's address is the loopback here: what NetworkManager would do to the radio is written down by a stand-in.
TEST(MovedKiosk, its_own_hotspot_is_tried_with_the_phone_and_everything_follows) {
    test::StandInNmcli nmcli;
    FreshMachine machine({{"PATH", nmcli.path()}});
    Hand boss(360, 640, {"--host-resolver-rules=MAP 10.77.0.1 127.0.0.1"});
    set_up_shortly(machine, boss);
    boss.write("input[name=shop]", "布鞋老店");
    boss.act("next");
    boss.phone.wait_for("[data-act=try_hotspot]", patience);
    boss.write("input[name=hotspot]", "LONGYIN");
    boss.write("input[name=hotspot_password]", "20260131");
    boss.keep_picture("hotspot-form");
    boss.act("try_hotspot", "hotspot");
    boss.wait_for_text("20260131");
    boss.keep_picture("hotspot-waits");
    wait_until(
        "the hotspot", [&] { return nmcli.was_asked("connection|up|id|xiaoer-hotspot|"); }, patience);
    EXPECT_TRUE(nmcli.was_asked("|ssid|LONGYIN|")) << nmcli.asked();
    EXPECT_TRUE(nmcli.was_asked("|802-11-wireless-security.psk|20260131|"));
    EXPECT_FALSE(nmcli.was_asked("autoconnect|yes"));
    boss.act("joined", "tried");
    EXPECT_EQ(boss.phone.url().find("http://10.77.0.1:"), 0u) << boss.phone.url();
    EXPECT_TRUE(boss.phone.has(".hear")) << boss.phone.text("main");
    boss.keep_picture("hotspot-kept");
    wait_until(
        "it to be kept", [&] { return nmcli.was_asked("xiaoer-hotspot|connection.autoconnect|yes|"); }, patience);
    (void)machine.code_with("http://10.77.0.1:");  // the screen follows
    boss.act("next");
    boss.phone.wait_for("input[name=minor_per_ticket]", patience);
    EXPECT_FALSE(nmcli.was_asked("connection|up|uuid|")) << nmcli.asked();
}

}  // namespace
}  // namespace xiaoer::flows
