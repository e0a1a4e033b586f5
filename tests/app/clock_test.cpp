// A clock that jumps: nothing lapses or locks by it until a manager confirms the date.
#include "app/clock_watch.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

constexpr std::int64_t year_ms = 365 * day_ms;

// A shop that has run for a while, with a prize waiting.
struct Running : Shop {
    Running() : Shop(book_shop()) {
        buyer("小陈", 1);
        draw();
        units = waiting(pass_of(1));
        clock.advance(20 * minute_ms);
        say(Tick{});
        sign_in();
    }
    // What a jump by `by_ms` looks like: the wall clock goes, the steady one does not.
    void jump(std::int64_t by_ms) {
        clock.set(clock.now() + by_ms);
        say(Tick{});
    }
    [[nodiscard]] bool doubted() {
        say(Tick{});
        const auto revision = kiosk->snapshot()->revision;
        (void)record(sale("d" + std::to_string(++sales), 100));
        return wait_for([&](const Snapshot& s) { return s.revision > revision; })->desk.clock_doubted;
    }
    std::vector<PickupUnit> units;
    int sales = 0;
};

TEST(Clock, that_jumps_years_ahead_lapses_nothing_and_sales_go_on) {
    Running shop;
    shop.expect<VoucherGiven>(GiveVoucher{1, 500, shop.manager});
    shop.jump(5 * year_ms);
    EXPECT_TRUE(shop.doubted());
    EXPECT_EQ(shop.kiosk->snapshot()->health, Health::good);
    EXPECT_EQ(shop.record(Shop::sale("later", 700)).recorded, 1);
    EXPECT_EQ(shop.expect<Quoted>(Quote{Bearer{1, {}, {}}, shop.clerk}).credit_minor, 500);
    EXPECT_EQ(shop.waiting(shop.pass_of(1)).size(), shop.units.size()) << "nothing lapsed";
    const auto pass = shop.pass_of(1);
    shop.expect<HandedOver>(HandOver{{shop.units[0].unit}, pass, {}, {}, shop.manager});
}

TEST(Clock, that_jumps_locks_and_announces_no_draw) {
    Running shop;
    const auto coming = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    ASSERT_TRUE(coming);
    shop.jump(3 * day_ms);
    EXPECT_TRUE(shop.doubted());
    EXPECT_EQ(shop.kiosk->snapshot()->next_draw->state, DrawState::announced);
    EXPECT_EQ(shop.expect<Refused>(CloseDraw{coming->id, shop.manager}).why, "clock_doubted");
    const auto at = shop.clock.now();
    const AnnounceDraw another{at + hour_ms, at + 2 * hour_ms, at + 3 * day_ms, {{"书", 1, 100}}, 10, "", shop.manager};
    EXPECT_EQ(shop.expect<Refused>(another).why, "clock_doubted");
}

TEST(Clock, is_believed_when_a_manager_confirms_the_date_that_stands_there) {
    Running shop;
    shop.jump(5 * year_ms);
    shop.expect<NotAllowed>(ConfirmClock{shop.clock.now(), shop.clerk});
    EXPECT_EQ(shop.expect<Refused>(ConfirmClock{shop.clock.now() - year_ms, shop.manager}).why, "clock_moved");
    EXPECT_TRUE(shop.doubted());
    shop.expect<Done>(ConfirmClock{shop.clock.now(), shop.manager});
    EXPECT_FALSE(shop.doubted());
    EXPECT_TRUE(shop.waiting(shop.pass_of(1)).empty()) << "now it has lapsed";
    shop.reopen();
    EXPECT_FALSE(shop.doubted()) << "and stays believed";
}

TEST(Clock, that_comes_back_is_believed_again) {
    Running shop;
    shop.jump(-30 * year_ms);
    EXPECT_TRUE(shop.doubted());
    shop.clock.advance(hour_ms);
    shop.jump(30 * year_ms);
    EXPECT_FALSE(shop.doubted());
}

TEST(Clock, that_was_doubted_is_doubted_after_a_restart) {
    Running shop;
    shop.jump(5 * year_ms);
    (void)shop.record(Shop::sale("later", 700));  // a fact of that year
    shop.reopen();
    EXPECT_TRUE(shop.doubted());
    EXPECT_EQ(shop.waiting(shop.pass_of(1)).size(), shop.units.size());
}

TEST(Clock, of_a_machine_that_was_off_is_compared_with_the_ledger) {
    Running shop;
    shop.kiosk.reset();
    shop.clock.set(shop.clock.now() + 30 * day_ms);
    shop.start();
    shop.sign_in();
    EXPECT_FALSE(shop.doubted()) << "a long holiday";
    shop.kiosk.reset();
    shop.clock.set(shop.clock.now() + 2 * year_ms);
    shop.start();
    shop.sign_in();
    EXPECT_TRUE(shop.doubted());
}

TEST(ClockWatch, a_machine_without_a_battery_is_put_right_by_the_network_within_minutes) {
    ClockWatch watch;
    watch.start(wednesday_morning, 0);
    watch.look(wednesday_morning + hour_ms, second_ms);
    EXPECT_FALSE(watch.doubted());
    watch.look(wednesday_morning + 20 * day_ms, minute_ms);
    EXPECT_FALSE(watch.doubted()) << "as after a holiday";
    watch.look(wednesday_morning + 20 * day_ms + hour_ms, hour_ms);
    EXPECT_FALSE(watch.doubted()) << "it runs on";
    watch.look(wednesday_morning + 40 * day_ms, hour_ms + minute_ms);
    EXPECT_TRUE(watch.doubted()) << "a running clock does not jump by days";
    EXPECT_EQ(watch.believed(wednesday_morning + 40 * day_ms, hour_ms + minute_ms),
              wednesday_morning + 20 * day_ms + hour_ms + minute_ms);
}

TEST(ClockWatch, a_machine_that_starts_in_1970_is_believed_once_the_network_has_told_it) {
    ClockWatch watch;
    watch.start(wednesday_morning, 0);
    watch.look({0}, second_ms);
    EXPECT_TRUE(watch.doubted());
    EXPECT_EQ(watch.known(), wednesday_morning);
    watch.look(wednesday_morning + 3 * day_ms, 3 * hour_ms);
    EXPECT_FALSE(watch.doubted());
}

}  // namespace
}  // namespace xiaoer::test
