// A member's own pages as phones meet them: what they may see, change, take home, and have deleted.
#include "tests/phone/phone_pages.h"

namespace xiaoer::phone {
namespace {

using Ticks = std::map<std::string, std::string>;

class MemberPages : public PhonePages {
protected:
    // A member on a phone of their own, with their 领奖码.
    struct Member {
        test::Browser phone;
        std::string number, code;
    };
    Member member(const std::string& nickname, Ticks more = {}) {
        Member made{browser(), {}, {}};
        made.phone.json = true;
        const auto joined = json_of(join(made.phone, nickname, std::move(more)));
        made.phone.json = false;
        made.number = std::to_string(*joined.find("number")->integer());
        made.code = *joined.find("redeem_code")->string();
        return made;
    }
    static Json data_of(test::Browser& phone) { return json_of(phone.get("/my/data.json")); }
    static std::int64_t ticked(test::Browser& phone, const char* consent) {
        return *data_of(phone).find("consents")->array()->back().find(consent)->integer();
    }
    test::Reply bind(test::Browser& phone, const std::string& number, const std::string& code) {
        return phone.submit(phone.get("/phone"), "/api/bind", {{"number", number}, {"code", code}});
    }
};

TEST_F(MemberPages, interests_are_chosen_at_the_start_and_changed_later) {
    auto one = member("小陈", {{"interest_kitchen", "1"}, {"interest_nosuch", "1"}});
    EXPECT_EQ(*data_of(one.phone).find("interests")->string(), "kitchen");
    const auto page = one.phone.get("/my");
    EXPECT_NE(page.body.find("name=\"interest_kitchen\" value=\"1\" checked"), page.body.npos);
    EXPECT_EQ(page.body.find("name=\"interest_shoes\" value=\"1\" checked"), page.body.npos);
    const auto saved = one.phone.submit(page, "/api/interests", {{"interest_shoes", "1"}});
    EXPECT_EQ(saved.status, 200);
    EXPECT_NE(saved.body.find("存好了"), saved.body.npos);
    EXPECT_EQ(*data_of(one.phone).find("interests")->string(), "shoes");
}

TEST_F(MemberPages, a_child_gets_a_number_with_a_parent_only) {
    auto phone = browser();
    phone.json = true;
    const auto page = phone.get("/j/counter1");
    const Ticks alone{{"nickname", "小明"}, {"agreed", "1"}, {"under_14", "1"}};
    EXPECT_EQ(error_in(phone.submit(page, "/api/join", alone)), "guardian");
    auto with_parent = member("小明", {{"under_14", "1"}, {"guardian", "1"}});
    EXPECT_EQ(ticked(with_parent.phone, "guardian"), 1);
    auto grown = member("小陈", {{"guardian", "1"}});
    EXPECT_EQ(ticked(grown.phone, "guardian"), 0) << "a parent's tick alone makes no child";
}

TEST_F(MemberPages, consents_given_apart_are_seen_and_taken_back) {
    auto one = member("小陈", {{"show_name", "1"}, {"agreed_alliance", "1"}});
    const auto page = one.phone.get("/my");
    EXPECT_NE(page.body.find("name=\"agreed_alliance\" value=\"1\" checked"), page.body.npos);
    EXPECT_EQ(one.phone.submit(page, "/api/consents", {{"show_name", "1"}}).status, 200);
    EXPECT_EQ(ticked(one.phone, "alliance"), 0);
    EXPECT_EQ(ticked(one.phone, "show_name"), 1);
    EXPECT_EQ(number_in(one.phone.get("/api/me")), std::stoll(one.number));
}

TEST_F(MemberPages, a_number_moves_to_a_new_phone_with_its_code) {
    auto one = member("小陈");
    auto fresh = browser();
    shop.clock.advance(1000);
    const auto bound = bind(fresh, "0" + one.number, " " + one.code + " ");
    ASSERT_EQ(bound.status, 200) << bound.body;
    EXPECT_EQ(number_in(fresh.get("/api/me")), std::stoll(one.number));
    EXPECT_EQ(number_in(one.phone.get("/api/me")), std::stoll(one.number)) << "the old one keeps it";
    for (int i = 0; i < 2; ++i) {
        shop.clock.advance(1000);
        auto another = browser();
        ASSERT_EQ(bind(another, one.number, one.code).status, 200);
    }
    EXPECT_EQ(one.phone.get("/api/me").status, 401) << "three phones at most: the oldest drops out";
    EXPECT_EQ(fresh.get("/api/me").status, 200);
}

TEST_F(MemberPages, a_wrong_code_and_a_number_of_nobody_answer_the_same) {
    auto one = member("小陈");
    const auto wrong_code = one.code == "1234" ? "4321" : "1234";
    auto first = browser(), second = browser();
    first.json = second.json = true;
    const auto wrong = bind(first, one.number, wrong_code);
    const auto nobody = bind(second, "9999", wrong_code);
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.body, nobody.body);
    EXPECT_EQ(bind(first, "x", "1234").body, nobody.body);
    EXPECT_TRUE(first.cookies.empty());
    for (int i = 0; i < 4; ++i) EXPECT_EQ(bind(first, one.number, wrong_code).status, 422);
    EXPECT_EQ(bind(second, one.number, one.code).status, 422) << "five wrong tries: at the counter only";
}

TEST_F(MemberPages, the_clerk_opens_a_number_on_a_phone_by_the_four_digits_that_it_shows) {
    auto one = member("小陈");
    auto fresh = browser();
    fresh.json = true;
    const auto page = fresh.get("/phone");
    EXPECT_EQ(error_in(fresh.submit(page, "/api/ask", {{"number", one.number}})), "agreed");
    EXPECT_EQ(error_in(fresh.submit(page, "/api/ask", {{"agreed", "1"}})), "number");
    const auto asked = fresh.submit(page, "/api/ask", {{"number", one.number}, {"agreed", "1"}});
    ASSERT_EQ(asked.status, 200) << asked.body;
    EXPECT_EQ(fresh.get("/api/me").status, 401) << "not yet";
    BindSeat seen{shop.clerk, std::stoll(one.number), *json_of(asked).find("code")->string(), false};
    EXPECT_TRUE(shop.expect<SeatBound>(seen).phone_bound);
    EXPECT_EQ(number_in(fresh.get("/api/me")), std::stoll(one.number));
}

TEST_F(MemberPages, a_copy_of_ones_own_data_is_for_ones_own_phone) {
    auto one = member("独一无二的称呼", {{"phone", "13912345678"}});
    const auto copy = one.phone.get("/my/data.json");
    EXPECT_EQ(copy.header("content-disposition"), "attachment; filename=\"my-data.json\"");
    EXPECT_EQ(copy.header("cache-control"), "no-store");
    EXPECT_EQ(*json_of(copy).find("nickname")->string(), "独一无二的称呼");
    auto stranger = browser();
    EXPECT_EQ(stranger.get("/my/data.json").status, 303);
    EXPECT_EQ(stranger.get("/my").status, 303);
    EXPECT_EQ(stranger.get("/my/forget").status, 303);
}

TEST_F(MemberPages, being_forgotten_takes_a_second_step_and_is_for_ever) {
    auto one = member("小陈");
    const auto page = one.phone.get("/my/forget");
    EXPECT_NE(page.body.find("找不回来"), page.body.npos);
    const auto unsure = one.phone.submit(page, "/api/forget", {});
    EXPECT_EQ(unsure.status, 422);
    EXPECT_NE(unsure.body.find("打勾"), unsure.body.npos);
    EXPECT_EQ(one.phone.get("/api/me").status, 200);
    const auto gone = one.phone.submit(page, "/api/forget", {{"sure", "1"}});
    EXPECT_EQ(gone.status, 200);
    EXPECT_NE(gone.body.find("都删掉了"), gone.body.npos);
    EXPECT_NE(gone.header("set-cookie").find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(one.phone.get("/api/me").status, 401);
    auto other = browser();
    EXPECT_EQ(bind(other, one.number, one.code).status, 422) << "its code opens nothing";
}

TEST_F(MemberPages, no_change_comes_from_elsewhere) {
    auto one = member("小陈");
    const auto page = one.phone.get("/my/forget");
    one.phone.json = true;
    for (const auto* path : {"/api/join", "/api/claim", "/api/pass", "/api/bind", "/api/ask", "/api/interests",
                             "/api/consents", "/api/forget"}) {
        const Ticks ticks{{"sure", "1"}, {"number", "1"}, {"code", "1234"}, {"agreed", "1"}, {"nickname", "x"}};
        for (const auto* origin : {"http://evil.example", "null", "none"}) {
            one.phone.origin = origin;
            EXPECT_EQ(error_in(one.phone.submit(page, path, ticks)), "origin") << path << " " << origin;
        }
        one.phone.origin = "";
        EXPECT_EQ(error_in(one.phone.post(path, ticks)), "stale") << path << " without the page's token";
        one.phone.host = "evil.example";
        EXPECT_EQ(one.phone.submit(page, path, ticks).status, 421) << path << " under a foreign name";
        one.phone.host = "";
        shop.clock.advance(hour_ms);
    }
    EXPECT_EQ(one.phone.get("/api/me").status, 200);
}

TEST_F(MemberPages, hostile_nicknames_are_text_or_nothing) {
    const std::pair<const char*, const char*> nicknames[] = {
        {"\xe2\x80\xae"
         "txt.exe\xe2\x80\xac",
         "txt.exe"},
        {"a\tb\r\nc", "a b c"},
        {"\xe2\x80\x8b\xef\xbb\xbf老王\xe2\x81\xa6", "老王"},
        {"=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")"},
        {"</title><script>x</script>", "</title><script>x</"},
        {"{{token}}", "{{token}}"},
    };
    for (const auto& [typed, kept] : nicknames) {
        auto one = member(typed);
        const auto name = *data_of(one.phone).find("nickname")->string();
        EXPECT_TRUE(name.starts_with(kept)) << name;
        for (const auto* path : {"/m", "/my", "/my/forget"}) {
            const auto page = one.phone.get(path).body;
            EXPECT_EQ(page.find("<script>x"), page.npos) << path;
            EXPECT_EQ(page.find("\xe2\x80\xae"), page.npos) << path;
            EXPECT_EQ(page.find("\xe2\x80\x8b"), page.npos) << path;
        }
    }
    auto nobody = browser();
    nobody.json = true;
    for (const auto* nothing : {"\xe2\x80\xae\xe2\x80\x8b", "\xff\xfe", "\x01\x02", "   "})
        EXPECT_EQ(error_in(join(nobody, nothing)), "nickname");
}

TEST_F(MemberPages, the_coming_draws_are_a_calendar) {
    shop.say(Tick{});
    auto phone = browser();
    const auto reply = phone.get("/calendar.ics");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("content-type"), "text/calendar; charset=utf-8");
    // Wednesdays and Saturdays at 20:00 in Shanghai, from the announced one on.
    for (const auto* start : {"20261118T120000Z", "20261121T120000Z", "20261125T120000Z"}) {
        EXPECT_NE(reply.body.find("DTSTART:" + std::string(start) + "\r\n"), reply.body.npos) << reply.body;
    }
    EXPECT_EQ(phone.get("/calendar.ics").body, reply.body);
}

TEST_F(MemberPages, the_way_into_the_group_is_its_own_code_and_then_the_owners_with_the_number_to_say) {
    auto settings = shop.kiosk->snapshot()->settings;
    settings.group_code = "https://weixin.qq.com/g/AQYAAMxL7u0jYf1m";
    settings.group_code_made_at = shop.clock.now();
    settings.group_members = 100;
    settings.owner_contact = "加微信 https://u.wechat.com/kMqT8d";
    shop.expect<Done>(ChangeSettings{settings, {}});
    (void)shop.wait_for([](const Snapshot& s) { return !s.settings.group_code.empty(); });
    auto phone = browser();
    const auto joined = join(phone, "小陈");
    EXPECT_NE(joined.body.find("进我们的群"), joined.body.npos) << "right where they got their number";
    EXPECT_EQ(joined.body.find("备注群友号"), joined.body.npos);
    EXPECT_NE(phone.get("/m").body.find("进我们的群"), std::string::npos);
    shop.clock.advance(6 * day_ms);
    const auto later = phone.get("/m").body;
    EXPECT_EQ(later.find("进我们的群"), later.npos);
    EXPECT_NE(later.find("备注群友号 0001，拉您进群"), later.npos);
}

TEST_F(MemberPages, a_photo_that_was_agreed_to_is_seen_and_taken_back) {
    const auto winner = shop.buyer("平安是福", 7);
    (void)shop.draw();
    shop.sign_in();
    const auto units = shop.waiting(shop.pass_of(7));
    shop.expect<HandedOver>(HandOver{{units.at(0).unit}, shop.pass_of(7), winner.redeem_code, {}, shop.manager});
    auto phone = browser();
    ASSERT_EQ(bind(phone, "1", winner.redeem_code).status, 200);
    EXPECT_EQ(phone.get("/my").body.find("领奖照片"), std::string::npos);
    shop.expect<PhotoKept>(KeepPhoto{shop.manager, 1, true, Bytes{0xff, 0xd8, 0xff, 0xe0, 1}});
    const auto page = phone.get("/my");
    EXPECT_NE(page.body.find("领奖照片"), page.body.npos);
    auto stranger = browser();
    join(stranger, "旁人");
    const auto photo = test::Browser::hidden_fields(page.body).at("photo");
    EXPECT_EQ(stranger.submit(stranger.get("/my"), "/api/photo", {{"photo", photo}}).status, 422);
    EXPECT_EQ(phone.submit(page, "/api/photo", {{"photo", photo}}).status, 200);
    EXPECT_EQ(phone.get("/my").body.find("领奖照片"), std::string::npos);
}

}  // namespace
}  // namespace xiaoer::phone
