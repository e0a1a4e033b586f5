// The server against rude clients, on real sockets.
#include "net/http_server.h"
#include "tests/support/http_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace xiaoer::net {
namespace {

using namespace std::chrono_literals;
using test::http;
using test::Wire;

HttpServerOptions loopback() {
    HttpServerOptions options;
    options.address = "127.0.0.1";
    return options;
}

// Answers with what it understood.
void echo(Request request, Respond respond) {
    Response response;
    response.content_type = "text/plain";
    response.headers = {{"x-bad", "a\r\nb"}, {"x-good", "yes"}};
    response.body =
        request.method + " " + request.path + " ?" + request.query + " " + request.peer + " " + request.body;
    respond(std::move(response));
}

std::unique_ptr<HttpServer> start(HttpServerOptions options, Handler handler = echo) {
    auto server = HttpServer::start(std::move(options), std::move(handler));
    EXPECT_TRUE(server);
    return std::move(server).value();
}

constexpr std::string_view simple = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

template <class Condition>
bool soon(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

TEST(HttpServer, hands_over_a_parsed_request_and_sends_the_answer) {
    const auto server = start(loopback());
    const auto reply = http(server->port(), "POST", "/%E5%8F%B7/x?a=%20b", {}, "hello");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "POST /号/x ?a=%20b 127.0.0.1 hello");
    EXPECT_EQ(reply.header("content-type"), "text/plain");
    EXPECT_EQ(reply.header("x-good"), "yes");
    EXPECT_EQ(reply.header("x-bad"), "") << "no header can be smuggled in";
}

TEST(HttpServer, keeps_a_connection_for_the_next_request) {
    const auto server = start(loopback());
    Wire wire(server->port());
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(wire.send(simple));
        EXPECT_EQ(wire.receive().status, 200);
    }
    EXPECT_TRUE(soon([&] { return server->counts().answered == 3; })) << "the last is counted once it is written";
}

TEST(HttpServer, refuses_what_is_too_big_or_no_http) {
    auto options = loopback();
    options.body_max = 1000;
    const auto server = start(options);
    EXPECT_EQ(http(server->port(), "GET", "/", {{"X-Long", std::string(9000, 'a')}}).status, 431);
    EXPECT_EQ(http(server->port(), "GET", "/" + std::string(9000, 'a')).status, 431);
    EXPECT_EQ(http(server->port(), "POST", "/", {}, std::string(1001, 'b')).status, 413);
    EXPECT_EQ(http(server->port(), "POST", "/", {}, std::string(1000, 'b')).status, 200);
    EXPECT_EQ(http(server->port(), "GET", "/%zz").status, 400);
    EXPECT_EQ(http(server->port(), "GET", "/a%00b").status, 400);
    for (const std::string_view bytes :
         {"\x16\x03\x01 nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET http HTTP/1.1\r\nHost: a\r\n\r\n"}) {
        Wire wire(server->port());
        wire.send(bytes);
        EXPECT_EQ(wire.receive().status, 400) << bytes;
        EXPECT_TRUE(wire.closed_within(5s));
    }
}

TEST(HttpServer, a_chunked_body_has_the_same_limit) {
    auto options = loopback();
    options.body_max = 1000;
    const auto server = start(options);
    Wire wire(server->port());
    wire.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 5; ++i) wire.send("100\r\n" + std::string(256, 'c') + "\r\n");
    EXPECT_EQ(wire.receive().status, 413);
}

TEST(HttpServer, cuts_whoever_is_slow_however_busily) {
    auto options = loopback();
    options.deadline_ms = 300;
    const auto server = start(options);
    const auto begun = std::chrono::steady_clock::now();
    Wire silent(server->port());
    Wire dripping(server->port());
    dripping.send("GET / HTTP/1.1\r\nHost: a\r\n");
    while (dripping.send("X-A: b\r\n") && !dripping.closed_within(20ms)) {
        ASSERT_LT(std::chrono::steady_clock::now() - begun, 10s);
    }
    EXPECT_TRUE(silent.closed_within(5s));
    EXPECT_TRUE(soon([&] { return server->counts().cut == 2 && server->counts().open == 0; }));
}

TEST(HttpServer, answers_503_for_a_handler_that_does_not) {
    auto options = loopback();
    options.deadline_ms = 200;
    std::vector<Respond> never;
    std::atomic<int> calls{0};
    const auto server = start(options, [&](Request, Respond respond) { never.push_back(std::move(respond)), ++calls; });
    Wire wire(server->port());
    wire.send(simple);
    const auto reply = wire.receive();
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.header("retry-after"), "2");
    ASSERT_EQ(calls, 1);
    never[0]({200, "", {}, "too late"});
    EXPECT_TRUE(wire.closed_within(5s));
}

TEST(HttpServer, takes_an_answer_from_another_thread_and_only_the_first) {
    std::vector<std::thread> threads;
    {
        const auto server = start(loopback(), [&](Request, Respond respond) {
            threads.emplace_back([respond] {
                respond({200, "", {}, "first"});
                respond({500, "", {}, "second"});
            });
        });
        Wire wire(server->port());
        for (int i = 0; i < 20; ++i) {
            wire.send(simple);
            EXPECT_EQ(wire.receive().body, "first");
        }
    }
    for (auto& thread : threads) thread.join();
}

TEST(HttpServer, an_answer_after_the_server_is_gone_does_nothing) {
    Respond late;
    std::atomic<bool> called{false};
    auto server = start(loopback(), [&](Request, Respond respond) { late = std::move(respond), called = true; });
    Wire wire(server->port());
    wire.send(simple);
    ASSERT_TRUE(soon([&] { return called.load(); }));
    server.reset();
    late({200, "", {}, "anybody there?"});
    EXPECT_EQ(wire.receive().status, 0);
}

TEST(HttpServer, the_longest_waiting_of_an_address_makes_room) {
    auto options = loopback();
    options.connections_per_address_max = 3;
    const auto server = start(options);
    std::vector<Wire> slow;
    for (int i = 0; i < 3; ++i) slow.emplace_back(server->port(), "127.0.0.2");
    Wire other(server->port(), "127.0.0.3");
    ASSERT_TRUE(soon([&] { return server->counts().open == 4; }));
    Wire honest(server->port(), "127.0.0.2");
    honest.send(simple);
    EXPECT_EQ(honest.receive().status, 200);
    EXPECT_TRUE(slow[0].closed_within(5s)) << "the first to come goes";
    other.send(simple);
    EXPECT_EQ(other.receive().status, 200) << "another address is left alone";
    EXPECT_EQ(server->counts().cut, 1u);
}

TEST(HttpServer, a_full_house_still_answers_a_newcomer) {
    auto options = loopback();
    options.connections_max = 10;
    const auto server = start(options);
    std::vector<Wire> slow;
    for (int i = 0; i < 30; ++i) slow.emplace_back(server->port());
    EXPECT_EQ(http(server->port(), "GET", "/").status, 200);
    EXPECT_LE(server->counts().open, 10u);
}

TEST(HttpServer, says_clearly_that_a_port_is_taken) {
    const auto first = start(loopback());
    auto options = loopback();
    options.port = first->port();
    const auto second = HttpServer::start(options, echo);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::busy);
    EXPECT_NE(second.error().message.find("port " + std::to_string(first->port()) + " is taken"), std::string::npos);
    options.address = "localhost";
    EXPECT_EQ(HttpServer::start(options, echo).error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace xiaoer::net
