// Prizes that nobody fetched and that are drawn again, and substitutes for what ran out, through the real Kiosk.
#include "domain/draw_proof.h"
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

Settings redrawing_shop() {
    auto settings = shoe_shop();
    settings.prizes = {{"电饭煲", 1, 1'500}, {"糖", 1, 500}};
    settings.unclaimed = UnclaimedRule::redraw;
    return settings;
}
// A draw of four buyers with two winners, neither of whom comes; its units have lapsed.
struct Lapsing {
    std::string draw;
    std::vector<WinnerView> winners;
};
Lapsing draw_that_nobody_fetches(Shop& shop) {
    for (std::uint8_t i = 1; i <= 4; ++i) shop.buyer("顾客", i);
    Lapsing lapsing{shop.draw(), {}};
    const auto settled = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw;
    lapsing.winners = settled->winners;
    EXPECT_EQ(lapsing.winners.size(), 2u);
    shop.clock.set(settled->claim_by);
    shop.say(Tick{});
    shop.sign_in();
    return lapsing;
}
RoundView round_of(Shop& shop, std::size_t number, bool settled) {
    const auto shown = shop.wait_for([=](const Snapshot& s) {
        return s.last_draw && s.last_draw->rounds.size() >= number &&
               s.last_draw->rounds[number - 1].settled == settled;
    });
    return shown->last_draw->rounds.at(number - 1);
}
void settle_round_of(Shop& shop, const std::string& draw, std::int64_t round, const std::string& value) {
    shop.expect<ValueKept>(EnterValue{draw, round, value, shop.manager});
    shop.expect<RoundSettled>(ConfirmValue{draw, round, value, shop.clerk, {}});
}

TEST(Round, draws_unclaimed_units_again_among_those_who_have_not_won) {
    Shop shop(redrawing_shop());
    const auto lapsed = draw_that_nobody_fetches(shop);
    const auto announced = round_of(shop, 1, false);
    EXPECT_EQ(announced.units, (std::vector<std::int64_t>{0, 1}));
    EXPECT_GT(announced.claim_by, shop.clock.now());
    EXPECT_EQ(shop.expect<Refused>(EnterValue{lapsed.draw, 2, "1111111111", shop.manager}).why, "draw_unknown");
    settle_round_of(shop, lapsed.draw, 1, "6543216543");
    EXPECT_EQ(shop.expect<Refused>(EnterValue{lapsed.draw, 1, "1111111111", shop.manager}).why, "draw_settled_before");
    const auto settled = round_of(shop, 1, true);
    ASSERT_EQ(settled.now.size(), 2u);
    for (const auto& winner : settled.now) {
        for (const auto& before : lapsed.winners) EXPECT_NE(winner.number, before.number);
        EXPECT_EQ(winner.claim_by, announced.claim_by);
    }
    EXPECT_EQ(settled.was.at(0).number, lapsed.winners[0].number);

    const auto proof = read_proof(std::get<ProofText>(*shop.kiosk->query(DrawProof{lapsed.draw}).get()).json);
    ASSERT_TRUE(proof) << proof.error().message;
    ASSERT_EQ(proof->rounds.size(), 1u);
    const auto verdict = verify_proof(*proof);
    EXPECT_TRUE(verdict) << verdict.error().message;
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(Round, its_winner_collects_and_the_one_before_does_not) {
    Shop shop(redrawing_shop());
    const auto lapsed = draw_that_nobody_fetches(shop);
    settle_round_of(shop, lapsed.draw, 1, "6543216543");
    const auto settled = round_of(shop, 1, true);
    std::map<std::int64_t, std::uint8_t> browsers;  // by number
    for (std::uint8_t i = 1; i <= 4; ++i) {
        const auto page = std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{i}}).get());
        browsers[page.number] = i;
    }
    const UnitId unit{lapsed.draw, 0};
    const auto old_pass = shop.pass_of(browsers.at(lapsed.winners[0].number));
    EXPECT_EQ(shop.expect<NotTheirs>(HandOver{{unit}, old_pass, {}, {}, shop.clerk}).unit, unit);
    const auto new_pass = shop.pass_of(browsers.at(settled.now[0].number));
    EXPECT_EQ(shop.expect<HandedOver>(HandOver{{unit}, new_pass, {}, {}, shop.clerk}).number, settled.now[0].number);
    const auto again = shop.pass_of(browsers.at(settled.now[0].number));
    shop.expect<AlreadyHandedOver>(HandOver{{unit}, again, {}, {}, shop.clerk});
}

