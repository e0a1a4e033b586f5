// A fresh machine and its owner's phone: the real binary in a real window, the code read off the screen, a real
// Chromium as the phone, another as whoever comes too late; and the plug is pulled in between.
#include "base/file.h"
#include "base/json.h"
#include "tests/flows/screen.h"
#include "tests/flows/webdriver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace xiaoer::flows {
namespace {

constexpr auto patience = 60s;

class FreshMachine {
public:
    FreshMachine() { start(); }
    void start() {
        process_.emplace(
            Words{XIAOER_BINARY, "kiosk", "--db", (folder_ / "shop.db").string(), "--windowed", "--url", url(),
                  "--boxes", boxes_path().string(), "--phone-port", std::to_string(phone_port_), "--tap-port",
                  std::to_string(tap_port_), "--printer", "file:" + (folder_ / "slips").string()},
            screen_.environment());
    }
    void kill() {
        process_->kill();
        std::filesystem::remove(boxes_path());
    }
    void wait_for_screen(std::string_view name) {
        wait_until(
            "the screen " + std::string(name),
            [&] {
                const auto now = boxes();
                const auto* shown = now.find("screen");
                return shown != nullptr && *shown == Json(name);
            },
            patience);
    }
    void touch(const std::string& widget) {
        const auto places = boxes();
        const auto* place = places.find("touch") == nullptr ? nullptr : places.find("touch")->find(widget);
        if (place == nullptr) throw FlowFailure("no widget " + widget);
        const auto& middle = *place->array();
        screen_.click(static_cast<int>(*middle[0].integer()), static_cast<int>(*middle[1].integer()));
    }
    std::string pairing_url() {
        std::string url;
        wait_until(
            "the code for the owner's phone",
            [&] {
                const auto codes = read_codes(screen_.picture());
                const auto found = std::ranges::find_if(
                    codes, [](const std::string& code) { return code.find("/s/") != std::string::npos; });
                if (found != codes.end()) url = *found;
                return !url.empty();
            },
            patience);
        return url;
    }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(phone_port_); }
    [[nodiscard]] std::string slips() const {
        const auto bytes = read_file(folder_ / "slips");
        return bytes && *bytes ? std::string(text_of(**bytes)) : std::string();
    }

private:
    [[nodiscard]] std::filesystem::path boxes_path() const { return folder_ / "boxes.json"; }
    [[nodiscard]] Json boxes() const {
        const auto bytes = read_file(boxes_path());
        return bytes && *bytes ? parse_json(text_of(**bytes)).value_or(Json()) : Json();
    }

    test::TemporaryFolder folder_;
    std::uint16_t phone_port_ = free_port();
    std::uint16_t tap_port_ = free_port();
    Screen screen_{1920, 1080};
    std::optional<Process> process_;
};

