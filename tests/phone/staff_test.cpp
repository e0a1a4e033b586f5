// Staff phones against a real kiosk: pairing, sealed calls, and whoever tries to get in between.
#include "domain/number.h"
#include "tests/phone/staff_shop.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

using test::StaffPhone;
using test::state_ask;

using StaffPhones = test::StaffPhoneTest;

TEST_F(StaffPhones, a_paired_phone_reads_the_shop_and_changes_a_prize_in_its_owners_name) {
    auto boss = paired(shop.manager);
    auto state = state_of(boss);
    EXPECT_EQ(text(state, "shop"), "老北京布鞋");
    EXPECT_EQ(text(state, "name"), "兰姐");
    EXPECT_EQ(text(state, "role"), "merchant");
    auto settings = from_json<Settings>(member(state, "settings")).value();
    settings.prizes = {{"搪瓷脸盆", 2, 2600}};
    const Json change(Json::Object{{"kind", "change_settings"}, {"settings", to_json(settings)}});
    EXPECT_EQ(text(boss.wish(change), "kind"), "done");
    (void)shop.wait_for([](const Snapshot& s) { return s.settings.prizes.at(0).name == "搪瓷脸盆"; });
}

TEST_F(StaffPhones, a_clerks_phone_may_not_decide_and_does_not_see_the_settings) {
    auto clerk = paired(shop.clerk);
    const auto state = state_of(clerk);
    EXPECT_EQ(text(state, "role"), "clerk");
    EXPECT_EQ(state.find("settings"), nullptr);
    EXPECT_EQ(state.find("phones"), nullptr);
    const Json change(Json::Object{{"kind", "change_settings"}, {"settings", to_json(Settings{})}});
    EXPECT_EQ(text(clerk.wish(change), "what"), "not_allowed");
    EXPECT_EQ(text(clerk.ask(R"({"kind":"add_staff","name":"x","manager":true,"pin":"735190"})"), "what"),
              "not_allowed");
    EXPECT_EQ(text(clerk.ask(R"({"kind":"print","recovery":true})"), "what"), "not_allowed");
    for (const auto* kind : {"open_shop", "add_staff", "erase_member", "await_owner", "begin_sign_in", "tick"}) {
        EXPECT_EQ(text(clerk.wish(Json::Object{{"kind", kind}}), "what"), "not_allowed") << kind;
    }
}

TEST_F(StaffPhones, whoever_writes_another_name_into_a_wish_acts_in_their_own) {
    auto clerk = paired(shop.clerk);
    const auto answer = clerk.wish(Json::Object{{"kind", "issue_card"}, {"by", shop.manager.hex()}});
    ASSERT_EQ(text(answer, "kind"), "card_issued");
    ASSERT_EQ(heard.size(), 1u) << "the printer was asked to print the card";
    EXPECT_NE(heard[0].find("card_issued"), std::string::npos);
}

TEST_F(StaffPhones, a_sale_is_recorded_and_bound_and_said_twice_it_is_one) {
    const auto member_number = shop.join("山里人", 7).number;
    auto clerk = paired(shop.clerk);
    const auto said = wish(R"({"kind":"record_purchases","purchases":[{"what":"sale","receipt_no":"",)"
                           R"("total_minor":8600,"currency":"","source":"hand","member":)" +
                           std::to_string(member_number) + "}]}");
    const Json body(Json::Object{{"id", std::string(32, 'a')}, {"counter", 1}, {"wish", said}});
    const auto sealed = [&](std::int64_t counter) {
        auto numbered = body;
        numbered.object()->insert_or_assign("counter", counter);
        const BoxNonce nonce{static_cast<std::uint8_t>(counter)};
        return canonical(Json::Object{{"phone", clerk.id},
                                      {"nonce", to_hex(nonce)},
                                      {"box", to_hex(close_box(clerk.key, nonce, view_of(canonical(numbered))))}});
    };
    EXPECT_EQ(clerk.post(sealed(1)).status, 200);
    EXPECT_EQ(clerk.post(sealed(2)).status, 200) << "the answer was lost; the page says it again";
    (void)shop.wait_for([](const Snapshot& s) { return s.desk.takings_with_number_minor == 8600; });
}

