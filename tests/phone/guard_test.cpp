#include "phone/guard.h"
#include "base/sha256.h"
#include "phone/rate_limit.h"

#include <gtest/gtest.h>

namespace xiaoer::phone {
namespace {

net::Request with(std::vector<net::Header> headers) {
    net::Request request;
    request.headers = std::move(headers);
    return request;
}

TEST(Guard, only_the_shops_own_host_is_answered) {
    Settings settings;
    settings.base_url = "http://192.168.1.10:8080/";
    EXPECT_TRUE(is_our_host("192.168.1.10:8080", settings));
    EXPECT_TRUE(is_our_host("localhost:43211", settings));
    EXPECT_TRUE(is_our_host("127.0.0.1", settings));
    EXPECT_TRUE(is_our_host("[::1]:8080", settings));
    for (const auto* host :
         {"", "evil.example", "evil.example:8080", "localhost.evil.example", "localhost:evil",
          "localhost:", "127.0.0.1.evil.example", "192.168.1.10:8080.evil.example", "192.168.1", "192.168.1.",
          "192.168.1.256", "192.168.01.10", "0xc0.168.1.10", "3232235786", "1.2.3.4.5", ".1.2.3", "192.168.1.10:"}) {
        EXPECT_FALSE(is_our_host(host, settings)) << host;
    }
    for (const auto* host : {"192.168.1.10", "192.168.1.77:8080", "10.42.0.1:80"}) {
        EXPECT_TRUE(is_our_host(host, settings)) << host << ": the machine's next address, which is no name";
    }
    settings.base_url = "http://Xiaoer.local:80";
    EXPECT_TRUE(is_our_host("xiaoer.local", settings)) << "as a browser writes it";
    settings.base_url = "";
    EXPECT_FALSE(is_our_host("", settings));
}

TEST(Guard, a_change_comes_from_our_own_page) {
    EXPECT_TRUE(is_our_origin(with({{"host", "a:1"}, {"origin", "http://a:1"}})));
    EXPECT_TRUE(is_our_origin(with({{"host", "a:1"}, {"origin", "https://a:1"}})));
    for (const auto* origin :
         {"", "null", "http://a", "http://b:1", "http://evil.a:1", "http://a:1/", "ftp://a:1", "a:1"}) {
        EXPECT_FALSE(is_our_origin(with({{"host", "a:1"}, {"origin", origin}}))) << origin;
    }
    EXPECT_FALSE(is_our_origin(with({{"host", "a:1"}})));
}

TEST(Guard, a_session_is_its_cookie_and_only_its_own_page_has_the_token) {
    SeededRandom random(1);
    const auto session = BrowserSession::fresh(random);
    const auto other = BrowserSession::fresh(random);
    EXPECT_EQ(session.secret().size(), 64u);
    EXPECT_EQ(session.browser(), sha256(session.secret()));
    EXPECT_NE(session.token(), to_hex(session.browser())) << "what the store keeps makes no token";
    EXPECT_TRUE(session.has_token(session.token()));
    EXPECT_FALSE(session.has_token(other.token()));
    EXPECT_FALSE(session.has_token(""));

    const auto cookie = session.set_cookie("x_12345").value;
    EXPECT_NE(cookie.find("; HttpOnly"), cookie.npos);
    EXPECT_NE(cookie.find("; SameSite=Strict"), cookie.npos);
    const auto back = BrowserSession::of(with({{"cookie", cookie.substr(0, cookie.find(';'))}}), "x_12345");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->secret(), session.secret());
    EXPECT_FALSE(BrowserSession::of(with({{"cookie", "x_12345=abc"}}), "x_12345"));
    EXPECT_FALSE(BrowserSession::from_secret(std::string(64, 'G')));
}

TEST(RateLimit, allows_a_burst_and_then_one_at_a_time) {
    RateLimit limit({3, 1000});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allow("a", 0));
    EXPECT_FALSE(limit.allow("a", 0));
    EXPECT_TRUE(limit.allow("b", 0)) << "others are not held up";
    EXPECT_FALSE(limit.allow("a", 999));
    EXPECT_TRUE(limit.allow("a", 1000));
    EXPECT_FALSE(limit.allow("a", 1000));
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allow("a", 60'000));
    EXPECT_FALSE(limit.allow("a", 60'000)) << "a quiet time saves up no more than the burst";
}

TEST(RateLimit, a_flood_of_names_is_bounded_and_passes) {
    RateLimit limit({1, 1000});
    int allowed = 0;
    for (int i = 0; i < 20'000; ++i) allowed += limit.allow(std::to_string(i), 0) ? 1 : 0;
    EXPECT_EQ(allowed, 16'384);
    EXPECT_TRUE(limit.allow("later", 1000));
}

}  // namespace
}  // namespace xiaoer::phone
