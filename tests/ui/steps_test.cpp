// What each screen does with what was pressed and answered, without a window.
#include "tests/ui/screen_bench.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

Recognised winner(std::size_t units = 1) {
    Recognised who;
    who.number = 402;
    for (std::size_t i = 0; i < units; ++i) {
        PickupUnit unit;
        unit.unit = {"d11", static_cast<std::int64_t>(i)};
        who.units.push_back(unit);
    }
    return who;
}

TEST(Keys, an_amount_has_one_point_and_two_digits_behind_it) {
    std::string keyed;
    for (const char key : std::string(".86..505")) apply_key(keyed, key, 10);
    EXPECT_EQ(keyed, "86.50");
    apply_key(keyed, key_back, 10);
    EXPECT_EQ(keyed, "86.5");
}

TEST(SignIn, a_pin_is_sent_once_and_not_kept) {
    SignInState state{StaffId{}, "123456", ""};
    const auto next = step_sign_in(state, {SignInAction::Kind::send, {}, key_none});
    ASSERT_TRUE(next.pin);
    EXPECT_EQ(next.pin->pin, "123456");
    EXPECT_TRUE(state.pin.empty());
    EXPECT_FALSE(step_sign_in(state, {SignInAction::Kind::send, {}, key_none}).pin);
}

TEST(SignIn, a_short_pin_is_not_sent) {
    SignInState state{StaffId{}, "12345", ""};
    EXPECT_FALSE(step_sign_in(state, {SignInAction::Kind::send, {}, key_none}).pin);
}

TEST(SignIn, a_wrong_pin_says_how_many_tries_are_left) {
    Bench bench;
    SignInState state{StaffId{}, "", ""};
    const auto next = answer_sign_in(state, Outcome(WrongPin{9}), bench.view(false));
    EXPECT_NE(state.problem.find('9'), std::string::npos);
    EXPECT_EQ(next.sound, Sound::no);
    EXPECT_FALSE(next.go);
}

TEST(Desk, a_sale_by_hand_for_a_number_is_one_command) {
    Bench bench;
    DeskState state;
    (void)step_desk(state, {DeskAction::Kind::record, key_none, 0}, bench.view());
    for (const char key : std::string("86.5")) (void)step_desk(state, {DeskAction::Kind::key, key, 0}, bench.view());
    (void)step_desk(state, {DeskAction::Kind::amount_done, key_none, 0}, bench.view());
    ASSERT_EQ(state.panel, DeskState::Panel::whose);
    for (const char key : std::string("0402")) (void)step_desk(state, {DeskAction::Kind::key, key, 0}, bench.view());
    const auto next = step_desk(state, {DeskAction::Kind::send_number, key_none, 0}, bench.view());
    const auto* wish = wish_of<RecordPurchases>(next);
    ASSERT_NE(wish, nullptr);
    EXPECT_EQ(wish->purchases.front().total_minor, 8650);
    EXPECT_EQ(wish->purchases.front().member, 402);
    EXPECT_EQ(wish->by, bench.clerk.session);
}

TEST(Desk, an_amount_of_nothing_is_refused_before_anything_is_asked) {
    Bench bench;
    DeskState state;
    state.panel = DeskState::Panel::amount, state.amount = "0";
    const auto next = step_desk(state, {DeskAction::Kind::amount_done, key_none, 0}, bench.view());
    EXPECT_EQ(next.sound, Sound::no);
    EXPECT_EQ(state.panel, DeskState::Panel::amount);
}

TEST(Desk, a_scan_while_recording_records_first_and_binds_what_was_recorded) {
    Bench bench;
    DeskState state;
    state.panel = DeskState::Panel::whose, state.amount = "50";
    const auto first = scan_desk(state, "94187301234567890123456789", bench.view());
    ASSERT_NE(wish_of<RecordPurchases>(first), nullptr);
    Recorded recorded;
    recorded.recorded = 1, recorded.purchases = {"p9"};
    const auto second = answer_desk(state, Outcome(recorded), bench.view());
    const auto* bind = wish_of<BindPurchase>(second);
    ASSERT_NE(bind, nullptr);
    EXPECT_EQ(bind->purchase, "p9");
    EXPECT_EQ(bind->to.scan, "94187301234567890123456789");
}

TEST(Desk, a_sale_of_nobody_goes_to_the_customers_screen_and_locks_the_desk) {
    Bench bench;
    DeskState state;
    state.panel = DeskState::Panel::whose, state.amount = "50";
    (void)step_desk(state, {DeskAction::Kind::nobody, key_none, 0}, bench.view());
    Recorded recorded;
    recorded.recorded = 1, recorded.purchases = {"p9"};
    const auto next = answer_desk(state, Outcome(recorded), bench.view());
    EXPECT_EQ(next.go, Screen::claim);
    EXPECT_TRUE(next.sign_out);
}

