// The way into the chat group, with the clock and the crowd moved past the limits of the group's own code.
#include "domain/group_way.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

constexpr Timestamp made{1'794'931'200'000};  // midnight in Shanghai

Settings group_of(std::int64_t members) {
    Settings settings;
    settings.group_code = "https://weixin.qq.com/g/AQYAAMxL7u0jYf1m";
    settings.group_code_made_at = made;
    settings.group_members = members;
    settings.owner_contact = "加微信 https://u.wechat.com/kMqT8d，说声来过店里";
    return settings;
}

TEST(GroupWay, is_the_groups_own_code_until_the_sixth_day_is_over_and_then_the_owners) {
    const auto settings = group_of(120);
    const auto state = [&](std::int64_t ms) { return group_code_at(settings, 0, made + ms).state; };
    EXPECT_EQ(state(0), GroupCodeState::good);
    EXPECT_EQ(state(6 * day_ms - 1), GroupCodeState::good);
    EXPECT_EQ(state(6 * day_ms), GroupCodeState::old) << "a day before the chat app lets it fail";
    EXPECT_EQ(state(-2 * day_ms), GroupCodeState::old) << "a clock that is behind does not make it last longer";
    const auto before = invite_to_group(settings, 0, made + 6 * day_ms - 1);
    EXPECT_TRUE(before.own_code);
    EXPECT_EQ(before.code, settings.group_code);
    EXPECT_EQ(before.words, "");
    const auto after = invite_to_group(settings, 0, made + 6 * day_ms);
    EXPECT_FALSE(after.own_code);
    EXPECT_EQ(after.code, "https://u.wechat.com/kMqT8d");
    EXPECT_EQ(after.words, "加微信 ，说声来过店里");
}

TEST(GroupWay, every_newcomer_is_counted_as_one_more_in_the_group) {
    const auto settings = group_of(120);
    EXPECT_EQ(group_code_at(settings, 59, made).state, GroupCodeState::good);
    EXPECT_EQ(group_code_at(settings, 60, made).state, GroupCodeState::full);
    EXPECT_EQ(group_code_at(settings, 60, made).members, 180);
    EXPECT_FALSE(invite_to_group(settings, 60, made).own_code);
}

TEST(GroupWay, the_limits_are_the_merchants_to_set) {
    auto settings = group_of(400);
    settings.group_members_max = 500, settings.group_members_safe = 450;
    settings.group_code_days = 30, settings.group_code_safe_days = 28;
    EXPECT_EQ(group_code_at(settings, 49, made + 27 * day_ms).state, GroupCodeState::good);
    EXPECT_EQ(group_code_at(settings, 50, made + 27 * day_ms).state, GroupCodeState::full);
    EXPECT_EQ(group_code_at(settings, 0, made + 28 * day_ms).state, GroupCodeState::old);
    EXPECT_EQ(why_not_group(settings), nullptr);
    settings.group_code_safe_days = 31;
    EXPECT_STREQ(why_not_group(settings), "group_limits") << "it would still be shown when it has failed";
}

TEST(GroupWay, without_a_code_it_is_the_owners_words_and_without_those_there_is_none) {
    Settings settings;
    EXPECT_TRUE(invite_to_group(settings, 0, made).empty());
    settings.owner_contact = "加店主微信 laobuxie88";
    const auto invite = invite_to_group(settings, 0, made);
    EXPECT_EQ(invite.code, "");
    EXPECT_EQ(invite.words, "加店主微信 laobuxie88");
    EXPECT_EQ(group_code_at(settings, 500, made + 90 * day_ms).state, GroupCodeState::none) << "nothing to warn of";
}

TEST(GroupWay, a_code_is_one_address_and_nothing_else) {
    const auto why = [](std::string code) {
        auto settings = group_of(1);
        settings.group_code = std::move(code);
        const auto* problem = why_not_group(settings);
        return std::string(problem == nullptr ? "" : problem);
    };
    EXPECT_EQ(why("https://qr.dingtalk.com/action/joingroup?code=v1,k1,abc"), "");
    EXPECT_EQ(why(""), "");
    for (const auto* code : {"javascript:alert(1)", "https://a b", "群里的码", "https://x/\u202e", "weixin"})
        EXPECT_EQ(why(code), "group_code") << code;
    EXPECT_EQ(why("https://x/" + std::string(300, 'a')), "group_code");
}

}  // namespace
}  // namespace xiaoer
