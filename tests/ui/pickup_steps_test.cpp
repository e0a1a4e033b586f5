// The pickup desk beside the plain pickup: part of several, fetched prizes, signatures, market day, look-ups, badges.
#include "ui/scene.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

using Kind = PickupAction::Kind;
using Phase = PickupState::Phase;

constexpr Timestamp thursday_noon{1'795'060'800'000};

struct Desk {
    Snapshot snapshot;
    Words words{Language::hans, Zone::named("Asia/Shanghai").value(), "CNY"};
    Clerk clerk{{{7}}, "小颖", false};
    PickupState state;

    [[nodiscard]] View view() const { return {snapshot, words, thursday_noon, &clerk, false}; }
    Next step(Kind kind, std::size_t index = 0) {
        PickupAction action;
        action.kind = kind, action.index = index;
        return step_pickup(state, action, view());
    }
    void key(std::string_view digits) {
        for (const char digit : digits) {
            PickupAction action;
            action.kind = Kind::key, action.key = digit;
            (void)step_pickup(state, action, view());
        }
    }
    Next hear(Outcome outcome) { return answer_pickup(state, outcome, view()); }
    void pen(std::optional<StrokePoint> point) {
        PickupAction action;
        action.kind = Kind::pen, action.point = point;
        (void)step_pickup(state, action, view());
    }
};

Recognised winner_of(std::initializer_list<std::int64_t> values) {
    Recognised who;
    who.number = 402;
    for (const auto value : values) {
        PickupUnit unit;
        unit.unit = {"d11", static_cast<std::int64_t>(who.units.size())}, unit.value_minor = value;
        unit.prize = "照片书";
        who.units.push_back(unit);
    }
    return who;
}

template <class Wanted>
const Wanted& wished(const Next& next) {
    static const Wanted none{};
    const auto* wish = next.wish ? std::get_if<Wanted>(&*next.wish) : nullptr;
    EXPECT_NE(wish, nullptr) << Wanted::kind;
    return wish == nullptr ? none : *wish;
}

TEST(PickupDesk, the_plain_path_is_two_touches) {
    Desk desk;
    desk.state.scan = "9";
    desk.hear(winner_of({500}));
    EXPECT_EQ(wished<HandOver>(desk.step(Kind::hand_over)).units.size(), 1U);
    HandedOver done;
    done.number = 402, done.prizes = {"照片书"};
    desk.hear(done);
    ASSERT_EQ(desk.state.phase, Phase::done);
    (void)desk.step(Kind::next);
    EXPECT_EQ(desk.state.phase, Phase::asking);
}

TEST(PickupDesk, a_number_of_one_digit_is_looked_up_as_the_number_it_is) {
    Desk desk;
    desk.key("7");
    EXPECT_EQ(wished<LookUp>(desk.step(Kind::look_up)).scan, "0007");
}

TEST(PickupDesk, what_was_handed_over_is_printed_again) {
    Desk desk;
    EXPECT_FALSE(desk.step(Kind::print_again).print_again) << "nothing was handed over";
    HandedOver over;
    over.number = 402, over.units = {{"d11", 3}}, over.prizes = {"照片书"};
    (void)desk.hear(over);
    const auto next = desk.step(Kind::print_again);
    ASSERT_TRUE(next.print_again);
    EXPECT_EQ(next.print_again->unit, (UnitId{"d11", 3}));
}

TEST(PickupDesk, of_several_prizes_the_untouched_ones_are_handed_over) {
    Desk desk;
    desk.hear(winner_of({500, 500, 500}));
    (void)desk.step(Kind::choose_unit, 1);
    const auto over = wished<HandOver>(desk.step(Kind::hand_over));
    EXPECT_EQ(over.units, (std::vector<UnitId>{{"d11", 0}, {"d11", 2}}));
    (void)desk.step(Kind::choose_unit, 1);
    EXPECT_EQ(wished<HandOver>(desk.step(Kind::hand_over)).units.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) (void)desk.step(Kind::choose_unit, i);
    EXPECT_FALSE(desk.step(Kind::hand_over).wish) << "nothing is left to hand over";
}

