// Store credit through the real Kiosk: given, quoted before payment, spent in part and exactly once, expired, taken
// back; its two accounts always sum to zero.
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

Quoted quote(Shop& shop, std::uint8_t browser) {
    return shop.expect<Quoted>(Quote{{{}, shop.pass_of(browser), {}}, shop.manager});
}
SpendCredit spending(Shop& shop, std::uint8_t browser, std::int64_t amount_minor) {
    return {shop.clerk, shop.pass_of(browser), {}, amount_minor};
}
// The ledger still explains everything, and all accounts together are zero.
void expect_balanced(Shop& shop) {
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
    auto db = Database::open(shop.database(), Database::Mode::read).value();
    EXPECT_EQ(db.integer("SELECT sum(amount_minor) FROM credit_entries").value().value_or(0), 0);
    EXPECT_FALSE(db.exists("SELECT 1 FROM vouchers WHERE balance_minor < 0").value());
    EXPECT_FALSE(db.exists("SELECT 1 FROM vouchers AS v WHERE balance_minor <> (SELECT sum(amount_minor) FROM "
                           "credit_entries AS e WHERE e.voucher = v.voucher AND e.account = v.member)")
                     .value());
}

TEST(Credit, is_shown_before_payment_and_spent_in_part) {
    Shop shop;
    shop.join("小赵", 1);
    shop.expect<VoucherGiven>(GiveVoucher{1, 500, shop.manager});
    shop.clock.advance(minute_ms);
    shop.expect<VoucherGiven>(GiveVoucher{1, 300, shop.manager});
    EXPECT_EQ(quote(shop, 1).credit_minor, 800);
    EXPECT_EQ(quote(shop, 1).discount_permille, 0);
    const auto spent = shop.expect<CreditSpent>(spending(shop, 1, 600));
    EXPECT_EQ(spent.left_minor, 200);
    EXPECT_EQ(quote(shop, 1).credit_minor, 200);
    EXPECT_EQ(shop.expect<NotEnoughCredit>(spending(shop, 1, 201)).credit_minor, 200);
    for (const std::int64_t wrong : {0, -5}) EXPECT_EQ(shop.expect<Refused>(spending(shop, 1, wrong)).why, "amount");
    expect_balanced(shop);
}

TEST(Credit, is_spent_exactly_once_by_the_commands_id) {
    Shop shop;
    shop.join("小赵", 1);
    shop.expect<VoucherGiven>(GiveVoucher{1, 500, shop.manager});
    const Command command{CommandId{{3}}, spending(shop, 1, 100)};
    const auto first = std::get<CreditSpent>(*shop.kiosk->submit(command).get());
    shop.reopen();
    const auto again = std::get<CreditSpent>(*shop.kiosk->submit(command).get());
    EXPECT_EQ(again.act, first.act);
    EXPECT_EQ(quote(shop, 1).credit_minor, 400);
    expect_balanced(shop);
}

