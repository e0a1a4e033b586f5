#include "net/http_message.h"

#include <gtest/gtest.h>

namespace xiaoer::net {
namespace {

TEST(Form, is_read_as_browsers_write_it) {
    const auto form = Form::parse("nickname=%E5%B0%8F%E9%99%88+A%26B&agreed=on&empty=&agreed=off&bare");
    EXPECT_EQ(form.get("nickname"), "小陈 A&B");
    EXPECT_EQ(form.get("agreed"), "on") << "the first of two";
    EXPECT_EQ(form.get("empty"), "");
    EXPECT_TRUE(form.has("empty"));
    EXPECT_TRUE(form.has("bare"));
    EXPECT_FALSE(form.has("phone"));
    EXPECT_FALSE(Form::parse("&&=x&").has(""));
}

TEST(Form, a_broken_escape_stays_as_it_was_sent) {
    EXPECT_EQ(Form::parse("a=100%&b=%zz&c=%00").get("a"), "100%");
    EXPECT_EQ(Form::parse("a=100%&b=%zz&c=%00").get("c"), "%00");
    EXPECT_FALSE(percent_decoded("%4", false));
    EXPECT_FALSE(percent_decoded("a%00b", false));
    EXPECT_EQ(percent_decoded("a+b%2B", false), "a+b+");
}

TEST(Request, finds_a_cookie_by_its_whole_name) {
    Request request;
    request.headers = {{"cookie", "ax_1=no; x_1=yes ;x_12=other"}, {"cookie", "late=1"}};
    EXPECT_EQ(request.cookie("x_1"), "yes");
    EXPECT_EQ(request.cookie("late"), "1");
    EXPECT_EQ(request.cookie("x_"), "");
    EXPECT_EQ(request.header("cookie"), "ax_1=no; x_1=yes ;x_12=other");
    EXPECT_EQ(request.header("origin"), "");
}

}  // namespace
}  // namespace xiaoer::net