TEST(PickupDesk, the_dear_one_left_for_later_asks_for_no_code_now) {
    Desk desk;
    auto who = winner_of({500, 12'800});
    who.redeem_code_needed = true;
    desk.hear(who);
    (void)desk.step(Kind::choose_unit, 1);
    EXPECT_TRUE(desk.step(Kind::hand_over).wish);
    (void)desk.step(Kind::choose_unit, 1);
    EXPECT_FALSE(desk.step(Kind::hand_over).wish);
    EXPECT_EQ(desk.state.phase, Phase::redeem_code);
}

TEST(PickupDesk, a_prize_is_kept_while_it_is_fetched_and_the_screen_looks_again) {
    Desk desk;
    desk.state.scan = "94187301234567890123456789";
    desk.hear(winner_of({500}));
    EXPECT_EQ(wished<ReserveUnits>(desk.step(Kind::reserve)).scan, desk.state.scan);
    const auto scan = desk.state.scan;
    EXPECT_EQ(wished<LookUp>(desk.hear(UnitsReserved{thursday_noon})).scan, scan);
    desk.hear(winner_of({500}));
    const auto refused = desk.hear(BeingFetched{{"d11", 0}, "老李", thursday_noon + 10 * minute_ms});
    EXPECT_EQ(refused.sound, Sound::no);
    EXPECT_NE(desk.state.problem.find("老李"), std::string::npos);
    EXPECT_EQ(wished<ReleaseUnits>(desk.step(Kind::release)).units.size(), 1U);
}

TEST(PickupDesk, another_shops_prize_says_which_shop_and_until_when_and_a_lapsed_one_since_when) {
    Desk desk;
    desk.hear(winner_of({500, 500}));
    const Timestamp until{thursday_noon + 5 * day_ms};
    desk.hear(OtherShop{{"d11", 0}, "城关店", until});
    EXPECT_NE(desk.state.problem.find("城关店"), std::string::npos);
    EXPECT_NE(desk.state.problem.find(desk.words.deadline(until, thursday_noon)), std::string::npos);
    desk.hear(Lapsed{{"d11", 1}, thursday_noon - 2 * day_ms});
    EXPECT_NE(desk.state.problem.find(desk.words.day(thursday_noon - 2 * day_ms, thursday_noon)), std::string::npos);
    EXPECT_TRUE(waiting_here(desk.state).empty());
}

TEST(PickupDesk, a_signature_is_drawn_before_the_prize_goes) {
    Desk desk;
    auto who = winner_of({12'800});
    who.signature_needed = true;
    desk.hear(who);
    EXPECT_FALSE(desk.step(Kind::hand_over).wish);
    ASSERT_EQ(desk.state.phase, Phase::sign);
    EXPECT_FALSE(desk.step(Kind::signed_it).wish) << "nothing is drawn";
    for (int i = 0; i < 5; ++i) desk.pen(StrokePoint{i * 10, 50});
    desk.pen(StrokePoint{40, 50});
    desk.pen({});
    for (int i = 0; i < 5; ++i) desk.pen(StrokePoint{500 + i, 300});
    const auto over = wished<HandOver>(desk.step(Kind::signed_it));
    const auto strokes = read_strokes(over.signature.value_or(""));
    ASSERT_TRUE(strokes);
    EXPECT_EQ(strokes->size(), 2U) << "lifting the finger ends a stroke";
    EXPECT_EQ(count_points(*strokes), 10U) << "a finger that rests draws no more points";
    (void)desk.step(Kind::back);
    EXPECT_EQ(desk.state.phase, Phase::found);
    EXPECT_TRUE(desk.state.strokes.empty()) << "nothing of it is kept";
}

TEST(PickupDesk, market_day_takes_a_number_and_a_code_and_one_touch) {
    Desk desk;
    (void)desk.step(Kind::market);
    desk.key("04025521");
    const auto over = wished<MarketHandOver>(desk.step(Kind::market_send));
    EXPECT_EQ(over.scan, "0402");
    EXPECT_EQ(over.redeem_code, "5521");
    HandedOver done;
    done.number = 402, done.prizes = {"照片书"};
    EXPECT_EQ(desk.hear(done).sound, Sound::yes);
    EXPECT_EQ(desk.state.phase, Phase::market) << "the next in the queue";
    EXPECT_NE(desk.state.last.find("0402"), std::string::npos);
    EXPECT_TRUE(desk.state.keyed.empty() && desk.state.redeem_code.empty());
    desk.key("0077123");
    EXPECT_FALSE(desk.step(Kind::market_send).wish) << "three digits of a code";
}

TEST(PickupDesk, market_day_takes_longer_numbers_cards_and_passes_too) {
    Desk desk;
    (void)desk.step(Kind::market);
    desk.key("1000");
    (void)desk.step(Kind::market_number);
    desk.key("402");
    (void)desk.step(Kind::market_code);
    desk.key("5521");
    EXPECT_EQ(wished<MarketHandOver>(desk.step(Kind::market_send)).scan, "1000402");
    const std::string pass = "94187301234567890123456789", card = "84187301234567890123456789";
    EXPECT_FALSE(wished<MarketHandOver>(scan_pickup(desk.state, pass, desk.view())).redeem_code);
    EXPECT_FALSE(scan_pickup(desk.state, card, desk.view()).wish) << "a card needs its code";
    desk.key("5521");
    EXPECT_EQ(wished<MarketHandOver>(desk.step(Kind::market_send)).scan, card);
    EXPECT_EQ(desk.hear(WrongRedeemCode{3}).sound, Sound::no);
    EXPECT_NE(desk.state.problem.find('3'), std::string::npos);
    desk.hear(NothingToHandOver{402, 1, 0});
    EXPECT_NE(desk.state.problem.find("0402"), std::string::npos) << "the dear one";
}

TEST(PickupDesk, a_winner_is_sought_with_a_document_and_then_looked_up_by_number) {
    Desk desk;
    desk.clerk.manager = true;
    (void)desk.step(Kind::seek);
    desk.key("5521");
    EXPECT_FALSE(desk.step(Kind::seek_send).wish) << "no document was seen";
    (void)desk.step(Kind::choose_document, 2);
    const auto find = wished<FindWinners>(desk.step(Kind::seek_send));
    EXPECT_EQ(find.document, IdentityDocument::driving_licence);
    EXPECT_EQ(find.text, "5521");
    desk.hear(WinnersFound{});
    EXPECT_EQ(desk.state.phase, Phase::seek);
    EXPECT_FALSE(desk.state.problem.empty());
    desk.hear(WinnersFound{{{402, "陈静", "照片书"}}});
    ASSERT_EQ(desk.state.phase, Phase::sought);
    EXPECT_EQ(wished<LookUp>(desk.step(Kind::choose_winner, 0)).scan, "0402");
}

TEST(PickupDesk, a_badge_names_whoever_signs_in_and_the_pin_is_still_asked_for) {
    Desk desk;
    const std::string badge = "74187301234567890123456789";
    desk.snapshot.desk.staff = {{StaffId{{1}}, "小颖", false, {}, "74187300000000000000000000"},
                                {StaffId{{2}}, "兰姐", true, {}, badge}};
    Scene scene;
    const View nobody{desk.snapshot, desk.words, thursday_noon, nullptr, false};
    const auto next = scan_scene(scene, badge, nobody);
    EXPECT_EQ(next.go, Screen::sign_in);
    EXPECT_FALSE(next.pin);
    EXPECT_EQ(scene.sign_in.staff, StaffId{{2}});
    scene.screen = Screen::desk;
    EXPECT_TRUE(scan_scene(scene, badge, desk.view()).sign_out) << "another's badge: whoever is there leaves first";
    scene.screen = Screen::pickup;
    scene.pickup.phase = Phase::manager;
    EXPECT_FALSE(scan_scene(scene, badge, desk.view()).go);
    EXPECT_EQ(scene.pickup.manager.staff, StaffId{{2}});
    EXPECT_EQ(scan_scene(scene, "74187309999999999999999999", desk.view()).sound, Sound::no);
}

}  // namespace
}  // namespace xiaoer::ui
