#include "base/codec.h"
#include "base/json_list.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

TEST(Json, canonical_form_sorts_keys_by_utf16_and_escapes_as_rfc_8785) {
    const auto json = parse_json(
        "{\"\xef\xac\xb3\":1,\"\xf0\x9f\x98\x80\":2,\"b\":[true,null,-5],\"a\":\"\\u000f\\n\\\"\xe5\x8f\xb7\"}");
    ASSERT_TRUE(json);
    EXPECT_EQ(canonical(*json),
              "{\"a\":\"\\u000f\\n\\\"\xe5\x8f\xb7\",\"b\":[true,null,-5],\"\xf0\x9f\x98\x80\":2,\"\xef\xac\xb3\":1}");
}

TEST(Json, what_the_formats_do_not_have_is_refused) {
    for (const auto* text : {"1.0", "1e3", "{\"a\":1,\"a\":2}", "9007199254740992", "-9007199254740992", "{", "[1,]",
                             "\"\\ud800\"", "\"\xff\"", "1 2", "", "NaN"}) {
        EXPECT_FALSE(parse_json(text)) << text;
    }
    EXPECT_TRUE(parse_json("9007199254740991"));
    EXPECT_FALSE(parse_json(std::string(100, '[') + std::string(100, ']')));
}

TEST(Json, numbers_that_others_write_keep_their_digits) {
    const auto json = parse_foreign_json(R"({"a":12.50,"b":-0.25,"c":1e3,"d":7,"e":18446744073709551615})");
    ASSERT_TRUE(json);
    EXPECT_EQ(canonical(*json), R"({"a":"12.50","b":"-0.25","c":"1e3","d":7,"e":"18446744073709551615"})");
    EXPECT_FALSE(parse_foreign_json(R"({"a":1,"a":2})"));
}

TEST(JsonList, each_element_is_given_away_and_the_rest_is_kept) {
    std::vector<std::string> taken;
    const auto take = [&taken](const Json& element) -> Result<void> {
        taken.push_back(canonical(element));
        return {};
    };
    const auto json =
        parse_json_with_list(R"({"a":{"list":[7]},"list":[1,{"b":[2]},[3],"list"],"z":[4]})", "list", take);
    ASSERT_TRUE(json);
    EXPECT_EQ(taken, (std::vector<std::string>{"1", R"({"b":[2]})", "[3]", R"("list")"}));
    EXPECT_EQ(canonical(*json), R"({"a":{"list":[7]},"list":[],"z":[4]})");
}

TEST(JsonList, what_is_refused_elsewhere_is_refused_inside_and_so_is_what_the_taker_refuses) {
    const auto take_small = [](const Json& element) -> Result<void> {
        return element.integer() != nullptr && *element.integer() < 5 ? Result<void>{} : invalid("too large");
    };
    for (const auto* text : {R"({"list":[1.5]})", R"({"list":[{"a":1,"a":2}]})", R"({"list":[1],"list":[2]})",
                             R"({"list":[1,2)", R"({"list":[1,9]})"}) {
        EXPECT_FALSE(parse_json_with_list(text, "list", take_small)) << text;
    }
    EXPECT_EQ(parse_json_with_list(R"({"list":[1,9]})", "list", take_small).error().message, "too large");
}

struct Shoe {
    static constexpr std::string_view kind = "shoe";
    int size = 0;
    std::optional<std::string> colour;
    template <class Self, class Visitor>
    static void fields(Self& self, Visitor&& visit) {
        visit("size", self.size);
        visit("colour", self.colour);
    }
};
struct Sock {
    static constexpr std::string_view kind = "sock";
    std::vector<std::int64_t> holes;
    template <class Self, class Visitor>
    static void fields(Self& self, Visitor&& visit) {
        visit("holes", self.holes);
    }
};
using Wear = std::variant<Shoe, Sock>;

TEST(Codec, variants_come_back_as_they_went) {
    EXPECT_EQ(canonical(to_json<Wear>(Shoe{42, {}})), R"({"kind":"shoe","size":42})");
    const auto read = from_json<Wear>(*parse_json(R"({"holes":[1,2],"kind":"sock"})"));
    ASSERT_TRUE(read);
    EXPECT_EQ(std::get<Sock>(*read).holes, (std::vector<std::int64_t>{1, 2}));
}

TEST(Codec, unknown_missing_and_wrong_fields_are_named) {
    const auto message = [](const char* text) { return from_json<Wear>(*parse_json(text)).error().message; };
    EXPECT_EQ(message(R"({"kind":"shoe","size":42,"lace":1})"), "\"lace\" is not known here");
    EXPECT_EQ(message(R"({"kind":"shoe"})"), "\"size\" is missing");
    EXPECT_EQ(message(R"({"kind":"shoe","size":"42"})"), "\"size\": expected an integer in range");
    EXPECT_EQ(message(R"({"kind":"hat"})"), "\"hat\" is not a known kind");
}

}  // namespace
}  // namespace xiaoer
