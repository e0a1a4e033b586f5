// The phone pages as phones meet them: a real Kiosk on a real file, real HTTP on loopback.
#include "tests/phone/phone_pages.h"

namespace xiaoer::phone {
namespace {

using namespace std::chrono_literals;

TEST_F(PhonePages, joining_gives_a_number_the_code_once_and_a_living_pass) {
    auto phone = browser();
    const auto reply = join(phone, "小陈", {{"phone", "139 1234 5678"}});
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_NE(reply.body.find("领奖码"), std::string::npos);
    ASSERT_TRUE(phone.cookies.contains(cookie_name()));
    const auto set = reply.header("set-cookie");
    EXPECT_NE(set.find("HttpOnly"), set.npos);
    EXPECT_NE(set.find("SameSite=Strict"), set.npos);

    const auto page = phone.get("/m");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("小陈"), page.body.npos);
    EXPECT_NE(page.body.find("<svg"), page.body.npos);
    EXPECT_EQ(page.body.find("领奖码"), page.body.npos) << "never again on a page";
    EXPECT_EQ(page.header("cache-control"), "no-store");
    EXPECT_EQ(phone.get("/").header("location"), "/m");
    EXPECT_EQ(phone.get("/j/counter1").header("location"), "/m");
    EXPECT_GT(number_in(phone.get("/api/me")), 0);
}

TEST_F(PhonePages, the_same_form_sent_again_is_one_join_and_answers_the_same) {
    auto phone = browser();
    phone.json = true;
    const auto page = phone.get("/j/counter1");
    const auto first = phone.submit(page, "/api/join", {{"nickname", "小陈"}, {"agreed", "1"}});
    ASSERT_EQ(first.status, 200) << first.body;
    phone.cookies.clear();  // the answer was lost on the way
    const auto again = phone.submit(page, "/api/join", {{"nickname", "小陈"}, {"agreed", "1"}});
    EXPECT_EQ(again.body, first.body);
    const auto changed = phone.submit(page, "/api/join", {{"nickname", "大陈"}, {"agreed", "1"}});
    EXPECT_EQ(number_in(changed), number_in(first));
    EXPECT_EQ(*json_of(changed).find("already")->boolean(), true);
    EXPECT_EQ(*json_of(changed).find("redeem_code")->string(), "") << "the code is shown once";
}

TEST_F(PhonePages, what_is_missing_is_said_and_what_was_typed_stays) {
    auto phone = browser();
    const auto page = phone.get("/j/counter1");
    const auto no_tick = phone.submit(page, "/api/join", {{"nickname", "小陈"}, {"phone", "139"}});
    EXPECT_EQ(no_tick.status, 422);
    EXPECT_NE(no_tick.body.find("这个手机号不对"), no_tick.body.npos);
    EXPECT_NE(no_tick.body.find("value=\"小陈\""), no_tick.body.npos);
    EXPECT_TRUE(phone.cookies.empty());
    phone.json = true;
    EXPECT_EQ(error_in(phone.submit(page, "/api/join", {{"nickname", " \xe2\x80\xae "}, {"agreed", "1"}})), "nickname");
    EXPECT_EQ(error_in(phone.submit(page, "/api/join", {{"nickname", "小陈"}})), "agreed");
    EXPECT_EQ(error_in(phone.submit(no_tick, "/api/join", {{"nickname", "a"}, {"agreed", "1"}, {"phone", "x"}})),
              "phone");
    EXPECT_EQ(phone.submit(no_tick, "/api/join", {{"nickname", "小陈"}, {"agreed", "1"}}).status, 200)
        << "the page that came back works too";
}

TEST_F(PhonePages, a_known_phone_number_answers_as_an_unknown_one) {
    auto first = browser(), second = browser();
    EXPECT_EQ(join(first, "小陈", {{"phone", "13912345678"}}).status, 200);
    second.json = true;
    const auto reply = join(second, "骗子", {{"phone", "+8613912345678"}});
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(*json_of(reply).find("already")->boolean(), false);
    EXPECT_EQ(json_of(reply).object()->size(), 4u);
}

TEST_F(PhonePages, a_foreign_host_learns_nothing) {
    auto phone = browser();
    phone.host = "evil.example:8080";
    const auto reply = phone.get("/j/counter1");
    EXPECT_EQ(reply.status, 421);
    EXPECT_EQ(reply.body, "Not here.\n");
    phone.host = "127.0.0.1:8080";
    EXPECT_EQ(phone.get("/j/counter1").status, 200) << "settings.base_url";
}

TEST_F(PhonePages, a_change_from_another_page_is_refused) {
    auto phone = browser();
    ASSERT_EQ(join(phone, "小陈").status, 200);
    const auto page = phone.get("/m");
    phone.json = true;
    for (const auto* origin : {"http://evil.example", "null", "none"}) {
        phone.origin = origin;
        EXPECT_EQ(phone.submit(page, "/api/pass", {}).status, 403) << origin;
    }
    phone.origin = "";
    EXPECT_EQ(error_in(phone.post("/api/pass", {})), "stale") << "no token";
    auto other = browser();
    ASSERT_EQ(join(other, "小王").status, 200);
    const auto theirs = other.get("/m").body;
    const auto token = theirs.substr(theirs.find("data-token=\"") + 12, 64);
    EXPECT_EQ(error_in(phone.post("/api/pass", {{"token", token}})), "stale") << "another browser's token";
}

TEST_F(PhonePages, a_pass_needs_a_member_and_lives_thirty_seconds) {
    auto phone = browser();
    EXPECT_EQ(phone.post("/api/pass", {{"token", "x"}}).status, 401);
    EXPECT_EQ(phone.get("/m").status, 303);
    EXPECT_EQ(phone.get("/api/me").status, 401);
    ASSERT_EQ(join(phone, "小陈").status, 200);
    const auto page = phone.get("/m").body;
    const auto token = page.substr(page.find("data-token=\"") + 12, 64);
    const auto pass = phone.post("/api/pass", {{"token", token}});
    ASSERT_EQ(pass.status, 200) << pass.body;
    EXPECT_EQ(*json_of(pass).find("lifetime_ms")->integer(), 30'000);
    EXPECT_TRUE(json_of(pass).find("svg")->string()->starts_with("<svg"));
    EXPECT_EQ(phone.get("/api/pass").status, 405);
}

TEST_F(PhonePages, a_claim_code_gives_its_tickets_to_one_member_once) {
    const auto code = sale(12'000);
    auto phone = browser();
    const auto page = phone.get("/c/" + code);
    EXPECT_NE(page.body.find("name=\"claim\" value=\"" + code + "\""), page.body.npos);
    EXPECT_NE(page.body.find("2 张券归您"), page.body.npos);
    phone.json = true;
    const auto joined = phone.submit(page, "/api/join", {{"nickname", "小陈"}, {"agreed", "1"}});
    EXPECT_EQ(*json_of(joined).find("tickets")->integer(), 2) << joined.body;

    const auto second = sale(5'000);
    const auto claim = phone.get("/c/" + second);
    EXPECT_NE(claim.body.find("1 张券归我"), claim.body.npos) << claim.body;
    const auto bound = phone.submit(claim, "/api/claim", {});
    EXPECT_EQ(bound.status, 200) << bound.body;
    EXPECT_EQ(*json_of(bound).find("tickets")->integer(), 1);
    EXPECT_EQ(error_in(phone.submit(claim, "/api/claim", {})), "already_claimed");
    EXPECT_EQ(error_in(phone.submit(phone.get("/c/nosuchcode"), "/api/claim", {})), "claim_too_late");

    auto late = browser();
    const auto nothing = late.submit(late.get("/c/" + code), "/api/join", {{"nickname", "迟到"}, {"agreed", "1"}});
    EXPECT_EQ(nothing.status, 200) << "the number is given all the same";
    EXPECT_NE(nothing.body.find("这单的券没领到"), nothing.body.npos);
}

TEST_F(PhonePages, a_hostile_nickname_stays_text) {
    auto phone = browser();
    ASSERT_EQ(join(phone, "<img src=x>\"'\xe2\x80\xae").status, 200);
    const auto page = phone.get("/m").body;
    EXPECT_EQ(page.find("<img src=x"), page.npos);
    EXPECT_NE(page.find("&lt;img src=x&gt;&quot;&#39;"), page.npos);
    EXPECT_EQ(page.find("\xe2\x80\xae"), page.npos);
}

TEST_F(PhonePages, every_answer_is_hardened) {
    auto phone = browser();
    for (const auto* path : {"/j/counter1", "/c/x", "/d", "/privacy", "/nowhere", "/a/0/phone.css", "/a/0/phone.js"}) {
        const auto reply = phone.get(path);
        EXPECT_NE(reply.header("content-security-policy").find("default-src 'none'"), std::string::npos) << path;
        EXPECT_EQ(reply.header("content-security-policy").find("unsafe"), std::string::npos) << path;
        EXPECT_EQ(reply.header("x-content-type-options"), "nosniff") << path;
        EXPECT_EQ(reply.header("referrer-policy"), "same-origin") << path;
        EXPECT_EQ(reply.header("set-cookie"), "") << "no page sets a cookie before a change: " << path;
    }
    EXPECT_EQ(phone.get("/nowhere").status, 404);
    EXPECT_EQ(phone.get("/c/..%2f..").status, 404);
    EXPECT_EQ(phone.get("/c/" + std::string(41, 'a')).status, 404);
    EXPECT_EQ(phone.post("/j/counter1", {}).status, 405);
}

TEST_F(PhonePages, what_is_too_big_is_refused) {
    const test::Headers form{{"Origin", "http://127.0.0.1:8080"},
                             {"Content-Type", "application/x-www-form-urlencoded"}};
    EXPECT_EQ(test::http(server->port(), "GET", "/m", {{"Cookie", std::string(9000, 'x')}}).status, 431);
    EXPECT_EQ(test::http(server->port(), "POST", "/api/join", form, std::string(9000, 'x')).status, 413);
}

TEST_F(PhonePages, a_slow_phone_is_cut) {
    PhoneOptions options;
    options.http.deadline_ms = 200;
    serve(options);
    test::Wire wire(server->port());
    wire.send("POST /api/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nnick");
    EXPECT_TRUE(wire.closed_within(10s));
}

TEST_F(PhonePages, a_thousand_joins_a_minute_from_one_browser_are_held_up) {
    auto phone = browser();
    phone.json = true;
    const auto page = phone.get("/j/counter1");
    int allowed = 0, refused = 0;
    for (int i = 0; i < 100; ++i) {
        shop.clock.advance(60);
        const auto reply = phone.submit(page, "/api/join", {{"nickname", "小陈"}, {"agreed", "1"}});
        if (reply.status == 200) {
            ++allowed;
            continue;
        }
        ++refused;
        EXPECT_EQ(reply.status, 429);
        EXPECT_EQ(reply.header("retry-after"), "10");
    }
    EXPECT_EQ(allowed, 13) << "twelve at once, and one for the first five seconds";
    EXPECT_EQ(refused, 87);
    shop.clock.advance(minute_ms);
    EXPECT_EQ(phone.submit(page, "/api/join", {{"nickname", "小陈"}, {"agreed", "1"}}).status, 200);
}

TEST_F(PhonePages, one_address_cannot_make_members_without_end) {
    PhoneOptions options;
    options.joins_per_address = {3, 60'000};
    serve(options);
    int allowed = 0;
    for (int i = 0; i < 6; ++i) {
        auto phone = browser();
        allowed += join(phone, "小陈").status == 200 ? 1 : 0;
    }
    EXPECT_EQ(allowed, 3);
}

TEST_F(PhonePages, speak_three_languages_and_remember_the_choice) {
    auto phone = browser();
    phone.language = "en-GB,en;q=0.9";
    EXPECT_NE(phone.get("/j/counter1").body.find("Agree and get my number"), std::string::npos);
    const auto chosen = phone.get("/j/counter1?lang=zh-Hant");
    EXPECT_NE(chosen.body.find("同意並領號"), chosen.body.npos);
    EXPECT_EQ(phone.cookies["lang"], "zh-Hant");
    EXPECT_NE(phone.get("/privacy").body.find("私隱說明"), std::string::npos);
    phone.cookies["lang"] = "\"><script>";
    EXPECT_NE(phone.get("/privacy").body.find("Privacy"), std::string::npos);
}

TEST_F(PhonePages, a_settled_draw_can_be_looked_at_and_its_proof_taken_home) {
    auto phone = browser();
    ASSERT_EQ(join(phone, "小陈").status, 200);
    const auto code = sale(12'000);
    ASSERT_EQ(phone.submit(phone.get("/c/" + code), "/api/claim", {}).status, 200);
    const auto draw = shop.draw("4162533164");
    const auto list = phone.get("/d");
    EXPECT_NE(list.body.find("href=\"/d/" + draw + "\""), list.body.npos) << list.body;
    const auto page = phone.get("/d/" + draw);
    EXPECT_NE(page.body.find("一等奖"), page.body.npos);
    EXPECT_EQ(page.body.find("小陈"), page.body.npos) << "masked: the member did not agree to be named";
    const auto proof = phone.get("/d/" + draw + "/proof.json");
    EXPECT_EQ(proof.status, 200);
    EXPECT_EQ(proof.header("content-disposition"), "attachment; filename=\"" + draw + ".json\"");
    EXPECT_EQ(*json_of(proof).find("entropy_value")->string(), "4162533164");
    EXPECT_NE(phone.get("/m").body.find("恭喜您，中了"), std::string::npos);
    EXPECT_EQ(phone.get("/d/nosuch").status, 404);
}

TEST_F(PhonePages, a_number_survives_a_restart_of_the_counter) {
    auto phone = browser();
    ASSERT_EQ(join(phone, "小陈").status, 200);
    const auto before = number_in(phone.get("/api/me"));
    server.reset();
    shop.reopen();
    serve({});
    auto again = browser();
    again.cookies = phone.cookies;
    EXPECT_EQ(number_in(again.get("/api/me")), before);
}

}  // namespace
}  // namespace xiaoer::phone
