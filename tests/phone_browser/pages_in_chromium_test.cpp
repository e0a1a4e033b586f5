// The phone pages in a real Chromium, on a real Kiosk: what the scripts do, and how each page looks by figures.
#include "tests/phone_browser/phone_in_hand.h"

namespace xiaoer::phone {
namespace {

constexpr const char* longest_name = "欧阳明日的隔壁邻居老王家三儿子的同学小陈";

TEST_F(PhoneInHand, joins_in_three_touches_and_shows_a_pass_that_renews_itself) {
    join("/j/counter1", "小陈");
    phone->wait_for(".welcome .code");
    EXPECT_TRUE(phone->url().ends_with("/j/counter1")) << "the answer took the page's place";
    EXPECT_EQ(phone->text(".welcome .code").size(), 4u);
    phone->click("a.act");
    phone->wait_for(".qr svg");
    const auto first = canonical(phone->run_script("return document.querySelector('.qr').innerHTML"));

    // Twenty-five seconds later, by the page's own clock.
    (void)phone->run_script("var now = Date.now; Date.now = function () { return now.call(Date) + 25000; };");
    flows::wait_until(
        "a new pass",
        [&] { return canonical(phone->run_script("return document.querySelector('.qr').innerHTML")) != first; },
        flows::Duration(10'000));
    EXPECT_FALSE(phone->has(".pass.stale"));
}

TEST_F(PhoneInHand, keeps_what_was_typed_when_the_shop_does_not_answer_and_fades_a_dead_pass) {
    phone->open(url + "/j/counter1");
    phone->type("input[name=nickname]", "小陈");
    phone->click("input[name=agreed]");
    server.reset();
    phone->click("button.act");
    flows::wait_until(
        "a word about the Wi-Fi", [&] { return phone->text(".problem").find("Wi-Fi") != std::string::npos; },
        flows::Duration(20'000));
    EXPECT_EQ(canonical(phone->run_script("return document.querySelector('[name=nickname]').value")), "\"小陈\"");
    EXPECT_EQ(canonical(phone->run_script("return document.querySelector('button').disabled")), "false");
}

TEST_F(PhoneInHand, fades_a_pass_that_is_over_and_cannot_be_renewed) {
    join("/j/counter1", "小陈");
    phone->wait_for(".welcome .code");
    phone->open(url + "/m");
    phone->wait_for(".qr svg");
    server.reset();
    (void)phone->run_script("var now = Date.now; Date.now = function () { return now.call(Date) + 31000; };");
    phone->wait_for(".pass.stale");
    EXPECT_FALSE(phone->text(".pass .problem").empty());
}

TEST_F(PhoneInHand, recomputes_a_draw_and_agrees) {
    const auto winner = shop.buyer("平安是福", 1);
    EXPECT_GT(winner.number, 0);
    const auto draw = shop.draw();
    phone->open(url + "/d/" + draw);
    phone->wait_for(".verdict.good");
    EXPECT_FALSE(phone->has("li.wrong"));
    EXPECT_NE(phone->text(".verify").find("4162533164"), std::string::npos);
    expect_good_looks("draw");
}

TEST_F(PhoneInHand, keeps_to_what_axe_asks_where_it_is_there) {
    if (!axe) GTEST_SKIP() << "the npm package axe-core is not there";
    phone->open(url + "/j/counter1");
    EXPECT_EQ(canonical(axe_findings(*phone, *axe)), "[]");
    (void)phone->run_script("document.documentElement.removeAttribute('lang')");
    EXPECT_NE(canonical(axe_findings(*phone, *axe)), "[]") << "it does look";
}

TEST_F(PhoneInHand, a_friend_who_scans_the_members_code_counts_for_them) {
    auto changed = shop.kiosk->snapshot()->settings;
    changed.base_url = url;
    shop.expect<Done>(ChangeSettings{changed, {}});
    (void)shop.wait_for([&](const Snapshot& s) { return s.settings.base_url == url; });
    join("/j/counter1?lang=zh-Hans", "小陈");
    phone->wait_for(".welcome .code");
    phone->open(url + "/m");
    phone->click(".referral summary");
    const auto link = read_code(".referral img");
    EXPECT_EQ(link, url + "/j/r1");
    flows::Browser friends_phone;
    friends_phone.open(link);
    friends_phone.type("input[name=nickname]", "朋友");
    friends_phone.click("input[name=agreed]");
    friends_phone.click("button.act");
    friends_phone.wait_for(".welcome .code");
    auto sale = test::Shop::sale("F1", 5'000);
    sale.member = 2;
    shop.record(sale);
    phone->open(url + "/m");
    EXPECT_NE(phone->text("main").find("带来朋友"), std::string::npos);
}

TEST_F(PhoneInHand, the_owners_code_is_a_picture_that_a_chat_app_can_read) {
    join("/j/counter1?lang=zh-Hans", "小陈");
    phone->wait_for(".welcome .code");
    phone->open(url + "/m");
    phone->click(".join-group summary");
    EXPECT_EQ(read_code(".join-group img"), "https://u.wechat.com/laobeijing-buxie");
    EXPECT_NE(phone->text(".join-group .card").find("备注群友号 0001，拉您进群"), std::string::npos);
}

TEST_F(PhoneInHand, a_phone_that_waits_for_the_clerk_opens_its_number_by_itself) {
    const auto number = shop.join("小陈", 1).number;
    phone->open(url + "/phone");
    phone->click(".ask summary");
    phone->type(".ask input[name=number]", std::to_string(number));
    phone->click(".ask input[name=agreed]");
    phone->click(".ask button.act");
    phone->wait_for(".waits .code");
    shop.expect<SeatBound>(BindSeat{shop.clerk, number, phone->text(".waits .code"), false});
    phone->wait_for(".qr svg");
    EXPECT_TRUE(phone->url().ends_with("/m"));
}

TEST_F(PhoneInHand, is_forgotten_in_two_clear_steps) {
    join("/j/counter1?lang=zh-Hans", "小陈");
    phone->wait_for(".welcome .code");
    phone->open(url + "/my");
    phone->click("a[href='/my/forget']");
    phone->click("input[name=sure]");
    phone->click("button.act");
    phone->wait_for(".message .check");
    phone->open(url + "/m");
    phone->wait_for("input[name=nickname]");
}

TEST_F(PhoneInHand, every_page_keeps_to_its_figures_in_every_language) {
    shop.buyer("平安是福", 1);
    const auto draw = shop.draw();
    for (const std::string language : {"zh-Hans", "zh-Hant", "en"}) {
        const auto lang = "?lang=" + language;
        const auto code = shop.record(test::Shop::sale("r-" + language, 12'000)).claim_codes.at(0);
        for (const std::string& path :
             flows::Words{"/j/counter1", "/phone", "/privacy", "/d", "/d/" + draw, "/nowhere"}) {
            phone->open(url + path + lang);
            if (path.starts_with("/d/")) phone->wait_for(".verdict.good");
            expect_good_looks(path + lang);
        }
        phone->open(url + "/j/counter1" + lang);
        phone->click("summary");
        phone->click("label[for=under_14]");
        phone->click(".chip input");
        expect_good_looks("notice" + lang);
        (void)phone->run_script(
            "document.querySelectorAll('[required]').forEach(function (e) { e.required = false; });");
        phone->click("button.act");
        phone->wait_for("label.bad");
        expect_good_looks("refused" + lang);
        join("/c/" + code + lang, longest_name);
        phone->wait_for(".welcome .code");
        expect_good_looks("joined" + lang);
        phone->open(url + "/m" + lang);
        phone->wait_for(".qr svg");
        expect_good_looks("member" + lang);
        phone->click(".referral summary");
        phone->click(".join-group summary");
        expect_good_looks("contact" + lang);
        phone->open(url + "/my" + lang);
        expect_good_looks("my" + lang);
        phone->click("form.card button");
        phone->wait_for("[role=status]");
        expect_good_looks("saved" + lang);
        phone->open(url + "/my/forget" + lang);
        expect_good_looks("forget" + lang);
        phone->open(url + "/phone" + lang);
        phone->click(".ask summary");
        phone->type(".ask input[name=number]", "7");
        phone->click(".ask input[name=agreed]");
        expect_good_looks("ask" + lang);
        phone->click(".ask button.act");
        phone->wait_for(".waits .code");
        expect_good_looks("asked" + lang);
        const auto second = shop.record(test::Shop::sale("s-" + language, 12'000)).claim_codes.at(0);
        phone->open(url + "/c/" + second + lang);
        expect_good_looks("claim" + lang);
        phone->click("button.act");
        phone->wait_for(".message .check");
        expect_good_looks("claimed" + lang);
        phone = std::make_unique<flows::Browser>();  // the next customer
    }
}

}  // namespace
}  // namespace xiaoer::phone
