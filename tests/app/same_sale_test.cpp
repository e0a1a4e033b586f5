// One sale told in several ways is one purchase; a refund finds its sale in whatever order they come.
#include "store/facts.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

NewPurchase told(std::string source, std::string receipt, std::int64_t total_minor, Timestamp sold_at) {
    auto purchase = Shop::sale(std::move(receipt), total_minor);
    purchase.source = std::move(source);
    purchase.sold_at = sold_at;
    if (total_minor < 0) purchase.what = PurchaseKind::refund;
    return purchase;
}
NewPurchase refund_of(std::string sale, std::string receipt, std::int64_t total_minor, Timestamp sold_at) {
    auto refund = told("tap:9100", std::move(receipt), total_minor, sold_at);
    refund.original_receipt_no = std::move(sale);
    return refund;
}
std::int64_t refunds_in_ledger(const Shop& shop, bool linked) {
    std::int64_t count = 0;
    EXPECT_TRUE(each_fact(shop.database(), [&](const Fact& fact, const Hash&) {
        if (fact.kind == "purchase.refunded") count += (fact.body.find("purchase") != nullptr) == linked ? 1 : 0;
    }));
    return count;
}

constexpr Timestamp noon{wednesday_morning.ms + 2 * hour_ms};

TEST(SameSale, the_tap_and_the_nightly_export_tell_it_once) {
    Shop shop;
    EXPECT_EQ(shop.record(told("tap:9100", "No. 00-417", 6'800, noon)).recorded, 1);
    EXPECT_EQ(shop.record(told("file:day.csv", "417", 6'800, noon + 9 * minute_ms)).duplicates, 0)
        << "00-417 and 417 are one number only without the till's own prefix";
    EXPECT_EQ(shop.record(told("file:day.csv", "No.00417", 6'800, noon + 9 * minute_ms)).duplicates, 1);
    EXPECT_EQ(shop.record(told("till:2", "no 417", 6'800, noon - 9 * minute_ms)).duplicates, 0);
    EXPECT_EQ(shop.record(told("webhook:square", "No. 00-417", 6'800, noon)).duplicates, 1);
}

TEST(SameSale, a_reprint_and_a_retry_are_not_another_one) {
    Shop shop;
    const Command command{CommandId{{1}}, RecordPurchases{{told("tap:9100", "9", 6'800, noon)}, {}}};
    const auto first = std::get<Recorded>(*shop.kiosk->submit(command).get());
    EXPECT_EQ(std::get<Recorded>(*shop.kiosk->submit(command).get()).purchases, first.purchases) << "a retry";
    EXPECT_EQ(shop.record(told("tap:9100", "9", 6'800, noon)).duplicates, 1) << "a reprint says the same time";
}

TEST(SameSale, another_total_another_currency_or_a_later_time_is_another_one) {
    Shop shop;
    EXPECT_EQ(shop.record(told("tap:9100", "9", 6'800, noon)).recorded, 1);
    EXPECT_EQ(shop.record(told("file:a", "9", 6'801, noon)).recorded, 1);
    EXPECT_EQ(shop.record(told("file:a", "9", 6'800, noon + 11 * minute_ms)).recorded, 1);
    EXPECT_EQ(shop.record(told("file:a", "", 6'800, noon)).recorded, 1) << "without a number nothing is merged";
    EXPECT_EQ(shop.record(told("file:b", "", 6'800, noon)).recorded, 1);
}

TEST(SameSale, a_refund_that_comes_first_is_taken_off_its_sale) {
    Shop shop;
    shop.join("小赵", 1);
    const auto refund = refund_of("417", "R1", -20'000, noon + hour_ms);
    EXPECT_EQ(shop.record(refund).refunded, 1);
    EXPECT_EQ(shop.record(refund).duplicates, 1) << "said again while it waits";
    EXPECT_EQ(refunds_in_ledger(shop, false) + refunds_in_ledger(shop, true), 0);
    auto sale = told("file:day.csv", "417", 50'000, noon);
    sale.member = 1;
    EXPECT_EQ(shop.record(sale).tickets, 6) << "300 of 500 are left";
    EXPECT_EQ(refunds_in_ledger(shop, true), 1);
    EXPECT_EQ(shop.record(refund).duplicates, 1) << "and after it";
    EXPECT_EQ(shop.record(refund_of("417", "R2", -30'000, noon + hour_ms)).refunded, 1);
    const auto page = std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{1}}).get());
    EXPECT_EQ(page.ticket_count, 0) << "nothing is left of it";
}

TEST(SameSale, several_refunds_that_come_first_are_all_taken_off) {
    Shop shop;
    shop.join("小赵", 1);
    EXPECT_EQ(shop.record(refund_of("417", "R1", -10'000, noon + hour_ms)).refunded, 1);
    EXPECT_EQ(shop.record(refund_of("417", "R2", -10'000, noon + 2 * hour_ms)).refunded, 1);
    auto sale = told("file:day.csv", "417", 50'000, noon);
    sale.member = 1;
    EXPECT_EQ(shop.record(sale).tickets, 6);
    EXPECT_EQ(refunds_in_ledger(shop, true), 2);
}

TEST(SameSale, a_refund_is_not_taken_off_a_later_sale_of_the_same_number) {
    Shop shop;
    shop.join("小赵", 1);
    EXPECT_EQ(shop.record(refund_of("417", "R1", -50'000, noon)).refunded, 1);
    auto next_day = told("tap:9100", "417", 50'000, noon + day_ms);
    next_day.member = 1;
    EXPECT_EQ(shop.record(next_day).tickets, 10) << "the till counts from 1 each day";
    EXPECT_EQ(refunds_in_ledger(shop, true), 0);
}

TEST(SameSale, a_refund_that_names_no_sale_is_written_at_once) {
    Shop shop;
    EXPECT_EQ(shop.record(told("tap:9100", "R9", -5'000, noon)).refunded, 1);
    EXPECT_EQ(refunds_in_ledger(shop, false), 1);
}

TEST(SameSale, a_refund_whose_sale_never_comes_is_written_after_a_month) {
    Shop shop;
    EXPECT_EQ(shop.record(refund_of("417", "R1", -5'000, noon)).refunded, 1);
    shop.live_until(shop.clock.now() + 31 * day_ms);
    for (int i = 0; i < 1000 && refunds_in_ledger(shop, false) == 0; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_EQ(refunds_in_ledger(shop, false), 1);
    EXPECT_EQ(shop.record(refund_of("417", "R1", -5'000, noon)).duplicates, 1);
}

}  // namespace
}  // namespace xiaoer::test
