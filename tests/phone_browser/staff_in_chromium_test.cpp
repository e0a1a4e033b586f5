// The staff page in a real Chromium on a real Kiosk: TweetNaCl and libsodium understand each other, the pages do what
// they say, and each keeps to its figures.
#include "tests/phone_browser/staff_in_hand.h"

namespace xiaoer::phone {
namespace {

constexpr const char* hostile = "<img src=x onload=1>";

TEST_F(StaffInHand, the_boss_pairs_by_the_code_and_changes_a_prize) {
    pair_boss();
    EXPECT_NE(phone->text("main").find("老北京布鞋"), std::string::npos);
    EXPECT_EQ(phone->url().find('#'), std::string::npos) << "the key does not stay in the address";
    expect_good_looks("home");
    touch("draw_house", "draw_house");
    touch("draws", "draws");
    fill(".prize .name", "搪瓷脸盆");
    expect_good_looks("draws");
    touch("look", "announcement");
    EXPECT_NE(phone->text("main").find("搪瓷脸盆"), std::string::npos);
    expect_good_looks("announcement");
    touch("publish", "home");
    EXPECT_EQ(shop.kiosk->snapshot()->settings.prizes.at(0).name, "搪瓷脸盆");
    phone->open(phone->url());
    phone->wait_for("main[data-view=home]");
}

TEST_F(StaffInHand, a_passer_by_is_told_no_and_the_boss_is_told_of_them) {
    shop.sign_in();
    const auto url = offer(shop.manager);
    phone->open(url);
    phone->wait_for("main[data-view=set_up]", flows::Duration(30'000));
    flows::Browser passer_by;
    passer_by.open(url.substr(0, url.find('#')) + "?lang=zh-Hans" + url.substr(url.find('#')));
    passer_by.wait_for("main[data-view=pairing_failed]", flows::Duration(30'000));
    EXPECT_NE(passer_by.text("main").find("已经用过"), std::string::npos);
    (void)phone->run_script("localStorage.removeItem('xiaoer.set_up'); location.href = '/s';");
    phone->wait_for(".alarm", flows::Duration(30'000));
    expect_good_looks("alarm");
}

TEST_F(StaffInHand, a_revoked_phone_says_so) {
    pair(shop.clerk, "desk");
    shop.expect<Done>(RevokePhone{
        shop.wait_for([](const Snapshot& s) { return !s.desk.phones.empty(); })->desk.phones[0].phone, shop.manager});
    phone->open(server ? phone->url() : "");
    phone->wait_for("main[data-view=not_paired]", flows::Duration(30'000));
    expect_good_looks("not-paired");
}

TEST_F(StaffInHand, the_clerk_works_in_two_touches_and_hostile_names_are_text) {
    const auto winner = shop.buyer(hostile, 1);
    shop.sign_in();
    (void)shop.draw();
    pair(shop.clerk, "desk");
    expect_good_looks("desk");

    touch("record", "record");
    fill("input[name=amount]", "86.5");
    fill("input[name=number]", std::to_string(winner.number));
    expect_good_looks("record");
    touch("send", "desk");
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.takings_with_number_minor >= 8650; });

    shop.record(test::Shop::sale("r-77", 12'000));
    (void)shop.wait_for([](const Snapshot& s) { return !s.desk.unbound.empty(); });
    phone->open(phone->url());
    touch("unbound", "unbound");
    fill("input[name=number]", std::to_string(winner.number));
    expect_good_looks("unbound");
    touch("pick", "desk");
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.unbound.empty(); });

    touch("card", "card");
    expect_good_looks("card");
    touch("send", "card_issued");
    EXPECT_EQ(phone->text(".code").size(), 4u);
    expect_good_looks("card-issued");
    touch("done", "desk");

    touch("pickup", "pickup");
    fill("input[name=number]", std::to_string(winner.number));
    fill("input[name=code]", winner.redeem_code);
    phone->wait_for("[data-act=give]", flows::Duration(30'000));
    EXPECT_NE(phone->text("main").find(hostile), std::string::npos);
    EXPECT_FALSE(phone->has("main img"));
    expect_good_looks("pickup");
    touch("give", "given");
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.open_pickups == 0; });
    phone->wait_for(".qr svg", flows::Duration(30'000));
    expect_good_looks("given");
    touch("home", "desk");
    KeepSlip unread;
    unread.bytes = {0x1d, 0x76, 0x30};
    unread.reason = "raster";
    unread.source = "tap";
    shop.say(unread);
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.unread_slips == 1; });
    phone->open(phone->url());
    touch("slips", "slips");
    fill("input[name=amount]", "128");
    expect_good_looks("slips");
    touch("pick", "desk");
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.unread_slips == 0; });
}

TEST_F(StaffInHand, a_card_printed_in_advance_is_given_out_by_the_counters_scanner_for_a_phone_without_one) {
    pair_boss();
    touch("shop", "shop");
    touch("stock", "stock");
    phone->click(".chips button[data-value='6']");
    touch("make");
    phone->wait_for(".stock-card img", flows::Duration(30'000));
    EXPECT_EQ(canonical(phone->run_script("return document.querySelectorAll('.stock-card').length")), "6");
    expect_good_looks_on_phones("stock");
    const auto sheet = shop.expect<CardsReady>(PrepareCards{1, shop.manager});
    phone->open(phone->url());
    phone->wait_for("main[data-view=home]", flows::Duration(30'000));
    touch("desk", "desk");
    touch("card", "card");
    touch("stock");
    wait_for_text("请给扫码枪扫一下");
    flows::wait_until(
        "the phone to hear the scanner",
        [&] {
            shop.say(LookUp{sheet.scans[0], {}});
            return phone->has("main[data-view=card_issued]");
        },
        flows::Duration(30'000));
    expect_good_looks("card-from-stock");
    EXPECT_TRUE(std::holds_alternative<Recognised>(shop.say(LookUp{sheet.scans[0], {}})));
}

TEST_F(StaffInHand, the_groups_own_code_is_put_in_and_the_boss_is_warned_when_it_gives_way) {
    pair_boss();
    touch("shop", "shop");
    touch("part_group", "part");
    fill("textarea[name=group_code]", "https://weixin.qq.com/g/AQYAAMxL7u0jYf1m");
    fill("input[name=members]", "120");
    expect_good_looks_on_phones("group");
    touch("save", "shop");
    (void)shop.wait_for([](const Snapshot& s) { return s.settings.group_members == 120; });
    EXPECT_FALSE(phone->has("[data-card=group]"));
    shop.live_until(shop.clock.now() + 7 * day_ms);
    phone->open(phone->url());
    phone->wait_for("[data-card=group]", flows::Duration(30'000));
    wait_for_text("已换成加您的微信");
    expect_good_looks_on_phones("group-old");
}

TEST_F(StaffInHand, a_voucher_is_shown_before_payment_and_taken_off_once) {
    const auto member = shop.join("平安是福", 1);
    shop.expect<VoucherGiven>(GiveVoucher{member.number, 500, {}});
    shop.expect<Done>(SetRole{member.number, MemberRole::moderator, {}});
    pair(shop.clerk, "desk");
    touch("credit", "credit");
    fill("input[name=number]", "0001");  // looked up by itself: the second touch is the one that takes it off
    wait_for_text("管家价 9.5 折，可抵 5 元");
    fill("input[name=bill]", "86");
    wait_for_text("请收 76.70 元");
    fill("input[name=code]", member.redeem_code);
    expect_good_looks_on_phones("credit");
    touch("spend", "desk");
    EXPECT_EQ(shop.expect<Quoted>(Quote{{member.number, {}, {}}, shop.clerk}).credit_minor, 0);

    touch("check_in", "check_in");
    fill("input[name=number]", std::to_string(member.number));
    touch("send");
    wait_for_text("签到了");
    expect_good_looks("check-in");
    fill("input[name=number]", std::to_string(member.number));
    touch("send");
    wait_for_text("今天签过了");
}

TEST_F(StaffInHand, a_seat_is_claimed_at_its_first_collection_and_a_dear_prize_asks_for_the_manager) {
    auto settings = shop.kiosk->snapshot()->settings;
    settings.prizes = {{"电饭煲", 1, 30'000}};
    shop.expect<Done>(ChangeSettings{settings, {}});
    const auto seated = shop.expect<SeatsImported>(ImportSeats{"1. 平安是福\n", {}, {}});
    (void)shop.draw();
    pair(shop.clerk, "desk");
    touch("pickup", "pickup");
    fill("input[name=number]", std::to_string(seated.first));
    touch("find");
    wait_for_text("还没人认领");
    EXPECT_NE(phone->text("main").find("平安是福"), std::string::npos) << "what to look for on the customer's phone";
    expect_good_looks("pickup-seat");
    touch("bind");
    phone->wait_for("input[name=pin]", flows::Duration(30'000));
    touch("give");
    wait_for_text("请店长输 PIN");
    fill("input[name=pin]", "000000");
    touch("give");
    wait_for_text("PIN 不对");
    fill("input[name=pin]", std::string(test::manager_pin));
    expect_good_looks_on_phones("pickup-manager");
    touch("give", "given");
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.open_pickups == 0 && s.desk.picked_up_today == 1; });
}

TEST_F(StaffInHand, a_lost_card_is_replaced_and_a_customers_phone_is_bound) {
    const auto first = shop.expect<CardIssued>(IssueCard{shop.clerk, {}, {}});
    pair(shop.clerk, "desk");
    touch("card", "card");
    fill("input[name=number]", std::to_string(first.number));
    touch("find");
    phone->wait_for("[data-act=give]", flows::Duration(30'000));
    expect_good_looks_on_phones("card-lost");
    touch("give", "card_issued");
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{first.scan, {}}).problem, ScanProblem::revoked);
    touch("done", "desk");

    AskToBind asking;
    asking.number = first.number;
    asking.browser = Hash{9};
    asking.agreed = true;
    touch("bind_phone", "bind_phone");
    fill("input[name=number]", std::to_string(first.number));
    fill("input[name=code]", shop.expect<BindingAsked>(asking).code);
    touch("find");
    phone->wait_for("[data-act=give]", flows::Duration(30'000));
    expect_good_looks("bind-phone");
    touch("give", "desk");
    EXPECT_EQ(shop.pass_of(9).size(), 26u) << "the phone shows a pass now";
}

TEST_F(StaffInHand, set_up_walks_through_the_shop_and_ends_with_the_tests) {
    pair({}, "set_up");
    fill("input[name=shop]", "布鞋老店");
    expect_good_looks("set-up-1");
    touch("next");
    fill("input[name=address]", "192.0.2.7:8080");
    wait_for_text("固定的");
    touch("try");
    wait_for_text("小二不在 192.0.2.7:8080");
    fill("input[name=address]", "127.0.0.1:" + std::to_string(server->port()));
    expect_good_looks_on_phones("set-up-2");
    touch("try", "tried");
    wait_for_text("地址好用");
    expect_good_looks("set-up-2-tried");
    touch("next");
    phone->wait_for("input[name=minor_per_ticket]", flows::Duration(30'000));
    expect_good_looks("set-up-3");
    touch("next");
    phone->wait_for(".prize", flows::Duration(30'000));
    expect_good_looks("set-up-4");
    touch("next");
    phone->wait_for("input[name=pin]", flows::Duration(30'000));
    fill("input[name=name]", "阿毛");
    fill("input[name=pin]", "735190");
    expect_good_looks("set-up-5");
    touch("add");
    wait_for_text("阿毛");
    touch("next");
    phone->wait_for("input[name=month_1]", flows::Duration(30'000));
    fill("input[name=month_1]", "30000");
    fill("input[name=month_2]", "24000");
    expect_good_looks("set-up-6");
    touch("next");
    phone->wait_for(".code img", flows::Duration(30'000));
    touch("print");
    shop.say(LookUp{"8" + shop.kiosk->snapshot()->kiosk_code + std::string(20, '0'), {}});
    phone->wait_for(".hear", flows::Duration(30'000));
    expect_good_looks_on_phones("set-up-7");
    touch("next");
    fill("input[name=throws]", "4162533164");
    touch("roll");
    wait_for_text("验过了");
    expect_good_looks_on_phones("set-up-8");
    touch("next");
    phone->wait_for("[data-act=sheet]", flows::Duration(30'000));
    expect_good_looks("set-up-9");
    touch("finish", "home");
    const auto settings = shop.kiosk->snapshot()->settings;
    EXPECT_EQ(settings.shop, "布鞋老店");
    EXPECT_EQ(settings.baseline_month_minor, 2'700'000);
    touch("shop", "shop");
    touch("part_takings", "part");
    wait_for_text("按每月 27,000 元比");
    expect_good_looks("part-takings");
}

TEST_F(StaffInHand, the_phone_moves_with_the_kiosk_to_the_address_that_was_tried) {
    pair_boss();
    touch("shop", "shop");
    touch("part_network", "part");
    fill("input[name=address]", "localhost:" + std::to_string(server->port()));
    touch("try", "tried");
    wait_for_text("localhost:" + std::to_string(server->port()));
    EXPECT_EQ(phone->url().find("http://localhost:"), 0u);
    touch("next", "home");
    const auto settled = shop.wait_for([](const Snapshot& s) { return s.desk.phones.size() == 1; });
    EXPECT_EQ(settled->settings.base_url, "http://localhost:" + std::to_string(server->port()));

    (void)phone->run_script("localStorage.setItem('xiaoer.tried', 'http://192.0.2.7:8080'); location.href = '/s';");
    phone->wait_for("main[data-view=tried]", flows::Duration(30'000));
    EXPECT_NE(phone->text(".alarm").find("192.0.2.7:8080"), std::string::npos)
        << "back from an address that never answered";
    expect_good_looks_on_phones("tried-failed");
}

TEST_F(StaffInHand, a_rule_of_draws_that_the_page_cannot_show_is_left_as_it_is) {
    auto settings = shop.kiosk->snapshot()->settings;
    settings.draw_rule = "FREQ=MONTHLY;BYMONTHDAY=5,15;BYHOUR=20";
    settings.prizes = {{"手工布鞋", 1, 12800}};
    shop.expect<Done>(ChangeSettings{settings, {}});
    pair_boss();
    touch("draw_house", "draw_house");
    touch("draws", "draws");
    fill("input[name=prize]", "绣花鞋");
    wait_for_text("时间不动");
    expect_good_looks_on_phones("draws-own-rule");
    touch("look", "announcement");
    touch("publish", "home");
    const auto saved = shop.wait_for([](const Snapshot& s) { return s.settings.prizes.at(0).name == "绣花鞋"; });
    EXPECT_EQ(saved->settings.draw_rule, settings.draw_rule);

    touch("draw_house", "draw_house");
    touch("draws", "draws");
    touch("weekly");
    touch("look", "announcement");
    touch("publish", "home");
    (void)shop.wait_for([](const Snapshot& s) { return s.settings.draw_rule == "FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20"; });
}

TEST_F(StaffInHand, a_hotspot_is_offered_or_one_line_says_why_there_is_none) {
    pair_boss();
    for (const auto state : {HotspotState::ready, HotspotState::on, HotspotState::no_radio,
                             HotspotState::no_access_point, HotspotState::no_manager, HotspotState::not_permitted}) {
        hotspot = {state, state == HotspotState::ready ? HotspotTrial::gone_back : HotspotTrial::none, "", ""};
        for (const std::string language : {"zh-Hans", "zh-Hant", "en"}) {
            phone->open("http://127.0.0.1:" + std::to_string(server->port()) + "/s?lang=" + language);
            phone->wait_for("main[data-view=home]", flows::Duration(30'000));
            touch("shop", "shop");
            touch("part_network", "part");
            phone->wait_for("[data-card=hotspot]", flows::Duration(30'000));
            EXPECT_EQ(phone->has("[data-act=try_hotspot]"), state == HotspotState::ready);
            expect_good_looks("hotspot-" + std::string(enum_name(state)) + "-" + language);
        }
    }
}

TEST_F(StaffInHand, the_bosss_pages_keep_to_their_figures_in_every_language) {
    pair_boss();
    for (const std::string language : {"zh-Hans", "zh-Hant", "en"}) {
        for (const std::string view : {"home", "desk", "draw_house", "shop", "people"}) {
            phone->open("http://127.0.0.1:" + std::to_string(server->port()) + "/s?lang=" + language);
            phone->wait_for("main[data-view=home]", flows::Duration(30'000));
            if (view != "home") touch(view, view);
            expect_good_looks(view + "-" + language);
        }
        touch("pair", "offer");
        expect_good_looks("offer-" + language);
    }
}

}  // namespace
}  // namespace xiaoer::phone
