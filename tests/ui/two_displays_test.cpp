// The counter on two displays: the desk on its own, the customers' side without anything of the desk's, whatever is
// touched, scanned, or pulled. Real windows: tests/flows/two_displays_test.cpp.
#include "ui/counter_screen.h"

#include "tests/app/winners.h"

namespace xiaoer::ui {
namespace {

constexpr Place left{0, 0, 1280, 720}, right{1280, 0, 1280, 720};
const Display customers_display{"HDMI-1", left}, desk_display{"HDMI-2", right};

TEST(Seats, the_desk_is_only_ever_on_the_display_that_is_named_for_it) {
    const ScreensWish wish{"HDMI-2", ""};
    const auto both = seats_of({customers_display, desk_display}, wish);
    EXPECT_EQ(both.customers, left);
    EXPECT_EQ(both.desk, right);
    EXPECT_EQ(seats_of({desk_display, customers_display}, wish).customers, left) << "in any order";
    const auto no_desk = seats_of({customers_display}, wish);
    EXPECT_EQ(no_desk.customers, left);
    EXPECT_FALSE(no_desk.desk);
    const auto only_desk = seats_of({desk_display}, wish);
    EXPECT_FALSE(only_desk.customers);
    EXPECT_EQ(only_desk.desk, right);
    EXPECT_FALSE(seats_of({}, wish).customers || seats_of({}, wish).desk);
    EXPECT_FALSE(seats_of({customers_display, desk_display}, {"DP-9", ""}).desk) << "another name is not guessed at";
}

TEST(Seats, displays_that_show_the_same_are_the_customers) {
    const auto seats = seats_of({customers_display, {"HDMI-2", {100, 100, 640, 480}}}, {"HDMI-2", ""});
    EXPECT_EQ(seats.customers, left);
    EXPECT_FALSE(seats.desk);
    EXPECT_FALSE(seats_of({customers_display}, {"HDMI-1", "HDMI-1"}).desk) << "named twice";
}

TEST(Seats, a_customers_display_that_is_named_is_not_replaced_by_another) {
    const auto seats = seats_of({desk_display, {"DP-1", left}}, {"HDMI-2", "HDMI-1"});
    EXPECT_FALSE(seats.customers);
    EXPECT_EQ(seats.desk, right);
}

struct TwoDisplays : testing::Test {
    test::Winners shop{test::book_shop()};
    std::vector<Display> displays{customers_display, desk_display};
    std::unique_ptr<Counter> counter;

    void SetUp() override {
        CounterOptions options;
        options.window = {.kind = WindowKind::offscreen, .width = 1280, .height = 720};
        options.clock = &shop.clock;
        options.screens = {"HDMI-2", ""};
        options.displays = [this] { return displays; };
        options.on_frame = [this](Screen screen, const Recorder& drawn) { watch(screen, drawn); };
        auto opened = Counter::open(*shop.kiosk, std::move(options));
        ASSERT_TRUE(opened) << opened.error().message;
        counter = std::move(*opened);
        ASSERT_TRUE(turn_until([&] { return counter->screen() == Screen::attract; }));
    }
    void TearDown() override { counter.reset(); }

