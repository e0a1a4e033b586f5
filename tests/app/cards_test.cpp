// Cards through the real Kiosk: lost and replaced, printed in advance.
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

TEST(Cards, a_lost_one_is_revoked_and_a_new_one_issued_in_one_go) {
    Shop shop;
    const auto first = shop.expect<CardIssued>(IssueCard{shop.clerk, {}, {}});
    const auto second = shop.expect<CardIssued>(IssueCard{shop.clerk, 1, {}});
    const auto replaced = shop.expect<CardIssued>(ReplaceCard{shop.clerk, 1, {}});
    EXPECT_EQ(replaced.redeem_code, first.redeem_code) << "the code is in the head, not on the card";
    for (const auto& lost : {first.scan, second.scan})
        EXPECT_EQ(shop.expect<NotRecognised>(LookUp{lost, shop.clerk}).problem, ScanProblem::revoked);
    EXPECT_EQ(shop.expect<Recognised>(LookUp{replaced.scan, shop.clerk}).number, 1);
    EXPECT_EQ(shop.expect<NotRecognised>(ReplaceCard{shop.clerk, 7, {}}).problem, ScanProblem::unknown);
    shop.expect<NotAllowed>(ReplaceCard{SessionId{}, 1, {}});
}

TEST(Cards, saying_it_twice_gives_the_same_card) {
    Shop shop;
    const Command command{CommandId{{7}}, IssueCard{shop.clerk, {}, {}}};
    const auto first = std::get<CardIssued>(*shop.kiosk->submit(command).get());
    shop.expect<CardIssued>(IssueCard{shop.clerk, 1, {}});
    const auto again = std::get<CardIssued>(*shop.kiosk->submit(command).get());
    EXPECT_EQ(again.scan, first.scan) << "and not another card of the same member";
    EXPECT_EQ(again.redeem_code, first.redeem_code);
}

TEST(Cards, printed_in_advance_become_somebodys_when_they_are_scanned) {
    Shop shop;
    const Command sheet{CommandId{{9}}, PrepareCards{3, shop.manager}};
    const auto ready = std::get<CardsReady>(*shop.kiosk->submit(sheet).get());
    ASSERT_EQ(ready.scans.size(), 3u);
    EXPECT_EQ(std::get<CardsReady>(*shop.kiosk->submit(sheet).get()).scans, ready.scans) << "for a second print";
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{ready.scans[0], shop.clerk}).problem, ScanProblem::unknown);
    const auto issued = shop.expect<CardIssued>(IssueCard{shop.clerk, {}, {}, ready.scans[0]});
    EXPECT_EQ(issued.scan, ready.scans[0]);
    EXPECT_EQ(shop.expect<Recognised>(LookUp{ready.scans[0], shop.clerk}).number, issued.number);
    EXPECT_EQ(shop.expect<Refused>(IssueCard{shop.clerk, {}, {}, ready.scans[0]}).why, "card_not_in_stock");
    EXPECT_EQ(shop.expect<CardIssued>(ReplaceCard{shop.clerk, issued.number, ready.scans[1]}).scan, ready.scans[1]);
    for (const auto* other : {"0001", "84532001234567890", "nonsense"})
        EXPECT_EQ(shop.expect<Refused>(IssueCard{shop.clerk, {}, {}, other}).why, "card_not_in_stock");
    EXPECT_EQ(shop.expect<Refused>(PrepareCards{0, {}}).why, "card_count");
    EXPECT_EQ(shop.expect<Refused>(PrepareCards{201, {}}).why, "card_count");
    EXPECT_TRUE(shop.expect<NotAllowed>(PrepareCards{1, shop.clerk}).manager_needed);
}

TEST(Join, somebody_under_14_needs_a_guardian) {
    Shop shop;
    Join wish;
    wish.nickname = "小石头";
    wish.agreed = wish.under_14 = true;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "guardian");
    wish.guardian_agreed = true;
    shop.expect<Joined>(wish);
}

}  // namespace
}  // namespace xiaoer::test