TEST_F(StaffPhones, a_repeated_or_altered_call_is_refused_always_the_same) {
    auto boss = paired(shop.manager);
    const auto call = boss.call("ask", wish(state_ask));
    EXPECT_EQ(boss.post(call).status, 200);
    const auto again = boss.post(call);
    EXPECT_EQ(again.status, 403);
    EXPECT_EQ(error_in(again), "not_paired");
    for (const auto at : {call.find("\"box\":\"") + 7, call.find("\"nonce\":\"") + 9, call.find("\"phone\":\"") + 9}) {
        auto altered = boss.call("ask", wish(state_ask));
        altered[at] = altered[at] == '0' ? '1' : '0';
        const auto reply = boss.post(altered);
        EXPECT_EQ(reply.status, 403) << at;
        EXPECT_EQ(reply.body, again.body);
    }
    for (const auto* rubbish : {"", "{}", "[]", "null", "{\"phone\":1}", "\xff\xfe"}) {
        EXPECT_EQ(boss.post(rubbish).body, again.body) << rubbish;
    }
    EXPECT_EQ(text(state_of(boss), "name"), "兰姐") << "the honest phone goes on";
}

TEST_F(StaffPhones, a_counter_does_not_go_back_after_a_restart) {
    auto boss = paired(shop.manager);
    (void)state_of(boss);
    const auto old = boss.call("ask", wish(state_ask));
    EXPECT_EQ(boss.post(old).status, 200);
    server.reset();
    shop.reopen();
    serve({});
    StaffPhone after(server->port());
    after.id = boss.id, after.key = boss.key, after.counter = boss.counter;
    EXPECT_EQ(after.post(old).status, 403);
    EXPECT_EQ(text(state_of(after), "name"), "兰姐") << "paired for good";
}

TEST_F(StaffPhones, the_second_to_scan_is_refused_and_the_boss_is_told) {
    const auto url = offer(shop.manager);
    auto boss = phone(), passer_by = phone();
    EXPECT_EQ(boss.pair(url).status, 200);
    const auto refused = passer_by.pair(url);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(error_in(refused), "pairing_taken");
    EXPECT_EQ(passer_by.post(passer_by.call("ask", wish(state_ask))).status, 403);
    const auto picture =
        shop.wait_for([](const Snapshot& s) { return !s.desk.phones.empty() && s.desk.phones[0].second_scans == 1; });
    EXPECT_EQ(picture->desk.phones.size(), 1u);
    const auto told = canonical(state_of(boss));
    EXPECT_NE(told.find("\"second_scans\":1"), std::string::npos);
}

TEST_F(StaffPhones, who_saw_the_code_cannot_read_what_the_phone_says_later) {
    const auto url = offer(shop.manager);
    auto boss = phone();
    EXPECT_EQ(boss.pair(url).status, 200);
    const SecretKey code(array_from_hex<32>(url.substr(url.find('#') + 1)).value());
    const auto call = parse_json(boss.call("ask", wish(state_ask))).value();
    const auto nonce = array_from_hex<24>(text(call, "nonce")).value();
    EXPECT_FALSE(open_box(code, nonce, from_hex(text(call, "box")).value()));
    EXPECT_TRUE(open_box(boss.key, nonce, from_hex(text(call, "box")).value()));
}

TEST_F(StaffPhones, a_lost_answer_to_pairing_can_be_asked_for_again) {
    auto boss = phone();
    const auto first = boss.pair(offer(shop.manager));
    ASSERT_EQ(first.status, 200);
    EXPECT_EQ(boss.post(boss.pairing).body, first.body);
    const auto shown = shop.wait_for([](const Snapshot& s) { return !s.desk.phones.empty(); });
    EXPECT_EQ(shown->desk.phones[0].second_scans, 0);
}

TEST_F(StaffPhones, a_code_is_over_after_two_minutes_and_when_a_newer_one_is_shown) {
    const auto old = offer(shop.manager);
    const auto newer = offer(shop.manager);
    auto late = phone();
    EXPECT_EQ(error_in(late.pair(old)), "pairing_over");
    shop.clock.advance(2 * minute_ms);
    EXPECT_EQ(error_in(late.pair(newer)), "pairing_over");
    EXPECT_TRUE(shop.kiosk->snapshot()->desk.phones.empty());
}

TEST_F(StaffPhones, a_revoked_phone_is_refused_at_once) {
    auto boss = paired(shop.manager);
    auto stolen = paired(shop.clerk);
    EXPECT_EQ(text(state_of(stolen), "name"), "小颖");
    const Json revoke(Json::Object{{"kind", "revoke_phone"}, {"phone", stolen.id}});
    const Json revoke_boss(Json::Object{{"kind", "revoke_phone"}, {"phone", boss.id}});
    EXPECT_EQ(text(stolen.wish(revoke_boss), "kind"), "not_allowed");
    EXPECT_EQ(text(boss.wish(revoke), "kind"), "done");
    (void)state_of(stolen);
    EXPECT_EQ(stolen.status, 403);
    EXPECT_EQ(text(state_of(boss), "name"), "兰姐");
}

