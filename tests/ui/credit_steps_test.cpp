// 用代金券 and 补卡 at the kiosk's own desk: what is asked, in which order, and what is never lost.
#include "ui/scene.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

constexpr Timestamp quote_time{1'795'055'040'000};
constexpr const char* pass = "94187301234567890123456789";
constexpr const char* card = "84187301234567890123456789";

struct Till {
    Snapshot snapshot;
    Words words{Language::hans, Zone::named("Asia/Shanghai").value(), "CNY"};
    Clerk clerk{{}, "小颖", false};
    DeskState desk;

    explicit Till(DeskAction::Kind tile) {
        snapshot.shop_open = true;
        step({tile});
    }
    [[nodiscard]] View view() const { return {snapshot, words, quote_time, &clerk, false}; }
    Next step(const DeskAction& action) { return step_desk(desk, action, view()); }
    Next credit(CreditAction action) { return step({DeskAction::Kind::in_credit, key_none, 0, {}, action}); }
    Next cards(CardsAction action) { return step({DeskAction::Kind::in_cards, key_none, 0, action, {}}); }
    Next scan(const std::string& text) { return scan_desk(desk, text, view()); }
    Next answer(Outcome outcome) { return answer_desk(desk, std::move(outcome), view()); }
    void keys(const std::string& keyed) {
        for (const char key : keyed) (void)credit({CreditAction::Kind::key, key});
    }
};

template <class Wished>
const Wished* wished(const Next& next) {
    return next.wish ? std::get_if<Wished>(&*next.wish) : nullptr;
}

Quoted helper_with(std::int64_t credit_minor) {
    Quoted quote;
    quote.number = 402, quote.discount_permille = 50, quote.credit_minor = credit_minor;
    quote.redeem_code_needed = true;
    return quote;
}

TEST(Credit, the_discount_comes_off_first_and_credit_off_what_is_left) {
    EXPECT_EQ(bill_parts(8600, helper_with(1300)).pay_minor, 8170 - 1300);
    EXPECT_EQ(bill_parts(1000, helper_with(1300)).off_minor, 950);
    EXPECT_EQ(bill_parts(1000, helper_with(1300)).pay_minor, 0);
    EXPECT_EQ(bill_parts(30, helper_with(0)).rest_minor, 29) << "half a fen is rounded up, as on the phone";
}

TEST(Credit, a_pass_is_quoted_and_spent_in_two_touches_beside_the_bill) {
    Till till(DeskAction::Kind::credit);  // the first touch
    const auto asked = till.scan(pass);
    ASSERT_NE(wished<Quote>(asked), nullptr);
    EXPECT_EQ(wished<Quote>(asked)->who.scan, pass);
    (void)till.answer(helper_with(1300));
    till.keys("86");
    const auto spent = till.credit({CreditAction::Kind::spend});  // the second
    const auto* wish = wished<SpendCredit>(spent);
    ASSERT_NE(wish, nullptr);
    EXPECT_EQ(wish->amount_minor, 1300);
    EXPECT_EQ(wish->scan, pass);
    EXPECT_FALSE(wish->redeem_code);
    (void)till.answer(CreditSpent{402, 1300, 0, "act"});
    EXPECT_EQ(till.desk.credit.pay_minor, 8170 - 1300) << "what the clerk is to collect is shown";
}

TEST(Credit, nothing_is_spent_before_a_bill_is_keyed) {
    Till till(DeskAction::Kind::credit);
    (void)till.scan(pass);
    (void)till.answer(helper_with(1300));
    EXPECT_FALSE(till.credit({CreditAction::Kind::spend}).wish);
}

TEST(Credit, a_number_needs_the_redeem_code_and_a_wrong_one_is_forgotten) {
    Till till(DeskAction::Kind::credit);
    till.keys("0402");
    ASSERT_NE(wished<Quote>(till.credit({CreditAction::Kind::find})), nullptr);
    (void)till.answer(helper_with(500));
    till.keys("86");
    EXPECT_FALSE(till.credit({CreditAction::Kind::spend}).wish);
    ASSERT_EQ(till.desk.credit.phase, CreditState::Phase::redeem_code);
    till.keys("5521");
    const auto sent = till.credit({CreditAction::Kind::code_send});
    ASSERT_NE(wished<SpendCredit>(sent), nullptr);
    EXPECT_EQ(wished<SpendCredit>(sent)->redeem_code, "5521");
    EXPECT_TRUE(till.desk.credit.code.empty()) << "it is not kept";
    (void)till.answer(WrongRedeemCode{4});
    EXPECT_EQ(till.desk.credit.phase, CreditState::Phase::redeem_code);
    EXPECT_NE(till.desk.credit.problem.find('4'), std::string::npos);
    EXPECT_EQ(till.desk.credit.bill, "86");
}

