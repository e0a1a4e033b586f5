// One's own data through the real Kiosk: taken out, chosen, forgotten.
#include "base/file.h"
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

Json exported(Shop& shop, const ExportMember& query) {
    return parse_json(std::get<ExportText>(*shop.kiosk->query(query).get()).json).value();
}

TEST(Privacy, ones_own_data_is_taken_out_whole) {
    Shop shop;
    Join wish;
    wish.nickname = "独一无二的称呼";
    wish.phone = "13912345521";
    wish.agreed = true;
    wish.browser = Hash{1};
    wish.notice = Hash{0xab};
    shop.expect<Joined>(wish);
    auto sale = Shop::sale("A1", 50'000);
    sale.member = 1;
    shop.record(sale);
    shop.expect<Done>(SetInterests{Hash{1}, {"stories", "shoes"}});
    shop.expect<VoucherGiven>(GiveVoucher{1, 500, shop.manager});
    const auto json = exported(shop, {Hash{1}, {}});
    EXPECT_EQ(*json.find("nickname")->string(), "独一无二的称呼");
    EXPECT_EQ(*json.find("phone")->string(), "+8613912345521");
    EXPECT_EQ(*json.find("interests")->string(), "shoes,stories");
    EXPECT_EQ(json.find("purchases")->array()->size(), 1u);
    EXPECT_EQ(json.find("tickets")->array()->size(), 10u);
    const auto& consent = json.find("consents")->array()->at(0);
    EXPECT_TRUE(consent.find("notice")->string()->starts_with("ab00"));
    EXPECT_EQ(*consent.find("at")->integer(), wednesday_morning.ms);
    EXPECT_EQ(canonical(exported(shop, {{}, 1})), canonical(json)) << "the boss sees what they see";
    EXPECT_TRUE(std::holds_alternative<NoSuchMember>(*shop.kiosk->query(ExportMember{Hash{9}, {}}).get()));
    EXPECT_TRUE(std::holds_alternative<NoSuchMember>(*shop.kiosk->query(ExportMember{}).get()));
}

TEST(Privacy, interests_are_of_the_shops_own_list) {
    Shop shop;
    shop.join("小赵", 1);
    EXPECT_EQ(shop.expect<Refused>(SetInterests{Hash{1}, {"shoes", "<script>"}}).why, "interests");
    shop.expect<Done>(SetInterests{Hash{1}, {"kitchen"}});
    EXPECT_EQ(std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{1}}).get()).interests,
              std::vector<std::string>{"kitchen"});
    shop.expect<UnknownBrowser>(SetInterests{Hash{2}, {"kitchen"}});
}

TEST(Privacy, consents_given_apart_are_taken_back_and_given_again) {
    Shop shop;
    Join wish;
    wish.nickname = "小赵";
    wish.agreed = wish.agreed_alliance = wish.show_name = true;
    wish.under_14 = wish.guardian_agreed = true;
    wish.browser = Hash{1};
    EXPECT_FALSE(shop.expect<Joined>(wish).already);
    const auto consents = [&shop] { return *exported(shop, {Hash{1}, {}}).find("consents")->array(); };
    ASSERT_EQ(consents().size(), 1u);

    shop.clock.advance(minute_ms);
    Join again;
    again.agreed = true;
    again.notice = Hash{0xcd};
    again.browser = Hash{1};
    EXPECT_TRUE(shop.expect<Joined>(again).already);
    ASSERT_EQ(consents().size(), 2u);
    EXPECT_EQ(*consents()[1].find("alliance")->integer(), 0);
    EXPECT_EQ(*consents()[1].find("show_name")->integer(), 0);
    EXPECT_EQ(*consents()[1].find("guardian")->integer(), 1) << "who is under 14 stays so";
    EXPECT_TRUE(consents()[1].find("notice")->string()->starts_with("cd00"));

    shop.clock.advance(minute_ms);
    again.show_name = true;
    EXPECT_TRUE(shop.expect<Joined>(again).already);
    EXPECT_TRUE(shop.expect<Joined>(again).already);
    ASSERT_EQ(consents().size(), 3u) << "said twice is one record";
    EXPECT_EQ(*consents()[2].find("show_name")->integer(), 1);
    shop.kiosk.reset();
    EXPECT_TRUE(audit(shop.database()));
}

TEST(Privacy, a_member_is_forgotten_by_their_own_wish) {
    Shop shop;
    shop.join("独一无二的称呼", 1, "13912345521");
    shop.expect<UnknownBrowser>(EraseSelf{Hash{2}});
    EXPECT_EQ(shop.expect<Erased>(EraseSelf{Hash{1}}).number, 1);
    shop.expect<UnknownBrowser>(EraseSelf{Hash{1}});
    EXPECT_TRUE(std::holds_alternative<NoSuchMember>(*shop.kiosk->query(MemberPage{Hash{1}}).get()));
    EXPECT_TRUE(std::holds_alternative<NoSuchMember>(*shop.kiosk->query(ExportMember{{}, 1}).get()));
    shop.kiosk.reset();
    auto db = Database::open(shop.database(), Database::Mode::read).value();
    for (const auto* table : {"vault", "vault_phones", "vault_names", "browsers"})
        EXPECT_EQ(db.integer("SELECT count(*) FROM " + std::string(table)).value().value_or(-1), 0) << table;
    EXPECT_TRUE(audit(shop.database()));
}

TEST(Privacy, the_boss_erases_and_a_clerk_does_not) {
    Shop shop;
    shop.join("小赵", 1);
    EXPECT_TRUE(shop.expect<NotAllowed>(EraseMember{1, {}, shop.clerk}).manager_needed);
    EXPECT_EQ(shop.expect<Erased>(EraseMember{1, {}, shop.manager}).number, 1);
}

}  // namespace
}  // namespace xiaoer::test
