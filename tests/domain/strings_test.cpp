#include "domain/strings.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

TEST(Strings, names_in_braces_are_filled_once) {
    const auto strings = Strings::parse(R"({"tickets": "{name}，送您 {n} 张", "plain": "谢谢光临"})");
    ASSERT_TRUE(strings);
    EXPECT_EQ((*strings)["plain"], "谢谢光临");
    EXPECT_EQ(strings->fill("plain", {}), "谢谢光临");
    EXPECT_EQ(strings->fill("tickets", {{"n", "2"}, {"name", "{n}"}}), "{n}，送您 2 张") << "a value is no template";
    EXPECT_FALSE(strings->contains("other"));
    EXPECT_EQ(strings->keys(), (std::vector<std::string>{"plain", "tickets"}));
}

TEST(Strings, a_missing_text_or_value_stops_the_process) {
    const auto strings = Strings::parse(R"({"tickets": "{n} 张"})");
    ASSERT_TRUE(strings);
    EXPECT_DEATH((void)(*strings)["other"], "no text for other");
    EXPECT_DEATH((void)strings->fill("tickets", {{"m", "2"}}), "no value for");
}

TEST(Strings, only_one_object_of_texts_is_taken) {
    for (const auto* json : {"", "[]", R"({"a": 1})", R"({"a": "b", "a": "c"})"}) {
        EXPECT_FALSE(Strings::parse(json)) << json;
    }
}

}  // namespace
}  // namespace xiaoer
