// Series of draws through the real Kiosk: several at once, days off, missed shows, one group's, and never twice.
#include "base/calendar.h"
#include "store/local.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

const Zone shanghai = *Zone::named("Asia/Shanghai");

std::string said(Timestamp time) { return iso_date_time(shanghai.to_civil(time)).substr(5, 11); }

Settings with_kitchen_evenings() {
    auto settings = shoe_shop();
    DrawSeries kitchen;
    kitchen.id = "kitchen";
    kitchen.name = "厨友会加场";
    kitchen.rule = "FREQ=WEEKLY;BYDAY=TH;BYHOUR=19";
    kitchen.prizes = {{"炒锅", 1, 9'900}};
    kitchen.interest = "kitchen";
    settings.series = {kitchen};
    return settings;
}
std::vector<DrawView> open_draws(Shop& shop, std::size_t count) {
    return shop.wait_for([count](const Snapshot& s) { return s.open_draws.size() == count; })->open_draws;
}
std::size_t announced(Shop& shop) {
    return std::get<std::vector<DrawSummary>>(*shop.kiosk->query(DrawList{}).get()).size();
}

TEST(Series, several_are_announced_side_by_side) {
    Shop shop(with_kitchen_evenings());
    shop.say(Tick{});
    const auto draws = open_draws(shop, 2);
    EXPECT_EQ(said(draws[0].draws_at), "11-18T20:00");
    EXPECT_EQ(draws[0].terms.series, "main");
    EXPECT_EQ(said(draws[1].draws_at), "11-19T19:00");
    EXPECT_EQ(draws[1].terms.name, "厨友会加场");
    EXPECT_EQ(draws[1].prizes.at(0).name, "炒锅");
    EXPECT_EQ(said(draws[1].closes_at), "11-19T17:30") << "its own ninety minutes";
    EXPECT_EQ(draws[1].number, draws[0].number + 1) << "one row of numbers, without gaps";
    for (int i = 0; i < 3; ++i) shop.say(Tick{});
    EXPECT_EQ(announced(shop), 2u);
}

TEST(Series, a_draw_for_one_group_lists_its_members_tickets_and_leaves_the_others) {
    auto settings = with_kitchen_evenings();
    settings.prizes.clear();  // so that the group's is the only one
    Shop shop(settings);
    const auto cook = shop.buyer("小赵", 1);
    const auto reader = shop.buyer("小钱", 2);
    shop.expect<Done>(SetInterests{Hash{1}, {"kitchen"}});
    shop.expect<Done>(SetInterests{Hash{2}, {"stories"}});
    shop.say(Tick{});
    const auto draw = open_draws(shop, 1).at(0);
    shop.clock.set(draw.closes_at);
    shop.say(Tick{});
    const auto locked = shop.wait_for([](const Snapshot& s) { return s.next_draw->state == DrawState::closed; });
    EXPECT_EQ(locked->next_draw->tickets, 11) << "ten bought and the free one";
    EXPECT_EQ(locked->next_draw->members, 1);
    const auto page_of = [&shop](std::uint8_t browser) {
        return std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{browser}}).get());
    };
    EXPECT_EQ(page_of(1).ticket_count, 0) << "used";
    EXPECT_EQ(page_of(2).ticket_count, 10) << "for the next one that takes " << reader.number;
    shop.expect<DrawSettled>(SettleDraw{draw.id, "4162533164", shop.manager});
    const auto winners = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw->winners;
    ASSERT_EQ(winners.size(), 1u);
    EXPECT_EQ(winners[0].number, cook.number);
}

TEST(Series, a_day_off_has_no_draw) {
    auto settings = shoe_shop();
    settings.days_off = {"2026-11-18"};
    Shop shop(settings);
    shop.say(Tick{});
    EXPECT_EQ(said(open_draws(shop, 1).at(0).draws_at), "11-21T20:00");
}

TEST(Series, one_that_was_missed_is_held_late_and_once) {
    Shop shop;
    shop.draw();                                    // Wednesday's
    shop.kiosk.reset();                             // off from Wednesday evening …
    shop.clock.advance(3 * day_ms + 14 * hour_ms);  // … until Sunday at ten
    shop.start();
    shop.sign_in();
    shop.expect<Done>(ConfirmClock{shop.clock.now(), {}});
    for (int i = 0; i < 3; ++i) shop.say(Tick{});
    const auto late = open_draws(shop, 1).at(0);
    EXPECT_TRUE(late.terms.late);
    EXPECT_EQ(said(late.terms.occurrence), "11-21T20:00");
    EXPECT_EQ(said(late.draws_at), "11-22T20:00");
    EXPECT_EQ(announced(shop), 2u);
    shop.expect<Done>(CancelDraw{late.id, shop.manager});
    for (int i = 0; i < 3; ++i) shop.say(Tick{});
    const auto next = shop.wait_for([&](const Snapshot& s) { return s.next_draw && s.next_draw->id != late.id; });
    EXPECT_EQ(said(next->next_draw->draws_at), "11-25T20:00") << "what was cancelled does not come back";
    EXPECT_EQ(announced(shop), 3u);
}

