// Numbers, purchases and draws through the real Kiosk.
#include "base/calendar.h"
#include "base/file.h"
#include "domain/draw_proof.h"
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

TEST(Join, gives_the_next_number_and_greets) {
    Shop shop;
    EXPECT_EQ(shop.join("山里人", 1).number, 1);
    const auto joined = shop.join("平安是福", 2, "139 1234 5521");
    EXPECT_EQ(joined.number, 2);
    EXPECT_EQ(joined.redeem_code.size(), 4u);
    const auto seen = shop.wait_for([](const Snapshot& s) { return s.greeting && s.greeting->number == 2; });
    EXPECT_EQ(seen->greeting->shown_name, "平**") << "masked unless the member agreed";
    EXPECT_EQ(seen->member_count, 2);
}

TEST(Join, the_same_browser_keeps_its_number) {
    Shop shop;
    shop.join("山里人", 1);
    const auto again = shop.join("别人", 1);
    EXPECT_TRUE(again.already);
    EXPECT_EQ(again.number, 1);
}

TEST(Join, what_cannot_be_a_name_or_a_phone_or_was_not_agreed_is_refused) {
    Shop shop;
    Join wish;
    wish.nickname = "\xe2\x80\xae\x01 ";
    wish.agreed = true;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "nickname");
    wish.nickname = "小陈";
    wish.phone = "12345";
    EXPECT_EQ(shop.expect<Refused>(wish).why, "phone");
    wish.phone.reset();
    wish.agreed = false;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "consent");
    EXPECT_EQ(shop.kiosk->snapshot()->member_count, 0);
}

TEST(Join, a_name_is_nowhere_in_the_database_in_clear) {
    Shop shop;
    shop.join("独一无二的称呼", 1, "13912345521");
    shop.kiosk.reset();
    for (const auto& entry : std::filesystem::directory_iterator(shop.folder.path())) {
        const auto bytes = read_file(entry.path());
        ASSERT_TRUE(bytes && *bytes);
        for (const auto* secret : {"独一无二", "13912345521"}) {
            EXPECT_EQ(text_of(**bytes).find(secret), std::string_view::npos) << entry.path();
        }
    }
}

TEST(Erase, leaves_the_facts_and_the_sums_and_nothing_of_the_person) {
    Shop shop;
    shop.buyer("小陈", 1);
    shop.expect<Erased>(EraseMember{1, {}});
    shop.expect<UnknownBrowser>(IssuePass{Hash{1}});
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{"0001", shop.clerk}).problem, ScanProblem::unknown);
    shop.kiosk.reset();
    EXPECT_TRUE(audit(shop.database()));
}

