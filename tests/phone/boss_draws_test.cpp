// The draws in the boss's hand, over sealed calls to a real kiosk: what is open, the public value by two people, and
// the law's notice in three languages.
#include "phone/draw_notice.h"
#include "phone/posts.h"
#include "tests/phone/staff_shop.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

using test::StaffPhone;

constexpr std::string_view draws_ask = R"({"kind":"draws"})";
constexpr std::string_view throws = "4162533164";

class BossDraws : public test::StaffPhoneTest {
protected:
    static const Json::Array& list(const Json& json, std::string_view key) { return *member(json, key).array(); }
    // The coming draw, its list locked.
    std::string locked_draw() {
        shop.buyer("平安是福", 1);
        shop.say(Tick{});
        const auto draw = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
        shop.clock.set(draw->closes_at);
        shop.say(Tick{});
        (void)shop.wait_for([](const Snapshot& s) { return s.next_draw->state == DrawState::closed; });
        return draw->id;
    }
    static Json value_wish(std::string_view kind, const std::string& draw) {
        return Json::Object{{"kind", kind}, {"draw", draw}, {"round", 0}, {"value", throws}};
    }
};

TEST_F(BossDraws, a_value_is_entered_on_one_phone_and_confirmed_on_another) {
    const auto draw = locked_draw();
    auto boss = paired(shop.manager), clerk = paired(shop.clerk);
    EXPECT_EQ(text(clerk.wish(value_wish("enter_value", draw)), "what"), "not_allowed");
    EXPECT_EQ(text(boss.wish(wish(R"({"kind":"settle_draw","draw":"x","entropy_value":"1"})")), "what"), "not_allowed")
        << "nobody settles alone from a phone";
    EXPECT_EQ(text(boss.wish(value_wish("enter_value", draw)), "kind"), "value_kept");
    (void)shop.wait_for([](const Snapshot& s) { return s.next_draw->entered.has_value(); });
    const auto seen = clerk.ask(draws_ask);
    ASSERT_EQ(list(seen, "open").size(), 1u);
    const auto& open = list(seen, "open")[0];
    EXPECT_EQ(text(member(open, "entered"), "value"), throws);
    EXPECT_EQ(text(member(open, "entered"), "by"), "兰姐");
    EXPECT_EQ(text(open, "closing_hash").size(), 64u);
    EXPECT_EQ(text(boss.wish(value_wish("confirm_value", draw)), "why"), "second_person");
    EXPECT_EQ(text(clerk.wish(value_wish("confirm_value", draw)), "kind"), "draw_settled");
}

TEST_F(BossDraws, a_clerks_pin_on_the_boss_s_phone_confirms_once) {
    const auto draw = locked_draw();
    auto boss = paired(shop.manager);
    boss.wish(value_wish("enter_value", draw));
    const auto staff = shop.kiosk->snapshot()->desk.staff;
    const auto clerk = std::ranges::find(staff, false, &StaffView::manager);
    ASSERT_NE(clerk, staff.end());
    const Json prove(
        Json::Object{{"kind", "prove"}, {"staff", clerk->id.hex()}, {"pin", std::string(test::clerk_pin)}});
    const auto session = text(boss.ask(canonical(prove)), "session");
    ASSERT_FALSE(session.empty());
    auto confirm = value_wish("confirm_value", draw);
    confirm.object()->insert_or_assign("second", session);
    EXPECT_EQ(text(boss.wish(confirm), "kind"), "draw_settled");
    Json look(Json::Object{{"kind", "hand_instant"}, {"day", 1}, {"play", 1}});
    EXPECT_EQ(text(boss.wish(look), "why"), "no_such_prize") << "the boss's own session goes on";
}

TEST_F(BossDraws, every_number_is_listed_cancelled_ones_too) {
    shop.say(Tick{});
    const auto draw = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw->id;
    auto boss = paired(shop.manager);
    EXPECT_EQ(text(boss.wish(Json::Object{{"kind", "cancel_draw"}, {"draw", draw}}), "kind"), "done");
    const auto all = boss.ask(draws_ask);
    ASSERT_EQ(list(all, "all").size(), 1u);
    EXPECT_EQ(text(list(all, "all")[0], "state"), "cancelled");
}

TEST_F(BossDraws, a_notice_says_what_the_law_asks_for_in_every_language) {
    shop.say(Tick{});
    const auto snapshot = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); });
    auto draw = *snapshot->next_draw;
    const auto zone = Zone::named("Asia/Shanghai").value();
    for (const auto language : {Language::hans, Language::hant, Language::en}) {
        const auto lines = draw_notice(draw, snapshot->settings, Speech(language, zone), snapshot->made_at);
        ASSERT_EQ(lines.size(), 7u) << enum_name(language);
        std::set<std::string> labels;
        for (const auto& line : lines) {
            labels.insert(line.label);
            EXPECT_FALSE(line.text.empty()) << line.label;
            EXPECT_EQ(line.text.find('{'), line.text.npos) << line.text;
        }
        EXPECT_EQ(labels.size(), 7u);
        EXPECT_NE(lines[0].text.find("老北京布鞋"), std::string::npos);
        EXPECT_NE(lines[1].text.find("手工布鞋"), std::string::npos);
        EXPECT_NE(lines[1].text.find("128"), std::string::npos) << "what it is worth";
        EXPECT_NE(lines[4].text.find("10"), std::string::npos) << "throws";
        EXPECT_NE(lines[5].text.find("14"), std::string::npos) << "units";
    }
    const Speech hans(Language::hans, zone);
    const auto claim_of = [&] { return draw_notice(draw, snapshot->settings, hans, snapshot->made_at)[6].text; };
    EXPECT_NE(claim_of().find("放进下一场"), std::string::npos);
    draw.terms.unclaimed = UnclaimedRule::redraw;
    EXPECT_NE(claim_of().find("另抽别人"), std::string::npos);
    draw.terms.interest = "kitchen";
    draw.entropy = LotteryEntropy{8, "2026-11-18", "福彩双色球"};
    const auto text_of_all = notice_text(draw, snapshot->settings, hans, snapshot->made_at);
    EXPECT_NE(text_of_all.find("做菜"), std::string::npos);
    EXPECT_NE(text_of_all.find("福彩双色球 2026-11-18"), std::string::npos);
}

TEST_F(BossDraws, an_announcement_in_the_outbox_and_the_draws_own_page_have_the_notice) {
    shop.say(Tick{});
    const auto draw = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw->id;
    auto boss = paired(shop.manager);
    const auto outbox = boss.ask(R"({"kind":"outbox"})");
    EXPECT_NE(text(list(outbox, "posts")[0], "text").find("【主办】老北京布鞋 龙吟店"), std::string::npos);
    const auto page = test::http(server->port(), "GET", "/d/" + draw).body;
    EXPECT_NE(page.find("抽奖公告"), std::string::npos);
    EXPECT_NE(page.find("手工布鞋 1 份"), std::string::npos);
}

}  // namespace
}  // namespace xiaoer::phone