TEST(Series, a_new_one_makes_up_for_nothing) {
    Shop shop(book_shop());
    auto settings = with_kitchen_evenings();
    settings.series[0].rule = "FREQ=WEEKLY;BYDAY=TU;BYHOUR=19";  // yesterday
    shop.expect<Done>(ChangeSettings{settings, shop.manager});
    shop.say(Tick{});
    for (const auto& draw : open_draws(shop, 2)) EXPECT_FALSE(draw.terms.late) << draw.id;
}

TEST(Series, an_evening_is_announced_once_also_after_a_restart_and_with_the_clock_put_back) {
    Shop shop;
    const auto first = shop.draw();
    shop.say(Tick{});
    EXPECT_EQ(announced(shop), 2u);
    const auto saturday = shop.wait_for([&](const Snapshot& s) { return s.next_draw && s.next_draw->id != first; });
    shop.clock.advance(-9 * hour_ms);  // Wednesday at eleven again: before the close of what is settled
    shop.say(Tick{});
    shop.reopen();
    shop.say(Tick{});
    EXPECT_EQ(announced(shop), 2u);
    shop.expect<Done>(CancelDraw{saturday->next_draw->id, shop.manager});
    shop.say(Tick{});
    EXPECT_EQ(announced(shop), 3u);
    const auto next = shop.wait_for([](const Snapshot& s) { return s.next_draw && s.next_draw->number == 3; });
    EXPECT_EQ(said(next->next_draw->draws_at), "11-25T20:00") << "neither Wednesday's nor the cancelled one again";
}

TEST(Series, a_clock_put_back_over_the_close_opens_no_list) {
    Shop shop;
    shop.buyer("小赵", 1);
    shop.say(Tick{});
    const auto draw = open_draws(shop, 1).at(0);
    shop.clock.set(draw.closes_at);
    shop.say(Tick{});
    const auto locked = shop.wait_for([](const Snapshot& s) { return s.next_draw->state == DrawState::closed; });
    shop.clock.advance(-2 * hour_ms);
    shop.buyer("小钱", 2);
    shop.say(Tick{});
    EXPECT_EQ(shop.expect<Refused>(CloseDraw{draw.id, shop.manager}).why, "draw_closed_before");
    EXPECT_EQ(shop.expect<Refused>(CancelDraw{draw.id, shop.manager}).why, "draw_closed_before");
    shop.expect<DrawSettled>(SettleDraw{draw.id, "4162533164", shop.manager});
    const auto after = shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw;
    EXPECT_EQ(after->closing_hash, locked->next_draw->closing_hash);
    EXPECT_EQ(after->tickets, locked->next_draw->tickets);
}

TEST(Series, what_is_earned_after_the_announced_hour_is_not_in_a_list_that_locks_late) {
    Shop shop;
    shop.buyer("小赵", 1);
    shop.say(Tick{});
    const auto draw = open_draws(shop, 1).at(0);
    shop.clock.set(draw.closes_at + minute_ms);
    shop.buyer("小钱", 2);  // before anybody locked it
    shop.say(Tick{});
    const auto locked = shop.wait_for([](const Snapshot& s) { return s.next_draw->state == DrawState::closed; });
    EXPECT_EQ(locked->next_draw->tickets, 12) << "ten in time, and a free one each";
}

TEST(Series, no_draw_by_hand_is_announced_twice_or_above_the_cap) {
    Shop shop;
    AnnounceDraw wish;
    wish.closes_at = wish.draws_at = shop.clock.now() + hour_ms;
    wish.claim_by = wish.closes_at + day_ms;
    wish.prizes = {{"摩托车", 1, 5'000'000}};
    wish.by = shop.manager;
    wish.name = "开业三周年";
    shop.expect<DrawAnnounced>(wish);
    EXPECT_EQ(shop.expect<Refused>(wish).why, "draw_announced_before");
    wish.draws_at = wish.draws_at + hour_ms;
    wish.prizes[0].value_minor += 1;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "top_prize_cap");
    wish.prizes[0].value_minor -= 1;
    wish.interest = "chess";
    EXPECT_EQ(shop.expect<Refused>(wish).why, "interests");
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw->terms.name,
              "开业三周年");
}

TEST(Series, settings_from_before_there_were_series_are_read) {
    Shop shop;
    const Json all = to_json(shop.kiosk->snapshot()->settings);
    Json::Object old = *all.object();
    for (const auto* key :
         {"series", "days_off", "draw_entropy", "unclaimed", "lottery", "lottery_digits", "top_prize_max_minor",
          "organiser", "tickets_per_visit", "tickets_per_day_max", "market_every_days", "market_from", "instant"}) {
        EXPECT_EQ(old.erase(key), 1u) << key;
    }
    shop.kiosk.reset();
    {
        auto db = Database::open(shop.database(), Database::Mode::write);
        ASSERT_TRUE(db);
        ASSERT_TRUE(set_local_value(*db, "settings", canonical(Json(std::move(old)))));
    }
    shop.reopen();
    shop.say(Tick{});
    EXPECT_EQ(said(open_draws(shop, 1).at(0).draws_at), "11-18T20:00");
}

}  // namespace
}  // namespace xiaoer::test
