// The words and the documents, without a network.
#include "phone/pages.h"
#include "phone/assets.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace xiaoer::phone {
namespace {

constexpr std::array languages{Language::hans, Language::hant, Language::en};
constexpr const char* hostile = "<script>alert(1)</script>\"'&";

Zone shanghai() { return Zone::named("Asia/Shanghai").value(); }
Timestamp at(int month, int day, int hour, int minute = 0) {
    return shanghai().to_time({2026, month, day, hour, minute, 0, 0});
}

View view_in(Language language) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->settings.shop = hostile;
    snapshot->settings.owner_contact = std::string(hostile) + "https://u.wechat.com/x\"" + hostile;
    snapshot->settings.base_url = "http://192.168.1.10:8080";
    snapshot->settings.strikes_max = 1;
    DrawView next;
    next.id = "d-0012";
    next.draws_at = at(11, 21, 20);
    next.prizes = {{hostile, 1, 12800}};
    snapshot->next_draw = next;
    return {language, "/m", std::move(snapshot), at(11, 19, 15), Speech(language, shanghai())};
}

MemberPageView full_member() {
    MemberPageView member{402, hostile, Language::hans, {}, 60, {}};
    member.role = MemberRole::moderator;
    member.strikes = 3;
    member.free_ticket = true;
    member.credit_minor = 1300;
    member.vouchers = {{1000, 800, at(12, 1, 0), VoucherReason::moderator},
                       {500, 500, at(12, 2, 0), VoucherReason::gift}};
    member.interests = {"shoes", hostile};
    member.referral_channel = "r402";
    for (int i = 0; i < 50; ++i)
        member.tickets.push_back({"t-" + std::string(36, 'x') + std::to_string(i), at(11, 18, 9), "purchase"});
    for (int i = 0; i < 20; ++i) {
        PickupUnit unit;
        unit.prize = hostile;
        unit.state = static_cast<UnitState>(i % 3);
        unit.claim_by = at(11, 24, 20);
        unit.handed_over_at = at(11, 1, 9);
        if (i % 2 == 0) unit.elsewhere = hostile;
        member.prizes.push_back(unit);
    }
    return member;
}

std::vector<DrawSummary> all_draws() {
    std::vector<DrawSummary> draws(100);
    for (std::size_t i = 0; i < draws.size(); ++i) {
        draws[i].draw = "d-" + std::to_string(i);
        draws[i].number = static_cast<std::int64_t>(i) + 1;
        draws[i].state = static_cast<DrawState>(i % 5);
        draws[i].draws_at = at(11, 1, 20);
        draws[i].closing_hash = std::string(64, 'a');
        draws[i].winners.assign(40, {{draws[i].draw, 0},
                                     static_cast<std::int64_t>(i % 8),
                                     0,
                                     1,
                                     7,
                                     hostile,
                                     hostile,
                                     UnitState::handed_over,
                                     {}});
        draws[i].tickets = i % 2 == 0 ? 1'126 : whole_list_most + 1;
        draws[i].entropy_kind = i % 3 == 0 ? "none" : i % 3 == 1 ? "dice" : "lottery";
    }
    return draws;
}

