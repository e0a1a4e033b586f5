// The scratch card at the counter through the real Kiosk: committed, played, handed over, revealed, proven.
#include "store/instant.h"
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

Settings with_cards(std::int64_t stock) {
    auto settings = shoe_shop();
    settings.prizes.clear();
    settings.instant.on = true;
    settings.instant.above_minor = 10'000;
    settings.instant.prizes = {{"洗衣粉", 1'200, 10'000, stock}};  // every play wins while there is any
    return settings;
}
std::string sale_of(Shop& shop, std::string receipt, std::int64_t total_minor) {
    return shop.record(Shop::sale(std::move(receipt), total_minor)).purchases.at(0);
}
Database read(const Shop& shop) { return Database::open(shop.database(), Database::Mode::read).value(); }

TEST(InstantWin, plays_are_numbered_and_each_sale_plays_once) {
    Shop shop(with_cards(2));
    shop.say(Tick{});
    const auto open = shop.wait_for([](const Snapshot& s) { return s.instant.has_value(); })->instant;
    EXPECT_EQ(open->commitment.size(), 64u);
    const auto first = sale_of(shop, "A1", 10'000);
    shop.wait_for([&](const Snapshot& s) { return s.instant && s.instant->purchase == first; });
    EXPECT_EQ(shop.expect<Refused>(PlayInstant{first, "12a4"}).why, "instant_digits");
    const auto won = shop.expect<InstantPlayed>(PlayInstant{first, "1234"});
    EXPECT_EQ(won.play, 1);
    EXPECT_EQ(won.name, "洗衣粉");
    EXPECT_EQ(shop.expect<Refused>(PlayInstant{first, "1234"}).why, "instant_played");
    EXPECT_EQ(shop.expect<Refused>(PlayInstant{sale_of(shop, "A2", 9'999), "1234"}).why, "instant_sale");
    EXPECT_EQ(shop.expect<InstantPlayed>(PlayInstant{sale_of(shop, "A3", 20'000), "0000"}).play, 2);
    const auto none = shop.expect<InstantPlayed>(PlayInstant{sale_of(shop, "A4", 20'000), "0000"});
    EXPECT_EQ(none.play, 3);
    EXPECT_EQ(none.prize, -1) << "both are gone";
    const auto shown = shop.wait_for([](const Snapshot& s) { return s.instant && s.instant->plays == 3; });
    EXPECT_EQ(shown->instant->prizes.at(0).stock, 0);
}

TEST(InstantWin, a_prize_is_handed_over_once) {
    Shop shop(with_cards(5));
    shop.say(Tick{});
    const auto won = shop.expect<InstantPlayed>(PlayInstant{sale_of(shop, "A1", 10'000), "1234"});
    const auto waiting = shop.wait_for([](const Snapshot& s) { return s.desk.instant_wins.size() == 1; });
    EXPECT_EQ(waiting->desk.instant_wins[0].prize, "洗衣粉");
    shop.expect<Done>(HandInstant{won.day, won.play, shop.clerk});
    EXPECT_EQ(shop.expect<Refused>(HandInstant{won.day, won.play, shop.clerk}).why, "prize_not_waiting");
    EXPECT_EQ(shop.expect<Refused>(HandInstant{won.day, 2, shop.clerk}).why, "no_such_prize");
    shop.wait_for([](const Snapshot& s) { return s.desk.instant_wins.empty(); });
}

TEST(InstantWin, the_seed_is_out_the_next_morning_and_not_before) {
    Shop shop(with_cards(5));
    shop.say(Tick{});
    const auto commitment = shop.wait_for([](const Snapshot& s) { return s.instant.has_value(); })->instant->commitment;
    const auto won = shop.expect<InstantPlayed>(PlayInstant{sale_of(shop, "A1", 10'000), "1234"});
    shop.say(Tick{});
    {
        auto db = read(shop);
        const auto days = instant_days(db, 10).value();
        ASSERT_EQ(days.size(), 1u);
        EXPECT_FALSE(days[0].seed);
        EXPECT_FALSE(instant_proof_of(db, days[0].device, won.day)) << "the day is not over";
    }
    shop.clock.advance(day_ms);
    shop.say(Tick{});
    shop.wait_for([&](const Snapshot& s) { return s.instant && s.instant->day == won.day + 1; });
    EXPECT_EQ(shop.expect<Refused>(PlayInstant{"0-1", "1234"}).why, "instant_sale");
    auto db = read(shop);
    const auto days = instant_days(db, 10).value();
    ASSERT_EQ(days.size(), 2u);
    const auto proof = instant_proof_of(db, days[1].device, won.day);
    ASSERT_TRUE(proof) << proof.error().message;
    const auto verdict = verify_instant(*proof, array_from_hex<32>(commitment).value());
    ASSERT_TRUE(verdict) << verdict.error().message;
    EXPECT_EQ(verdict->winners, 1);
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(InstantWin, a_day_goes_on_after_a_restart) {
    Shop shop(with_cards(5));
    shop.say(Tick{});
    shop.expect<InstantPlayed>(PlayInstant{sale_of(shop, "A1", 10'000), "1234"});
    shop.reopen();
    shop.say(Tick{});
    EXPECT_EQ(shop.expect<InstantPlayed>(PlayInstant{sale_of(shop, "A2", 10'000), "1234"}).play, 2);
}

}  // namespace
}  // namespace xiaoer::test