    // Every frame that customers see.
    static void watch(Screen screen, const Recorder& drawn) {
        EXPECT_TRUE(for_customers(screen) || screen == Screen::draw || screen == Screen::error)
            << "the customers see " << enum_name(screen);
        for (const auto& record : drawn.records())
            if (record.kind == Drawn::text)
                for (const auto* secret : {"今天待领", "有号的消费", "记一笔", "请输 PIN", "店员屏"})
                    EXPECT_EQ(record.name.find(secret), std::string::npos) << record.name;
    }
    bool turn_until(const std::function<bool()>& holds) {
        for (int i = 0; i < 2000; ++i) {
            if (holds()) return true;
            (void)counter->turn(5);
        }
        return false;
    }
    void tap(std::string_view widget, Face face = Face::desk) {
        ASSERT_TRUE(counter->tap(widget, face)) << "no widget " << widget;
    }
    void sign_in() {
        ASSERT_EQ(counter->screen(Face::desk), Screen::sign_in);
        std::size_t clerk = 0;
        const auto staff = shop.kiosk->snapshot()->desk.staff;
        for (std::size_t i = 0; i < staff.size(); ++i)
            if (!staff[i].manager) clerk = i;
        tap("staff." + std::to_string(clerk));
        for (const char c : test::clerk_pin) tap(std::string("key.") + c);
        tap("pin.send");
        ASSERT_TRUE(counter->settle(20'000));
        ASSERT_EQ(counter->screen(Face::desk), Screen::desk);
    }
    void look_again() {
        shop.clock.advance(300);
        (void)counter->turn(1);
    }
};

TEST_F(TwoDisplays, the_desk_signs_in_and_hands_over_while_the_customers_see_their_own) {
    tap("logo", Face::customers);
    (void)counter->turn(1);
    EXPECT_EQ(counter->screen(), Screen::attract) << "the logo is no way to the desk here";
    sign_in();
    EXPECT_EQ(counter->screen(), Screen::attract);
    counter->scan(shop.pass_of(1));
    ASSERT_TRUE(counter->settle(10'000));
    EXPECT_EQ(counter->screen(Face::desk), Screen::pickup);
    tap("pickup.hand_over");
    ASSERT_TRUE(counter->settle(10'000));
    EXPECT_EQ(counter->scene(Face::desk).pickup.phase, PickupState::Phase::done);
    EXPECT_EQ(counter->screen(), Screen::attract);
}

TEST_F(TwoDisplays, a_scan_is_the_customers_while_nobody_is_signed_in_or_they_claim_a_sale) {
    counter->scan(shop.pass_of(1));
    ASSERT_TRUE(counter->settle(10'000));
    EXPECT_EQ(counter->screen(), Screen::welcome);
    EXPECT_EQ(counter->screen(Face::desk), Screen::sign_in);
    sign_in();
    NewPurchase sale;
    sale.total_minor = 8600, sale.source = "tap", sale.receipt_no = "9";
    shop.expect<Recorded>(RecordPurchases{{sale}, {}});
    ASSERT_TRUE(turn_until([&] { return counter->screen() == Screen::claim; }));
    counter->scan(shop.pass_of(2));
    ASSERT_TRUE(turn_until([&] { return counter->screen() == Screen::welcome; }));
    EXPECT_EQ(counter->screen(Face::desk), Screen::desk) << "the sale was bound, and no pickup opened";
}

TEST_F(TwoDisplays, a_sale_of_nobody_is_offered_to_the_customers_and_the_clerk_stays) {
    sign_in();
    tap("desk.record");
    for (const char c : std::string_view("120")) tap(std::string("key.") + c);
    tap("desk.next");
    tap("desk.nobody");
    ASSERT_TRUE(turn_until([&] { return counter->screen() == Screen::claim; }));
    EXPECT_TRUE(counter->signed_in());
    EXPECT_EQ(counter->screen(Face::desk), Screen::desk);
}

TEST_F(TwoDisplays, the_stage_is_on_both_and_its_buttons_on_the_desks) {
    sign_in();
    tap("desk.draw");
    (void)counter->turn(1);
    EXPECT_EQ(counter->screen(Face::desk), Screen::draw);
    EXPECT_EQ(counter->screen(), Screen::draw);
    shop.clock.advance(40 * second_ms);
    (void)counter->turn(1);
    EXPECT_EQ(counter->screen(), Screen::draw) << "nobody touches it, and it stays";
    tap(counter->drawn(Face::desk).target("stage.leave") ? "stage.leave" : "logo");
    (void)counter->turn(1);
    EXPECT_EQ(counter->screen(Face::desk), Screen::desk);
    EXPECT_EQ(counter->screen(), Screen::attract);
}

TEST_F(TwoDisplays, the_languages_are_each_sides_own) {
    sign_in();
    tap("language.en", Face::customers);
    (void)counter->turn(1);
    const auto says = [&](Face face, std::string_view words) {
        return std::ranges::any_of(counter->drawn(face).records(), [&](const Record& record) {
            return record.kind == Drawn::text && record.name.find(words) != std::string::npos;
        });
    };
    EXPECT_TRUE(says(Face::customers, "Scan for a number"));
    EXPECT_TRUE(says(Face::desk, "记一笔"));
}

TEST_F(TwoDisplays, when_the_desks_cable_is_pulled_nobody_is_signed_in_and_the_customers_see_nothing_of_it) {
    sign_in();
    counter->scan(shop.pass_of(1));
    ASSERT_TRUE(counter->settle(10'000));
    displays = {customers_display};
    look_again();
    EXPECT_FALSE(counter->desk_is_there());
    EXPECT_FALSE(counter->signed_in());
    EXPECT_EQ(counter->screen(), Screen::attract);
    EXPECT_FALSE(counter->scene(Face::desk).pickup.who) << "nothing of it is kept";
    counter->scan(shop.pass_of(2));
    ASSERT_TRUE(counter->settle(10'000));
    EXPECT_EQ(counter->screen(), Screen::welcome) << "scans are the customers' now";
    displays = {customers_display, desk_display};
    look_again();
    EXPECT_TRUE(counter->desk_is_there());
    EXPECT_EQ(counter->screen(Face::desk), Screen::sign_in);
    sign_in();
}

TEST_F(TwoDisplays, when_the_customers_cable_is_pulled_the_desk_goes_on) {
    sign_in();
    displays = {desk_display};
    look_again();
    EXPECT_TRUE(counter->desk_is_there());
    EXPECT_TRUE(counter->signed_in());
    tap("desk.pickup");
    EXPECT_EQ(counter->screen(Face::desk), Screen::pickup);
}

TEST_F(TwoDisplays, a_desk_that_is_left_signs_itself_out) {
    sign_in();
    tap("desk.pickup");
    shop.clock.advance(10 * minute_ms);
    (void)counter->turn(1);
    EXPECT_FALSE(counter->signed_in());
    EXPECT_EQ(counter->screen(Face::desk), Screen::sign_in);
}

}  // namespace
}  // namespace xiaoer::ui
