// The public value through the real Kiosk: who enters it, who confirms it, and that it counts once.
#include "domain/draw_proof.h"
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

constexpr auto throws = "4162533164";

Settings closed_shop() {
    auto settings = shoe_shop();
    settings.draw_form = DrawForm::closed_shop;
    return settings;
}
// The coming draw, locked.
DrawView locked_draw(Shop& shop) {
    shop.buyer("小赵", 1);
    shop.say(Tick{});
    const auto draw = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    shop.clock.set(draw->closes_at);
    shop.say(Tick{});
    return *draw;
}

TEST(PublicValue, of_dice_counts_when_a_second_person_confirms_it) {
    Shop shop(closed_shop());
    const auto draw = locked_draw(shop);
    EXPECT_EQ(draw.draws_at - draw.closes_at, 90 * minute_ms) << "locked at half past six";
    EXPECT_EQ(shop.expect<Refused>(ConfirmValue{draw.id, 0, throws, shop.manager, {}}).why, "value_not_entered");
    EXPECT_EQ(shop.expect<Refused>(EnterValue{draw.id, 0, "416253316", shop.manager}).why, "throws");
    EXPECT_EQ(shop.expect<ValueKept>(EnterValue{draw.id, 0, throws, shop.manager}).value, throws);
    const auto seen = shop.wait_for([](const Snapshot& s) { return s.next_draw->entered.has_value(); })->next_draw;
    EXPECT_EQ(seen->entered->by, "兰姐");
    EXPECT_EQ(shop.expect<Refused>(ConfirmValue{draw.id, 0, throws, shop.manager, {}}).why, "second_person");
    EXPECT_EQ(shop.expect<Refused>(ConfirmValue{draw.id, 0, "4162533165", shop.clerk, {}}).why, "values_differ");
    EXPECT_EQ(shop.expect<DrawSettled>(ConfirmValue{draw.id, 0, throws, shop.clerk, {}}).winners, 1);
    EXPECT_EQ(shop.expect<Refused>(EnterValue{draw.id, 0, throws, shop.manager}).why, "draw_settled_before");
    EXPECT_EQ(shop.expect<Refused>(ConfirmValue{draw.id, 0, throws, shop.clerk, {}}).why, "draw_settled_before");
}

TEST(PublicValue, may_be_confirmed_on_the_same_phone_by_the_second_persons_pin) {
    Shop shop(closed_shop());
    const auto draw = locked_draw(shop);
    shop.expect<ValueKept>(EnterValue{draw.id, 0, throws, shop.manager});
    EXPECT_EQ(shop.expect<Refused>(ConfirmValue{draw.id, 0, throws, shop.manager, shop.manager}).why, "second_person");
    shop.expect<DrawSettled>(ConfirmValue{draw.id, 0, throws, shop.manager, shop.clerk});
}

TEST(PublicValue, may_be_corrected_until_it_is_confirmed_also_over_a_restart) {
    Shop shop(closed_shop());
    const auto draw = locked_draw(shop);
    shop.expect<ValueKept>(EnterValue{draw.id, 0, "1111111111", shop.manager});
    shop.expect<ValueKept>(EnterValue{draw.id, 0, throws, shop.manager});
    shop.reopen();
    EXPECT_EQ(shop.expect<Refused>(ConfirmValue{draw.id, 0, "1111111111", shop.clerk, {}}).why, "values_differ");
    shop.expect<DrawSettled>(ConfirmValue{draw.id, 0, throws, shop.clerk, {}});
}

TEST(PublicValue, is_not_heard_before_the_list_is_locked) {
    Shop shop(closed_shop());
    shop.say(Tick{});
    const auto draw = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    EXPECT_EQ(shop.expect<Refused>(EnterValue{draw->id, 0, throws, shop.manager}).why, "draw_still_open");
    EXPECT_EQ(shop.expect<Refused>(ConfirmValue{draw->id, 0, throws, shop.clerk, {}}).why, "draw_still_open");
    EXPECT_EQ(shop.expect<Refused>(EnterValue{"d-00000-0001", 0, throws, shop.manager}).why, "draw_unknown");
}

TEST(PublicValue, of_a_public_source_is_confirmed_by_whoever_entered_it_and_not_before_it_exists) {
    auto settings = shoe_shop();
    settings.draw_form = DrawForm::online;
    settings.draw_entropy = EntropyKind::drand;
    Shop shop(settings);
    const auto draw = locked_draw(shop);
    const std::string randomness(64, 'a');
    EXPECT_EQ(shop.expect<Refused>(EnterValue{draw.id, 0, randomness, shop.manager}).why, "draw_not_due");
    shop.clock.set(draw.draws_at);
    shop.sign_in();
    EXPECT_EQ(shop.expect<Refused>(EnterValue{draw.id, 0, std::string(64, 'A'), shop.manager}).why, "value_form");
    shop.expect<ValueKept>(EnterValue{draw.id, 0, randomness, shop.manager});
    shop.expect<DrawSettled>(ConfirmValue{draw.id, 0, randomness, shop.manager, {}});
    const auto proof = read_proof(std::get<ProofText>(*shop.kiosk->query(DrawProof{draw.id}).get()).json);
    ASSERT_TRUE(proof);
    EXPECT_TRUE(std::holds_alternative<DrandEntropy>(proof->announcement.entropy));
    EXPECT_TRUE(verify_proof(*proof));
}

TEST(PublicValue, of_a_lottery_has_its_digits) {
    auto settings = shoe_shop();
    settings.draw_form = DrawForm::online;
    settings.draw_entropy = EntropyKind::lottery;
    settings.lottery = "福彩双色球";
    settings.lottery_digits = 14;
    Shop shop(settings);
    const auto draw = locked_draw(shop);
    shop.clock.set(draw.draws_at);
    shop.sign_in();
    EXPECT_EQ(shop.expect<Refused>(EnterValue{draw.id, 0, "0105091328330", shop.manager}).why, "value_form");
    shop.expect<ValueKept>(EnterValue{draw.id, 0, "01050913283307", shop.manager});
    shop.expect<DrawSettled>(ConfirmValue{draw.id, 0, "01050913283307", shop.manager, {}});
}

}  // namespace
}  // namespace xiaoer::test
