// Seats through the real Kiosk: previewed, imported once, claimed by whoever they belong to; and the draws' free
// tickets.
#include "app/memory.h"
#include "base/file.h"
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

constexpr std::string_view roll = "#接龙\n周三晚八点抽奖\n1. 平安是福\n2. 山里人 13800000000\n3. \n4. 小赵+1\n5. 小赵";

SeatsImported import(Shop& shop, std::string_view text, std::vector<SeatDecision> decisions = {}) {
    return shop.expect<SeatsImported>(ImportSeats{std::string(text), std::move(decisions), shop.manager});
}
SeatsPreviewed preview(Shop& shop, std::string_view text, std::vector<SeatDecision> decisions = {}) {
    return shop.expect<SeatsPreviewed>(PreviewSeats{std::string(text), std::move(decisions), shop.manager});
}
Join with_phone(std::string nickname, std::uint8_t browser, std::string phone) {
    Join wish;
    wish.nickname = std::move(nickname);
    wish.phone = std::move(phone);
    wish.agreed = true;
    wish.browser = Hash{browser};
    return wish;
}
AskToBind asking(std::int64_t number, std::uint8_t browser) {
    AskToBind wish;
    wish.number = number;
    wish.browser = Hash{browser};
    wish.agreed = true;
    return wish;
}
MemberPageView page_seen_by(Shop& shop, std::uint8_t browser) {
    return std::get<MemberPageView>(*shop.kiosk->query(MemberPage{Hash{browser}}).get());
}

TEST(Seats, the_preview_says_what_becomes_of_each_line_and_writes_nothing) {
    Shop shop;
    shop.join("小赵", 1);
    const auto seen = preview(shop, roll);
    EXPECT_EQ(seen.counts, (SeatCounts{2, 0, 2, 1, 0}));
    ASSERT_EQ(seen.lines.size(), 5u);
    EXPECT_EQ(seen.lines[0].fate, SeatFate::unread) << "what is to decide comes first";
    EXPECT_EQ(seen.lines[0].problem, RollProblem::empty);
    EXPECT_EQ(seen.lines[1].fate, SeatFate::same_name);
    EXPECT_EQ(seen.lines[1].number, 1) << "this one has the name";
    EXPECT_EQ(seen.lines[4].nickname, "山里人");
    EXPECT_EQ(seen.lines[4].phone_tail, "0000");
    EXPECT_EQ(shop.join("后来的", 2).number, 2) << "no number was given";
    EXPECT_TRUE(shop.expect<NotAllowed>(PreviewSeats{std::string(roll), {}, shop.clerk}).manager_needed);
    EXPECT_TRUE(shop.expect<NotAllowed>(ImportSeats{std::string(roll), {}, shop.clerk}).manager_needed);
}

TEST(Seats, importing_the_same_text_or_one_that_overlaps_again_changes_nothing) {
    Shop shop;
    const auto made = import(shop, roll);
    EXPECT_EQ(made.counts, (SeatCounts{3, 0, 1, 1, 0}));
    EXPECT_EQ(made.first, 1);
    EXPECT_EQ(made.last, 3);
    const auto again = import(shop, roll);
    EXPECT_EQ(again.counts.fresh, 0);
    EXPECT_EQ(again.first, 0);
    for (const auto* text :
         {"小赵\n平安是福\n13800000000", "1、平安 是福\n2、山里人", "姓名,电话\n山里人,138-0000-0000"})
        EXPECT_EQ(import(shop, text).counts.fresh, 0) << text;
    EXPECT_EQ(import(shop, "平安是福\n老周").counts, (SeatCounts{1, 1, 0, 0, 0}));
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.member_count > 3; })->member_count, 4);
}

TEST(Seats, what_the_boss_decides_is_kept_to_when_it_is_imported_again) {
    Shop shop;
    const std::vector<SeatDecision> decisions = {{1, false}, {6, true}, {7, true}};
    const std::string_view text = "1. 广告\n2. 老李\n3. 王姐 13811112222\n4. 陈静\n\n5. 陈静\n6. 王姐 13822223333";
    EXPECT_EQ(import(shop, text, decisions).counts, (SeatCounts{5, 0, 0, 0, 1}));
    EXPECT_EQ(import(shop, text, decisions).counts, (SeatCounts{0, 5, 0, 0, 1}));
    EXPECT_EQ(import(shop, text).counts, (SeatCounts{1, 5, 0, 0, 0})) << "only what was left out is new";
    EXPECT_EQ(import(shop, "王姐 13899990000").counts.same_name, 1) << "a third one, or a new phone?";
}

