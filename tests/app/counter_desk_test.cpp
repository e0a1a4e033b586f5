// The counter beside the plain pickup: several prizes, fetched ones, market day, signatures, look-ups, paper, the
// audit.
#include "domain/number.h"
#include "store/audit.h"
#include "tests/app/winners.h"

namespace xiaoer::test {
namespace {

Settings two_prizes_each() {
    auto settings = book_shop();
    settings.prizes = {{"照片书一本", 6, 1800}};
    settings.one_win_per_member = false;
    return settings;
}

// Six prizes for three people: somebody has two.
std::uint8_t lucky_one(Winners& shop) {
    for (std::uint8_t browser = 1; browser <= 3; ++browser)
        if (shop.waiting(shop.pass_of(browser)).size() >= 2) return browser;
    ADD_FAILURE() << "nobody has two";
    return 1;
}

TEST(CounterDesk, a_part_of_several_prizes_is_handed_over_and_the_rest_waits) {
    Winners shop(two_prizes_each());
    const auto browser = lucky_one(shop);
    const auto pass = shop.pass_of(browser);
    const auto units = shop.waiting(pass);
    const auto done = shop.expect<HandedOver>(HandOver{{units.at(1).unit}, pass, {}, {}, shop.clerk});
    EXPECT_EQ(done.units, std::vector{units[1].unit});
    EXPECT_EQ(shop.waiting(shop.pass_of(browser)).size(), units.size() - 1);
}

// What the slip said, as the ledger has it.
std::optional<PickupSlipView> slip_of(Winners& shop, std::optional<UnitId> unit) {
    auto answer = shop.kiosk->query(PickupSlipOf{std::move(unit)}).get();
    EXPECT_TRUE(answer);
    const auto* slip = answer ? std::get_if<PickupSlipView>(&*answer) : nullptr;
    return slip != nullptr ? std::optional(*slip) : std::nullopt;
}

TEST(CounterDesk, a_winners_slip_is_found_again_in_the_ledger_until_the_hand_over_is_taken_back) {
    Winners shop(two_prizes_each());
    EXPECT_FALSE(slip_of(shop, {})) << "nothing was handed over yet";
    const auto browser = lucky_one(shop);
    const auto other = browser == 1 ? std::uint8_t{2} : std::uint8_t{1};
    const auto units = shop.waiting(shop.pass_of(browser));
    const auto done = shop.expect<HandedOver>(
        HandOver{{units.at(0).unit, units.at(1).unit}, shop.pass_of(browser), {}, {}, shop.clerk});
    shop.clock.advance(1);
    std::optional<HandedOver> second;
    if (!shop.waiting(shop.pass_of(other)).empty()) second = shop.expect<HandedOver>(shop.plain(other));
    shop.reopen();  // nothing of it was kept in memory
    for (const auto& unit : done.units) {
        const auto slip = slip_of(shop, unit);
        ASSERT_TRUE(slip);
        EXPECT_EQ(slip->fact_hash, done.fact_hash);
        EXPECT_EQ(slip->prizes, done.prizes);
        EXPECT_EQ(slip->number, done.number);
        EXPECT_EQ(slip->clerk, "小颖");
        EXPECT_EQ(slip->at, done.at);
    }
    EXPECT_EQ(slip_of(shop, {})->fact_hash, second ? second->fact_hash : done.fact_hash) << "the newest";
    shop.expect<HandOverUndone>(UndoHandOver{done.units[0], shop.manager});
    EXPECT_FALSE(slip_of(shop, done.units[0]));
    EXPECT_TRUE(slip_of(shop, done.units[1]));
}

TEST(CounterDesk, a_prize_that_is_fetched_is_kept_for_that_clerk_for_a_time) {
    Winners shop(book_shop());
    const auto other = shop.kiosk->add_staff("老李", false, std::string(clerk_pin), {}).get();
    ASSERT_TRUE(other);
    const auto signed_in = shop.kiosk->sign_in(std::get<StaffAdded>(*other).staff, std::string(clerk_pin)).get();
    const auto second = std::get<SignedIn>(*signed_in).session;
    const auto unit = shop.unit_of(1).unit;
    const auto until = shop.expect<UnitsReserved>(ReserveUnits{{unit}, shop.pass_of(1), shop.clerk}).until;
    EXPECT_EQ(until, shop.clock.now() + 15 * minute_ms);
    const auto seen = shop.waiting(shop.pass_of(1)).front();
    EXPECT_EQ(seen.fetched_by, "小颖");
    EXPECT_EQ(shop.expect<BeingFetched>(HandOver{{unit}, shop.pass_of(1), {}, {}, second}).by, "小颖");
    EXPECT_EQ(shop.expect<BeingFetched>(ReserveUnits{{unit}, shop.pass_of(1), second}).by, "小颖");
    EXPECT_TRUE(shop.expect<NotAllowed>(ReleaseUnits{{unit}, second}).manager_needed);
    EXPECT_EQ(shop.expect<NothingToHandOver>(MarketHandOver{shop.pass_of(1), {}, second}).fetched, 1);
    shop.wait_for([](const Snapshot& s) {
        return std::ranges::any_of(s.desk.pickups, [](const OpenPickup& p) { return p.fetched_by == "小颖"; });
    });
    shop.clock.advance(15 * minute_ms);
    shop.sign_in();
    const auto again = shop.kiosk->sign_in(std::get<StaffAdded>(*other).staff, std::string(clerk_pin)).get();
    shop.expect<HandedOver>(HandOver{{unit}, shop.pass_of(1), {}, {}, std::get<SignedIn>(*again).session});
}

TEST(CounterDesk, a_fetched_prize_is_free_again_when_it_is_put_back_refused_or_a_manager_says_so) {
    Winners shop(book_shop());
    const auto unit = shop.unit_of(1).unit;
    const auto reserve = [&] { shop.expect<UnitsReserved>(ReserveUnits{{unit}, shop.pass_of(1), shop.clerk}); };
    const auto fetched_by = [&] { return shop.waiting(shop.pass_of(1)).front().fetched_by; };
    reserve();
    shop.expect<Done>(ReleaseUnits{{unit}, shop.clerk});
    EXPECT_EQ(fetched_by(), "");
    reserve();
    shop.expect<HandOverRefused>(RefuseHandOver{{unit}, RefusalReason::no_proof, shop.clerk});
    EXPECT_EQ(fetched_by(), "");
    reserve();
    shop.reopen();
    EXPECT_EQ(fetched_by(), "小颖") << "a restart loses no reservation";
    shop.expect<HandedOver>(HandOver{{unit}, shop.pass_of(1), {}, {}, shop.manager});
}

TEST(CounterDesk, market_day_hands_over_by_number_and_code_in_one_go) {
    Winners shop(book_shop());
    const auto code = shop.code_of(2);
    EXPECT_EQ(shop.expect<WrongRedeemCode>(MarketHandOver{"0002", shop.wrong_code_of(2), shop.clerk}).tries_left, 4);
    shop.expect<RedeemCodeNeeded>(MarketHandOver{"0002", {}, shop.clerk});
    const auto done = shop.expect<HandedOver>(MarketHandOver{"0002", code, shop.clerk});
    EXPECT_EQ(done.number, 2);
    EXPECT_EQ(done.prizes, std::vector<std::string>{"照片书一本"});
    EXPECT_EQ(shop.expect<NothingToHandOver>(MarketHandOver{"0002", code, shop.clerk}).number, 2);
    shop.expect<HandedOver>(MarketHandOver{shop.pass_of(1), {}, shop.clerk});
}

TEST(CounterDesk, market_day_leaves_what_is_dear_for_the_plain_pickup) {
    auto settings = shoe_shop();
    settings.prizes = {{"手工布鞋", 3, 12800}};
    Winners shop(settings);
    EXPECT_EQ(shop.expect<NothingToHandOver>(MarketHandOver{"0001", shop.code_of(1), shop.clerk}).dear, 1);
}

TEST(CounterDesk, thirty_winners_are_served_on_market_day_without_a_prize_given_twice) {
    auto settings = book_shop();
    settings.prizes = {{"照片书一本", 30, 1800}};
    Shop shop(settings);
    for (std::uint8_t i = 1; i <= 30; ++i) shop.buyer("顾客" + std::to_string(i), i);
    shop.draw();
    std::set<UnitId> given;
    for (std::int64_t number = 1; number <= 30; ++number) {
        const auto code = shop.expect<CardIssued>(IssueCard{shop.clerk, number, {}}).redeem_code;
        const auto done = shop.expect<HandedOver>(MarketHandOver{format_number(number), code, shop.clerk});
        for (const auto& unit : done.units) EXPECT_TRUE(given.insert(unit).second);
        shop.clock.advance(20 * second_ms);
    }
    EXPECT_EQ(given.size(), 30U);
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.desk.open_pickups == 0; })->desk.picked_up_today, 30);
}

