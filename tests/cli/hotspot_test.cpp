// The kiosk's own hotspot by nmcli, a program of its own that writes down what it was asked: what it is made of, the
// way back when the phone does not come, and what is said where there can be none.
#include "cli/network_keeper.h"
#include "cli/program.h"
#include "tests/app/shop.h"
#include "tests/flows/process.h"
#include "tests/support/stand_in_nmcli.h"

namespace xiaoer::test {
namespace {

using namespace std::chrono_literals;
using cli::NetworkKeeper;
using phone::HotspotState;
using phone::HotspotTrial;

const phone::HotspotPlan plan{"布鞋 店", "20260131", 6};

class HotspotOfAShop : public testing::Test {
protected:
    HotspotOfAShop() { ::setenv("PATH", nmcli.path().c_str(), 1); }
    ~HotspotOfAShop() override {
        keeper.reset();
        ::setenv("PATH", path_before.c_str(), 1);
    }
    void start() {
        NetworkKeeper::Options options;
        options.watches_address = false;
        options.look_every = 20ms;
        keeper = std::make_unique<NetworkKeeper>(options, *shop.kiosk, clock);
        keeper->serve_at(8080);
        wait("a first look", [this] { return nmcli.was_asked("RUNNING"); });
    }
    phone::HotspotView view() { return keeper->view().hotspot; }
    void wait(const char* what, const std::function<bool()>& condition) {
        flows::wait_until(what, condition, 20'000ms);
    }
    void wait_for(HotspotState state) {
        wait("a state", [&] {
            clock.advance(10'000);  // so that it looks again
            return view().state == state;
        });
    }
    void wait_for(HotspotTrial trial) {
        wait("a trial's end", [&] { return view().trial == trial; });
    }
    void try_it() {
        start();
        wait_for(HotspotState::ready);
        ASSERT_TRUE(keeper->try_hotspot(plan));
        EXPECT_FALSE(nmcli.was_asked("add|")) << "the answer goes out to the phone before its Wi-Fi does";
        clock.advance(2'000);
    }

    const std::string path_before = std::getenv("PATH");
    StandInNmcli nmcli;
    Shop shop;
    ManualClock clock{Timestamp{0}};
    std::unique_ptr<NetworkKeeper> keeper;
};

TEST_F(HotspotOfAShop, is_made_tried_and_kept_with_the_phone_that_came) {
    try_it();
    wait_for(HotspotTrial::up);
    EXPECT_TRUE(nmcli.was_asked(
        "connection|add|type|wifi|ifname|wlan0|con-name|xiaoer-hotspot|autoconnect|no|ssid|布鞋 店|"
        "802-11-wireless.mode|ap|802-11-wireless.band|bg|802-11-wireless.channel|6|802-11-wireless-security.key-mgmt|"
        "wpa-psk|802-11-wireless-security.psk|20260131|ipv4.method|shared|ipv4.addresses|10.77.0.1/24|"
        "ipv6.method|disabled|"))
        << nmcli.asked();
    EXPECT_FALSE(nmcli.was_asked("autoconnect|yes")) << "a power cut now leaves the network as it was";
    EXPECT_EQ(view().url, "http://10.77.0.1:8080");
    EXPECT_FALSE(keeper->try_hotspot(plan)) << "one at a time";
    const auto kept = keeper->keep_hotspot();
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(kept->password, "20260131");
    wait("it to be kept", [this] { return nmcli.was_asked("modify|id|xiaoer-hotspot|connection.autoconnect|yes|"); });
    wait_for(HotspotState::on);
    clock.advance(200'000);
    wait_for(HotspotState::on);
    EXPECT_EQ(view().trial, HotspotTrial::kept);
    EXPECT_FALSE(nmcli.was_asked("up|uuid|")) << nmcli.asked();

    keeper->close_hotspot();
    wait_for(HotspotState::ready);
}

TEST_F(HotspotOfAShop, goes_again_when_the_phone_does_not_come_and_the_wi_fi_from_before_comes_back) {
    try_it();
    wait_for(HotspotTrial::up);
    clock.advance(111'000);
    wait_for(HotspotTrial::gone_back);
    wait("the Wi-Fi from before",
         [this] { return nmcli.was_asked("connection|up|uuid|5c6b1f2e-0000-4000-8000-000000000001|"); });
    EXPECT_EQ(keeper->keep_hotspot(), std::nullopt) << "whoever comes too late keeps nothing";
    wait_for(HotspotState::ready);
    EXPECT_TRUE(keeper->try_hotspot(plan)) << "once more";
}

TEST_F(HotspotOfAShop, that_does_not_come_up_says_why_and_leaves_the_network_as_it_was) {
    nmcli.answer("broken", "Error: Connection activation failed: no AP for you\n");
    try_it();
    wait_for(HotspotTrial::failed);
    EXPECT_EQ(view().problem, "Error: Connection activation failed: no AP for you");
    wait("the Wi-Fi from before", [this] { return nmcli.was_asked("connection|up|uuid|5c6b1f2e-"); });
}

TEST_F(HotspotOfAShop, that_is_being_tried_when_the_kiosk_stops_goes_again) {
    try_it();
    wait_for(HotspotTrial::up);
    keeper.reset();
    EXPECT_TRUE(nmcli.was_asked("connection|up|uuid|5c6b1f2e-"));
}

TEST_F(HotspotOfAShop, that_cannot_be_is_said_in_one_word) {
    start();
    wait_for(HotspotState::ready);
    nmcli.answer("permissions", "org.freedesktop.NetworkManager.network-control:auth\n");
    wait_for(HotspotState::not_permitted);
    nmcli.answer("access_point", "WIFI-PROPERTIES.AP:no\n");
    wait_for(HotspotState::no_access_point);
    nmcli.answer("devices", "eth0:ethernet:connected\nwlan0:wifi:unavailable\n");
    wait_for(HotspotState::no_radio);
    EXPECT_FALSE(keeper->try_hotspot(plan));
    EXPECT_EQ(keeper->keep_hotspot(), std::nullopt);
}

TEST(Program, says_how_it_ended_and_is_not_waited_for_for_ever) {
    const auto said = cli::run_program({"sh", "-c", "echo out; echo err >&2; exit 3"}, 10s);
    ASSERT_TRUE(said.has_value());
    EXPECT_EQ(said->exit_code, 3);
    EXPECT_EQ(said->output, "out\nerr\n");
    EXPECT_EQ(cli::run_program({"no-such-program-here"}, 10s).error().code, ErrorCode::unreachable);
    EXPECT_EQ(cli::run_program({"sleep", "60"}, 50ms).error().code, ErrorCode::io);
    EXPECT_EQ(cli::run_program({"sh", "-c", "kill -9 $$"}, 10s).value().exit_code, -1);
}

}  // namespace
}  // namespace xiaoer::test