TEST(Credit, needs_what_a_prize_needs) {
    Shop shop;
    const auto code = shop.join("小赵", 1).redeem_code;
    shop.expect<VoucherGiven>(GiveVoucher{1, 5'000, shop.manager});
    const auto pass = shop.pass_of(1);
    shop.expect<RedeemCodeNeeded>(SpendCredit{shop.clerk, "0001", {}, 100});
    shop.expect<RedeemCodeNeeded>(SpendCredit{shop.clerk, pass, {}, 2'001});
    shop.expect<WrongRedeemCode>(SpendCredit{shop.clerk, "0001", "x", 100});
    shop.expect<CreditSpent>(SpendCredit{shop.clerk, "0001", code, 100});
    shop.expect<CreditSpent>(SpendCredit{shop.clerk, pass, {}, 100});
    EXPECT_EQ(shop.expect<NotRecognised>(SpendCredit{shop.clerk, pass, {}, 100}).problem, ScanProblem::expired)
        << "a pass is good once";
    shop.expect<NotAllowed>(SpendCredit{SessionId{}, "0001", code, 100});
    shop.expect<NotAllowed>(Quote{{1, {}, {}}, SessionId{}});
    EXPECT_TRUE(shop.expect<NotAllowed>(GiveVoucher{1, 100, shop.clerk}).manager_needed);
    EXPECT_EQ(shop.expect<Refused>(GiveVoucher{1, 0, shop.manager}).why, "amount");
    EXPECT_EQ(shop.expect<NotRecognised>(GiveVoucher{8, 100, shop.manager}).problem, ScanProblem::unknown);
    expect_balanced(shop);
}

TEST(Credit, expires_and_what_was_left_goes_back) {
    auto settings = shoe_shop();
    settings.voucher_days = 30;
    Shop shop(settings);
    shop.join("小赵", 1);
    const auto given = shop.expect<VoucherGiven>(GiveVoucher{1, 500, shop.manager});
    shop.expect<CreditSpent>(spending(shop, 1, 100));
    shop.clock.set(given.expires_at - 1);
    shop.say(Tick{});
    EXPECT_EQ(quote(shop, 1).credit_minor, 400);
    shop.clock.set(given.expires_at);
    EXPECT_EQ(quote(shop, 1).credit_minor, 0) << "also before anybody wrote it down";
    shop.say(Tick{});
    shop.say(Tick{});
    const auto acts = quote(shop, 1).acts;
    ASSERT_EQ(acts.size(), 3u);
    EXPECT_EQ(acts[0].what, "expired");
    EXPECT_EQ(acts[0].amount_minor, 400);
    expect_balanced(shop);
}

TEST(Credit, a_manager_takes_back_a_gift_and_gives_back_what_was_spent) {
    Shop shop;
    shop.join("小赵", 1);
    const auto given = shop.expect<VoucherGiven>(GiveVoucher{1, 500, shop.manager});
    const auto spent = shop.expect<CreditSpent>(spending(shop, 1, 200));
    EXPECT_EQ(shop.expect<Refused>(ReverseCredit{shop.manager, given.act}).why, "credit_spent");
    EXPECT_TRUE(shop.expect<NotAllowed>(ReverseCredit{shop.clerk, spent.act}).manager_needed);
    EXPECT_EQ(shop.expect<CreditReversed>(ReverseCredit{shop.manager, spent.act}).amount_minor, 200);
    EXPECT_EQ(shop.expect<Refused>(ReverseCredit{shop.manager, spent.act}).why, "nothing_to_reverse");
    EXPECT_EQ(quote(shop, 1).credit_minor, 500);
    EXPECT_EQ(shop.expect<CreditReversed>(ReverseCredit{shop.manager, given.act}).amount_minor, 500);
    EXPECT_EQ(quote(shop, 1).credit_minor, 0);
    EXPECT_FALSE(shop.kiosk->submit(ReverseCredit{shop.manager, "nonsense"}).get());
    expect_balanced(shop);
}

TEST(Credit, a_prize_called_so_is_credited_when_it_is_handed_over) {
    auto settings = shoe_shop();
    settings.prizes = {{"5 元代金券", 3, 500}};
    Shop shop(settings);
    shop.buyer("小赵", 1);
    shop.draw();
    const auto hand_over = [&shop] {
        const auto pass = shop.pass_of(1);
        return shop.expect<HandedOver>(HandOver{{shop.waiting(pass).at(0).unit}, pass, {}, {}, shop.clerk});
    };
    const auto handed = hand_over();
    EXPECT_EQ(handed.credit_minor, 500);
    EXPECT_EQ(quote(shop, 1).credit_minor, 500);
    shop.expect<HandOverUndone>(UndoHandOver{handed.units[0], shop.manager});
    EXPECT_EQ(quote(shop, 1).credit_minor, 0);
    hand_over();
    EXPECT_EQ(quote(shop, 1).credit_minor, 500);
    shop.expect<CreditSpent>(spending(shop, 1, 1));
    EXPECT_EQ(shop.expect<Refused>(UndoHandOver{handed.units[0], shop.manager}).why, "credit_spent");
    expect_balanced(shop);
}

TEST(Moderators, have_a_discount_and_a_voucher_each_month) {
    auto settings = shoe_shop();
    settings.moderator_voucher_minor = 1'000;
    Shop shop(settings);
    shop.join("管家", 1);
    shop.join("小赵", 2);
    shop.expect<Done>(SetRole{1, MemberRole::moderator, shop.manager});
    shop.say(Tick{});
    shop.say(Tick{});
    EXPECT_EQ(quote(shop, 1).discount_permille, 50);
    EXPECT_EQ(quote(shop, 1).credit_minor, 1'000) << "once";
    EXPECT_EQ(quote(shop, 2).credit_minor, 0);
    shop.clock.set(shop.clock.now() + 20 * day_ms);
    shop.say(Tick{});
    EXPECT_EQ(quote(shop, 1).credit_minor, 2'000) << "the next month's";
    shop.expect<Done>(SetRole{1, MemberRole::member, shop.manager});
    shop.live_until(shop.clock.now() + 30 * day_ms);
    shop.say(Tick{});
    EXPECT_EQ(quote(shop, 1).credit_minor, 2'000);
    EXPECT_EQ(quote(shop, 1).discount_permille, 0);
    expect_balanced(shop);
}

TEST(Credit, whatever_is_done_with_it_the_accounts_sum_to_zero) {
    Shop shop;
    SeededRandom random(11);
    for (std::uint8_t i = 1; i <= 3; ++i) shop.join("顾客" + std::to_string(i), i);
    for (int step = 0; step < 150; ++step) {
        const auto who = static_cast<std::uint8_t>(1 + random.below(3));
        const auto amount = static_cast<std::int64_t>(1 + random.below(400));
        switch (random.below(6)) {
            case 0: shop.say(GiveVoucher{who, amount, shop.manager}); break;
            case 1:
            case 2: shop.say(spending(shop, who, amount)); break;
            case 3: shop.live_until(shop.clock.now() + 10 * day_ms), shop.say(Tick{}); break;
            default: {
                const auto acts = quote(shop, who).acts;
                if (acts.empty()) break;
                shop.say(ReverseCredit{shop.manager, acts[static_cast<std::size_t>(random.below(acts.size()))].act});
            }
        }
    }
    expect_balanced(shop);
}

}  // namespace
}  // namespace xiaoer::test
