// Two displays with the real binary and real windows: Xvfb's one picture is two monitors of RandR 1.5, the customers'
// on the left and the desk's on the right, and a cable is pulled by taking a monitor away.
#include "tests/flows/shop_kiosk.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace xiaoer::flows {
namespace {

using Side = ShopKiosk::Side;

Picture half(ShopKiosk& kiosk, Side side) {
    return cut_out(kiosk.screen.picture(), side == Side::desk ? 1280 : 0, 0, 1280, 720);
}

TEST(TwoDisplays, the_desk_has_its_own_window_and_goes_with_its_cable) {
    ShopKiosk kiosk({.two_displays = true});
    kiosk.wait_for_screen("sign-in", Side::desk);
    wait_until(
        "the join code on the left", [&] { return !find_code(half(kiosk, Side::customers), "/j/").empty(); }, patience);
    EXPECT_TRUE(find_code(half(kiosk, Side::desk), "/j/").empty());

    // The desk works, and the left shows what it showed.
    const auto signed_out = half(kiosk, Side::desk);
    kiosk.sign_in(false, Side::desk);
    kiosk.touch("desk.pickup", Side::desk);
    kiosk.wait_for_screen("pickup", Side::desk);
    EXPECT_EQ(kiosk.screen_name(), "attract");
    wait_until(
        "the desk on the right", [&] { return half(kiosk, Side::desk) != signed_out; }, patience);
    kiosk.screen.click(100, 60);  // the logo of the customers' side
    EXPECT_FALSE(becomes_true([&] { return kiosk.screen_name() != "attract"; }, 1s));

    // The desk's cable is pulled: no pixel of its window is left anywhere, and nobody is signed in when it is back.
    kiosk.pull(Side::desk);
    const auto all_of_one_colour = [&] {
        const auto desk = half(kiosk, Side::desk);
        return std::ranges::all_of(desk.rgb, [&](std::uint8_t byte) { return byte == desk.rgb[0]; });
    };
    wait_until("the desk to be gone", all_of_one_colour, patience);
    EXPECT_FALSE(find_code(half(kiosk, Side::customers), "/j/").empty()) << "the customers' side goes on";
    EXPECT_EQ(kiosk.screen_name(), "attract");
    kiosk.plug(Side::desk);
    kiosk.wait_for_screen("sign-in", Side::desk);
    wait_until(
        "the desk again", [&] { return !all_of_one_colour(); }, patience);

    // The customers' cable is pulled: the desk stays where it is.
    kiosk.sign_in(false, Side::desk);
    kiosk.pull(Side::customers);
    wait_until(
        "the left to be dark",
        [&] {
            const auto left = half(kiosk, Side::customers);
            return std::ranges::all_of(left.rgb, [&](std::uint8_t byte) { return byte == left.rgb[0]; });
        },
        patience);
    kiosk.touch("desk.pickup", Side::desk);
    kiosk.wait_for_screen("pickup", Side::desk);
    kiosk.plug(Side::customers);
    wait_until(
        "the customers' side again", [&] { return !find_code(half(kiosk, Side::customers), "/j/").empty(); }, patience);
    EXPECT_EQ(kiosk.stop(), 0);
}

}  // namespace
}  // namespace xiaoer::flows