TEST_F(StaffPhones, another_site_or_another_name_of_this_kiosk_is_refused_before_the_box_is_opened) {
    auto boss = paired(shop.manager);
    boss.origin = "http://evil.example";
    EXPECT_EQ(boss.post(boss.call("ask", wish(state_ask))).status, 403);
    boss.origin = "";
    const auto call = boss.call("ask", wish(state_ask));
    for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
        EXPECT_EQ(boss.post(call, type).status, 415) << "what a foreign form can send without asking first";
    }
    boss.host = "evil.example:8080";
    EXPECT_EQ(boss.post(call).status, 421);
    boss.host = "";
    EXPECT_EQ(boss.post(call).status, 200) << "none of these used it up";
}

TEST_F(StaffPhones, too_many_calls_from_one_address_are_slowed) {
    PhoneOptions options;
    options.per_staff_phone = {3, 60'000};
    serve(options);
    auto boss = paired(shop.manager);  // the first
    EXPECT_EQ(boss.post("{}").status, 403);
    EXPECT_EQ(boss.post("{}").status, 403);
    EXPECT_EQ(boss.post("{}").status, 429);
}

TEST_F(StaffPhones, a_code_for_somebody_else_is_the_merchants_to_give) {
    auto boss = paired(shop.manager);
    const auto added = boss.ask(R"({"kind":"add_staff","name":"阿毛","manager":false,"pin":"735190"})");
    ASSERT_EQ(text(added, "kind"), "staff_added");
    const auto ask = R"({"kind":"pairing","staff":")" + text(added, "staff") + "\"}";
    auto clerk = paired(shop.clerk);
    EXPECT_EQ(text(clerk.ask(ask), "kind"), "not_allowed");
    const auto offered = boss.ask(ask);
    EXPECT_NE(text(offered, "svg").find("<svg"), std::string::npos);
    auto his = phone();
    EXPECT_EQ(his.pair(text(offered, "url")).status, 200);
    EXPECT_EQ(text(state_of(his), "name"), "阿毛");
}

TEST_F(StaffPhones, a_fresh_machine_waits_for_its_owners_phone_and_no_longer) {
    EXPECT_TRUE(std::holds_alternative<NotAllowed>(shop.say(OfferPairing{}))) << "this shop is not fresh";
    const auto picture = shop.kiosk->snapshot();
    const auto owner = std::ranges::find(picture->desk.staff, true, &StaffView::manager)->id;
    shop.expect<Done>(AwaitOwner{owner});
    (void)shop.wait_for([](const Snapshot& s) { return s.awaits_owner; });
    auto boss = phone();
    EXPECT_EQ(boss.pair(shop.expect<PairingOffered>(OfferPairing{}).url).status, 200);
    EXPECT_EQ(text(state_of(boss), "role"), "merchant");
    (void)shop.wait_for([](const Snapshot& s) { return !s.awaits_owner; });
    EXPECT_TRUE(std::holds_alternative<NotAllowed>(shop.say(OfferPairing{})));
}