TEST(Desk, a_sale_told_twice_is_said_to_be_known) {
    Bench bench;
    DeskState state;
    state.panel = DeskState::Panel::whose, state.amount = "50";
    Recorded recorded;
    recorded.duplicates = 1, recorded.purchases = {""};
    EXPECT_EQ(answer_desk(state, Outcome(recorded), bench.view()).toast, bench.words("desk.duplicate"));
}

TEST(Desk, a_card_takes_the_sale_of_the_moment_and_no_older_one) {
    Bench bench;
    CardsState state;
    auto next = step_cards(state, {CardsAction::Kind::issue}, bench.view());
    ASSERT_TRUE(next);
    ASSERT_NE(wish_of<IssueCard>(*next), nullptr);
    EXPECT_EQ(wish_of<IssueCard>(*next)->purchase, "p3");
    bench.snapshot.desk.unbound.erase(bench.snapshot.desk.unbound.begin());
    next = step_cards(state, {CardsAction::Kind::issue}, bench.view());
    EXPECT_EQ(wish_of<IssueCard>(*next)->purchase, std::nullopt);
}

TEST(Desk, a_slip_that_was_no_sale_is_put_away) {
    Bench bench;
    DeskState state;
    state.panel = DeskState::Panel::slips;
    (void)step_desk(state, {DeskAction::Kind::choose_slip, key_none, 0}, bench.view());
    const auto next = step_desk(state, {DeskAction::Kind::no_sale, key_none, 0}, bench.view());
    ASSERT_NE(wish_of<FillSlip>(next), nullptr);
    EXPECT_EQ(wish_of<FillSlip>(next)->slip, 41);
    EXPECT_EQ(wish_of<FillSlip>(next)->total_minor, 0);
}

TEST(Desk, a_session_that_is_gone_leads_to_the_pin) {
    Bench bench;
    DeskState state;
    const auto next = answer_desk(state, Outcome(NotAllowed{}), bench.view());
    EXPECT_EQ(next.go, Screen::sign_in);
    EXPECT_TRUE(next.sign_out);
}

TEST(Pickup, a_scan_is_looked_up_and_nothing_is_handed_over_by_it) {
    Bench bench;
    PickupState state;
    const auto next = scan_pickup(state, "94187301234567890123456789", bench.view());
    ASSERT_NE(wish_of<LookUp>(next), nullptr);
    EXPECT_EQ(wish_of<LookUp>(next)->by, bench.clerk.session);
}

TEST(Pickup, it_is_handed_over_only_when_the_outcome_says_so) {
    Bench bench;
    PickupState state;
    state.scan = "94187301234567890123456789";
    (void)answer_pickup(state, Outcome(winner()), bench.view());
    const auto next = step_pickup(state, {PickupAction::Kind::hand_over, key_none, {}}, bench.view());
    ASSERT_NE(wish_of<HandOver>(next), nullptr);
    EXPECT_EQ(state.phase, PickupState::Phase::found) << "not before the answer";
    EXPECT_EQ(answer_pickup(state, Outcome(HandedOver{}), bench.view()).sound, Sound::yes);
    EXPECT_EQ(state.phase, PickupState::Phase::done);
}

TEST(Pickup, a_second_hand_over_is_refused_with_the_time_and_the_clerk) {
    Bench bench;
    PickupState state;
    (void)answer_pickup(state, Outcome(winner()), bench.view());
    const auto next = answer_pickup(state, Outcome(AlreadyHandedOver{{"d11", 0}, now - hour_ms, "老李"}), bench.view());
    EXPECT_EQ(next.sound, Sound::no);
    EXPECT_NE(state.problem.find("老李"), std::string::npos);
    EXPECT_TRUE(waiting_here(state).empty()) << "the button is gone";
}

TEST(Pickup, the_redeem_code_is_asked_for_first_when_it_is_needed) {
    Bench bench;
    PickupState state;
    auto who = winner();
    who.redeem_code_needed = true;
    (void)answer_pickup(state, Outcome(who), bench.view());
    EXPECT_FALSE(step_pickup(state, {PickupAction::Kind::hand_over, key_none, {}}, bench.view()).wish);
    ASSERT_EQ(state.phase, PickupState::Phase::redeem_code);
    for (const char key : std::string("55217"))
        (void)step_pickup(state, {PickupAction::Kind::key, key, {}}, bench.view());
    const auto next = step_pickup(state, {PickupAction::Kind::redeem_send, key_none, {}}, bench.view());
    ASSERT_NE(wish_of<HandOver>(next), nullptr);
    EXPECT_EQ(wish_of<HandOver>(next)->redeem_code, "5521");
}

