// The counter's loop on a real kiosk, drawn into memory: taps by widget name, scans as a scanner types them.
#include "ui/counter_screen.h"

#include "tests/app/shop.h"

namespace xiaoer::ui {
namespace {

struct CounterTest : testing::Test {
    test::Shop shop;
    ScanDesk scans;
    std::unique_ptr<Counter> counter;
    std::vector<Outcome> heard;
    DevicesView::Printer printer = DevicesView::Printer::none;
    std::vector<std::optional<UnitId>> printed_again;

    void SetUp() override {
        CounterOptions options;
        options.window = {WindowKind::offscreen, 1280, 720};
        options.clock = &shop.clock;
        options.scans = &scans;
        options.scanner_there = [] { return true; };
        options.on_outcome = [this](const Outcome& outcome) { heard.push_back(outcome); };
        options.printer = [this] { return printer; };
        options.print_again = [this](const std::optional<UnitId>& unit) { printed_again.push_back(unit); };
        auto opened = Counter::open(*shop.kiosk, std::move(options));
        ASSERT_TRUE(opened) << opened.error().message;
        counter = std::move(*opened);
    }
    void TearDown() override { counter.reset(); }

    bool turn_until(const std::function<bool()>& holds) {
        for (int i = 0; i < 2000; ++i) {
            if (holds()) return true;
            (void)counter->turn(5);
        }
        return false;
    }
    void tap(std::string_view widget) { ASSERT_TRUE(counter->tap(widget)) << "no widget " << widget; }
    void key(std::string_view keys) {
        for (const char c : keys) tap(std::string("key.") + c);
    }
    void sign_in(std::string_view pin = test::clerk_pin) {
        if (counter->screen() != Screen::sign_in) tap("logo");
        std::size_t clerk = 0;
        const auto staff = shop.kiosk->snapshot()->desk.staff;
        for (std::size_t i = 0; i < staff.size(); ++i)
            if (!staff[i].manager) clerk = i;
        tap("staff." + std::to_string(clerk));
        key(pin);
        tap("pin.send");
        ASSERT_TRUE(counter->settle(20'000));
        ASSERT_EQ(counter->screen(), Screen::desk);
    }
    [[nodiscard]] bool shows(std::string_view words) const {
        for (const auto& record : counter->drawn().records())
            if (record.kind == Drawn::text && record.name.find(words) != std::string::npos) return true;
        return false;
    }
};

TEST_F(CounterTest, a_still_screen_is_not_drawn_again) {
    ASSERT_TRUE(turn_until([&] { return shop.kiosk->snapshot()->health == Health::good; }));
    for (int i = 0; i < 20; ++i) (void)counter->turn(1);
    const auto drawn = counter->frames_drawn();
    for (int i = 0; i < 100; ++i) (void)counter->turn(1);
    EXPECT_EQ(counter->frames_drawn(), drawn);
    shop.clock.advance(minute_ms);
    (void)counter->turn(1);
    EXPECT_GT(counter->frames_drawn(), drawn) << "relative times move with the minute";
}

TEST_F(CounterTest, a_newcomer_is_greeted_and_forgotten_after_half_a_minute) {
    const auto joined = shop.join("小陈", 1);
    ASSERT_TRUE(turn_until([&] { return counter->screen() == Screen::welcome; }));
    EXPECT_EQ(counter->scene().welcome.number, joined.number);
    shop.clock.advance(29 * second_ms);
    (void)counter->turn(1);
    EXPECT_EQ(counter->screen(), Screen::welcome);
    shop.clock.advance(2 * second_ms);
    (void)counter->turn(1);
    EXPECT_EQ(counter->screen(), Screen::attract);
    EXPECT_EQ(counter->scene().welcome.number, 0);
}

TEST_F(CounterTest, the_language_a_customer_chose_goes_with_them) {
    tap("language.en");
    (void)counter->turn(1);
    EXPECT_TRUE(shows("Scan for a number"));
    shop.clock.advance(31 * second_ms);
    (void)counter->turn(1);
    (void)counter->turn(1);
    EXPECT_TRUE(shows("扫码领号"));
}

TEST_F(CounterTest, a_sale_by_hand_is_recorded_for_a_number_behind_the_pin) {
    const auto joined = shop.join("山里人", 1);
    shop.clock.advance(minute_ms);
    ASSERT_TRUE(turn_until([&] { return counter->screen() == Screen::attract; }));
    sign_in();
    tap("desk.record");
    key("120");
    tap("desk.next");
    key(std::to_string(joined.number));
    tap("desk.send");
    ASSERT_TRUE(counter->settle(10'000));
    ASSERT_FALSE(heard.empty());
    const auto* recorded = std::get_if<Recorded>(&heard.back());
    ASSERT_NE(recorded, nullptr);
    EXPECT_EQ(recorded->recorded, 1);
    EXPECT_EQ(recorded->tickets, 2);
    EXPECT_EQ(counter->screen(), Screen::desk);
}

TEST_F(CounterTest, a_sale_of_nobody_shows_the_claim_code_to_the_customer) {
    sign_in();
    tap("desk.record");
    key("120");
    tap("desk.next");
    tap("desk.nobody");
    ASSERT_TRUE(turn_until([&] { return counter->screen() == Screen::claim; }));
    EXPECT_FALSE(counter->signed_in());
    ASSERT_TRUE(turn_until([&] { return shows("2 张"); }));
}

TEST_F(CounterTest, a_card_issued_is_heard_so_that_it_can_be_printed) {
    sign_in();
    tap("desk.card");
    tap("desk.issue");
    ASSERT_TRUE(counter->settle(10'000));
    ASSERT_FALSE(heard.empty());
    EXPECT_NE(std::get_if<CardIssued>(&heard.back()), nullptr);
    EXPECT_TRUE(counter->tap("desk.card_done"));
}

TEST_F(CounterTest, a_voucher_is_quoted_before_payment_and_taken_off_once) {
    const auto joined = shop.join("山里人", 1);
    EXPECT_EQ(shop.expect<VoucherGiven>(GiveVoucher{joined.number, 500, {}}).value_minor, 500);
    shop.clock.advance(minute_ms);
    ASSERT_TRUE(turn_until([&] { return counter->screen() == Screen::attract; }));
    sign_in();
    tap("desk.credit");
    key(std::to_string(joined.number));
    tap("credit.send");
    ASSERT_TRUE(counter->settle(10'000));
    EXPECT_TRUE(shows("可抵 5 元"));
    key("86");
    (void)counter->turn(1);
    EXPECT_TRUE(shows("请收 ¥81.00"));
    tap("credit.spend");
    key(joined.redeem_code);
    tap("credit.send");
    ASSERT_TRUE(counter->settle(10'000));
    EXPECT_TRUE(shows("请收 ¥81.00"));
    EXPECT_TRUE(shows("还剩 0 元"));
    tap("credit.close");
    (void)counter->turn(1);
    EXPECT_TRUE(shows("记一笔"));
}

TEST_F(CounterTest, the_desk_locks_itself_after_ten_idle_minutes) {
    sign_in();
    shop.clock.advance(9 * minute_ms);
    (void)counter->turn(1);
    EXPECT_EQ(counter->screen(), Screen::desk);
    shop.clock.advance(2 * minute_ms);
    (void)counter->turn(1);
    EXPECT_EQ(counter->screen(), Screen::attract);
    EXPECT_FALSE(counter->signed_in());
}

TEST_F(CounterTest, a_clerk_changes_their_own_pin_and_signs_in_with_the_new_one) {
    sign_in();
    tap("desk.phones");
    ASSERT_TRUE(counter->settle(10'000));
    tap("own_pin.open");
    const auto say = [this](std::string_view pin) {
        key(pin);
        tap("own_pin.next");
        ASSERT_TRUE(counter->settle(20'000));
    };
    say("000000");
    say("590218"), say("590218");
    EXPECT_TRUE(shows("不对")) << "the present one was wrong";
    say(test::clerk_pin);
    say("123456"), say("123456");
    EXPECT_TRUE(shows("这个太好猜"));
    say("590218"), say("590219");
    EXPECT_TRUE(shows("两遍不一样"));
    say("590218"), say("590218");
    EXPECT_EQ(counter->screen(), Screen::sign_in) << "what was signed in by the old one has ended";
    EXPECT_TRUE(shows("PIN 改好了"));
    EXPECT_FALSE(counter->signed_in());
    sign_in("590218");
}

TEST_F(CounterTest, a_printer_in_need_is_shown_at_the_desk_and_the_last_slip_is_printed_again) {
    sign_in();
    printer = DevicesView::Printer::paper_out;
    (void)counter->turn(1);
    EXPECT_TRUE(shows("打印机没纸了"));
    tap("desk.devices");
    EXPECT_TRUE(shows("打印机没纸了"));
    printer = DevicesView::Printer::ready;
    (void)counter->turn(1);
    EXPECT_TRUE(shows("打印机好着"));
    tap("print.again");
    ASSERT_EQ(printed_again.size(), 1U);
    EXPECT_FALSE(printed_again[0]) << "the newest";
}

TEST_F(CounterTest, a_wrong_pin_opens_nothing) {
    tap("logo");
    tap("staff.0");
    key("999999");
    tap("pin.send");
    ASSERT_TRUE(counter->settle(20'000));
    EXPECT_EQ(counter->screen(), Screen::sign_in);
    EXPECT_FALSE(counter->signed_in());
}

TEST_F(CounterTest, an_unknown_pass_and_a_payment_code_get_a_word_each) {
    counter->scan("99999901234567890123456789");
    ASSERT_TRUE(counter->settle(10'000));
    EXPECT_EQ(counter->screen(), Screen::attract);
    EXPECT_FALSE(counter->scene().toast.text.empty());
    EXPECT_EQ(counter->scene().toast.sound, Sound::no);
    counter->scan("134567890123456789");
    EXPECT_EQ(counter->scene().toast.text, "这是付款码，请打开会员码");
    shop.clock.advance(5 * second_ms);
    (void)counter->turn(1);
    EXPECT_TRUE(counter->scene().toast.text.empty());
}

TEST_F(CounterTest, what_the_counters_own_scanner_read_is_answered_and_shown_to_whoever_sets_it_up) {
    std::thread([this] { scans.put("134512345678901234"); }).join();
    ASSERT_TRUE(turn_until([&] { return shows("付款码"); }));
    sign_in();
    tap("desk.devices");
    (void)counter->turn(1);
    EXPECT_TRUE(shows("18 个字符"));
    EXPECT_TRUE(shows("扫码枪连上了"));
    EXPECT_FALSE(shows("1345")) << "nothing of a wallet's code is kept";
    scans.put("]Q194187301234567890123456789");
    ASSERT_TRUE(turn_until([&] { return shows("]Q1"); }));
    EXPECT_EQ(counter->screen(), Screen::desk);
}

TEST_F(CounterTest, takings_and_open_pickups_are_on_no_customers_screen) {
    sign_in();
    (void)counter->turn(1);
    EXPECT_TRUE(shows("有号的消费"));
    tap("desk.leave");
    (void)counter->turn(1);
    EXPECT_FALSE(shows("有号的消费"));
    EXPECT_EQ(counter->screen(), Screen::attract);
}

TEST_F(CounterTest, a_picture_of_the_screen_is_written) {
    const auto path = shop.folder.path() / "attract.png";
    ASSERT_TRUE(counter->screenshot(path));
    EXPECT_GT(std::filesystem::file_size(path), 10'000U);
}

}  // namespace
}  // namespace xiaoer::ui
