// Purchases through the real Kiosk: recorded, refunded, bound, claimed.
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

TEST(Purchase, tickets_follow_the_rule_and_go_to_whoever_claims) {
    Shop shop;
    const auto joined = shop.join("小赵", 1);
    const auto recorded = shop.record(Shop::sale("No.0012", 12'300));
    ASSERT_EQ(recorded.recorded, 1);
    const auto seen = shop.wait_for([](const Snapshot& s) { return s.purchase.has_value(); });
    EXPECT_EQ(seen->purchase->tickets, 2);
    EXPECT_FALSE(seen->purchase->amount_minor) << "hidden from the queue unless the shop wants it";
    EXPECT_NE(seen->purchase->claim_url.find(recorded.claim_codes[0]), std::string::npos);
    BindPurchase claim;
    claim.claim_code = recorded.claim_codes[0];
    claim.to.browser = Hash{1};
    EXPECT_EQ(shop.expect<Bound>(claim).tickets, 2);
    EXPECT_EQ(shop.expect<AlreadyBound>(claim).number, joined.number);
}

TEST(Purchase, bound_by_number_pass_and_card) {
    Shop shop;
    shop.join("小赵", 1);
    const auto card = shop.expect<CardIssued>(IssueCard{shop.clerk, {}, {}});
    EXPECT_EQ(card.number, 2);
    const auto bind = [&shop](Bearer to, const char* receipt) {
        BindPurchase wish;
        wish.purchase = shop.record(Shop::sale(receipt, 5'000)).purchases[0];
        wish.to = std::move(to);
        return shop.expect<Bound>(wish).number;
    };
    EXPECT_EQ(bind({1, {}, {}}, "1"), 1);
    EXPECT_EQ(bind({{}, shop.pass_of(1), {}}, "2"), 1);
    EXPECT_EQ(bind({{}, card.scan, {}}, "3"), 2);
    shop.expect<Done>(RevokeCard{shop.clerk, 2});
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{card.scan, shop.clerk}).problem, ScanProblem::revoked);
}

TEST(Purchase, a_receipt_printed_twice_is_one_purchase) {
    Shop shop;
    EXPECT_EQ(shop.record(Shop::sale("0012", 6'800)).recorded, 1);
    EXPECT_EQ(shop.record(Shop::sale("00-12", 6'800)).duplicates, 1);
    EXPECT_EQ(shop.record(Shop::sale("0012", 7'000)).recorded, 1) << "another total is another sale, flagged";
    EXPECT_EQ(shop.record(Shop::sale("", 500)).recorded, 1);
    EXPECT_EQ(shop.record(Shop::sale("", 500)).recorded, 1) << "without a number nothing is merged";
    shop.clock.advance(11 * minute_ms);
    EXPECT_EQ(shop.record(Shop::sale("0012", 6'800)).recorded, 1) << "tills start again from 1";
}

TEST(Purchase, a_refund_takes_tickets_back_and_owes_what_is_already_in_a_list) {
    Shop shop;
    shop.buyer("小赵", 1);
    NewPurchase refund = Shop::sale("R1", -25'000);
    refund.what = PurchaseKind::refund;
    refund.original_receipt_no = "B1";
    EXPECT_EQ(shop.record(refund).refunded, 1);
    const auto page = [&shop] { return std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{1}}).get()); };
    EXPECT_EQ(page().ticket_count, 5);
    shop.draw();
    refund.receipt_no = "R2";
    EXPECT_EQ(shop.record(refund).refunded, 1);
    auto sale = Shop::sale("B2", 50'000);
    sale.member = 1;
    EXPECT_EQ(shop.record(sale).tickets, 5) << "five were owed";
}

TEST(Purchase, hand_overs_of_a_closed_list_cannot_be_claimed_into_it) {
    Shop shop;
    shop.buyer("小赵", 1);
    const auto late = shop.record(Shop::sale("77", 10'000));
    shop.draw();
    BindPurchase claim;
    claim.claim_code = late.claim_codes[0];
    claim.to.browser = Hash{1};
    shop.expect<ClaimTooLate>(claim);
}

TEST(Purchase, a_pass_that_binds_one_is_used_up) {
    Shop shop;
    shop.join("小赵", 1);
    const auto pass = shop.pass_of(1);
    BindPurchase wish;
    wish.purchase = shop.record(Shop::sale("1", 5'000)).purchases[0];
    wish.to.scan = pass;
    EXPECT_EQ(shop.expect<Bound>(wish).number, 1);
    wish.purchase = shop.record(Shop::sale("2", 5'000)).purchases[0];
    EXPECT_EQ(shop.expect<NotRecognised>(wish).problem, ScanProblem::expired);
}

TEST(Purchase, a_number_nobody_has_is_told_to_the_clerk_and_nothing_is_recorded) {
    Shop shop;
    auto sale = Shop::sale("", 5'000);
    sale.source = "hand";
    sale.member = 9999;
    EXPECT_EQ(shop.expect<NotRecognised>(RecordPurchases{{sale}, shop.clerk}).problem, ScanProblem::unknown);
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.shop_open; })->desk.unbound_purchases, 0);
    sale.source = "tap";
    EXPECT_EQ(shop.record(sale).recorded, 1) << "a till is not to be stopped";
}

TEST(Purchase, two_refunds_of_one_sale_owe_its_tickets_once) {
    Shop shop;
    shop.buyer("小赵", 1);  // ten tickets
    shop.draw();
    NewPurchase refund = Shop::sale("R1", -25'000);
    refund.what = PurchaseKind::refund;
    refund.original_receipt_no = "B1";
    EXPECT_EQ(shop.record(refund).refunded, 1);
    refund.receipt_no = "R2";
    EXPECT_EQ(shop.record(refund).refunded, 1);
    auto sale = Shop::sale("B2", 75'000);  // worth fifteen
    sale.member = 1;
    EXPECT_EQ(shop.record(sale).tickets, 5);
}

}  // namespace
}  // namespace xiaoer::test