TEST(Purchase, tickets_follow_the_rule_and_go_to_whoever_claims) {
    Shop shop;
    const auto joined = shop.join("小赵", 1);
    const auto recorded = shop.record(Shop::sale("No.0012", 12'300));
    ASSERT_EQ(recorded.recorded, 1);
    const auto seen = shop.wait_for([](const Snapshot& s) { return s.purchase.has_value(); });
    EXPECT_EQ(seen->purchase->tickets, 2);
    EXPECT_FALSE(seen->purchase->amount_minor) << "hidden from the queue unless the shop wants it";
    EXPECT_NE(seen->purchase->claim_url.find(recorded.claim_codes[0]), std::string::npos);
    BindPurchase claim;
    claim.claim_code = recorded.claim_codes[0];
    claim.to.browser = Hash{1};
    EXPECT_EQ(shop.expect<Bound>(claim).tickets, 2);
    EXPECT_EQ(shop.expect<AlreadyBound>(claim).number, joined.number);
}

TEST(Purchase, bound_by_number_pass_and_card) {
    Shop shop;
    shop.join("小赵", 1);
    const auto card = shop.expect<CardIssued>(IssueCard{shop.clerk, {}, {}});
    EXPECT_EQ(card.number, 2);
    const auto bind = [&shop](Bearer to, const char* receipt) {
        BindPurchase wish;
        wish.purchase = shop.record(Shop::sale(receipt, 5'000)).purchases[0];
        wish.to = std::move(to);
        return shop.expect<Bound>(wish).number;
    };
    EXPECT_EQ(bind({1, {}, {}}, "1"), 1);
    EXPECT_EQ(bind({{}, shop.pass_of(1), {}}, "2"), 1);
    EXPECT_EQ(bind({{}, card.scan, {}}, "3"), 2);
    shop.expect<Done>(RevokeCard{shop.clerk, 2});
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{card.scan, shop.clerk}).problem, ScanProblem::revoked);
}

TEST(Purchase, a_receipt_printed_twice_is_one_purchase) {
    Shop shop;
    EXPECT_EQ(shop.record(Shop::sale("0012", 6'800)).recorded, 1);
    EXPECT_EQ(shop.record(Shop::sale("00-12", 6'800)).duplicates, 1);
    EXPECT_EQ(shop.record(Shop::sale("0012", 7'000)).recorded, 1) << "another total is another sale, flagged";
    EXPECT_EQ(shop.record(Shop::sale("", 500)).recorded, 1);
    EXPECT_EQ(shop.record(Shop::sale("", 500)).recorded, 1) << "without a number nothing is merged";
    shop.clock.advance(11 * minute_ms);
    EXPECT_EQ(shop.record(Shop::sale("0012", 6'800)).recorded, 1) << "tills start again from 1";
}

TEST(Purchase, a_refund_takes_tickets_back_and_owes_what_is_already_in_a_list) {
    Shop shop;
    shop.buyer("小赵", 1);
    NewPurchase refund = Shop::sale("R1", -25'000);
    refund.what = PurchaseKind::refund;
    refund.original_receipt_no = "B1";
    EXPECT_EQ(shop.record(refund).refunded, 1);
    const auto page = [&shop] { return std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{1}}).get()); };
    EXPECT_EQ(page().ticket_count, 5);
    shop.draw();
    refund.receipt_no = "R2";
    EXPECT_EQ(shop.record(refund).refunded, 1);
    auto sale = Shop::sale("B2", 50'000);
    sale.member = 1;
    EXPECT_EQ(shop.record(sale).tickets, 5) << "five were owed";
}

TEST(Purchase, hand_overs_of_a_closed_list_cannot_be_claimed_into_it) {
    Shop shop;
    shop.buyer("小赵", 1);
    const auto late = shop.record(Shop::sale("77", 10'000));
    shop.draw();
    BindPurchase claim;
    claim.claim_code = late.claim_codes[0];
    claim.to.browser = Hash{1};
    shop.expect<ClaimTooLate>(claim);
}

TEST(Draw, is_announced_by_the_schedule_locked_settled_and_proven) {
    Shop shop;
    for (std::uint8_t i = 1; i <= 5; ++i) shop.buyer("顾客", i);
    shop.say(Tick{});
    const auto announced = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    const auto zone = *Zone::named("Asia/Shanghai");
    EXPECT_EQ(iso_date_time(zone.to_civil(announced->draws_at)), "2026-11-18T20:00:00");
    EXPECT_EQ(iso_date_time(zone.to_civil(announced->claim_by)), "2026-12-01T20:00:00");
    EXPECT_EQ(announced->tickets, 50);
    EXPECT_EQ(shop.expect<Refused>(SettleDraw{announced->id, "4162533164", shop.manager}).why, "draw_still_open");
    EXPECT_EQ(shop.expect<Refused>(CloseDraw{announced->id, shop.manager}).why, "draw_not_due");
    shop.clock.set(announced->closes_at);
    shop.say(Tick{});
    EXPECT_EQ(shop.expect<Refused>(CancelDraw{announced->id, shop.manager}).why, "draw_closed_before");
    for (const auto* wrong : {"416253316", "4162533167", "41625 33164", ""}) {
        EXPECT_EQ(shop.expect<Refused>(SettleDraw{announced->id, wrong, shop.manager}).why, "throws") << wrong;
    }
    EXPECT_EQ(shop.expect<DrawSettled>(SettleDraw{announced->id, "4162533164", shop.manager}).winners, 5) << "one win each";
    EXPECT_EQ(shop.expect<Refused>(SettleDraw{announced->id, "1111111111", shop.manager}).why, "draw_settled_before");

    const auto answer = shop.kiosk->query(DrawProof{announced->id}).get();
    ASSERT_TRUE(answer);
    const auto proof = read_proof(std::get<ProofText>(*answer).json);
    ASSERT_TRUE(proof) << proof.error().message;
    const auto seen = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw;
    const auto verdict = verify_proof(*proof, array_from_hex<32>(seen->closing_hash).value());
    ASSERT_TRUE(verdict) << verdict.error().message;
    EXPECT_TRUE(verdict->witnessed);
    EXPECT_EQ(seen->winners.size(), 5u);
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(Draw, what_nobody_collected_is_offered_again) {
    Shop shop;
    shop.buyer("小赵", 1);
    shop.draw();
    const auto claim_by = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw->claim_by;
    shop.say(Tick{});
    shop.clock.set(claim_by);
    shop.say(Tick{});  // lapses, and locks the draw announced before the deadline
    const auto coming =
        shop.wait_for([](const Snapshot& s) { return s.next_draw && s.next_draw->state == DrawState::withheld; })
            ->next_draw;
    shop.expect<DrawSettled>(SettleDraw{coming->id, "1111111111", shop.manager});
    shop.say(Tick{});
    const auto next = shop.wait_for([&](const Snapshot& s) { return s.next_draw && s.next_draw->id != coming->id; })->next_draw;
    EXPECT_EQ(next->prizes.at(0).quantity, 2) << "the shoes of the first draw and those of this one";
}

TEST(Pin, wrong_ones_lock_one_person_and_pulling_the_plug_gives_no_try_back) {
    Shop shop;
    const auto staff = shop.kiosk->snapshot()->desk.staff.at(0);
    const auto try_pin = [&](std::string pin) { return *shop.kiosk->sign_in(staff.id, std::move(pin)).get(); };
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(std::holds_alternative<WrongPin>(try_pin("000001")));
    shop.kiosk.reset();
    shop.start();
    EXPECT_TRUE(std::holds_alternative<Locked>(try_pin("000001")));
    const auto right = std::string(staff.manager ? manager_pin : clerk_pin);
    EXPECT_TRUE(std::holds_alternative<Locked>(try_pin(right)));
    shop.clock.advance(minute_ms);
    EXPECT_TRUE(std::holds_alternative<SignedIn>(try_pin(right)));
    EXPECT_FALSE(shop.kiosk->add_staff("新人", false, "123456", {}).get());
    EXPECT_FALSE(shop.kiosk->add_staff("新人", false, "12345", {}).get());
}

TEST(Kiosk, a_second_one_on_the_same_file_is_refused_by_name) {
    Shop shop;
    const auto second = Kiosk::open({shop.database(), &shop.clock, &shop.random, 16, false});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::busy);
    EXPECT_NE(second.error().message.find("another process"), std::string::npos);
}

TEST(Kiosk, slips_that_nobody_could_read_wait_for_their_amount) {
    Shop shop;
    shop.expect<Done>(KeepSlip{{0x1d, 0x76, 0x30}, "raster", "tap:9100"});
    const auto slip = shop.wait_for([](const Snapshot& s) { return s.desk.unread_slips == 1; })->desk.slips.at(0);
    EXPECT_EQ(shop.expect<Recorded>(FillSlip{slip.slip, 8'600, shop.clerk}).recorded, 1);
    EXPECT_EQ(shop.expect<Refused>(FillSlip{slip.slip, 8'600, shop.clerk}).why, "slip_gone");
}

}  // namespace
}  // namespace xiaoer::test
