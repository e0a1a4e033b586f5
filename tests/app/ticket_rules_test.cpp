// What gives tickets, what caps them, and what a refund takes back, through the real Kiosk.
#include "tests/app/shop.h"

#include <algorithm>

namespace xiaoer::test {
namespace {

Settings with_visits() {
    auto settings = shoe_shop();
    settings.tickets_per_visit = 2;
    settings.free_ticket_for_members = false;
    return settings;
}
std::int64_t tickets_of(Shop& shop, std::uint8_t browser) {
    return std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{browser}}).get()).ticket_count;
}
std::int64_t tickets_because(Shop& shop, std::uint8_t browser, std::string_view why) {
    const auto page = std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{browser}}).get());
    return std::ranges::count(page.tickets, why, &TicketView::why);
}
NewPurchase bought_by(const Joined& member, std::string receipt, std::int64_t total_minor) {
    auto purchase = Shop::sale(std::move(receipt), total_minor);
    purchase.member = member.number;
    return purchase;
}
NewPurchase refund_of(std::string receipt, std::int64_t total_minor) {
    auto refund = Shop::sale(receipt + "-R", -total_minor);
    refund.what = PurchaseKind::refund;
    refund.original_receipt_no = std::move(receipt);
    return refund;
}

TEST(TicketRules, the_first_purchase_of_a_business_day_is_a_visit) {
    Shop shop(with_visits());
    const auto member = shop.join("小赵", 1);
    EXPECT_EQ(shop.record(bought_by(member, "A1", 1'000)).tickets, 2) << "too small for a ticket of its own";
    EXPECT_EQ(shop.record(bought_by(member, "A2", 10'000)).tickets, 2) << "two for the amount, none for a second visit";
    EXPECT_EQ(tickets_because(shop, 1, "visit"), 2);
    shop.clock.advance(day_ms);
    EXPECT_EQ(shop.record(bought_by(member, "A3", 1'000)).tickets, 2);
}

TEST(TicketRules, a_sale_refunded_whole_was_no_visit_and_brought_nobody) {
    Shop shop(with_visits());
    const auto referrer = shop.join("小赵", 1);
    const auto page = std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{1}}).get());
    Join wish;
    wish.nickname = "小钱";
    wish.agreed = true;
    wish.browser = Hash{2};
    wish.channel = page.referral_channel;
    const auto newcomer = shop.expect<Joined>(wish);
    shop.record(bought_by(newcomer, "B1", 10'000));
    EXPECT_EQ(tickets_of(shop, 2), 4);
    EXPECT_EQ(tickets_because(shop, 1, "referral"), 1) << referrer.number;
    shop.record(refund_of("B1", 5'000));
    EXPECT_EQ(tickets_of(shop, 2), 3) << "half of the amount's; it was a visit still";
    EXPECT_EQ(tickets_of(shop, 1), 1);
    shop.record(refund_of("B1", 5'000 + 0));
    EXPECT_EQ(tickets_of(shop, 2), 3) << "the same refund again is a duplicate";
    auto rest = refund_of("B1", 5'000);
    rest.receipt_no = "B1-R2";
    shop.record(rest);
    EXPECT_EQ(tickets_of(shop, 2), 0);
    EXPECT_EQ(tickets_of(shop, 1), 0);
    EXPECT_EQ(shop.record(bought_by(newcomer, "B2", 1'000)).tickets, 2) << "now it is a visit";
}

TEST(TicketRules, a_refund_after_the_close_is_owed_and_changes_no_list) {
    Shop shop(with_visits());
    const auto member = shop.join("小赵", 1);
    shop.record(bought_by(member, "C1", 10'000));
    shop.say(Tick{});
    const auto draw = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    shop.clock.set(draw->closes_at);
    shop.say(Tick{});
    const auto locked =
        shop.wait_for([](const Snapshot& s) { return s.next_draw->state == DrawState::closed; })->next_draw;
    EXPECT_EQ(locked->tickets, 4);
    shop.record(refund_of("C1", 10'000));
    shop.expect<DrawSettled>(SettleDraw{draw->id, "4162533164", shop.manager});
    const auto settled = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw;
    EXPECT_EQ(settled->closing_hash, locked->closing_hash);
    EXPECT_EQ(settled->tickets, 4);
    EXPECT_EQ(shop.record(bought_by(member, "C2", 25'000)).tickets, 1 + 2) << "five, less the four owed; and a visit";
}

TEST(TicketRules, a_ticket_of_a_refunded_purchase_is_in_no_list) {
    Shop shop(with_visits());
    const auto member = shop.join("小赵", 1);
    shop.record(bought_by(member, "D1", 10'000));
    shop.record(refund_of("D1", 10'000));
    shop.say(Tick{});
    const auto draw = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    shop.clock.set(draw->closes_at);
    shop.say(Tick{});
    const auto locked = shop.wait_for([](const Snapshot& s) { return s.next_draw->state == DrawState::closed; });
    EXPECT_EQ(locked->next_draw->tickets, 0);
}

TEST(TicketRules, a_day_has_its_cap_for_each_member) {
    auto settings = with_visits();
    settings.tickets_per_day_max = 5;
    settings.check_in_tickets = 3;
    Shop shop(settings);
    const auto member = shop.join("小赵", 1);
    EXPECT_EQ(shop.record(bought_by(member, "E1", 15'000)).tickets, 5) << "three, and two for the visit";
    EXPECT_EQ(shop.record(bought_by(member, "E2", 15'000)).tickets, 0);
    EXPECT_EQ(shop.expect<CheckedIn>(CheckIn{{member.number, {}, {}}, shop.clerk}).tickets, 0);
    EXPECT_EQ(tickets_of(shop, 1), 5);
    const auto other = shop.join("小钱", 2);
    EXPECT_EQ(shop.record(bought_by(other, "E3", 5'000)).tickets, 3) << "another member's day";
    shop.clock.advance(day_ms);
    shop.sign_in();
    EXPECT_EQ(shop.expect<CheckedIn>(CheckIn{{member.number, {}, {}}, shop.clerk}).tickets, 3);
    EXPECT_EQ(shop.record(bought_by(member, "E4", 15'000)).tickets, 2);
}

TEST(TicketRules, under_a_days_cap_a_partial_refund_leaves_what_stays_paid_its_tickets) {
    auto settings = with_visits();
    settings.tickets_per_visit = 0;
    settings.tickets_per_day_max = 4;
    Shop shop(settings);
    const auto member = shop.join("小赵", 1);
    EXPECT_EQ(shop.record(bought_by(member, "F1", 50'000)).tickets, 4) << "of ten";
    shop.record(refund_of("F1", 25'000));
    EXPECT_EQ(tickets_of(shop, 1), 4) << "five are still paid for";
    auto more = refund_of("F1", 15'000);
    more.receipt_no = "F1-R2";
    shop.record(more);
    EXPECT_EQ(tickets_of(shop, 1), 2);
}

Settings by_amount_only() {
    auto settings = shoe_shop();
    settings.free_ticket_for_members = false;
    return settings;
}

TEST(TicketRules, a_refund_takes_back_what_the_sale_gave_though_the_rule_has_changed_since) {
    Shop shop(by_amount_only());
    const auto member = shop.join("小赵", 1);
    EXPECT_EQ(shop.record(bought_by(member, "G1", 50'000)).tickets, 10);
    EXPECT_EQ(shop.record(bought_by(member, "G2", 50'000)).tickets, 10);
    auto stricter = by_amount_only();
    stricter.minor_per_ticket = 50'000;
    shop.expect<Done>(ChangeSettings{stricter, shop.manager});
    shop.record(refund_of("G1", 50'000));
    EXPECT_EQ(tickets_of(shop, 1), 10) << "all ten, though today such a sale would give one";
    shop.record(refund_of("G2", 25'000));
    EXPECT_EQ(tickets_of(shop, 1), 5) << "half of it, half of them";
    auto rest = refund_of("G2", 25'000);
    rest.receipt_no = "G2-R2";
    shop.record(rest);
    EXPECT_EQ(tickets_of(shop, 1), 0);
}

TEST(TicketRules, a_refund_of_a_sale_that_gave_nothing_owes_nothing) {
    auto settings = by_amount_only();
    settings.strikes_max = 1;
    Shop shop(settings);
    const auto member = shop.join("小赵", 1);
    shop.expect<StrikeCounted>(RecordStrike{shop.clerk, member.number});
    EXPECT_EQ(shop.record(bought_by(member, "H1", 50'000)).tickets, 0);
    shop.record(refund_of("H1", 50'000));
    shop.expect<Done>(ClearStrikes{shop.manager, member.number});
    EXPECT_EQ(shop.record(bought_by(member, "H2", 50'000)).tickets, 10) << "there is no debt to pay";
}

TEST(TicketRules, under_a_days_cap_a_refund_leaves_an_older_debt_as_it_was) {
    auto settings = by_amount_only();
    settings.tickets_per_day_max = 4;
    Shop shop(settings);
    const auto member = shop.join("小赵", 1);
    EXPECT_EQ(shop.record(bought_by(member, "K1", 15'000)).tickets, 3);
    shop.draw();
    shop.record(refund_of("K1", 15'000));  // three are owed
    shop.clock.advance(2 * day_ms);
    EXPECT_EQ(shop.record(bought_by(member, "K2", 50'000)).tickets, 1) << "four by the cap, three of them owed";
    shop.record(refund_of("K2", 50'000));
    EXPECT_EQ(tickets_of(shop, 1), 0);
    shop.clock.advance(2 * day_ms);
    EXPECT_EQ(shop.record(bought_by(member, "K3", 50'000)).tickets, 1) << "the three are owed still";
}

}  // namespace
}  // namespace xiaoer::test