TEST(Credit, a_pass_that_grew_old_is_scanned_again_and_the_bill_stays) {
    Till till(DeskAction::Kind::credit);
    (void)till.scan(pass);
    (void)till.answer(helper_with(1300));
    till.keys("86");
    (void)till.credit({CreditAction::Kind::spend});
    const auto old = till.answer(NotRecognised{ScanProblem::expired});
    EXPECT_EQ(old.sound, Sound::no);
    ASSERT_NE(wished<Quote>(till.scan("94187309999999999999999999")), nullptr);
    (void)till.answer(helper_with(1300));
    EXPECT_EQ(till.desk.credit.bill, "86");
    (void)till.scan(pass);
    auto other = helper_with(200);
    other.number = 77;
    (void)till.answer(other);
    EXPECT_TRUE(till.desk.credit.bill.empty()) << "another customer's bill is another";
}

TEST(Credit, what_was_spent_elsewhere_meanwhile_is_told_and_nothing_is_taken) {
    Till till(DeskAction::Kind::credit);
    (void)till.scan(pass);
    (void)till.answer(helper_with(1300));
    till.keys("86");
    const auto next = till.answer(NotEnoughCredit{300});
    EXPECT_EQ(next.sound, Sound::no);
    EXPECT_EQ(till.desk.credit.quote.credit_minor, 300);
    EXPECT_NE(till.desk.credit.problem.find('3'), std::string::npos);
}

TEST(Credit, back_goes_home_and_from_the_code_to_the_bill) {
    Till till(DeskAction::Kind::credit);
    till.desk.credit.phase = CreditState::Phase::redeem_code;
    (void)till.credit({CreditAction::Kind::back});
    EXPECT_EQ(till.desk.credit.phase, CreditState::Phase::offer);
    (void)till.credit({CreditAction::Kind::back});
    EXPECT_EQ(till.desk.panel, DeskState::Panel::home);
}

TEST(Cards, a_lost_card_is_replaced_after_the_clerk_has_seen_whose_it_is) {
    Till till(DeskAction::Kind::cards);
    (void)till.cards({CardsAction::Kind::lost});
    for (const char key : std::string("0402")) (void)till.cards({CardsAction::Kind::key, key});
    const auto asked = till.cards({CardsAction::Kind::find});
    ASSERT_NE(wished<LookUp>(asked), nullptr);
    Recognised who;
    who.number = 402;
    (void)till.answer(who);
    ASSERT_EQ(till.desk.cards.phase, CardsState::Phase::found);
    const auto replaced = till.cards({CardsAction::Kind::replace});
    ASSERT_NE(wished<ReplaceCard>(replaced), nullptr);
    EXPECT_EQ(wished<ReplaceCard>(replaced)->number, 402);
    (void)till.answer(CardIssued{402, card, "5521", 0, {}});
    EXPECT_EQ(till.desk.cards.phase, CardsState::Phase::issued);
}

TEST(Cards, a_seat_gets_its_first_card_and_no_replacement) {
    Till till(DeskAction::Kind::cards);
    (void)till.scan("0402");
    Recognised who;
    who.number = 402, who.seat = true;
    (void)till.answer(who);
    const auto given = till.cards({CardsAction::Kind::replace});
    ASSERT_NE(wished<IssueCard>(given), nullptr);
    EXPECT_EQ(wished<IssueCard>(given)->number, 402);
}

TEST(Cards, one_printed_in_advance_is_given_by_scanning_it) {
    Till till(DeskAction::Kind::cards);
    const auto given = till.scan(card);
    ASSERT_NE(wished<IssueCard>(given), nullptr);
    EXPECT_EQ(wished<IssueCard>(given)->card, card);
    Recognised who;
    who.number = 402;
    (void)till.scan(pass);
    (void)till.answer(who);
    const auto replaced = till.scan(card);
    ASSERT_NE(wished<ReplaceCard>(replaced), nullptr);
    EXPECT_EQ(wished<ReplaceCard>(replaced)->card, card);
}

TEST(Cards, a_card_made_after_the_clerk_went_home_is_shown_all_the_same) {
    Till till(DeskAction::Kind::cards);
    (void)till.step({DeskAction::Kind::back});
    (void)till.answer(CardIssued{418, card, "5521", 0, {}});
    EXPECT_EQ(till.desk.panel, DeskState::Panel::cards);
    EXPECT_EQ(till.desk.cards.issued.number, 418);
}

TEST(Devices, a_scan_is_looked_at_and_does_nothing) {
    Till till(DeskAction::Kind::devices);
    ASSERT_EQ(till.desk.panel, DeskState::Panel::devices);
    const auto next = till.scan(pass);
    EXPECT_FALSE(next.wish);
    EXPECT_FALSE(next.look_up);
    EXPECT_EQ(till.desk.panel, DeskState::Panel::devices);
}

}  // namespace
}  // namespace xiaoer::ui
