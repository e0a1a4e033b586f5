// Attacks on a draw by who holds the machine: the database put back to before the draw, in order to hold it again.
// Those on lists, clocks, series and values are in draw_test.cpp, draw_series_test.cpp, draw_values_test.cpp and
// ticket_rules_test.cpp; gaps in the numbers in tests/store/draw_numbers_test.cpp.
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

constexpr const char* ten_throws = "4162533164";
constexpr const char* other_throws = "6135241126";

class PutBack : public testing::Test {
protected:
    PutBack() {
        for (std::uint8_t i = 1; i <= 5; ++i) shop.buyer("顾客", i);
        shop.say(Tick{});
        draw = *shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    }
    static Settings redrawing_shop_with_cards() {
        auto settings = book_shop();
        settings.unclaimed = UnclaimedRule::redraw;
        settings.instant.on = true;
        settings.instant.above_minor = 10'000;
        settings.instant.prizes = {{"洗衣粉", 1'200, 10'000, 100}};
        return settings;
    }
    void lock() {
        shop.clock.set(draw.closes_at);
        shop.say(Tick{});
        shop.sign_in();
    }
    void keep_copy() {
        shop.kiosk.reset();
        std::filesystem::copy_file(shop.database(), shop.folder / "old");
        shop.start();
        shop.sign_in();
    }
    // The database alone: the anchor beside it tells.
    void put_back() {
        shop.kiosk.reset();
        std::filesystem::copy_file(shop.folder / "old", shop.database(),
                                   std::filesystem::copy_options::overwrite_existing);
        for (const auto* suffix : {"-wal", "-shm"}) std::filesystem::remove(shop.database().string() + suffix);
        shop.start();
        shop.sign_in();
        EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.health != Health::starting; })->health,
                  Health::frozen);
    }
    DrawState state() { return std::get<DrawSummary>(shop.kiosk->query(OneDraw{draw.id}).get().value()).state; }
    std::string why(Wish wish) { return shop.expect<Refused>(std::move(wish)).why; }
    void expect_that_the_ledger_holds() {
        shop.kiosk.reset();
        const auto report = audit(shop.database());
        EXPECT_TRUE(report) << report.error().message;
    }

    Shop shop{redrawing_shop_with_cards()};
    DrawView draw;
};

TEST_F(PutBack, before_the_settlement_settles_nothing_again) {
    lock();
    keep_copy();
    shop.expect<DrawSettled>(SettleDraw{draw.id, ten_throws, shop.manager});
    put_back();
    shop.expect<Frozen>(SettleDraw{draw.id, other_throws, shop.manager});
    shop.expect<Frozen>(EnterValue{draw.id, 0, other_throws, shop.manager});
    shop.expect<NotAllowed>(Reconcile{shop.clerk});
    shop.expect<Done>(Reconcile{shop.manager});
    EXPECT_EQ(why(SettleDraw{draw.id, other_throws, shop.manager}), "draw_may_be_held") << "also by a manager's word";
    EXPECT_EQ(why(EnterValue{draw.id, 0, other_throws, shop.manager}), "draw_may_be_held");
    EXPECT_EQ(why(CancelDraw{draw.id, shop.manager}), "draw_closed_before");
    shop.reopen();
    EXPECT_EQ(why(SettleDraw{draw.id, other_throws, shop.manager}), "draw_may_be_held");
    shop.live_until(draw.draws_at + 8 * day_ms);
    EXPECT_EQ(state(), DrawState::withheld) << "and it stays in the list for ever";
    expect_that_the_ledger_holds();
}

TEST_F(PutBack, before_the_close_locks_no_other_list) {
    keep_copy();
    lock();
    const auto published = shop.wait_for([&](const Snapshot& s) {
        return s.next_draw && s.next_draw->id == draw.id && !s.next_draw->closing_hash.empty();
    });
    put_back();
    shop.expect<Frozen>(CloseDraw{draw.id, shop.manager});
    shop.say(Tick{});
    EXPECT_EQ(state(), DrawState::announced) << "frozen";
    shop.expect<Done>(Reconcile{shop.manager});
    EXPECT_EQ(state(), DrawState::cancelled) << "another list than " << published->next_draw->closing_hash;
    EXPECT_EQ(why(CloseDraw{draw.id, shop.manager}), "draw_closed_before");
    for (int i = 0; i < 3; ++i) shop.say(Tick{});
    EXPECT_EQ(state(), DrawState::cancelled);
    const auto next = shop.wait_for([&](const Snapshot& s) { return s.next_draw && s.next_draw->id != draw.id; });
    EXPECT_EQ(next->next_draw->number, draw.number + 1) << "its number is used up";
    expect_that_the_ledger_holds();
}

TEST_F(PutBack, long_before_the_close_goes_on_with_the_draw) {
    keep_copy();
    shop.buyer("后来的", 6);
    put_back();
    shop.expect<Done>(Reconcile{shop.manager});
    lock();
    EXPECT_EQ(state(), DrawState::closed);
    shop.expect<DrawSettled>(SettleDraw{draw.id, ten_throws, shop.manager});
}

TEST_F(PutBack, before_a_rounds_settlement_draws_it_no_second_time) {
    lock();
    shop.expect<DrawSettled>(SettleDraw{draw.id, ten_throws, shop.manager});
    shop.clock.set(draw.claim_by);
    shop.say(Tick{});
    shop.sign_in();
    keep_copy();
    shop.expect<ValueKept>(EnterValue{draw.id, 1, ten_throws, shop.manager});
    shop.expect<RoundSettled>(ConfirmValue{draw.id, 1, ten_throws, shop.clerk, {}});
    put_back();
    shop.expect<Frozen>(EnterValue{draw.id, 1, other_throws, shop.manager});
    shop.expect<Done>(Reconcile{shop.manager});
    EXPECT_EQ(why(EnterValue{draw.id, 1, other_throws, shop.manager}), "draw_may_be_held");
    expect_that_the_ledger_holds();
}

TEST_F(PutBack, before_a_play_plays_no_more_that_day) {
    const auto sale = [this](std::string receipt) {
        return shop.record(Shop::sale(std::move(receipt), 20'000)).purchases.at(0);
    };
    keep_copy();
    shop.expect<InstantPlayed>(PlayInstant{sale("A1"), "1234"});
    put_back();
    const auto again = sale("A1");
    shop.expect<Frozen>(PlayInstant{again, "1235"});
    shop.expect<Done>(Reconcile{shop.manager});
    EXPECT_EQ(why(PlayInstant{again, "1235"}), "instant_closed") << "its number was played with other digits";
    EXPECT_FALSE(shop.wait_for([](const Snapshot& s) { return s.health == Health::good; })->instant);
    shop.clock.advance(day_ms);
    shop.say(Tick{});
    shop.sign_in();
    EXPECT_EQ(shop.expect<InstantPlayed>(PlayInstant{sale("A2"), "1234"}).play, 1);
    expect_that_the_ledger_holds();
}

}  // namespace
}  // namespace xiaoer::test