TEST(Seats, many_are_made_by_a_thousand_at_a_time) {
    Shop shop;
    std::string text;
    for (int i = 1; i <= 1'203; ++i) text += std::to_string(i) + ". 群友" + std::to_string(i) + "号\n";
    const auto first = import(shop, text);
    EXPECT_EQ(first.counts.fresh, 1'000);
    EXPECT_EQ(first.left, 203);
    EXPECT_EQ(import(shop, text).counts, (SeatCounts{203, 1'000, 0, 0, 0}));
    EXPECT_EQ(import(shop, text).counts.fresh, 0);
    shop.say(Tick{});
    shop.draw();
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(Seats, names_and_phones_of_a_roll_call_are_nowhere_in_clear) {
    Shop shop;
    import(shop, "独一无二的称呼 13912345521");
    shop.kiosk.reset();
    for (const auto& entry : std::filesystem::directory_iterator(shop.folder.path())) {
        const auto bytes = read_file(entry.path());
        ASSERT_TRUE(bytes && *bytes);
        for (const auto* secret : {"独一无二", "13912345521"})
            EXPECT_EQ(text_of(**bytes).find(secret), std::string_view::npos) << entry.path();
    }
}

TEST(Seats, each_has_a_free_ticket_in_every_draw_as_members_have) {
    Shop shop;
    shop.buyer("老周", 1);
    import(shop, roll);
    EXPECT_TRUE(page_seen_by(shop, 1).free_ticket);
    shop.draw();
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw->tickets, 10 + 4);
    shop.draw("1111111111");
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.last_draw->number == 2; })->last_draw->tickets, 4);
    shop.kiosk.reset();
    const auto report = audit(shop.database());
    EXPECT_TRUE(report) << report.error().message;
}

TEST(Seats, free_tickets_can_be_switched_off) {
    auto settings = shoe_shop();
    settings.free_ticket_for_members = false;
    Shop shop(settings);
    shop.buyer("老周", 1);
    import(shop, roll);
    EXPECT_FALSE(page_seen_by(shop, 1).free_ticket);
    shop.draw();
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.last_draw.has_value(); })->last_draw->tickets, 10 + 3);
    settings.free_ticket_for_seats = false;
    shop.expect<Done>(ChangeSettings{settings, {}});
    shop.draw("1111111111");
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.last_draw->number == 2; })->last_draw->tickets, 0);
}

TEST(Seats, are_claimed_on_the_phone_by_the_number_of_the_roll_call_only) {
    Shop shop;
    import(shop, roll);
    EXPECT_EQ(shop.expect<Joined>(with_phone("平安是福", 1, "13911112222")).number, 4) << "a name is no proof";
    const auto joined = shop.expect<Joined>(with_phone("山里人", 2, "+86 138 0000 0000"));
    EXPECT_EQ(joined.number, 2);
    EXPECT_EQ(joined.redeem_code.size(), 4u);
    EXPECT_EQ(page_seen_by(shop, 2).number, 2);
    EXPECT_EQ(shop.expect<Joined>(with_phone("别人", 3, "13800000000")).number, 5) << "it is claimed once";
}

TEST(Seats, are_claimed_at_the_counter_once_something_is_at_stake) {
    auto settings = shoe_shop();
    settings.prizes = {{"糖", 3, 500}};
    Shop shop(settings);
    import(shop, roll);
    shop.draw();
    EXPECT_EQ(shop.expect<Refused>(with_phone("山里人", 1, "13800000000")).why, "seat_at_counter");
    EXPECT_EQ(shop.expect<Refused>(BindBrowser{2, "0000", Hash{1}}).why, "seat_at_counter");
    const auto code = shop.expect<BindingAsked>(asking(2, 1)).code;
    EXPECT_EQ(shop.expect<Refused>(BindSeat{shop.clerk, 3, code, false}).why, "binding_code");
    const auto bound = shop.expect<SeatBound>(BindSeat{shop.clerk, 2, code, false});
    EXPECT_TRUE(bound.phone_bound && !bound.already);
    EXPECT_EQ(shop.expect<Refused>(BindSeat{shop.clerk, 2, code, false}).why, "binding_code") << "a code is used once";
    const auto pass = shop.pass_of(1);
    const auto units = shop.waiting(pass);
    ASSERT_EQ(units.size(), 1u);
    shop.expect<HandedOver>(HandOver{{units[0].unit}, pass, {}, {}, shop.clerk});
}

TEST(Seats, without_a_phone_the_clerk_binds_them_or_gives_a_card) {
    Shop shop;
    import(shop, roll);
    EXPECT_TRUE(shop.expect<Recognised>(LookUp{"0001", shop.clerk}).seat);
    const Command bind{CommandId{{5}}, BindSeat{shop.clerk, 1, {}, false}};
    const auto bound = std::get<SeatBound>(*shop.kiosk->submit(bind).get());
    EXPECT_FALSE(bound.already);
    EXPECT_EQ(bound.redeem_code.size(), 4u);
    EXPECT_EQ(std::get<SeatBound>(*shop.kiosk->submit(bind).get()).redeem_code, bound.redeem_code);
    EXPECT_FALSE(shop.expect<Recognised>(LookUp{"0001", shop.clerk}).seat);
    EXPECT_TRUE(shop.expect<SeatBound>(BindSeat{shop.clerk, 1, {}, false}).already);
    const auto card = shop.expect<CardIssued>(IssueCard{shop.clerk, 2, {}});
    EXPECT_EQ(card.number, 2);
    EXPECT_TRUE(shop.expect<SeatBound>(BindSeat{shop.clerk, 2, {}, false}).already) << "the card bound it";
    shop.expect<NotAllowed>(BindSeat{SessionId{}, 3, {}, false});
    EXPECT_EQ(shop.expect<NotRecognised>(BindSeat{shop.clerk, 99, {}, false}).problem, ScanProblem::unknown);
}

