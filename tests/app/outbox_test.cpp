// The outbox: what is ready to be forwarded, what was, and that a bot's post goes out once; and what is done by hand.
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

std::vector<OutboxPost> posts(Shop& shop) {
    return std::get<std::vector<OutboxPost>>(*shop.kiosk->query(Outbox{}).get());
}
std::vector<PostKind> kinds(Shop& shop) {
    std::vector<PostKind> kinds;
    for (const auto& post : posts(shop)) kinds.push_back(post.kind);
    return kinds;
}

TEST(Outbox, follows_a_draw_through_its_life) {
    Shop shop;
    shop.buyer("小赵", 1);
    EXPECT_TRUE(posts(shop).empty());
    shop.say(Tick{});
    EXPECT_EQ(kinds(shop), (std::vector{PostKind::announced}));
    const auto coming = posts(shop)[0].draw;
    shop.clock.set(coming.closes_at);
    shop.say(Tick{});
    ASSERT_EQ(kinds(shop), (std::vector{PostKind::locked}));
    EXPECT_EQ(posts(shop)[0].draw.closing_hash.size(), 64u) << "it leaves the shop before the dice are thrown";
    shop.expect<DrawSettled>(SettleDraw{coming.id, "4162533164", shop.manager});
    EXPECT_EQ(kinds(shop), (std::vector{PostKind::reminder, PostKind::results}));
    EXPECT_EQ(posts(shop)[1].draw.winners.size(), 1u);
}

TEST(Outbox, has_the_evenings_programme_on_its_day_and_so_has_the_screen) {
    Shop shop;
    auto settings = shop.kiosk->snapshot()->settings;
    const auto zone = Zone::named(settings.zone).value();
    const int today = zone.to_civil(shop.clock.now()).weekday;
    settings.programme = {{today, 20 * 60 + 30, "猜谜送代金券", ""},
                          {today, 19 * 60 + 30, "大厨教酸汤鱼", "酸汤要先炒红。"},
                          {(today + 1) % 7, 600, "不是今天", ""}};
    shop.expect<Done>(ChangeSettings{settings, shop.manager});
    ASSERT_EQ(kinds(shop), (std::vector{PostKind::tonight}));
    const auto post = posts(shop)[0];
    ASSERT_EQ(post.tonight.size(), 2u);
    EXPECT_EQ(post.tonight[0].title, "大厨教酸汤鱼");
    EXPECT_EQ(zone.to_civil(post.tonight[1].at).minute, 30);
    shop.wait_for([](const Snapshot& now) { return now.tonight.size() == 2; });
    shop.clock.advance(day_ms);
    EXPECT_EQ(posts(shop)[0].tonight[0].title, "不是今天");
    EXPECT_NE(posts(shop)[0].id, post.id) << "each evening is forwarded by itself";
}

TEST(Outbox, a_programme_that_cannot_be_is_refused) {
    Shop shop;
    const auto refused = [&shop](Evening evening) {
        auto settings = shop.kiosk->snapshot()->settings;
        settings.programme = {std::move(evening)};
        return shop.expect<Refused>(ChangeSettings{settings, shop.manager}).why == "programme";
    };
    EXPECT_TRUE(refused({7, 0, "故事", ""}));
    EXPECT_TRUE(refused({0, 1440, "故事", ""}));
    EXPECT_TRUE(refused({0, 0, "", ""}));
    EXPECT_TRUE(refused({0, 0, "\u202e故事", ""})) << "a bidirectional control turns the screen's line around";
}

TEST(Outbox, remembers_what_was_forwarded_also_after_a_restart) {
    Shop shop;
    shop.say(Tick{});
    const auto post = posts(shop).at(0);
    EXPECT_FALSE(post.forwarded_at);
    shop.expect<Done>(MarkForwarded{post.id});
    shop.reopen();
    EXPECT_EQ(posts(shop).at(0).forwarded_at, shop.clock.now());
}

std::vector<std::int64_t> numbers(const std::vector<GroupPerson>& people) {
    std::vector<std::int64_t> list;
    for (const auto& person : people) list.push_back(person.number);
    return list;
}
GroupWorkView work(Shop& shop) { return std::get<GroupWorkView>(*shop.kiosk->query(GroupWork{}).get()); }

TEST(GroupWork, newcomers_wait_to_be_added_until_it_is_done_and_the_group_itself_does_not) {
    Shop shop;
    shop.expect<SeatsImported>(ImportSeats{"1. 平安是福\n2. 山里人", {}, shop.manager});
    shop.join("小陈", 1);
    shop.join("山花", 2);
    EXPECT_EQ(numbers(work(shop).to_add), (std::vector<std::int64_t>{3, 4}));
    EXPECT_EQ(work(shop).to_add[0].shown_name, "小*") << "as others may see it";
    shop.expect<Done>(MarkForwarded{work(shop).to_add[0].mark});
    EXPECT_EQ(numbers(work(shop).to_add), (std::vector<std::int64_t>{4}));
    shop.clock.advance(15 * day_ms);
    EXPECT_TRUE(work(shop).to_add.empty()) << "whoever did not want to is left alone";
}

TEST(GroupWork, who_is_struck_out_waits_to_be_removed_and_again_after_another_advertisement) {
    Shop shop;
    shop.join("爱发广告", 1);
    const auto strike = [&] { shop.clock.advance(1), shop.expect<StrikeCounted>(RecordStrike{shop.clerk, 1}); };
    strike(), strike();
    EXPECT_TRUE(work(shop).to_remove.empty());
    strike();
    ASSERT_EQ(numbers(work(shop).to_remove), (std::vector<std::int64_t>{1}));
    shop.expect<Done>(MarkForwarded{work(shop).to_remove[0].mark});
    EXPECT_TRUE(work(shop).to_remove.empty());
    strike();
    EXPECT_EQ(numbers(work(shop).to_remove), (std::vector<std::int64_t>{1}));
}

TEST(OneMember, is_looked_up_by_number_with_what_the_boss_decides_about) {
    Shop shop;
    shop.buyer("平安是福", 1);
    shop.expect<StrikeCounted>(RecordStrike{shop.clerk, 1});
    shop.expect<Done>(SetRole{1, MemberRole::moderator, shop.manager});
    const auto card = std::get<MemberCard>(*shop.kiosk->query(OneMember{1}).get());
    EXPECT_EQ(card.name, "平安是福");
    EXPECT_EQ(card.role, MemberRole::moderator);
    EXPECT_EQ(card.strikes, 1);
    EXPECT_EQ(card.purchases, 1);
    EXPECT_FALSE(card.seat);
    EXPECT_TRUE(std::holds_alternative<NoSuchMember>(*shop.kiosk->query(OneMember{77}).get()));
}

TEST(Outbox, a_bot_takes_a_post_once_and_again_only_when_it_certainly_did_not_arrive) {
    Shop shop;
    const TakeBotPost take{"group", "results-d-1"};
    shop.expect<Done>(take);
    EXPECT_EQ(shop.expect<Refused>(take).why, "taken_before");
    shop.reopen();
    EXPECT_EQ(shop.expect<Refused>(take).why, "taken_before") << "nobody knows whether it went out before the crash";
    shop.expect<Done>(SettleBotPost{"group", "results-d-1", BotResult::not_sent});
    shop.expect<Done>(take);
    shop.expect<Done>(SettleBotPost{"group", "results-d-1", BotResult::sent});
    EXPECT_EQ(shop.expect<Refused>(take).why, "taken_before");
    shop.expect<Done>(TakeBotPost{"other", "results-d-1"});
}

}  // namespace
}  // namespace xiaoer::test