TEST(StaffPhone, a_fresh_machine_is_set_up_from_the_owners_phone_and_from_no_other) {
    FreshMachine machine;
    machine.wait_for_screen("owner");
    machine.touch("owner.done");
    machine.wait_for_screen("set-up");
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

// A phone as it lies in a hand: its size, and every touch counted.
class Hand {
public:
    Hand(int width, int height) { phone.be_phone(width, height); }
    void touch(const std::string& css) {
        phone.click(css);
        ++touches;
    }
    void act(const std::string& name, const std::string& view = {}) {
        touch("[data-act=" + name + "]");
        if (!view.empty()) phone.wait_for("main[data-view=" + view + "]", patience);
    }
    void write(const std::string& css, const std::string& value) {
        phone.wait_for(css, patience);
        (void)phone.run_script("var e = document.querySelector('" + css + "'); e.value = " + canonical(Json(value)) +
                               "; e.dispatchEvent(new Event('input'));");
    }
    void wait_for_text(const std::string& text) {
        const auto script = "return document.body.innerText.indexOf('" + text + "') >= 0";
        wait_until(
            text, [&] { return phone.run_script(script) == Json(true); }, patience);
    }
    // For people to look at, where XIAOER_PICTURES names a folder.
    void keep_picture(const std::string& name) {
        const char* folder = std::getenv("XIAOER_PICTURES");
        if (folder == nullptr) return;
        const auto png = phone.picture("body");
        std::ofstream(std::string(folder) + "/" + name + ".png", std::ios::binary) << text_of(png);
    }
    // What the code in this element says.
    std::string code(const std::string& css) {
        test::TemporaryFolder folder;
        const auto file = folder / "code.png";
        std::ofstream(file, std::ios::binary) << text_of(phone.picture(css));
        const auto read = run({"zbarimg", "--quiet", "--raw", "--nodbus", file.string()});
        return read.output.substr(0, read.output.find('\n'));
    }

    Browser phone;
    int touches = 0;
};

void set_up(Hand& boss) {
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
    boss.phone.wait_for("input[name=month_1]", patience);
    boss.act("next");
    boss.phone.wait_for(".code img", patience);
    boss.act("next");
    boss.phone.wait_for("input[name=throws]", patience);
    boss.act("next");
    boss.act("finish", "home");
}

TEST(ThreePhones, boss_clerk_and_customer_work_at_the_same_kiosk_at_once) {
    FreshMachine machine;
    machine.wait_for_screen("owner");
    machine.touch("owner.done");
    machine.wait_for_screen("set-up");

    Hand boss(390, 844), clerk(390, 844), customer(360, 640);
    const auto code = machine.pairing_url();
    const auto key = code.find('#');
    boss.phone.open(code.substr(0, key) + "?lang=zh-Hans" + code.substr(key));
    boss.phone.wait_for("main[data-view=set_up]", patience);
    set_up(boss);
    boss.keep_picture("three-boss-home");

    boss.act("people", "people");
    (void)boss.phone.run_script("var all = document.querySelectorAll('[data-act=pair]'); all[all.length - 1].click()");
    boss.phone.wait_for("main[data-view=offer]", patience);
    clerk.phone.open(boss.code(".code img"));
    clerk.phone.wait_for("main[data-view=desk]", patience);

    // A newcomer: two screens, three touches beside typing the name.
    customer.phone.open(machine.url() + "/j/counter1?lang=zh-Hans");
    customer.touch("input[name=nickname]");
    customer.phone.type("input[name=nickname]", "平安是福");
    customer.touch("input[name=agreed]");
    customer.touch("button.act");
    customer.phone.wait_for(".number", patience);
    EXPECT_LE(customer.touches, 3);
    EXPECT_NE(customer.phone.text(".number").find("0001"), std::string::npos);
    customer.keep_picture("three-customer-joined");

    clerk.touches = 0;
    clerk.act("record", "record");
    clerk.write("input[name=amount]", "86.5");
    clerk.act("send", "desk");
    EXPECT_EQ(clerk.touches, 2) << "two touches on the plain path";
    clerk.wait_for_text("86.50");
    clerk.keep_picture("three-clerk-desk");
    clerk.act("unbound", "unbound");
    clerk.write("input[name=number]", "0001");
    clerk.act("pick", "desk");
    EXPECT_EQ(clerk.touches, 4);

    customer.touch("a.act.yes");
    customer.phone.wait_for(".pass", patience);
    EXPECT_NE(customer.phone.text("main").find("张"), std::string::npos);
    customer.keep_picture("three-customer-pass");

    boss.phone.open(machine.url() + "/s");
    boss.phone.wait_for(".post[data-post]", patience);
    boss.act("copy");
    boss.phone.wait_for(".post .done", patience);
    boss.wait_for_text("已转");
    boss.keep_picture("three-boss-posted");
    boss.act("book", "book");
    boss.touch(".chips button[data-value=this_week]");
    boss.wait_for_text("86.50");
    boss.keep_picture("three-boss-book");
}

}  // namespace
}  // namespace xiaoer::flows
