// The staff page in a real Chromium on a real Kiosk: TweetNaCl and libsodium understand each other, the pages do what
// they say, and each keeps to its figures.
#include "phone/phone_server.h"
#include "tests/app/shop.h"
#include "tests/flows/webdriver.h"
#include "tests/phone_browser/looks.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace xiaoer::phone {
namespace {

constexpr const char* hostile = "<img src=x onload=1>";

class StaffInHand : public testing::Test {
protected:
    StaffInHand() {
        PhoneOptions options;
        options.http.address = "127.0.0.1";
        options.http.port = 0;
        options.staff.print_test = [] { return true; };
        options.staff.print_recovery = [] { return true; };
        auto started = PhoneServer::start(options, *shop.kiosk, shop.clock);
        if (started) server = std::move(*started);
        auto settings = shop.kiosk->snapshot()->settings;
        settings.base_url = "http://127.0.0.1:" + std::to_string(server->port());
        shop.expect<Done>(ChangeSettings{settings, {}});
        (void)shop.wait_for([&](const Snapshot& s) { return s.settings.base_url == settings.base_url; });
        shop.live_until(SystemClock().now());
    }
    std::string offer(const SessionId& by) { return shop.expect<PairingOffered>(OfferPairing{{}, by}).url; }
    void pair(const SessionId& by, const std::string& view) {
        shop.sign_in();  // the clock was moved
        phone->open(offer(by == SessionId{} ? shop.manager : shop.clerk));
        phone->wait_for("main[data-view=" + view + "]", flows::Duration(30'000));
    }
    void pair_boss() {
        pair({}, "set_up");
        (void)phone->run_script("localStorage.removeItem('xiaoer.set_up'); location.href = '/s';");
        phone->wait_for("main[data-view=home]", flows::Duration(30'000));
    }
    void touch(const std::string& name, const std::string& view = {}) {
        phone->click("[data-act=" + name + "]");
        if (!view.empty()) phone->wait_for("main[data-view=" + view + "]", flows::Duration(30'000));
    }
    // Sets a field as a person does, also where something stands already.
    void fill(const std::string& css, const std::string& value) {
        phone->wait_for(css);
        (void)phone->run_script("var e = document.querySelector('" + css + "'); e.value = '" + value +
                                "'; e.dispatchEvent(new Event('input'));");
    }
    void wait_for_text(const std::string& text) {
        const auto script = "return document.body.innerText.indexOf('" + text + "') >= 0";
        flows::wait_until(
            text, [&] { return canonical(phone->run_script(script)) == "true"; }, flows::Duration(30'000));
    }
    void expect_good_looks(const std::string& where) {
        (void)phone->run_script("document.getElementById('said').hidden = true;");  // a line that goes by itself
        EXPECT_EQ(canonical(phone->run_script(std::string(look_for_breaches))), "[]") << where;
        keep_picture(where);
    }
    // For people to look at, where XIAOER_PICTURES names a folder.
    void keep_picture(const std::string& where) {
        const char* folder = std::getenv("XIAOER_PICTURES");
        if (folder == nullptr) return;
        const auto png = phone->picture("body");
        std::ofstream(std::string(folder) + "/" + where + ".png", std::ios::binary) << text_of(png);
    }

    test::Shop shop;
    std::unique_ptr<PhoneServer> server;
    std::unique_ptr<flows::Browser> phone = std::make_unique<flows::Browser>();
};

TEST_F(StaffInHand, the_boss_pairs_by_the_code_and_changes_a_prize) {
    pair_boss();
    EXPECT_NE(phone->text("main").find("老北京布鞋"), std::string::npos);
    EXPECT_EQ(phone->url().find('#'), std::string::npos) << "the key does not stay in the address";
    expect_good_looks("home");
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
    touch("give", "desk");
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.open_pickups == 0; });
    touch("slips", "slips");
    expect_good_looks("slips");
}

TEST_F(StaffInHand, set_up_walks_through_the_shop_and_ends_with_the_tests) {
    pair({}, "set_up");
    fill("input[name=shop]", "布鞋老店");
    expect_good_looks("set-up-1");
    touch("next");
    phone->wait_for("input[name=minor_per_ticket]", flows::Duration(30'000));
    expect_good_looks("set-up-2");
    touch("next");
    phone->wait_for(".prize", flows::Duration(30'000));
    expect_good_looks("set-up-3");
    touch("next");
    phone->wait_for("input[name=pin]", flows::Duration(30'000));
    fill("input[name=name]", "阿毛");
    fill("input[name=pin]", "735190");
    expect_good_looks("set-up-4");
    touch("add");
    wait_for_text("阿毛");
    touch("next");
    phone->wait_for("[data-act=sheet]", flows::Duration(30'000));
    touch("print");
    shop.say(LookUp{"8" + shop.kiosk->snapshot()->kiosk_code + std::string(20, '0'), {}});
    phone->wait_for(".hear", flows::Duration(30'000));
    expect_good_looks("set-up-5");
    touch("finish", "home");
    EXPECT_EQ(shop.kiosk->snapshot()->settings.shop, "布鞋老店");
}

TEST_F(StaffInHand, the_bosss_pages_keep_to_their_figures_in_every_language) {
    pair_boss();
    for (const std::string language : {"zh-Hans", "zh-Hant", "en"}) {
        for (const std::string view : {"home", "desk", "draws", "shop", "people"}) {
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
