// The outbox: what is ready to be forwarded, what was, and that a bot's post goes out once.
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

TEST(Outbox, remembers_what_was_forwarded_also_after_a_restart) {
    Shop shop;
    shop.say(Tick{});
    const auto post = posts(shop).at(0);
    EXPECT_FALSE(post.forwarded_at);
    shop.expect<Done>(MarkForwarded{post.id});
    shop.reopen();
    EXPECT_EQ(posts(shop).at(0).forwarded_at, shop.clock.now());
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