TEST(CounterDesk, a_voucher_for_the_same_day_comes_with_a_prize_once_and_dies_at_night) {
    auto settings = two_prizes_each();
    settings.pickup_voucher_minor = 500;
    Winners shop(settings);
    const auto browser = lucky_one(shop);
    const auto done = shop.expect<HandedOver>(shop.plain(browser));
    EXPECT_EQ(done.voucher_minor, 500);
    EXPECT_LT(*done.voucher_until - shop.clock.now(), day_ms);
    const auto credit = [&] { return shop.expect<Quoted>(Quote{{browser, {}, {}}, shop.clerk}).credit_minor; };
    EXPECT_EQ(credit(), 500);
    EXPECT_FALSE(shop.expect<HandedOver>(shop.plain(browser)).voucher_minor) << "one a day";
    shop.expect<HandOverUndone>(UndoHandOver{done.units[0], shop.manager});
    EXPECT_EQ(credit(), 0) << "it goes back with the prize";
    EXPECT_EQ(shop.expect<HandedOver>(shop.plain(browser)).voucher_minor, 500);
    shop.clock.set(*done.voucher_until);
    shop.say(Tick{});
    EXPECT_EQ(credit(), 0);
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(CounterDesk, the_winner_signs_where_the_shop_asks_and_only_a_manager_sees_it) {
    auto settings = book_shop();
    settings.sign_above_minor = 0;
    Winners shop(settings);
    auto wish = shop.plain(1);
    EXPECT_TRUE(shop.expect<Recognised>(LookUp{wish.scan, shop.clerk}).signature_needed);
    shop.expect<SignatureNeeded>(wish);
    for (const auto* bad : {"", "1,2", "10,10 20,20 x,3 4,4 5,5 6,6", "10,10 20,20 30,30 40,40 50,50 60,401"}) {
        wish.signature = bad;
        EXPECT_FALSE(shop.kiosk->submit(wish).get()) << bad;
    }
    wish.signature = drawn_signature();
    shop.expect<HandedOver>(wish);
    const auto rows = shop.audit_view(1).rows;
    ASSERT_EQ(rows.size(), 1U);
    ASSERT_FALSE(rows[0].signature.empty());
    const auto seen = shop.kiosk->query(SignatureOf{rows[0].signature}).get();
    EXPECT_EQ(std::get<SignatureText>(*seen).strokes, drawn_signature());
    const auto exported = shop.kiosk->query(ExportMember{.number = 1}).get();
    EXPECT_NE(std::get<ExportText>(*exported).json.find(drawn_signature()), std::string::npos);
    shop.expect<Erased>(EraseMember{1, {}});
    const auto gone = shop.kiosk->query(SignatureOf{rows[0].signature}).get();
    EXPECT_TRUE(std::holds_alternative<NoSuchMember>(*gone)) << "erased with the person";
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(CounterDesk, only_a_manager_looks_winners_up_and_it_is_written_down) {
    Winners shop(book_shop());
    shop.join("赵六", 9, "13900005521");
    FindWinners wish{FoundBy::name, "顾客2", IdentityDocument::id_card, shop.clerk};
    EXPECT_TRUE(shop.expect<NotAllowed>(wish).manager_needed);
    wish.by = shop.manager;
    const auto found = shop.expect<WinnersFound>(wish).winners;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].number, 2);
    EXPECT_EQ(found[0].name, "顾客2");
    wish.how = FoundBy::phone_tail, wish.text = "5521";
    EXPECT_TRUE(shop.expect<WinnersFound>(wish).winners.empty()) << "no prize waits for them";
    wish.text = "521";
    EXPECT_EQ(shop.expect<Refused>(wish).why, "search");
    wish.how = FoundBy::name, wish.text = "顾";
    EXPECT_EQ(shop.expect<Refused>(wish).why, "search") << "one character finds everybody";
    const auto rows = shop.audit_view(2).rows;
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].act, AuditAct::looked_up);
    EXPECT_EQ(rows[0].manager, "兰姐");
    EXPECT_EQ(rows[0].detail, "id_card");
}