TEST(Pickup, a_wrong_redeem_code_is_forgotten_and_asked_again) {
    Bench bench;
    PickupState state;
    auto who = winner();
    who.redeem_code_needed = true;
    (void)answer_pickup(state, Outcome(who), bench.view());
    state.redeem_code = "0000";
    (void)answer_pickup(state, Outcome(WrongRedeemCode{4}), bench.view());
    EXPECT_EQ(state.phase, PickupState::Phase::redeem_code);
    EXPECT_TRUE(state.redeem_code.empty());
    EXPECT_NE(state.problem.find('4'), std::string::npos);
}

TEST(Pickup, above_the_second_value_a_manager_proves_themself_and_the_clerk_may_be_one) {
    Bench bench;
    PickupState state;
    auto who = winner();
    who.manager_needed = true;
    (void)answer_pickup(state, Outcome(who), bench.view());
    EXPECT_FALSE(step_pickup(state, {PickupAction::Kind::hand_over, key_none, {}}, bench.view()).wish);
    ASSERT_EQ(state.phase, PickupState::Phase::manager);
    const auto refused = answer_pickup(state, Outcome(SignedIn{{}, "老李", false}), bench.view());
    EXPECT_EQ(refused.sound, Sound::no);
    const auto next = answer_pickup(state, Outcome(SignedIn{{}, "店长", true}), bench.view());
    ASSERT_NE(wish_of<HandOver>(next), nullptr);
    EXPECT_TRUE(wish_of<HandOver>(next)->manager);
    bench.clerk.manager = true;
    state = {};
    (void)answer_pickup(state, Outcome(who), bench.view());
    EXPECT_TRUE(step_pickup(state, {PickupAction::Kind::hand_over, key_none, {}}, bench.view()).wish);
}

TEST(Pickup, not_the_winner_keeps_the_prize) {
    Bench bench;
    PickupState state;
    (void)answer_pickup(state, Outcome(winner()), bench.view());
    const auto next = step_pickup(state, {PickupAction::Kind::refuse, key_none, {}}, bench.view());
    ASSERT_NE(wish_of<RefuseHandOver>(next), nullptr);
    EXPECT_EQ(answer_pickup(state, Outcome(HandOverRefused{}), bench.view()).toast, bench.words("pickup.kept"));
    EXPECT_FALSE(state.who) << "nothing of them stays on the screen";
}

TEST(Pickup, units_of_another_shop_stay_out_of_the_hand_over) {
    Bench bench;
    PickupState state;
    auto who = winner(2);
    who.units[1].elsewhere = "城关店";
    (void)answer_pickup(state, Outcome(who), bench.view());
    const auto next = step_pickup(state, {PickupAction::Kind::hand_over, key_none, {}}, bench.view());
    ASSERT_NE(wish_of<HandOver>(next), nullptr);
    EXPECT_EQ(wish_of<HandOver>(next)->units.size(), 1U);
}

TEST(Pickup, what_was_won_on_a_scratch_card_is_handed_over_at_the_second_touch) {
    Bench bench;
    bench.snapshot.desk.instant_wins = {{20'776, 42, "洗衣粉", now}, {20'776, 39, "糖", now}};
    PickupState state;
    using Kind = PickupAction::Kind;
    (void)step_pickup(state, {Kind::scratched}, bench.view());
    ASSERT_EQ(state.phase, PickupState::Phase::scratched);
    const PickupAction first{Kind::give, key_none, {}, 0, {}}, second{Kind::give, key_none, {}, 1, {}};
    EXPECT_FALSE(step_pickup(state, first, bench.view()).wish);
    EXPECT_FALSE(step_pickup(state, second, bench.view()).wish) << "another one: asked anew";
    const auto next = step_pickup(state, second, bench.view());
    ASSERT_NE(wish_of<HandInstant>(next), nullptr);
    EXPECT_EQ(wish_of<HandInstant>(next)->play, 39);
    bench.snapshot.desk.instant_wins.pop_back();
    EXPECT_EQ(answer_pickup(state, Outcome(Done{}), bench.view()).sound, Sound::yes);
    EXPECT_EQ(state.phase, PickupState::Phase::scratched) << "one is left";
    EXPECT_EQ(answer_pickup(state, Outcome(Refused{"prize_not_waiting"}), bench.view()).sound, Sound::no);
}