TEST(Round, what_lapses_again_is_drawn_again_and_in_the_end_goes_into_the_next_draw) {
    auto settings = redrawing_shop();
    settings.prizes = {{"电饭煲", 1, 1'500}};
    Shop shop(settings);
    for (std::uint8_t i = 1; i <= 2; ++i) shop.buyer("顾客", i);
    const auto draw = shop.draw();
    const auto first = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw;
    settings.prizes.clear();  // no more draws by themselves
    shop.expect<Done>(ChangeSettings{settings, shop.manager});
    shop.clock.set(first->claim_by);
    shop.say(Tick{});
    shop.sign_in();
    settle_round_of(shop, draw, 1, "6543216543");
    const auto one = round_of(shop, 1, true);
    ASSERT_EQ(one.now.size(), 1u);
    shop.clock.set(one.claim_by);
    shop.say(Tick{});
    shop.sign_in();
    settle_round_of(shop, draw, 2, "1234561234");
    const auto two = round_of(shop, 2, true);
    EXPECT_TRUE(two.now.empty()) << "nobody is left who has not won";
    AnnounceDraw wish;
    wish.closes_at = wish.draws_at = shop.clock.now() + hour_ms;
    wish.claim_by = wish.closes_at + day_ms;
    wish.prizes = {{"书", 1, 100}};
    wish.by = shop.manager;
    shop.expect<DrawAnnounced>(wish);
    const auto next = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    ASSERT_EQ(next->prizes.size(), 2u);
    EXPECT_EQ(next->prizes[1].name, "电饭煲");
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(Round, what_waits_for_one_is_not_offered_in_the_next_draw_too) {
    Shop shop(redrawing_shop());
    draw_that_nobody_fetches(shop);
    const auto next =
        shop.wait_for([](const Snapshot& s) { return s.next_draw && s.next_draw->number == 2; })->next_draw;
    std::int64_t units = 0;
    for (const auto& prize : next->prizes) units += prize.quantity;
    EXPECT_EQ(units, 2) << "its own and no more";
}

TEST(Substitute, stands_in_for_what_ran_out_and_is_worth_no_less) {
    Shop shop(redrawing_shop());
    shop.buyer("小赵", 1);
    shop.draw();
    const auto pass = shop.pass_of(1);
    const auto unit = shop.waiting(pass).at(0).unit;
    EXPECT_TRUE(shop.expect<NotAllowed>(SubstitutePrize{unit, "电热水壶", 2'000, shop.clerk}).manager_needed);
    EXPECT_EQ(shop.expect<Refused>(SubstitutePrize{unit, "电热水壶", 1'499, shop.manager}).why, "substitute_is_less");
    shop.expect<Done>(SubstitutePrize{unit, "电热水壶", 2'000, shop.manager});
    const auto now = shop.waiting(pass).at(0);
    EXPECT_EQ(now.prize, "电热水壶");
    EXPECT_EQ(now.value_minor, 2'000);
    EXPECT_EQ(shop.expect<HandedOver>(HandOver{{unit}, pass, {}, {}, shop.clerk}).prizes,
              (std::vector<std::string>{"电热水壶"}));
    EXPECT_EQ(shop.expect<Refused>(SubstitutePrize{unit, "电视机", 2'000, shop.manager}).why, "prize_not_waiting");
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

}  // namespace
}  // namespace xiaoer::test