TEST(CounterDesk, whom_a_manager_looked_up_needs_no_code_from_that_manager_for_ten_minutes) {
    Winners shop(book_shop());
    const auto unit = shop.unit_of(2).unit;
    const HandOver by_manager{{unit}, "0002", {}, {}, shop.manager};
    shop.expect<RedeemCodeNeeded>(by_manager);
    const FindWinners find{FoundBy::name, "顾客2", IdentityDocument::social_card, shop.manager};
    shop.expect<WinnersFound>(find);
    EXPECT_FALSE(shop.expect<Recognised>(LookUp{"0002", shop.manager}).redeem_code_needed);
    EXPECT_TRUE(shop.expect<Recognised>(LookUp{"0002", shop.clerk}).redeem_code_needed) << "not for the clerk";
    auto by_clerk = by_manager;
    by_clerk.by = shop.clerk;
    shop.expect<RedeemCodeNeeded>(by_clerk);
    shop.expect<RedeemCodeNeeded>(HandOver{{shop.unit_of(1).unit}, "0001", {}, {}, shop.manager});
    shop.clock.advance(9 * minute_ms);
    shop.expect<Recognised>(LookUp{"0002", shop.manager});
    shop.clock.advance(2 * minute_ms);
    shop.expect<RedeemCodeNeeded>(by_manager);
    shop.expect<WinnersFound>(find);
    shop.expect<HandedOver>(by_manager);
    EXPECT_EQ(shop.audit_view(2).rows.front().detail, "identity");
}

