// What people try at the counter, each a test. Those that are elsewhere: a scanner that types control keys or without
// an end, KeyLine.* (tests/counter/scanner_test.cpp) and ScanBurst.* (tests/ui); a payment code, Scan.payment_codes_…
// and CounterTest.an_unknown_pass_and_a_payment_code_…; a friend's sales,
// CounterDesk.a_clerk_who_binds_strangers_sales_…; an old database put back, Pickup.an_older_copy_of_the_ledger_… and
// Witnesses.*; a power cut around the commit, PickupPowerCut.*; a cable pulled from the desk's display, TwoDisplays.*
// (tests/ui, tests/flows).
#include "app/pins.h"
#include "domain/scan.h"
#include "store/audit.h"
#include "tests/app/winners.h"

namespace xiaoer::test {
namespace {

TEST(Attack, a_screenshot_of_a_pass_is_worth_nothing_after_half_a_minute) {
    Winners shop(book_shop());
    auto wish = shop.plain(1);
    shop.clock.advance(30'000);
    EXPECT_EQ(shop.expect<NotRecognised>(wish).problem, ScanProblem::expired);
    shop.expect<HandedOver>(shop.plain(1));
}

TEST(Attack, a_forwarded_link_carries_no_cookie_and_so_no_pass) {
    Winners shop(book_shop());
    shop.expect<UnknownBrowser>(IssuePass{Hash{77}});
}

TEST(Attack, one_changed_digit_is_another_pass) {
    Winners shop(book_shop());
    const auto wish = shop.plain(1);
    for (std::size_t at = 6; at < wish.scan.size(); ++at) {
        auto forged = wish;
        forged.scan[at] = forged.scan[at] == '5' ? '6' : '5';
        const auto outcome = shop.say(forged);
        EXPECT_FALSE(std::holds_alternative<HandedOver>(outcome)) << at;
    }
    shop.clock.advance(minute_ms);
    shop.expect<HandedOver>(shop.plain(1));
}

TEST(Attack, the_same_pass_at_two_windows_in_the_same_second_hands_over_once) {
    Winners shop(book_shop());
    auto here = shop.plain(1);
    auto there = here;
    there.by = shop.manager;
    auto first = shop.kiosk->submit(here);
    auto second = shop.kiosk->submit(there);
    const auto a = first.get(), b = second.get();
    ASSERT_TRUE(a && b);
    EXPECT_TRUE(std::holds_alternative<HandedOver>(*a));
    EXPECT_TRUE(std::holds_alternative<NotRecognised>(*b)) << "the pass died with the first";
    there.scan = shop.pass_of(1);
    EXPECT_EQ(shop.expect<AlreadyHandedOver>(there).by, "小颖") << "and a fresh one does not help";
}

TEST(Attack, ten_thousand_guessed_passes_are_not_listened_to_and_the_counter_serves_others) {
    Winners shop(book_shop());
    const auto code = shop.kiosk->snapshot()->kiosk_code;
    SeededRandom guesses(1);
    int evaluated = 0, ignored = 0;
    for (int i = 0; i < 10'000; ++i) {
        const auto outcome = shop.say(LookUp{make_pass_digits(code, guesses), shop.clerk});
        evaluated += std::holds_alternative<NotRecognised>(outcome) ? 1 : 0;
        ignored += std::holds_alternative<TooManyGuesses>(outcome) ? 1 : 0;
    }
    EXPECT_EQ(evaluated, 20);
    EXPECT_EQ(ignored, 9'980);
    const auto pass = shop.pass_of(1);
    shop.expect<TooManyGuesses>(LookUp{pass, shop.clerk});
    shop.expect<HandedOver>(MarketHandOver{"0002", shop.code_of(2), shop.clerk});  // numbers go on at this very window
    shop.expect<Recognised>(LookUp{pass, shop.manager});                           // and passes at every other
    shop.expect<Recognised>(LookUp{pass, {}});
    shop.clock.advance(minute_ms);
    shop.expect<Recognised>(LookUp{shop.pass_of(1), shop.clerk});
}

TEST(Attack, a_stolen_clerk_pin_hands_over_nothing_above_the_value) {
    auto settings = shoe_shop();
    settings.prizes = {{"电动车", 3, 200'000}};
    Winners shop(settings);
    auto wish = shop.plain(1);
    wish.manager = {};
    EXPECT_TRUE(shop.expect<NotAllowed>(wish).manager_needed);
    wish.manager = shop.clerk;
    EXPECT_TRUE(shop.expect<NotAllowed>(wish).manager_needed) << "their own session is no manager's";
    EXPECT_TRUE(shop.expect<NotAllowed>(UndoHandOver{wish.units[0], shop.clerk}).manager_needed);
    EXPECT_EQ(shop.expect<NothingToHandOver>(MarketHandOver{wish.scan, {}, shop.clerk}).dear, 1);
    wish.manager = shop.manager;
    shop.expect<HandedOver>(wish);
    EXPECT_EQ(shop.audit_view(1).rows.at(0).manager, "兰姐");
}

TEST(Attack, a_clock_set_back_a_year_gives_nothing_twice_and_keeps_nobody_out) {
    Winners shop(book_shop());
    const auto given = shop.plain(1);
    shop.expect<HandedOver>(given);
    shop.expect<UnitsReserved>(ReserveUnits{{shop.unit_of(2).unit}, shop.pass_of(2), shop.clerk});
    const auto before = shop.clock.now();
    shop.kiosk.reset();
    shop.clock.set(before - 365 * day_ms);
    shop.start();
    shop.sign_in();
    EXPECT_TRUE(shop.wait_for([](const Snapshot& s) { return s.health == Health::good; })->desk.clock_doubted);
    auto again = given;
    again.scan = shop.pass_of(1), again.by = shop.clerk, again.manager = shop.manager;
    shop.expect<AlreadyHandedOver>(again);
    shop.say(Tick{});
    EXPECT_EQ(shop.kiosk->snapshot()->desk.open_pickups, 2) << "nothing lapsed";
    const auto third = shop.pass_of(3);
    shop.expect<HandedOver>(HandOver{{shop.waiting(third).at(0).unit}, third, {}, {}, shop.clerk});
}

// ---- staff ------------------------------------------------------------------------------------------------

Outcome try_pin(Shop& shop, const StaffId& staff, std::string pin) {
    auto outcome = shop.kiosk->sign_in(staff, std::move(pin)).get();
    EXPECT_TRUE(outcome);
    return outcome ? *outcome : Outcome(Done{});
}

TEST(Staff, a_locked_person_stays_locked_over_a_power_cycle_and_the_counter_goes_on) {
    Winners shop(book_shop());
    const auto clerk = shop.staff_id(false);
    for (int left = 4; left >= 1; --left)
        EXPECT_EQ(std::get<WrongPin>(try_pin(shop, clerk, "000001")).tries_left, left);
    const auto first = std::get<Locked>(try_pin(shop, clerk, "000001")).until;
    EXPECT_EQ(first, shop.clock.now() + minute_ms);
    shop.kiosk.reset();
    shop.start();
    EXPECT_EQ(std::get<Locked>(try_pin(shop, clerk, std::string(clerk_pin))).until, first)
        << "the right PIN does not help, and pulling the plug neither";
    const auto boss = std::get<SignedIn>(try_pin(shop, shop.staff_id(true), std::string(manager_pin)));
    const auto pass = shop.pass_of(1);
    const auto units = shop.expect<Recognised>(LookUp{pass, boss.session}).units;
    shop.expect<HandedOver>(HandOver{{units.at(0).unit}, pass, {}, {}, boss.session});
    // Each wrong try after that waits twice as long.
    shop.clock.advance(minute_ms);
    EXPECT_EQ(std::get<Locked>(try_pin(shop, clerk, "000001")).until, shop.clock.now() + 2 * minute_ms);
    shop.clock.advance(2 * minute_ms);
    EXPECT_EQ(std::get<Locked>(try_pin(shop, clerk, "000001")).until, shop.clock.now() + 4 * minute_ms);
    shop.clock.advance(4 * minute_ms);
    EXPECT_TRUE(std::holds_alternative<SignedIn>(try_pin(shop, clerk, std::string(clerk_pin))));
}

TEST(Staff, a_clock_set_back_does_not_make_a_lock_of_a_day_one_of_a_year) {
    Winners shop(book_shop());
    const auto clerk = shop.staff_id(false);
    for (int i = 0; i < 10; ++i) {
        (void)try_pin(shop, clerk, "000001");
        shop.clock.advance(20 * minute_ms);
    }
    const auto until = std::get<Locked>(try_pin(shop, clerk, std::string(clerk_pin))).until;
    EXPECT_GT(until - shop.clock.now(), 20 * hour_ms);
    shop.kiosk.reset();
    shop.clock.set(shop.clock.now() - 365 * day_ms);
    shop.start();
    EXPECT_TRUE(std::holds_alternative<Locked>(try_pin(shop, clerk, std::string(clerk_pin))));
    shop.clock.advance(day_ms);
    EXPECT_TRUE(std::holds_alternative<SignedIn>(try_pin(shop, clerk, std::string(clerk_pin))));
}

TEST(Staff, a_badge_names_and_opens_nothing) {
    Winners shop(book_shop());
    const auto staff = shop.kiosk->snapshot()->desk.staff;
    ASSERT_EQ(staff.size(), 2U);
    EXPECT_NE(staff[0].badge, staff[1].badge);
    for (const auto& one : staff) {
        EXPECT_EQ(classify_scan(one.badge).kind, ScanKind::badge);
        EXPECT_EQ(shop.expect<NotRecognised>(LookUp{one.badge, shop.clerk}).problem, ScanProblem::unreadable);
    }
    const auto before = staff[0].badge;
    shop.reopen();
    EXPECT_EQ(shop.kiosk->snapshot()->desk.staff[0].badge, before) << "printed badges stay good";
}

TEST(Staff, whoever_is_idle_is_signed_out_and_each_acts_under_their_own_name) {
    Winners shop(book_shop());
    auto wish = shop.plain(1);
    shop.clock.advance(11 * minute_ms);
    wish.scan = shop.pass_of(1);
    shop.expect<NotAllowed>(wish);
    shop.sign_in();
    wish.by = shop.manager, wish.manager = {};
    EXPECT_EQ(shop.expect<HandedOver>(wish).clerk, "兰姐");
    EXPECT_EQ(shop.audit_view(1).rows.at(0).clerk, "兰姐");
}

TEST(Staff, a_new_pin_needs_the_old_one_and_ends_what_was_signed_in_by_it) {
    Winners shop(book_shop());
    const auto clerk = shop.staff_id(false);
    const auto change = [&](const char* old_pin, const char* new_pin) {
        return shop.kiosk->change_pin(clerk, old_pin, new_pin).get();
    };
    const auto wish = shop.plain(2);
    EXPECT_FALSE(change("271906", "123456")) << "a common one";
    EXPECT_FALSE(change("271906", "4711"));
    EXPECT_EQ(std::get<WrongPin>(*change("271907", "590218")).tries_left, 4);
    ASSERT_TRUE(std::holds_alternative<PinSet>(*change("271906", "590218")));
    shop.expect<NotAllowed>(wish);
    EXPECT_TRUE(std::holds_alternative<WrongPin>(try_pin(shop, clerk, "271906")));
    EXPECT_TRUE(std::holds_alternative<SignedIn>(try_pin(shop, clerk, "590218")));
    EXPECT_EQ(shop.audit_view().rows.at(0).act, AuditAct::pin_set);
}

TEST(Staff, a_forgotten_manager_pin_is_set_by_the_recovery_sheet_only) {
    Winners shop(book_shop());
    const auto boss = shop.staff_id(true);
    for (int i = 0; i < 5; ++i) (void)try_pin(shop, boss, "000001");
    auto key = array_from_hex<32>(shop.opened.root_key).value();
    auto wrong = key;
    wrong[0] ^= 1;
    const auto reset = [&](const std::string& name, const Hash& root) {
        return shop.kiosk->reset_pin(name, root, "739164").get().value();
    };
    EXPECT_EQ(std::get<Refused>(reset("兰姐", wrong)).why, "recovery_key");
    EXPECT_EQ(std::get<Refused>(reset("谁", key)).why, "staff_unknown");
    EXPECT_FALSE(shop.kiosk->reset_pin("兰姐", key, "111111").get());
    ASSERT_TRUE(std::holds_alternative<PinSet>(reset("兰姐", key)));
    EXPECT_TRUE(std::holds_alternative<SignedIn>(try_pin(shop, boss, "739164"))) << "and the lock is off";
    EXPECT_EQ(shop.audit_view().rows.at(0).detail, "recovery_sheet");
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

}  // namespace
}  // namespace xiaoer::test
