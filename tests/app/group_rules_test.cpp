// The rules of the group through the real Kiosk: strikes, check-ins, who brought whom.
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

MemberPageView page_of(Shop& shop, std::uint8_t browser) {
    return std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{browser}}).get());
}
std::int64_t tickets_for(Shop& shop, std::int64_t number, std::string receipt) {
    auto sale = Shop::sale(std::move(receipt), 50'000);
    sale.member = number;
    return shop.record(sale).tickets;
}
std::vector<std::string> reasons(const MemberPageView& page) {
    std::vector<std::string> list;
    for (const auto& ticket : page.tickets) list.push_back(ticket.why);
    return list;
}
void expect_audit(Shop& shop) {
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(Strikes, at_the_third_the_tickets_stop_and_the_boss_is_reminded) {
    Shop shop;
    shop.join("爱发广告", 1);
    EXPECT_EQ(tickets_for(shop, 1, "A"), 10);
    for (std::int64_t i = 1; i <= 2; ++i) {
        const auto counted = shop.expect<StrikeCounted>(RecordStrike{shop.clerk, 1});
        EXPECT_EQ(counted.strikes, i);
        EXPECT_FALSE(counted.out);
    }
    EXPECT_EQ(tickets_for(shop, 1, "B"), 10);
    EXPECT_TRUE(shop.expect<StrikeCounted>(RecordStrike{shop.clerk, 1}).out);
    EXPECT_EQ(tickets_for(shop, 1, "C"), 0);
    EXPECT_FALSE(page_of(shop, 1).free_ticket);
    EXPECT_EQ(page_of(shop, 1).strikes, 3);
    const auto seen = shop.wait_for([](const Snapshot& s) { return !s.desk.struck_out.empty(); });
    EXPECT_EQ(seen->desk.struck_out.at(0).number, 1);
    shop.draw();
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw->tickets, 20)
        << "what was earned before stays, and no free one comes";
    EXPECT_TRUE(shop.expect<NotAllowed>(ClearStrikes{shop.clerk, 1}).manager_needed);
    shop.expect<Done>(ClearStrikes{shop.manager, 1});
    EXPECT_EQ(tickets_for(shop, 1, "D"), 10);
    shop.wait_for([](const Snapshot& s) { return s.desk.struck_out.empty(); });
    expect_audit(shop);
}

TEST(Strikes, are_recorded_by_signed_in_staff_of_numbers_that_exist) {
    Shop shop;
    shop.expect<NotAllowed>(RecordStrike{SessionId{}, 1});
    EXPECT_EQ(shop.expect<NotRecognised>(RecordStrike{shop.clerk, 1}).problem, ScanProblem::unknown);
    EXPECT_EQ(shop.expect<NotRecognised>(ClearStrikes{shop.manager, -4}).problem, ScanProblem::unknown);
    EXPECT_EQ(shop.expect<NotRecognised>(SetRole{7, MemberRole::moderator, shop.manager}).problem,
              ScanProblem::unknown);
    EXPECT_TRUE(shop.expect<NotAllowed>(SetRole{7, MemberRole::moderator, shop.clerk}).manager_needed);
}

TEST(CheckIn, counts_once_a_business_day_and_gives_a_ticket_if_the_shop_wants) {
    auto settings = shoe_shop();
    settings.check_in_tickets = 1;
    Shop shop(settings);
    shop.join("小赵", 1);
    const Bearer by_phone{{}, {}, Hash{1}};
    EXPECT_EQ(shop.expect<CheckedIn>(CheckIn{by_phone, {}}).tickets, 1);
    EXPECT_TRUE(shop.expect<CheckedIn>(CheckIn{by_phone, {}}).already);
    EXPECT_TRUE(shop.expect<CheckedIn>(CheckIn{{{}, shop.pass_of(1), {}}, {}}).already);
    EXPECT_EQ(reasons(page_of(shop, 1)), std::vector<std::string>{"check_in"});
    shop.clock.advance(day_ms);
    shop.sign_in();
    shop.expect<NotAllowed>(CheckIn{{1, {}, {}}, {}});
    EXPECT_FALSE(shop.expect<CheckedIn>(CheckIn{{1, {}, {}}, shop.clerk}).already);
    shop.expect<UnknownBrowser>(CheckIn{{{}, {}, Hash{9}}, {}});
    EXPECT_FALSE(shop.kiosk->submit(CheckIn{{}, {}}).get()) << "nobody";
    expect_audit(shop);
}

TEST(Referral, counts_when_the_newcomer_buys_first) {
    Shop shop;
    shop.join("小赵", 1);
    const auto link = page_of(shop, 1).referral_channel;
    Join wish;
    wish.nickname = "小赵的朋友";
    wish.agreed = true;
    wish.channel = link;
    const auto friend_of = shop.expect<Joined>(wish).number;
    EXPECT_EQ(page_of(shop, 1).ticket_count, 0);
    EXPECT_EQ(tickets_for(shop, friend_of, "A"), 10);
    EXPECT_EQ(reasons(page_of(shop, 1)), std::vector<std::string>{"referral"});
    tickets_for(shop, friend_of, "B");
    EXPECT_EQ(page_of(shop, 1).ticket_count, 1) << "only the first time";
    wish.channel = "r999";
    const auto other = shop.expect<Joined>(wish).number;
    tickets_for(shop, other, "C");
    expect_audit(shop);
    auto db = Database::open(shop.database(), Database::Mode::read).value();
    EXPECT_FALSE(db.exists("SELECT 1 FROM members WHERE channel = 'r999'").value()) << "nobody has that number";
}

}  // namespace
}  // namespace xiaoer::test
