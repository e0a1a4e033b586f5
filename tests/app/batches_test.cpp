// Batches of purchases that wait together share one transaction; each is answered as if it had come alone.
#include "app/engine.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

class Batches : public testing::Test {
protected:
    void SetUp() override {
        auto opened = Engine::open({folder.path() / "shop.db", {}}, clock, random);
        ASSERT_TRUE(opened) << opened.error().message;
        engine = std::move(*opened);
        engine->check_at_start();
        ASSERT_TRUE(engine->handle({CommandId::random(random), OpenShop{shoe_shop()}}));
    }
    Command batch(int from, int count, std::int64_t total_minor = 6'800) {
        RecordPurchases wish;
        for (int i = from; i < from + count; ++i) {
            auto sale = Shop::sale(std::to_string(i), total_minor);
            sale.source = "file:export.csv";
            wish.purchases.push_back(std::move(sale));
        }
        return {CommandId::random(random), std::move(wish)};
    }
    std::int64_t facts() { return engine->store().head().seq; }

    TemporaryFolder folder;
    ManualClock clock{wednesday_morning};
    SeededRandom random{7};
    std::unique_ptr<Engine> engine;
};

TEST_F(Batches, that_wait_together_are_each_answered_in_their_order) {
    const auto before = facts();
    const auto outcomes = engine->handle_all({batch(1, 30), batch(21, 30), batch(51, 5)});
    ASSERT_EQ(outcomes.size(), 3u);
    EXPECT_EQ(std::get<Recorded>(*outcomes[0]).recorded, 30);
    EXPECT_EQ(std::get<Recorded>(*outcomes[1]).recorded, 20) << "ten of them stand in the batch before";
    EXPECT_EQ(std::get<Recorded>(*outcomes[1]).duplicates, 10);
    EXPECT_EQ(std::get<Recorded>(*outcomes[2]).recorded, 5);
    EXPECT_EQ(facts(), before + 55);
    EXPECT_TRUE(engine->saving());
}

TEST_F(Batches, one_that_cannot_be_recorded_leaves_the_others_as_they_are) {
    const auto before = facts();
    const auto outcomes = engine->handle_all({batch(1, 10), batch(1000, 1001), batch(11, 10)});
    EXPECT_EQ(std::get<Recorded>(*outcomes[0]).recorded, 10);
    ASSERT_FALSE(outcomes[1]);
    EXPECT_EQ(outcomes[1].error().code, ErrorCode::invalid);
    EXPECT_EQ(std::get<Recorded>(*outcomes[2]).recorded, 10);
    EXPECT_EQ(facts(), before + 20);
    EXPECT_TRUE(engine->saving());
}

TEST_F(Batches, said_again_are_answered_the_same_also_within_one_transaction) {
    const auto first = batch(1, 10);
    const auto once = engine->handle_all({first, first, batch(11, 10)});
    const auto before = facts();
    const auto again = engine->handle_all({first, batch(11, 10)});
    EXPECT_EQ(std::get<Recorded>(*once[1]).purchases, std::get<Recorded>(*once[0]).purchases);
    EXPECT_EQ(std::get<Recorded>(*again[0]).purchases, std::get<Recorded>(*once[0]).purchases);
    EXPECT_EQ(std::get<Recorded>(*again[1]).duplicates, 10);
    EXPECT_EQ(facts(), before);
}

TEST_F(Batches, only_batches_share_a_transaction) {
    EXPECT_TRUE(Engine::may_share(batch(1, 2)));
    EXPECT_FALSE(Engine::may_share(batch(1, 1))) << "a till's sale is shown at once";
    EXPECT_FALSE(Engine::may_share({CommandId::random(random), Tick{}}));
}

TEST_F(Batches, have_no_claim_codes_a_sale_that_comes_alone_has_one) {
    const auto outcomes = engine->handle_all({batch(1, 2)});
    const auto& recorded = std::get<Recorded>(*outcomes[0]);
    EXPECT_EQ(recorded.claim_codes, (std::vector<std::string>{"", ""}));
    EXPECT_EQ(recorded.claimable, (std::vector<std::int64_t>{1, 1}));
    const auto alone = engine->handle(batch(3, 1));
    EXPECT_NE(std::get<Recorded>(*alone).claim_codes.at(0), "");
}

}  // namespace
}  // namespace xiaoer::test
