// What the boss's pages ask, over sealed calls to a real kiosk: the book, the outbox, members, and roll-calls that are
// longer than a call.
#include "domain/roll_call.h"
#include "domain/strings.h"
#include "phone/boss_answers.h"
#include "phone/pieces.h"
#include "tests/phone/staff_shop.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

using test::StaffPhone;
using BossPages = test::StaffPhoneTest;

constexpr std::string_view book_ask = R"({"kind":"book","when":"this_week"})";
constexpr std::string_view outbox_ask = R"({"kind":"outbox"})";
constexpr std::string_view sync_ask = R"({"kind":"sync"})";

std::int64_t number_in(const Json& json, std::string_view key) {
    const auto* value = json.find(key);
    return value == nullptr || value->integer() == nullptr ? -1 : *value->integer();
}
const Json::Array& list_in(const Json& json, std::string_view key) {
    static const Json::Array none;
    const auto* value = json.find(key);
    return value == nullptr || value->array() == nullptr ? none : *value->array();
}

// Sends the text as the page does, in pieces of at most that many bytes.
Json send_roll_call(StaffPhone& boss, std::string_view text, std::size_t piece_bytes) {
    Json answer;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::min(at + piece_bytes, text.size());
        while (end < text.size() && (text[end] & 0xC0) == 0x80) --end;  // not through a character
        const Json ask(Json::Object{
            {"kind", "roll_call"}, {"at", static_cast<std::int64_t>(at)}, {"text", text.substr(at, end - at)}});
        answer = boss.ask(canonical(ask));
        at = end;
    }
    return answer;
}
Json seats_wish(std::string_view kind) {
    return Json::Object{{"kind", kind}, {"text", ""}, {"decisions", Json::Array{}}};
}

TEST_F(BossPages, a_clerk_is_refused_the_book_the_outbox_the_members_and_the_seats) {
    shop.join("平安是福", 1);
    (void)shop.wait_for([](const Snapshot& s) { return s.member_count == 1; });
    auto clerk = paired(shop.clerk);
    for (const auto ask : {book_ask, outbox_ask, sync_ask, std::string_view(R"({"kind":"member","number":1})"),
                           std::string_view(R"({"kind":"roll_call","at":0,"text":"1. x"})")}) {
        EXPECT_EQ(text(clerk.ask(ask), "what"), "not_allowed") << ask;
    }
    for (const auto* said :
         {R"({"kind":"preview_seats","text":"1. x","decisions":[]})", R"({"kind":"record_strike","number":1})",
          R"({"kind":"import_seats","text":"1. x","decisions":[]})", R"({"kind":"clear_strikes","number":1})",
          R"({"kind":"set_role","number":1,"role":"moderator"})", R"({"kind":"mark_forwarded","post":"added-1"})",
          R"({"kind":"give_voucher","number":1,"value_minor":500})", R"({"kind":"reverse_credit","act":"x"})"}) {
        EXPECT_EQ(text(clerk.wish(wish(said)), "what"), "not_allowed") << said;
    }
    EXPECT_EQ(shop.kiosk->snapshot()->member_count, 1);
}