std::vector<std::string> every_page(Language language) {
    const auto pages = Pages::load("0a1b2c3d").value();
    const auto view = view_in(language);
    const Consents all_ticked{true, true, true, true, true};
    JoinForm form{"counter1", "c1", hostile, hostile, all_ticked, {"shoes"}, "s", "t", "phone"};
    const MyData data{hostile, 3, at(11, 18, 9), true, true, true, true};
    NewPhoneForm new_phone{402, all_ticked, true, "s", "t", "agreed"};
    Bound bound{402, hostile, 1};
    std::vector<std::string> out{pages.join(view, form, 2),
                                 pages.joined(view, {{}, 402, "4831", 2, false}, true),
                                 pages.joined(view, {{}, 402, "", 0, true}, true),
                                 pages.claim(view, full_member(), "c1", 2, "t"),
                                 pages.claimed(view, bound),
                                 pages.member(view, full_member(), {std::string(26, '9'), 30'000}, "t"),
                                 pages.mine(view, full_member(), data, "t"),
                                 pages.mine(view, full_member(), {}, "t"),
                                 pages.forget(view, full_member(), "t", true),
                                 pages.forgotten(view),
                                 pages.new_phone(view, new_phone),
                                 pages.asked(view, 402, {"4831", 600'000}),
                                 pages.bound(view, 402),
                                 pages.draws(view, all_draws(), true, {{"i-0-1", 20776, "7840", 41, true}}),
                                 pages.privacy(view),
                                 pages.format(view)};
    for (const auto& draw : all_draws()) out.push_back(pages.draw(view, draw));
    for (const auto* problem : {"", "nickname", "agreed", "guardian", "refused"}) {
        form.problem = problem;
        out.push_back(pages.join(view, form, 0));
    }
    for (const auto* what : {"not_found", "origin", "stale", "too_often", "busy", "refused", "not_saved", "no_number",
                             "already_claimed", "claim_too_late"}) {
        out.push_back(pages.message(view, what));
    }
    return out;
}

TEST(Pages, hostile_words_stay_words_on_every_page_in_every_language) {
    for (const auto language : languages) {
        for (const auto& page : every_page(language)) {
            EXPECT_EQ(page.find("<script>"), page.npos);
            EXPECT_EQ(page.find("alert(1)</"), page.npos);
            EXPECT_NE(page.find("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"), page.npos);
        }
    }
}

TEST(Pages, are_small_and_ask_for_nothing_from_elsewhere) {
    const auto shared = asset("phone.css").size() + asset("phone.js").size();
    for (const auto language : languages) {
        for (const auto& page : every_page(language)) {
            EXPECT_LT(page.size() + shared, 60u * 1024);
            for (const auto* banned :
                 {"src=\"http", "href=\"http", "style=\"", "onclick", "onload", "javascript:", "<style"}) {
                EXPECT_EQ(page.find(banned), page.npos) << banned;
            }
        }
    }
    for (const auto text : {asset("phone.css"), asset("phone.js"), asset("draw.js")}) {
        EXPECT_EQ(text.find("http"), text.npos);
        EXPECT_EQ(text.find("@import"), text.npos);
    }
}

TEST(Pages, no_consent_is_ticked_before_the_visitor_ticks_it) {
    const auto pages = Pages::load("0a1b2c3d").value();
    for (const auto language : languages) {
        const auto page = pages.join(view_in(language), JoinForm{}, 0);
        EXPECT_EQ(page.find(" checked"), page.npos);
        EXPECT_NE(page.find("name=\"agreed\" value=\"1\" required"), page.npos);
        EXPECT_EQ(pages.new_phone(view_in(language), {}).find(" checked"), std::string::npos);
        auto undecided = full_member();
        undecided.interests.clear();
        EXPECT_EQ(pages.mine(view_in(language), undecided, {}, "t").find(" checked"), std::string::npos);
        EXPECT_EQ(pages.forget(view_in(language), full_member(), "t", false).find(" checked"), std::string::npos);
    }
}

std::string placeholders(std::string_view text) {
    std::vector<std::string> names;
    for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        names.emplace_back(text.substr(open, text.find('}', open) - open));
    }
    std::ranges::sort(names);
    std::string all;
    for (const auto& name : names) all += name;
    return all;
}

TEST(Strings, every_language_has_the_same_keys_and_the_same_holes) {
    const auto& first = strings_of(Language::hans);
    for (const auto language : languages) {
        const auto& strings = strings_of(language);
        ASSERT_EQ(strings.keys(), first.keys()) << enum_name(language);
        for (const auto& key : first.keys()) EXPECT_EQ(placeholders(strings[key]), placeholders(first[key])) << key;
    }
}

Strings staff_texts(std::string_view file, std::string_view language) {
    return Strings::parse(asset(std::string(file) + "." + std::string(language) + ".json")).value();
}

TEST(Strings, the_staff_page_has_the_same_texts_in_every_language) {
    const auto everywhere = staff_texts("staff", "zh-Hans");
    for (const auto* file : {"staff", "staff_later", "staff_draws"}) {
        const auto first = staff_texts(file, "zh-Hans");
        for (const auto* language : {"zh-Hant", "en"}) {
            const auto texts = staff_texts(file, language);
            ASSERT_EQ(texts.keys(), first.keys()) << language;
            for (const auto& key : first.keys()) EXPECT_EQ(placeholders(texts[key]), placeholders(first[key])) << key;
        }
        const auto script = asset(std::string(file) + ".js");
        for (auto at = script.find(" T('"); at != script.npos; at = script.find(" T('", at + 1)) {
            const auto rest = script.substr(at + 4);
            const auto end = rest.find('\'');
            const bool whole = rest.substr(end + 1).starts_with(")") || rest.substr(end + 1).starts_with(",");
            const auto key = rest.substr(0, end);
            EXPECT_TRUE(!whole || first.contains(key) || everywhere.contains(key)) << key;
        }
    }
}

TEST(Speech, says_days_and_hours_as_people_do) {
    const Speech hans(Language::hans, shanghai());
    const auto now = at(11, 19, 15);  // a Thursday
    EXPECT_EQ(hans.day_and_hour(at(11, 19, 20), now), "今天晚八点");
    EXPECT_EQ(hans.day_and_hour(at(11, 20, 8), now), "明天上午八点");
    EXPECT_EQ(hans.day_and_hour(at(11, 21, 20), now), "周六晚八点");
    EXPECT_EQ(hans.day_and_hour(at(11, 22, 12), now), "周日中午十二点") << "a week ends on Sunday";
    EXPECT_EQ(hans.day_and_hour(at(11, 24, 20), now), "下周二晚八点");
    EXPECT_EQ(hans.day_and_hour(at(12, 1, 14, 5), now), "12月1日（周二）下午2:05");
    EXPECT_EQ(hans.day(at(11, 18, 23), now), "昨天");
    EXPECT_EQ(hans.day(at(11, 17, 23), now), "11月17日（周二）");
    EXPECT_EQ(Speech(Language::hant, shanghai()).day_and_hour(at(11, 24, 2), now), "下週二凌晨兩點");
    EXPECT_EQ(Speech(Language::en, shanghai()).day_and_hour(at(12, 1, 20), now), "Tuesday 1 Dec at 8 pm");
}

TEST(Speech, says_the_days_of_a_weekly_rule_and_of_no_other) {
    const Speech hans(Language::hans, shanghai());
    EXPECT_EQ(hans.days_of_rule("FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20"), "周三周六");
    EXPECT_EQ(Speech(Language::en, shanghai()).days_of_rule("FREQ=WEEKLY;BYDAY=WE,SA"), "Wed & Sat");
    EXPECT_EQ(hans.days_of_rule("FREQ=MONTHLY;BYMONTHDAY=5"), "");
    EXPECT_EQ(hans.days_of_rule("FREQ=WEEKLY;BYDAY=1WE"), "");
}

TEST(Language, is_read_from_what_browsers_send) {
    EXPECT_EQ(language_from_header("zh-CN,zh;q=0.9,en;q=0.8"), Language::hans);
    EXPECT_EQ(language_from_header("zh-TW,zh;q=0.9"), Language::hant);
    EXPECT_EQ(language_from_header("de-DE, en-GB;q=0.7"), Language::en);
    EXPECT_EQ(language_from_header("de"), std::nullopt);
    EXPECT_EQ(language_from_tag("zh-Hant-HK"), Language::hant);
    EXPECT_EQ(language_from_tag("enough"), std::nullopt);
    EXPECT_EQ(language_from_tag(""), std::nullopt);
}

}  // namespace
}  // namespace xiaoer::phone