TEST(Phones, asking_tells_nothing_and_a_code_dies_in_ten_minutes) {
    Shop shop;
    import(shop, roll);
    shop.expect<BindingAsked>(asking(99, 1));
    auto wish = asking(1, 2);
    wish.agreed = false;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "consent");
    wish.agreed = wish.under_14 = true;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "guardian");
    const auto first = shop.expect<BindingAsked>(asking(1, 2)).code;
    const auto second = shop.expect<BindingAsked>(asking(1, 2)).code;
    EXPECT_EQ(shop.expect<Refused>(BindSeat{shop.clerk, 1, first, false}).why, "binding_code") << "the newest counts";
    shop.clock.advance(AskingBook::lifetime_ms);
    shop.sign_in();
    EXPECT_EQ(shop.expect<Refused>(BindSeat{shop.clerk, 1, second, false}).why, "binding_code");
}

TEST(Phones, a_new_one_is_bound_by_number_and_redeem_code_within_five_durable_tries) {
    Shop shop;
    const auto code = shop.join("小赵", 1).redeem_code;
    const std::string wrong = code == "0000" ? "0001" : "0000";
    shop.expect<BrowserBound>(BindBrowser{1, code, Hash{2}});
    EXPECT_EQ(page_seen_by(shop, 2).number, 1);
    for (int left = 4; left >= 1; --left)
        EXPECT_EQ(shop.expect<WrongRedeemCode>(BindBrowser{1, wrong, Hash{3}}).tries_left, left);
    shop.reopen();
    EXPECT_EQ(shop.expect<WrongRedeemCode>(BindBrowser{1, wrong, Hash{3}}).tries_left, 0);
    EXPECT_EQ(shop.expect<WrongRedeemCode>(BindBrowser{1, code, Hash{3}}).tries_left, 0) << "at the counter only";
    shop.expect<UnknownBrowser>(IssuePass{Hash{3}});
    const auto asked = shop.expect<BindingAsked>(asking(1, 3)).code;
    EXPECT_TRUE(shop.expect<SeatBound>(BindSeat{shop.clerk, 1, asked, true}).phone_bound);
    EXPECT_EQ(page_seen_by(shop, 3).number, 1);
    shop.expect<UnknownBrowser>(IssuePass{Hash{1}});
}

TEST(Phones, nobody_tries_everybody) {
    Shop shop;
    import(shop, "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛\n壬\n癸\n子");
    std::string right;
    for (std::int64_t number = 1; number <= 11; ++number) {
        shop.expect<SeatBound>(BindSeat{shop.clerk, number, {}, false});
        right = shop.expect<CardIssued>(IssueCard{shop.clerk, number, {}}).redeem_code;
    }
    for (std::int64_t number = 1; number <= 10; ++number) {
        for (int i = 0; i < 5; ++i) shop.expect<WrongRedeemCode>(BindBrowser{number, "wrong", Hash{9}});
    }
    EXPECT_EQ(shop.expect<WrongRedeemCode>(BindBrowser{11, right, Hash{9}}).tries_left, 0);
    shop.clock.advance(day_ms);
    EXPECT_EQ(shop.expect<BrowserBound>(BindBrowser{11, right, Hash{9}}).number, 11);
}

TEST(Joining, with_a_phone_number_that_somebody_has_tells_nothing_and_leaves_it_to_them) {
    Shop shop;
    shop.join("小陈", 1, "139 1234 5678");
    Join again;
    again.nickname = "也是小陈", again.agreed = true, again.browser = Hash{2}, again.phone = "+86 13912345678";
    EXPECT_EQ(shop.expect<Joined>(again).number, 2);
    const auto has_phone = [&shop](std::int64_t number) {
        const auto text = std::get<ExportText>(shop.kiosk->query(ExportMember{{}, number}).get().value()).json;
        return text.find("+8613912345678") != text.npos;
    };
    EXPECT_TRUE(has_phone(1));
    EXPECT_FALSE(has_phone(2)) << "one number, one person who is found by it";
    shop.expect<Erased>(EraseMember{1, {}, shop.manager});
    again.phone = "13912345678", again.browser = Hash{3};
    EXPECT_EQ(shop.expect<Joined>(again).number, 3);
    EXPECT_TRUE(has_phone(3)) << "it is free again";
}

TEST(Joining, under_a_name_that_poses_as_the_shops_people_is_refused) {
    Shop shop;
    Join wish;
    wish.agreed = true, wish.browser = Hash{2};
    for (const auto* name : {"老　板", "０３２７ 号"}) {
        wish.nickname = name;
        EXPECT_EQ(shop.expect<Refused>(wish).why, "nickname_poses") << name;
    }
}

}  // namespace
}  // namespace xiaoer::test
