#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

// Three buyers; the draw is settled; browser 1's member has at least one prize waiting.
struct Won : Shop {
    Won() {
        for (std::uint8_t i = 1; i <= 3; ++i) buyer("顾客" + std::to_string(i), i);
        draw();
        pass = pass_of(1);
        units = waiting(pass);
        EXPECT_FALSE(units.empty());
    }
    HandOver wish() { return {{units.at(0).unit}, pass, code(), {}, clerk}; }
    std::optional<std::string> code() {
        return units.at(0).value_minor > 2000 ? std::optional(expect<CardIssued>(IssueCard{clerk, 1, {}}).redeem_code)
                                              : std::nullopt;
    }
    std::string pass;
    std::vector<PickupUnit> units;
};

TEST(Pickup, a_prize_is_handed_over_once) {
    Won shop;
    auto wish = shop.wish();
    const auto handed = shop.expect<HandedOver>(wish);
    EXPECT_EQ(handed.number, 1);
    wish.scan = shop.pass_of(1);
    const auto again = shop.expect<AlreadyHandedOver>(wish);
    EXPECT_EQ(again.at, handed.at);
    EXPECT_EQ(again.by, "小颖");
    shop.reopen();
    wish.scan = shop.pass_of(1);
    wish.by = shop.clerk;
    shop.expect<AlreadyHandedOver>(wish);
}

TEST(Pickup, a_pass_hands_over_once_and_dies) {
    Won shop;
    shop.expect<HandedOver>(shop.wish());
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{shop.pass, shop.clerk}).problem, ScanProblem::expired);
}

TEST(Pickup, a_pass_dies_whatever_the_scanner_puts_around_it) {
    Won shop;
    auto wish = shop.wish();
    wish.scan = "]Q1" + shop.pass + "\r";
    shop.expect<HandedOver>(wish);
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{shop.pass, shop.clerk}).problem, ScanProblem::expired);
}

TEST(Pickup, the_same_prize_twice_in_one_breath_is_no_wish) {
    Won shop;
    auto wish = shop.wish();
    wish.units.push_back(wish.units[0]);
    const auto outcome = shop.kiosk->submit(wish).get();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::invalid);
    wish.units.pop_back();
    shop.expect<HandedOver>(wish);
}

TEST(Pickup, a_member_has_three_living_passes_and_nobody_elses_die_of_it) {
    Won shop;
    const auto first = shop.pass;
    std::string newest;
    for (int i = 0; i < 12'000; ++i) newest = shop.pass_of(2);
    shop.expect<Recognised>(LookUp{newest, shop.clerk});
    shop.expect<Recognised>(LookUp{first, shop.clerk});
    const auto second = shop.pass_of(1);
    shop.pass_of(1), shop.pass_of(1);
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{first, shop.clerk}).problem, ScanProblem::expired);
    shop.expect<Recognised>(LookUp{second, shop.clerk});
}

TEST(Pickup, an_erased_members_card_and_pass_are_dead) {
    Won shop;
    const auto card = shop.expect<CardIssued>(IssueCard{shop.clerk, 1, {}}).scan;
    shop.expect<Recognised>(LookUp{card, shop.clerk});
    shop.expect<Erased>(EraseMember{1, {}});
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{card, shop.clerk}).problem, ScanProblem::revoked);
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{shop.pass, shop.clerk}).problem, ScanProblem::expired);
}

TEST(Pickup, a_look_up_consumes_nothing) {
    Won shop;
    for (int i = 0; i < 3; ++i) shop.expect<Recognised>(LookUp{shop.pass, shop.clerk});
    shop.expect<HandedOver>(shop.wish());
}

TEST(Pickup, the_same_command_twice_hands_over_once_and_answers_the_same) {
    Won shop;
    const Command command{CommandId{{7}}, shop.wish()};
    const auto first = shop.kiosk->submit(command).get();
    const auto second = shop.kiosk->submit(command).get();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(canonical(to_json(*first)), canonical(to_json(*second)));
    EXPECT_TRUE(std::holds_alternative<HandedOver>(*second));
}