TEST_F(BossPages, the_book_counts_prizes_those_who_came_and_what_they_bought_after) {
    const auto winner = shop.buyer("小赵", 1);
    (void)shop.draw();
    shop.sign_in();
    const auto units = shop.waiting(shop.pass_of(1));
    ASSERT_EQ(units.size(), 1u);
    shop.expect<HandedOver>(HandOver{{units[0].unit}, shop.pass_of(1), winner.redeem_code, {}, shop.manager});
    auto again = test::Shop::sale("after", 8600);
    again.member = winner.number;
    shop.record(again);
    auto boss = paired(shop.manager);
    const auto book = boss.ask(book_ask);
    EXPECT_EQ(number_in(book, "prizes"), 1);
    EXPECT_EQ(number_in(book, "prizes_value_minor"), units[0].value_minor);
    EXPECT_EQ(number_in(book, "came"), 1);
    EXPECT_EQ(number_in(book, "back"), 1);
    EXPECT_EQ(number_in(book, "back_minor"), 8600);
    EXPECT_EQ(number_in(book, "newcomers"), 1);
    EXPECT_EQ(number_in(book, "sales_with_number_minor"), 58'600);
    EXPECT_EQ(number_in(boss.ask(R"({"kind":"book","when":"last_week"})"), "sales"), 0);
    EXPECT_EQ(text(boss.ask(R"({"kind":"book","when":"for_ever"})"), "what"), "invalid");
}

TEST_F(BossPages, the_boss_is_told_when_the_kiosks_last_met_and_why_they_did_not) {
    auto boss = paired(shop.manager);
    const auto never = boss.ask(sync_ask);
    EXPECT_EQ(number_in(never, "kiosks"), 1);
    EXPECT_TRUE(never.find("at")->is_null());
    SyncStatus status;
    status.with = "folder:/media/usb", status.at = shop.clock.now(), status.told_seq = 3;
    shop.expect<Done>(NoteSync{status});
    auto told = boss.ask(sync_ask);
    EXPECT_EQ(number_in(told, "worked"), status.at.ms);
    EXPECT_EQ(text(told, "problem"), "");
    EXPECT_GT(number_in(told, "to_tell"), 0) << "this shop has said more than three facts";
    status.at = status.at + day_ms, status.received.problem = "the folder is not there";
    status.set_aside = {"a bundle: it is torn or was altered"};
    shop.expect<Done>(NoteSync{status});
    told = boss.ask(sync_ask);
    EXPECT_EQ(number_in(told, "at"), status.at.ms);
    EXPECT_EQ(number_in(told, "worked"), status.at.ms - day_ms) << "the last one that came to its end";
    EXPECT_EQ(text(told, "problem"), "the folder is not there");
    EXPECT_EQ(list_in(told, "set_aside").size(), 1u);
}

TEST(BookTimes, are_whole_business_days_weeks_from_monday) {
    const auto zone = Zone::named("Asia/Shanghai").value();
    const auto at = [&](int month, int day, int hour) { return zone.to_time({2026, month, day, hour}); };
    const auto expect = [&](BookTime when, Timestamp now, Timestamp from, Timestamp to) {
        const auto figures = figures_for(when, now, zone);
        EXPECT_EQ(figures.from, from) << enum_name(when);
        EXPECT_EQ(figures.to, to) << enum_name(when);
    };
    const auto monday_night = at(11, 23, 2);  // still Sunday's business day
    expect(BookTime::this_week, monday_night, at(11, 16, 4), at(11, 23, 4));
    expect(BookTime::last_week, monday_night, at(11, 9, 4), at(11, 16, 4));
    expect(BookTime::last_week, at(11, 23, 4), at(11, 16, 4), at(11, 23, 4));
    expect(BookTime::this_month, at(11, 1, 3), at(10, 1, 4), at(11, 1, 4));
    expect(BookTime::this_month, at(11, 1, 5), at(11, 1, 4), at(11, 2, 4));
    expect(BookTime::last_month, at(3, 31, 12), at(2, 1, 4), at(3, 1, 4));
}

TEST_F(BossPages, a_post_of_the_outbox_has_its_words_and_is_ticked_when_it_was_forwarded) {
    shop.buyer("小赵", 1);
    shop.say(Tick{});
    auto boss = paired(shop.manager);
    const auto outbox = boss.ask(outbox_ask);
    ASSERT_EQ(list_in(outbox, "posts").size(), 1u);
    const auto& post = list_in(outbox, "posts")[0];
    EXPECT_EQ(text(post, "id").substr(0, 10), "announced-");
    EXPECT_NE(text(post, "text").find("手工布鞋"), std::string::npos);
    EXPECT_EQ(member(post, "forwarded"), Json(false));
    EXPECT_EQ(member(outbox, "pictures"), Json(false)) << "this server cannot draw";
    const Json mark(Json::Object{{"kind", "mark_forwarded"}, {"post", text(post, "id")}});
    EXPECT_EQ(text(boss.wish(mark), "kind"), "done");
    EXPECT_EQ(member(list_in(boss.ask(outbox_ask), "posts")[0], "forwarded"), Json(true));
}

TEST_F(BossPages, what_the_group_is_told_is_in_the_shops_language_whatever_the_phones) {
    auto settings = shop.kiosk->snapshot()->settings;
    settings.language = Language::en;
    shop.expect<Done>(ChangeSettings{settings, {}});
    (void)shop.wait_for([](const Snapshot& s) { return s.settings.language == Language::en; });
    shop.say(Tick{});
    auto boss = paired(shop.manager);
    const auto outbox = boss.ask(outbox_ask);
    ASSERT_FALSE(list_in(outbox, "posts").empty());
    EXPECT_EQ(text(list_in(outbox, "posts")[0], "text").find("小二报信"), std::string::npos);
}

TEST_F(BossPages, a_member_is_looked_up_struck_out_cleared_and_made_a_moderator) {
    shop.join("爱发广告", 1, "13800000000");
    auto boss = paired(shop.manager);
    const auto look = [&] { return boss.ask(R"({"kind":"member","number":1})"); };
    EXPECT_EQ(text(look(), "name"), "爱发广告");
    EXPECT_EQ(canonical(look()).find("1380000"), std::string::npos) << "no page shows it";
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(text(boss.wish(wish(R"({"kind":"record_strike","number":1})")), "kind"), "strike_counted");
    EXPECT_EQ(number_in(look(), "strikes"), 3);
    ASSERT_EQ(list_in(boss.ask(outbox_ask), "to_remove").size(), 1u);
    EXPECT_EQ(text(boss.wish(wish(R"({"kind":"clear_strikes","number":1})")), "kind"), "done");
    EXPECT_EQ(number_in(look(), "strikes"), 0);
    EXPECT_TRUE(list_in(boss.ask(outbox_ask), "to_remove").empty());
    EXPECT_EQ(text(boss.wish(wish(R"({"kind":"set_role","number":1,"role":"moderator"})")), "kind"), "done");
    EXPECT_EQ(text(look(), "role"), "moderator");
    EXPECT_EQ(text(boss.ask(R"({"kind":"member","number":99})"), "problem"), "unknown");
}

TEST_F(BossPages, a_voucher_is_given_and_taken_back_in_the_bosss_name) {
    shop.join("平安是福", 1);
    auto boss = paired(shop.manager);
    const auto given = boss.wish(wish(R"({"kind":"give_voucher","number":1,"value_minor":500})"));
    ASSERT_EQ(text(given, "kind"), "voucher_given");
    const auto quote = wish(R"({"kind":"quote","who":{"number":1}})");
    EXPECT_EQ(number_in(boss.wish(quote), "credit_minor"), 500);
    const Json back(Json::Object{{"kind", "reverse_credit"}, {"act", text(given, "act")}});
    EXPECT_EQ(text(boss.wish(back), "kind"), "credit_reversed");
    EXPECT_EQ(number_in(boss.wish(quote), "credit_minor"), 0);
}

TEST_F(BossPages, a_roll_call_comes_in_pieces_and_each_line_gets_its_number_once) {
    std::string roll = "#接龙\n";
    for (int i = 1; i <= 2'500; ++i) roll += std::to_string(i) + ". 群友" + std::to_string(i) + "号家\n";
    auto boss = paired(shop.manager);
    const auto kept = send_roll_call(boss, roll, 6'000);
    EXPECT_EQ(number_in(kept, "length"), static_cast<std::int64_t>(roll.size()));
    const auto preview = boss.wish(seats_wish("preview_seats"));
    EXPECT_EQ(number_in(member(preview, "counts"), "fresh"), 2'500);
    EXPECT_EQ(list_in(preview, "lines").size(), 200u);
    std::int64_t made = 0, left = 1;
    while (left > 0) {
        const auto imported = boss.wish(seats_wish("import_seats"));
        ASSERT_EQ(text(imported, "kind"), "seats_imported");
        made += number_in(member(imported, "counts"), "fresh");
        left = number_in(imported, "left");
    }
    EXPECT_EQ(made, 2'500);
    EXPECT_EQ(number_in(member(boss.wish(seats_wish("preview_seats")), "counts"), "already"), 2'500);
}

TEST_F(BossPages, a_piece_said_again_changes_nothing_and_another_phones_text_is_not_read) {
    auto boss = paired(shop.manager);
    constexpr std::string_view first = "1. 平安是福\n", second = "2. 山里人\n";
    (void)send_roll_call(boss, std::string(first) + std::string(second), first.size());
    const Json again(
        Json::Object{{"kind", "roll_call"}, {"at", static_cast<std::int64_t>(first.size())}, {"text", second}});
    (void)boss.ask(canonical(again));
    EXPECT_EQ(number_in(member(boss.wish(seats_wish("preview_seats")), "counts"), "fresh"), 2);
    EXPECT_EQ(text(boss.ask(R"({"kind":"roll_call","at":900,"text":"3. x"})"), "what"), "too_long") << "a gap";
    auto other = paired(shop.manager);
    EXPECT_EQ(text(other.wish(seats_wish("preview_seats")), "what"), "roll_call_gone");
    EXPECT_EQ(text(other.ask(R"({"kind":"roll_call","at":-1,"text":"3. x"})"), "what"), "too_long");
}

TEST_F(BossPages, a_roll_call_is_forgotten_after_half_an_hour_and_never_longer_than_its_bound) {
    auto boss = paired(shop.manager);
    (void)send_roll_call(boss, "1. 平安是福\n", 100);
    shop.clock.advance(31 * minute_ms);
    EXPECT_EQ(text(boss.wish(seats_wish("preview_seats")), "what"), "roll_call_gone");
    Pieces calls(roll_call_bytes_max);
    const SessionId phone{};
    EXPECT_EQ(calls.add(phone, 0, std::string(roll_call_bytes_max, 'x'), 0), roll_call_bytes_max);
    EXPECT_FALSE(calls.add(phone, static_cast<std::int64_t>(roll_call_bytes_max), "x", 0));
    EXPECT_EQ(calls.of(phone, 0)->size(), roll_call_bytes_max);
}

TEST_F(BossPages, have_the_same_texts_in_every_language) {
    const auto keys = [this](std::string_view language) {
        const auto path = "/a/1/staff." + std::string(language) + ".json";
        return Strings::parse(test::http(server->port(), "GET", path).body).value().keys();
    };
    const auto all = keys("zh-Hans");
    EXPECT_GT(all.size(), 200u);
    EXPECT_EQ(keys("zh-Hant"), all);
    EXPECT_EQ(keys("en"), all);
}

// A winner who has collected the prize, for tests of photos.
void collect(test::Shop& shop) {
    const auto winner = shop.buyer("平安是福", 1);
    (void)shop.draw();
    shop.sign_in();
    const auto units = shop.waiting(shop.pass_of(1));
    shop.expect<HandedOver>(HandOver{{units.at(0).unit}, shop.pass_of(1), winner.redeem_code, {}, shop.manager});
}

TEST_F(BossPages, a_photo_comes_in_pieces_is_cleaned_and_waits_in_the_basket_only_with_a_yes) {
    collect(shop);
    PhoneOptions options;
    std::size_t cleaned = 0;
    options.staff.clean_photo = [&cleaned](ByteView file) -> Result<Bytes> {
        cleaned = file.size();
        return Bytes{0xff, 0xd8, 0xff, 0xe0, 1, 2, 3};
    };
    serve(options);
    auto boss = paired(shop.manager);
    const auto keep = [&boss](bool agreed) {
        return boss.wish(Json::Object{{"kind", "keep_photo"}, {"number", 1}, {"agreed", agreed}, {"photo", ""}});
    };
    EXPECT_EQ(text(keep(true), "what"), "photo_gone") << "nothing was sent yet";
    const auto file = to_base64(Bytes(40'000, 0x55));
    for (std::size_t at = 0; at < file.size(); at += 24'000) {
        const Json piece(
            Json::Object{{"kind", "photo"}, {"at", static_cast<std::int64_t>(at)}, {"text", file.substr(at, 24'000)}});
        EXPECT_EQ(text(boss.ask(canonical(piece)), "kind"), "photo");
    }
    EXPECT_EQ(text(keep(false), "why"), "photo_consent");
    EXPECT_EQ(text(keep(true), "kind"), "photo_kept");
    EXPECT_EQ(cleaned, 40'000u);
    const auto outbox = boss.ask(outbox_ask);
    const auto& posts = list_in(outbox, "posts");
    ASSERT_FALSE(posts.empty());
    EXPECT_EQ(text(posts[0], "id").substr(0, 7), "thanks-");
    EXPECT_NE(text(posts[0], "text").find("0001"), std::string::npos);
    const auto card = boss.ask(R"({"kind":"member","number":1})");
    ASSERT_EQ(list_in(card, "photos").size(), 1u);
    const Json back(Json::Object{{"kind", "take_back_photo"}, {"photo", text(list_in(card, "photos")[0], "photo")}});
    EXPECT_EQ(text(boss.wish(back), "kind"), "done");
    EXPECT_TRUE(list_in(boss.ask(R"({"kind":"member","number":1})"), "photos").empty());
    auto clerk = paired(shop.clerk);
    EXPECT_EQ(text(clerk.ask(R"({"kind":"photo","at":0,"text":"x"})"), "what"), "not_allowed");
    EXPECT_EQ(text(clerk.wish(back), "what"), "not_allowed");
}

TEST_F(BossPages, a_sheet_of_cards_is_made_for_the_printer_and_the_page_and_the_desk_gives_one_out) {
    auto boss = paired(shop.manager);
    const auto sheet = boss.wish(wish(R"({"kind":"prepare_cards","count":6})"));
    EXPECT_EQ(text(sheet, "kind"), "cards_ready");
    ASSERT_EQ(list_in(sheet, "codes").size(), 6u);
    EXPECT_TRUE(list_in(sheet, "codes")[0].string()->starts_with("<svg"));
    ASSERT_FALSE(heard.empty());
    const auto printed = parse_json(heard.back()).value();
    const auto& scans = list_in(printed, "scans");
    ASSERT_EQ(scans.size(), 6u) << "the printer is told their digits";
    auto clerk = paired(shop.clerk);
    EXPECT_EQ(text(clerk.wish(wish(R"({"kind":"prepare_cards","count":6})")), "what"), "not_allowed");
    // The clerk's phone has no scanner: the counter's reads for it.
    (void)clerk.wish(wish(R"({"kind":"take_scan","begin":true})"));
    shop.say(LookUp{*scans[2].string(), {}});
    const auto read = text(clerk.wish(wish(R"({"kind":"take_scan","begin":false})")), "scan");
    EXPECT_EQ(read, *scans[2].string());
    const Json give(Json::Object{{"kind", "issue_card"}, {"card", read}});
    const auto issued = clerk.wish(give);
    EXPECT_EQ(text(issued, "kind"), "card_issued");
    EXPECT_EQ(text(issued, "scan"), read);
    EXPECT_EQ(text(clerk.wish(give), "why"), "card_not_in_stock") << "it is somebody's by now";
    EXPECT_EQ(text(boss.wish(wish(R"({"kind":"prepare_cards","count":201})")), "why"), "card_count");
}

TEST_F(BossPages, the_boss_is_told_when_the_groups_code_gives_way_to_her_own) {
    auto settings = shop.kiosk->snapshot()->settings;
    settings.group_code = "https://weixin.qq.com/g/AQYAAMxL7u0jYf1m";
    settings.group_code_made_at = shop.clock.now();
    settings.group_members = 178;
    auto boss = paired(shop.manager);
    const auto change = [&] {
        return boss.wish(Json::Object{{"kind", "change_settings"}, {"settings", to_json(settings)}});
    };
    ASSERT_EQ(text(change(), "kind"), "done");
    const auto told = [&] { return text(member(state_of(boss), "group"), "state"); };
    (void)shop.wait_for([](const Snapshot& s) { return s.settings.group_members == 178; });
    EXPECT_EQ(told(), "good");
    shop.join("小陈", 1), shop.join("山花", 2);
    (void)shop.wait_for([](const Snapshot& s) { return s.group_newcomers == 2; });
    EXPECT_EQ(told(), "full");
    shop.expect<SeatsImported>(ImportSeats{"1. 平安是福", {}, shop.manager});
    settings.group_members = 100;
    ASSERT_EQ(text(change(), "kind"), "done");
    (void)shop.wait_for([](const Snapshot& s) { return s.settings.group_members == 100 && s.member_count == 3; });
    EXPECT_EQ(told(), "good");
    EXPECT_EQ(number_in(member(state_of(boss), "group"), "members"), 102)
        << "who is in the group already is no newcomer";
    shop.clock.advance(6 * day_ms);
    EXPECT_EQ(told(), "old");
    settings.group_code = "not an address";
    EXPECT_EQ(text(change(), "why"), "group_code");
}

}  // namespace
}  // namespace xiaoer::phone
