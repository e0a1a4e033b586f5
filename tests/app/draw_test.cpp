// Draws through the real Kiosk: announced, locked, settled, offered again.
#include "base/calendar.h"
#include "domain/draw_proof.h"
#include "store/audit.h"
#include "store/db.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

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
    EXPECT_EQ(shop.expect<DrawSettled>(SettleDraw{announced->id, "4162533164", shop.manager}).winners, 5)
        << "one win each";
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

TEST(Draw, is_not_settled_over_a_list_that_somebody_changed_in_the_database_after_its_hash_went_out) {
    Shop shop;
    for (std::uint8_t i = 1; i <= 3; ++i) shop.buyer("顾客", i);
    shop.say(Tick{});
    const auto draw = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    shop.clock.set(draw->closes_at);
    shop.say(Tick{});
    shop.kiosk.reset();
    {
        auto db = Database::open(shop.database(), Database::Mode::write).value();
        ASSERT_TRUE(db.run("UPDATE draw_entries SET member = (SELECT min(member) FROM members)"));
    }
    shop.reopen();
    EXPECT_EQ(shop.expect<Refused>(SettleDraw{draw->id, "4162533164", shop.manager}).why, "draw_changed");
    const auto answer = shop.kiosk->query(OneDraw{draw->id}).get();
    EXPECT_EQ(std::get<DrawSummary>(answer.value()).state, DrawState::closed);
}

TEST(Draw, what_nobody_collected_is_offered_again) {
    Shop shop;
    shop.buyer("小赵", 1);
    shop.draw();
    const auto claim_by = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw->claim_by;
    shop.say(Tick{});
    shop.clock.set(claim_by);
    shop.say(Tick{});  // lapses, locks the draw announced before the deadline, and announces another
    const auto next =
        shop.wait_for([](const Snapshot& s) { return s.next_draw && s.next_draw->number == 3; })->next_draw;
    EXPECT_EQ(next->prizes.at(0).quantity, 2) << "the shoes of the first draw and those of this one";
}

TEST(Draw, one_that_nobody_threw_for_holds_up_one_announcement_and_no_more) {
    Shop shop;
    shop.buyer("小赵", 1);
    shop.say(Tick{});
    const auto forgotten = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    shop.clock.set(forgotten->closes_at);
    shop.say(Tick{});
    const auto draws = [&shop] {
        return std::get<std::vector<DrawSummary>>(*shop.kiosk->query(DrawList{}).get()).size();
    };
    EXPECT_EQ(draws(), 1u) << "the next one waits for this one's show";
    shop.clock.set(forgotten->draws_at + 13 * hour_ms);
    for (int i = 0; i < 5; ++i) shop.say(Tick{});
    EXPECT_EQ(draws(), 2u);
    const auto seen = shop.wait_for([&](const Snapshot& s) { return s.next_draw && s.next_draw->id != forgotten->id; });
    EXPECT_EQ(seen->next_draw->state, DrawState::announced) << "the stage shows the one to come";
}

// A draw by hand that locks in an hour.
AnnounceDraw by_hand(const Shop& shop) {
    AnnounceDraw wish;
    wish.closes_at = wish.draws_at = shop.clock.now() + hour_ms;
    wish.claim_by = wish.closes_at + day_ms;
    wish.prizes = {{"糖", 3, 500}};
    wish.by = shop.manager;
    return wish;
}
// A settled draw whose only winner does not come; the clock stands at its deadline, and all of it has lapsed.
std::int64_t draw_that_lapses(Shop& shop) {
    shop.buyer("小赵", 1);
    shop.expect<DrawAnnounced>(by_hand(shop));
    shop.draw();
    const auto seen = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw;
    shop.clock.set(seen->claim_by);
    shop.sign_in();
    shop.say(Tick{});
    return static_cast<std::int64_t>(seen->winners.size());
}
std::int64_t offered(Shop& shop, std::string_view prize) {
    const auto coming = shop.wait_for([](const Snapshot& s) {
        return s.next_draw && s.next_draw->state == DrawState::announced && s.next_draw->closes_at > s.made_at;
    });
    std::int64_t count = 0;
    for (const auto& offer : coming->next_draw->prizes) count += offer.name == prize ? offer.quantity : 0;
    return count;
}
Settings without_prizes() {  // so that nothing is announced by itself
    auto settings = shoe_shop();
    settings.prizes.clear();
    return settings;
}

TEST(Draw, one_announced_by_hand_offers_again_what_nobody_collected) {
    Shop shop(without_prizes());
    EXPECT_EQ(draw_that_lapses(shop), 1);
    shop.expect<DrawAnnounced>(by_hand(shop));
    EXPECT_EQ(offered(shop, "糖"), 4);
}

TEST(Draw, a_cancelled_one_gives_back_what_it_offered_again) {
    Shop shop(without_prizes());
    draw_that_lapses(shop);
    const auto cancelled = shop.expect<DrawAnnounced>(by_hand(shop)).draw;
    shop.expect<Done>(CancelDraw{cancelled, shop.manager});
    shop.expect<DrawAnnounced>(by_hand(shop));
    shop.wait_for([&](const Snapshot& s) { return s.next_draw && s.next_draw->id != cancelled; });
    EXPECT_EQ(offered(shop, "糖"), 4);
}

TEST(Draw, a_hand_over_undone_after_the_deadline_lapses_too) {
    Shop shop(without_prizes());
    shop.buyer("小赵", 1);
    shop.expect<DrawAnnounced>(by_hand(shop));
    shop.draw();
    const auto pass = shop.pass_of(1);
    const auto unit = shop.waiting(pass).at(0);
    shop.expect<HandedOver>(HandOver{{unit.unit}, pass, {}, {}, shop.clerk});
    shop.clock.set(unit.claim_by);
    shop.sign_in();
    shop.say(Tick{});
    shop.expect<HandOverUndone>(UndoHandOver{unit.unit, shop.manager});
    shop.say(Tick{});
    shop.wait_for([](const Snapshot& s) { return s.desk.open_pickups == 0; });
    shop.expect<DrawAnnounced>(by_hand(shop));
    EXPECT_EQ(offered(shop, "糖"), 4);
}

}  // namespace
}  // namespace xiaoer::test
