// A fresh machine and its owner's phone: the real binary in a real window, the code read off the screen, a real
// Chromium as the phone, another as whoever comes too late; and the plug is pulled in between.
#include "tests/flows/fresh_machine.h"
#include "tests/flows/webdriver.h"

#include <gtest/gtest.h>

namespace xiaoer::flows {
namespace {

TEST(StaffPhone, a_fresh_machine_is_set_up_from_the_owners_phone_and_from_no_other) {
    FreshMachine machine;
    machine.tell_owner();
    const auto code = machine.pairing_url();

    Browser owner, passer_by;
    owner.open(code);
    owner.wait_for("main[data-view=set_up]", patience);
    machine.wait_for_screen("attract");
    passer_by.open(code);
    passer_by.wait_for("main[data-view=pairing_failed]", patience);

    owner.type("input[name=shop]", "布鞋老店");
    owner.click("[data-act=next]");
    owner.wait_for("input[name=address]", patience);
    owner.click("[data-act=try]");
    owner.wait_for("main[data-view=tried]", patience);
    EXPECT_TRUE(owner.has("[data-act=next]")) << "the page came from the shop's address again";
    EXPECT_FALSE(owner.has("main .alarm"));
    machine.kill();
    machine.start();
    machine.wait_for_screen("attract");
    owner.open(machine.url() + "/s");
    owner.wait_for("main[data-view=set_up]", patience);
    (void)owner.run_script("localStorage.removeItem('xiaoer.set_up')");
    owner.open(machine.url() + "/s");
    owner.wait_for(".alarm", patience);
    EXPECT_NE(owner.text("main").find("布鞋老店"), std::string::npos) << "what was said before the cut is kept";
    passer_by.open(machine.url() + "/s");
    passer_by.wait_for("main[data-view=not_paired]", patience);
}

}  // namespace
}  // namespace xiaoer::flows