TEST_F(StaffPhones, a_dear_prize_is_handed_over_with_the_managers_pin_and_the_next_asks_again) {
    auto settings = shop.kiosk->snapshot()->settings;
    settings.prizes = {{"电饭煲", 2, 30'000}};
    settings.one_win_per_member = false;
    shop.expect<Done>(ChangeSettings{settings, {}});
    const auto winner = shop.buyer("山里人", 1);
    const auto draw = shop.draw();
    const auto manager = std::ranges::find(shop.kiosk->snapshot()->desk.staff, true, &StaffView::manager)->id;
    shop.sign_in();
    auto clerk = paired(shop.clerk);
    const auto hand_over = [&](std::int64_t unit, const std::string& session) {
        Json::Object over{{"kind", "hand_over"},
                          {"units", Json::Array{to_json(UnitId{draw, unit})}},
                          {"scan", format_number(winner.number)},
                          {"redeem_code", winner.redeem_code}};
        if (!session.empty()) over.emplace("manager", session);
        return text(clerk.wish(over), "kind");
    };
    const auto prove = [&](std::string_view pin) {
        return clerk.ask(R"({"kind":"prove","staff":")" + manager.hex() + R"(","pin":")" + std::string(pin) + "\"}");
    };
    EXPECT_EQ(hand_over(0, ""), "not_allowed");
    EXPECT_EQ(text(prove("000000"), "kind"), "wrong_pin");
    const auto session = text(prove(test::manager_pin), "session");
    EXPECT_EQ(hand_over(0, session), "handed_over");
    (void)state_of(clerk);
    EXPECT_EQ(hand_over(1, session), "not_allowed") << "the manager's word was for one hand-over";
    EXPECT_EQ(hand_over(1, shop.clerk.hex()), "not_allowed") << "another clerk is no manager";
}

TEST_F(StaffPhones, a_voucher_is_quoted_before_payment_and_never_spent_twice) {
    const auto member_ = shop.join("平安是福", 1);
    shop.expect<VoucherGiven>(GiveVoucher{member_.number, 500, {}});
    auto clerk = paired(shop.clerk), other = paired(shop.clerk);
    const auto number = std::to_string(member_.number);
    const auto quote = wish(R"({"kind":"quote","who":{"number":)" + number + "}}");
    EXPECT_EQ(canonical(member(clerk.wish(quote), "credit_minor")), "500");
    const auto spend = wish(R"({"kind":"spend_credit","amount_minor":500,"scan":")" + format_number(member_.number) +
                            R"(","redeem_code":")" + member_.redeem_code + "\"}");
    EXPECT_EQ(text(clerk.wish(wish(R"({"kind":"spend_credit","amount_minor":500,"scan":")" +
                                   format_number(member_.number) + "\"}")),
                   "kind"),
              "redeem_code_needed");
    EXPECT_EQ(text(clerk.wish(spend), "kind"), "credit_spent");
    EXPECT_EQ(text(other.wish(spend), "kind"), "not_enough_credit");
    EXPECT_EQ(canonical(member(clerk.wish(quote), "credit_minor")), "0");
    const auto give = wish(R"({"kind":"give_voucher","value_minor":500,"number":)" + number + "}");
    EXPECT_EQ(text(clerk.wish(give), "what"), "not_allowed") << "a clerk gives nobody credit";
}

TEST_F(StaffPhones, a_lost_card_is_replaced_and_a_check_in_counts_once_a_day) {
    auto clerk = paired(shop.clerk);
    const auto first = clerk.wish(wish(R"({"kind":"issue_card"})"));
    const auto number = canonical(member(first, "number"));
    const auto second = clerk.wish(wish(R"({"kind":"replace_card","number":)" + number + "}"));
    ASSERT_EQ(text(second, "kind"), "card_issued");
    EXPECT_EQ(heard.size(), 2u) << "both were printed";
    EXPECT_EQ(text(clerk.wish(Json::Object{{"kind", "look_up"}, {"scan", text(first, "scan")}}), "problem"), "revoked");
    const auto check_in = Json::Object{{"kind", "check_in"}, {"who", Json::Object{{"scan", text(second, "scan")}}}};
    EXPECT_EQ(canonical(member(clerk.wish(check_in), "already")), "false");
    EXPECT_EQ(canonical(member(clerk.wish(check_in), "already")), "true");
    EXPECT_EQ(text(clerk.wish(wish(R"({"kind":"prepare_cards","count":3})")), "what"), "not_allowed");
}

TEST_F(StaffPhones, a_seat_is_its_owners_once_the_clerk_has_seen_who_it_is) {
    const auto seated = shop.expect<SeatsImported>(ImportSeats{"1. 平安是福\n2. 山里人\n", {}, {}});
    auto clerk = paired(shop.clerk);
    const auto number = std::to_string(seated.first);
    const auto look = wish(R"({"kind":"look_up","scan":")" + format_number(seated.first) + "\"}");
    const auto shown = clerk.wish(look);
    EXPECT_EQ(canonical(member(shown, "seat")), "true");
    EXPECT_EQ(text(shown, "name"), "平安是福") << "in full: the clerk compares it with the chat on the person's phone";
    const auto bind = wish(R"({"kind":"bind_seat","forget_others":false,"number":)" + number + "}");
    EXPECT_EQ(text(clerk.wish(bind), "redeem_code").size(), 4u);
    EXPECT_EQ(canonical(member(clerk.wish(look), "seat")), "false");
    const auto wrong = wish(R"({"kind":"bind_seat","forget_others":true,"code":"0000","number":)" + number + "}");
    EXPECT_EQ(text(clerk.wish(wrong), "why"), "binding_code");
}