TEST(Scan, a_payment_code_gets_a_friendly_word_and_goes_nowhere) {
    Bench bench;
    for (const auto screen : {Screen::attract, Screen::claim, Screen::desk, Screen::pickup}) {
        bench.scene.screen = screen;
        const auto next = scan_scene(bench.scene, "134567890123456789", bench.view());
        EXPECT_FALSE(next.wish);
        EXPECT_FALSE(next.look_up);
        EXPECT_EQ(next.toast, "这是付款码，请打开会员码");
        EXPECT_EQ(next.sound, Sound::no);
    }
}

TEST(Scan, a_number_alone_tells_a_customer_nothing) {
    Bench bench;
    EXPECT_FALSE(scan_scene(bench.scene, "0402", bench.view(false)).wish);
}

TEST(Scan, a_code_at_the_claim_screen_takes_the_tickets) {
    Bench bench;
    bench.scene.screen = Screen::claim;
    const auto next = scan_scene(bench.scene, "94187301234567890123456789", bench.view(false));
    ASSERT_NE(wish_of<BindPurchase>(next), nullptr);
    EXPECT_EQ(wish_of<BindPurchase>(next)->purchase, "p3");
}

TEST(Claim, what_somebody_else_claimed_is_said_and_left) {
    Bench bench;
    bench.scene.screen = Screen::claim;
    const auto next = answer_scene(bench.scene, Screen::claim, Outcome(AlreadyBound{327}), bench.view(false));
    EXPECT_EQ(next.sound, Sound::no);
    EXPECT_EQ(next.go, Screen::attract);
    EXPECT_EQ(next.toast.find("327"), std::string::npos) << "it does not say whose";
}

TEST(Claim, tickets_credited_are_a_welcome) {
    Bench bench;
    const auto next = answer_scene(bench.scene, Screen::claim, Outcome(Bound{327, "平安是福", 2}), bench.view(false));
    EXPECT_EQ(next.go, Screen::welcome);
    EXPECT_EQ(bench.scene.welcome.number, 327);
}

TEST(Forgetting, nothing_of_the_last_customer_or_clerk_stays) {
    Scene scene;
    scene.screen = Screen::attract;
    scene.welcome.name = "小陈", scene.claim.keyed = "0402", scene.sign_in.pin = "123456",
    scene.desk.cards.issued.redeem_code = "5521";
    scene.pickup.who = winner();
    forget(scene);
    EXPECT_TRUE(scene.welcome.name.empty());
    EXPECT_TRUE(scene.claim.keyed.empty());
    EXPECT_TRUE(scene.sign_in.pin.empty());
    EXPECT_TRUE(scene.desk.cards.issued.redeem_code.empty());
    EXPECT_FALSE(scene.pickup.who);
}

TEST(Errors, a_failed_write_is_not_saved_and_a_full_queue_asks_again) {
    Bench bench;
    EXPECT_EQ(common_answer(io_error("disk full"), bench.words)->go, Screen::not_saved);
    const auto busy = common_answer(Error{ErrorCode::busy, "queue full"}, bench.words);
    EXPECT_FALSE(busy->go);
    EXPECT_EQ(busy->toast, bench.words("error.busy"));
}

TEST(Errors, a_ledger_behind_its_anchor_stops_hand_overs_and_only_a_manager_goes_on) {
    Bench bench;
    ErrorState state{ErrorState::What::frozen};
    EXPECT_EQ(common_answer(Outcome(Frozen{}), bench.words)->go, Screen::error);
    EXPECT_FALSE(step_error(state, {ErrorAction::Kind::reconcile}, bench.view(false)).wish);
    EXPECT_TRUE(step_error(state, {ErrorAction::Kind::reconcile}, bench.view()).wish);
}

TEST(Desk, a_manager_confirms_the_date_that_the_desk_shows) {
    Bench bench;
    DeskState state;
    const auto next = step_desk(state, {DeskAction::Kind::confirm_clock}, bench.view());
    ASSERT_NE(wish_of<ConfirmClock>(next), nullptr);
    EXPECT_EQ(wish_of<ConfirmClock>(next)->shown, now);
    EXPECT_EQ(answer_desk(state, Outcome(Done{}), bench.view()).toast, bench.words("desk.clock_confirmed"));
    EXPECT_EQ(answer_desk(state, Outcome(Refused{"clock_moved"}), bench.view()).sound, Sound::no);
}

}  // namespace
}  // namespace xiaoer::ui
