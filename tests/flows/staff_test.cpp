// A fresh machine and its owner's phone: the real binary in a real window, the code read off the screen, a real
// Chromium as the phone, another as whoever comes too late; and the plug is pulled in between.
#include "base/file.h"
#include "base/json.h"
#include "tests/flows/screen.h"
#include "tests/flows/webdriver.h"

#include <gtest/gtest.h>

#include <algorithm>

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

}  // namespace
}  // namespace xiaoer::flows