TEST(CounterDesk, what_was_written_on_paper_is_entered_with_its_real_time) {
    Winners shop(book_shop());
    const auto unit = shop.unit_of(1).unit;
    const auto written = shop.clock.now();
    shop.clock.advance(2 * hour_ms);
    shop.sign_in();
    EnterPaper wish{unit, 1, shop.staff_id(false), written, shop.clerk};
    EXPECT_TRUE(shop.expect<NotAllowed>(wish).manager_needed);
    wish.by = shop.manager;
    wish.number = 2;
    shop.expect<NotTheirs>(wish);
    wish.number = 1;
    wish.handed_over_at = shop.clock.now() + 1;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "paper_time");
    wish.handed_over_at = written - 30 * day_ms;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "paper_time");
    wish.handed_over_at = written;
    EXPECT_EQ(shop.expect<PaperEntered>(wish).number, 1);
    const auto already = shop.expect<AlreadyHandedOver>(HandOver{{unit}, shop.pass_of(1), {}, {}, shop.clerk});
    EXPECT_EQ(already.at, written);
    EXPECT_EQ(already.by, "小颖");
    const auto row = shop.audit_view(1).rows.at(0);
    EXPECT_EQ(row.act, AuditAct::paper);
    EXPECT_EQ(row.at, written);
    EXPECT_EQ(row.manager, "兰姐");
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(CounterDesk, paper_of_a_prize_that_was_given_or_lapsed_meanwhile_is_shown_as_a_conflict) {
    Winners shop(book_shop());
    const auto first = shop.plain(1);
    const auto second = shop.unit_of(2);
    const auto handed = shop.expect<HandedOver>(first);
    const EnterPaper wish{first.units[0], 1, shop.staff_id(false), shop.clock.now(), shop.manager};
    const auto conflict = shop.expect<PaperConflicted>(wish);
    EXPECT_FALSE(conflict.lapsed);
    EXPECT_EQ(conflict.at, handed.at);
    const auto written = shop.clock.now();
    shop.clock.set(second.claim_by);
    shop.sign_in();
    shop.say(Tick{});
    EXPECT_TRUE(
        shop.expect<PaperConflicted>(EnterPaper{second.unit, 2, shop.staff_id(false), written, shop.manager}).lapsed);
    EXPECT_EQ(shop.audit_view(1).rows.at(0).act, AuditAct::paper_conflict);
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(CounterDesk, the_audit_tells_who_did_what_and_finds_it_by_number_and_by_clerk) {
    Winners shop(book_shop());
    const auto wish = shop.plain(1);
    shop.expect<HandOverRefused>(RefuseHandOver{wish.units, RefusalReason::wrong_answer, shop.clerk});
    shop.clock.advance(second_ms);
    shop.expect<UnitsReserved>(ReserveUnits{wish.units, wish.scan, shop.clerk});
    shop.clock.advance(second_ms);
    shop.expect<HandedOver>(wish);
    shop.clock.advance(second_ms);
    shop.expect<HandOverUndone>(UndoHandOver{wish.units[0], shop.manager});
    shop.clock.advance(second_ms);
    shop.expect<HandedOver>(shop.plain(2));
    std::vector<AuditAct> acts;
    for (const auto& row : shop.audit_view(1).rows) {
        acts.push_back(row.act);
        EXPECT_EQ(row.prize, "照片书一本");
    }
    EXPECT_EQ(acts, (std::vector{AuditAct::undone, AuditAct::handed_over, AuditAct::reserved, AuditAct::refused}));
    EXPECT_EQ(shop.audit_view().rows.size(), 5U);
    EXPECT_EQ(shop.audit_view({}, shop.staff_id(false)).rows.size(), 4U) << "the clerk did not undo";
    EXPECT_EQ(shop.audit_view(1).rows.at(3).detail, "wrong_answer");
}

TEST(CounterDesk, a_clerk_who_binds_strangers_sales_to_one_friend_is_shown) {
    Shop shop(book_shop());
    shop.join("朋友", 1);
    shop.join("别人", 2);
    const auto bind = [&](int receipt, std::int64_t number, std::optional<SessionId> by) {
        const auto sale = shop.record(Shop::sale("R" + std::to_string(receipt), 5000));
        shop.expect<Bound>(BindPurchase{sale.purchases.at(0), {}, {number, {}, {}}, by});
    };
    const auto warnings = [&] {
        const auto answer = shop.kiosk->query(PickupAudit{{}, shop.clock.now() + 1}).get();
        return std::get<AuditView>(*answer).warnings;
    };
    for (int i = 0; i < 5; ++i) bind(i, 1, shop.clerk);
    for (int i = 10; i < 20; ++i) bind(i, 2, {});
    EXPECT_TRUE(warnings().empty()) << "five are let pass, and what customers bind themselves says nothing of a clerk";
    bind(5, 1, shop.clerk);
    ASSERT_EQ(warnings().size(), 1U);
    EXPECT_EQ(warnings()[0].clerk, "小颖");
    EXPECT_EQ(warnings()[0].number, 1);
    EXPECT_EQ(warnings()[0].sales, 6);
    shop.clock.advance(8 * day_ms);
    EXPECT_TRUE(warnings().empty()) << "a week ago";
}

TEST(CounterDesk, open_pickups_are_told_in_number_order_for_labels_and_paper) {
    Winners shop;
    const auto answer = shop.kiosk->query(OpenPickups{}).get();
    const auto rows = std::get<std::vector<OpenPickupRow>>(*answer);
    ASSERT_EQ(rows.size(), 3U);
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].number, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(std::ranges::count(rows, true, &OpenPickupRow::redeem_code), 1) << "the shoes";
}

}  // namespace
}  // namespace xiaoer::test
