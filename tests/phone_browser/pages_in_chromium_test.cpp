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

TEST_F(PhoneInHand, every_page_keeps_to_its_figures_in_every_language) {
    shop.buyer("平安是福", 1);
    const auto draw = shop.draw();
    for (const std::string language : {"zh-Hans", "zh-Hant", "en"}) {
        const auto lang = "?lang=" + language;
        const auto code = shop.record(test::Shop::sale("r-" + language, 12'000)).claim_codes.at(0);
        for (const std::string& path : flows::Words{"/j/counter1", "/privacy", "/d", "/d/" + draw, "/nowhere"}) {
            phone->open(url + path + lang);
            if (path.starts_with("/d/")) phone->wait_for(".verdict.good");
            expect_good_looks(path + lang);
        }
        phone->open(url + "/j/counter1" + lang);
        phone->click("summary");
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
        phone->click(".contact summary");
        expect_good_looks("contact" + lang);
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
