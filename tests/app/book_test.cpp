// The book: what the community costs and brings.
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

BookView book(Shop& shop, Timestamp from, Timestamp to) {
    return std::get<BookView>(*shop.kiosk->query(BookFigures{from, to}).get());
}

TEST(Book, says_what_the_week_cost_and_brought) {
    auto settings = shoe_shop();
    settings.prizes = {{"糖", 3, 600}};
    settings.baseline_month_minor = 3'000'000;
    Shop shop(settings);
    const auto from = shop.clock.now() - hour_ms;
    shop.buyer("小赵", 1);
    shop.buyer("老李", 2);
    Join wish;
    wish.nickname = "小赵的朋友";
    wish.agreed = true;
    wish.channel = "r1";
    shop.expect<Joined>(wish);
    shop.record(Shop::sale("nobody's", 10'000));
    shop.draw();
    const auto pass = shop.pass_of(1);
    shop.expect<HandedOver>(HandOver{{shop.waiting(pass).at(0).unit}, pass, {}, {}, shop.clerk});
    auto again = Shop::sale("again", 8'600);
    again.member = 1;
    shop.record(again);
    const auto view = book(shop, from, from + 7 * day_ms);
    EXPECT_EQ(view.book.prizes, 1);
    EXPECT_EQ(view.book.prizes_value_minor, 600);
    EXPECT_EQ(view.book.came, 1);
    EXPECT_EQ(view.book.back, 1);
    EXPECT_EQ(view.book.back_minor, 8'600);
    EXPECT_EQ(view.book.newcomers, 3);
    EXPECT_EQ(view.book.sales, 4);
    EXPECT_EQ(view.book.sales_minor, 118'600);
    EXPECT_EQ(view.book.sales_with_number, 3);
    EXPECT_EQ(view.book.sales_with_number_minor, 108'600);
    ASSERT_EQ(view.book.referrers.size(), 1u);
    EXPECT_EQ(view.book.referrers[0].number, 1);
    EXPECT_EQ(view.book.referrers[0].bought, 0);
    ASSERT_EQ(view.book.channels.size(), 2u);
    EXPECT_EQ(view.book.channels[1].channel, "referral");
    EXPECT_EQ(view.baseline_minor, 700'000);
    EXPECT_EQ(book(shop, from - 7 * day_ms, from).book.sales, 0) << "the week before";
    EXPECT_FALSE(shop.kiosk->query(BookFigures{from, from - 1}).get());
}

TEST(Book, what_nobody_collected_has_lapsed_in_it) {
    auto settings = shoe_shop();
    settings.prizes = {{"糖", 2, 600}};
    Shop shop(settings);
    shop.buyer("小赵", 1);
    shop.draw();
    const auto claim_by = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw->claim_by;
    shop.clock.set(claim_by);
    shop.say(Tick{});
    EXPECT_EQ(book(shop, claim_by, claim_by + day_ms).book.prizes_lapsed, 1);
    EXPECT_EQ(book(shop, claim_by - day_ms, claim_by).book.prizes_lapsed, 0);
}

}  // namespace
}  // namespace xiaoer::test