TEST(Pickup, old_forged_and_foreign_passes_are_refused) {
    Won shop;
    const auto problem = [&shop](const std::string& scan) {
        return shop.expect<NotRecognised>(LookUp{scan, shop.clerk}).problem;
    };
    auto forged = shop.pass;
    forged.back() = forged.back() == '0' ? '1' : '0';
    EXPECT_EQ(problem(forged), ScanProblem::expired);
    auto foreign = shop.pass;
    foreign[1] = foreign[1] == '0' ? '1' : '0';
    EXPECT_EQ(problem(foreign), ScanProblem::other_shop);
    EXPECT_EQ(problem("134567890123456789"), ScanProblem::payment_code);
    EXPECT_EQ(problem("hello"), ScanProblem::unreadable);
    EXPECT_EQ(problem("99999"), ScanProblem::unknown);
    shop.clock.advance(30'000);
    EXPECT_EQ(problem(shop.pass), ScanProblem::expired);
    const auto fresh = shop.pass_of(1);
    shop.reopen();
    EXPECT_EQ(problem(fresh), ScanProblem::expired) << "a restart kills all passes";
}

TEST(Pickup, another_members_prize_is_not_theirs) {
    Won shop;
    auto wish = shop.wish();
    wish.scan = shop.pass_of(2);
    shop.expect<NotTheirs>(wish);
}

TEST(Pickup, a_number_needs_the_redeem_code_and_five_wrong_ones_stop_it) {
    Won shop;
    auto wish = shop.wish();
    const auto right = shop.expect<CardIssued>(IssueCard{shop.clerk, 1, {}}).redeem_code;
    wish.scan = "0001";
    wish.redeem_code = {};
    shop.expect<RedeemCodeNeeded>(wish);
    wish.redeem_code = right == "0000" ? "0001" : "0000";
    for (int left = 4; left >= 0; --left) EXPECT_EQ(shop.expect<WrongRedeemCode>(wish).tries_left, left);
    shop.reopen();
    wish.by = shop.clerk;
    wish.redeem_code = right;
    EXPECT_EQ(shop.expect<WrongRedeemCode>(wish).tries_left, 0) << "the tries survive a restart";
    wish.manager = shop.manager;
    shop.expect<HandedOver>(wish);
}

TEST(Pickup, refused_does_not_burn_the_prize) {
    Won shop;
    shop.expect<HandOverRefused>(RefuseHandOver{{shop.units[0].unit}, RefusalReason::not_the_winner, shop.clerk});
    shop.expect<HandedOver>(shop.wish());
}

TEST(Pickup, only_a_manager_undoes) {
    Won shop;
    const auto unit = shop.units[0].unit;
    shop.expect<HandedOver>(shop.wish());
    EXPECT_TRUE(shop.expect<NotAllowed>(UndoHandOver{unit, shop.clerk}).manager_needed);
    shop.expect<HandOverUndone>(UndoHandOver{unit, shop.manager});
    shop.pass = shop.pass_of(1);
    shop.expect<HandedOver>(shop.wish());
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(Pickup, nobody_hands_over_without_signing_in) {
    Won shop;
    auto wish = shop.wish();
    wish.by = SessionId{};
    shop.expect<NotAllowed>(wish);
    shop.clock.advance(11 * minute_ms);
    wish.by = shop.clerk;
    shop.expect<NotAllowed>(wish);
}

TEST(Pickup, after_the_deadline_the_prize_has_lapsed_and_goes_into_the_next_draw) {
    Won shop;
    shop.clock.set(shop.units[0].claim_by);
    auto wish = shop.wish();
    shop.expect<Lapsed>(wish);
    shop.say(Tick{});
    wish.scan = shop.pass_of(1);
    shop.expect<Lapsed>(wish);
}

TEST(Pickup, an_older_copy_of_the_ledger_hands_nothing_over_until_a_manager_reconciles) {
    Won shop;
    shop.kiosk.reset();
    const auto copy = shop.folder / "old";
    std::filesystem::copy_file(shop.database(), copy);
    shop.start();
    shop.sign_in();
    shop.pass = shop.pass_of(1);
    shop.expect<HandedOver>(shop.wish());
    shop.kiosk.reset();
    std::filesystem::copy_file(copy, shop.database(), std::filesystem::copy_options::overwrite_existing);
    for (const auto* suffix : {"-wal", "-shm"}) std::filesystem::remove(shop.database().string() + suffix);
    EXPECT_FALSE(audit(shop.database())) << "facts are missing";
    shop.start();
    shop.sign_in();
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.health != Health::starting; })->health, Health::frozen);
    shop.pass = shop.pass_of(1);
    auto wish = shop.wish();
    shop.expect<Frozen>(wish);
    // What was handed over in the lost facts must not lapse and be drawn again, nor a draw be settled anew.
    shop.clock.set(shop.units[0].claim_by);
    shop.sign_in();
    shop.say(Tick{});
    shop.expect<Frozen>(SettleDraw{"d-1", "1111111111", shop.manager});
    shop.expect<Frozen>(UndoHandOver{shop.units[0].unit, shop.manager});
    shop.clock.set(shop.units[0].claim_by - hour_ms);
    EXPECT_EQ(shop.kiosk->snapshot()->desk.open_pickups, 3) << "nothing lapsed";
    shop.pass = shop.pass_of(1);
    wish.scan = shop.pass, wish.by = shop.clerk;
    shop.expect<NotAllowed>(Reconcile{shop.clerk});
    shop.expect<Done>(Reconcile{shop.manager});
    shop.expect<HandedOver>(wish);
}

}  // namespace
}  // namespace xiaoer::test