TEST_F(StaffPhones, a_test_draw_is_verified_and_leaves_no_trace) {
    auto boss = paired(shop.manager), clerk = paired(shop.clerk);
    const auto ask = R"({"kind":"test_draw","throws":"4162533164"})";
    const auto drawn = boss.ask(ask);
    EXPECT_EQ(canonical(member(drawn, "verified")), "true");
    EXPECT_EQ(member(drawn, "winners").array()->size(), 10u) << "fourteen prizes, ten sample tickets";
    EXPECT_EQ(text(boss.ask(R"({"kind":"test_draw","throws":"7162533164"})"), "what"), "invalid");
    EXPECT_EQ(text(boss.ask(R"({"kind":"test_draw","throws":"123"})"), "what"), "invalid");
    EXPECT_EQ(text(clerk.ask(ask), "what"), "not_allowed");
    const auto draws = shop.kiosk->query(DrawList{}).get();
    EXPECT_TRUE(std::get<std::vector<DrawSummary>>(*draws).empty()) << "nothing was written";
}

TEST_F(StaffPhones, the_boss_is_told_where_the_machine_is_and_a_clerk_is_not) {
    PhoneOptions options;
    options.staff.network = [] { return NetworkView{{{"http://192.168.1.23:8080", true}}, {}}; };
    serve(options);
    auto boss = paired(shop.manager), clerk = paired(shop.clerk);
    const auto told = boss.ask(R"({"kind":"network"})");
    EXPECT_NE(canonical(told).find(R"({"lent":true,"url":"http://192.168.1.23:8080"})"), std::string::npos);
    EXPECT_EQ(text(clerk.ask(R"({"kind":"network"})"), "what"), "not_allowed");
    EXPECT_NE(text(boss.ask(R"({"kind":"test_code"})"), "svg").find("<svg"), std::string::npos);
}

TEST_F(StaffPhones, a_hotspot_is_made_of_what_can_be_and_kept_only_by_a_phone_that_came_through_it) {
    std::vector<HotspotPlan> tried;
    PhoneOptions options;
    options.staff.network = [] { return NetworkView{{}, {HotspotState::ready, {}, "", "http://10.77.0.1:8080"}}; };
    options.staff.try_hotspot = [&tried](const HotspotPlan& plan) { return tried.push_back(plan), true; };
    options.staff.keep_hotspot = [&tried] { return std::optional(tried.back()); };
    serve(options);
    auto boss = paired(shop.manager), clerk = paired(shop.clerk);
    const auto ask = [](const std::string& name, const std::string& password, int channel) {
        return R"({"channel":)" + std::to_string(channel) + R"(,"kind":"hotspot","name":")" + name +
               R"(","password":")" + password + R"(","what":"try"})";
    };
    EXPECT_EQ(text(clerk.ask(ask("LONGYIN", "20260131", 6)), "what"), "not_allowed");
    const std::string too_long(33, 'x');
    for (const auto& [name, password, channel] : {std::tuple{"", "20260131", 6},
                                                  {"-x", "20260131", 6},
                                                  {too_long.c_str(), "20260131", 6},
                                                  {"LONGYIN", "1234567", 6},
                                                  {"LONGYIN", "-20260131", 6},
                                                  {"LONGYIN", "密码密码密码", 6},
                                                  {"LONGYIN", "20260131", 14},
                                                  {"LONGYIN", "20260131", -1}}) {
        EXPECT_EQ(text(boss.ask(ask(name, password, channel)), "what"), "invalid") << name << password << channel;
    }
    EXPECT_TRUE(tried.empty());
    EXPECT_EQ(text(boss.ask(ask("LONG\u202eYIN", "20260131", 6)), "kind"), "done");
    ASSERT_EQ(tried.size(), 1u);
    EXPECT_EQ(tried[0].name, "LONGYIN") << "no sign that turns the line on the screen around";
    const auto before = shop.kiosk->snapshot()->settings.wifi_name;
    EXPECT_EQ(text(boss.ask(R"({"kind":"hotspot","what":"keep"})"), "what"), "no_hotspot") << "from another address";
    EXPECT_EQ(shop.kiosk->snapshot()->settings.wifi_name, before);
}

TEST_F(StaffPhones, the_page_is_the_same_for_everybody_and_tells_nothing) {
    const auto page = test::http(server->port(), "GET", "/s/" + std::string(32, 'a'));
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.body, test::http(server->port(), "GET", "/s").body);
    EXPECT_EQ(page.body.find("老北京布鞋"), std::string::npos);
    EXPECT_NE(page.header("content-security-policy").find("script-src 'self'"), std::string::npos);
    EXPECT_EQ(page.header("cache-control"), "no-store");
}

}  // namespace
}  // namespace xiaoer::phone
