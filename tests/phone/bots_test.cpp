// The bots against local servers that behave as each service documents it, errors and rate limits included.
#include "phone/bots.h"

#include "net/http_server.h"
#include "store/db.h"
#include "tests/app/shop.h"

#include <gtest/gtest.h>

#include <mutex>

namespace xiaoer::phone {
namespace {

using namespace std::chrono_literals;

// Answers in turn, the last one for ever, and keeps what it was told.
class Service {
public:
    explicit Service(std::vector<net::Response> answers) : answers_(std::move(answers)) {
        server_ = net::HttpServer::start({.address = "127.0.0.1"}, [this](net::Request request, net::Respond respond) {
                      const std::lock_guard lock(mutex_);
                      requests_.push_back(request);
                      const auto turn = std::min(requests_.size(), answers_.size()) - 1;
                      respond(answers_[turn]);
                  }).value();
    }
    [[nodiscard]] std::string url(std::string_view path) const {
        return "http://127.0.0.1:" + std::to_string(server_->port()) + std::string(path);
    }
    [[nodiscard]] std::vector<net::Request> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<net::Response> answers_;
    std::vector<net::Request> requests_;
    std::unique_ptr<net::HttpServer> server_;
};

net::Response says(int status, std::string body) { return {status, "application/json", {}, std::move(body)}; }

struct Manner {
    BotKind kind;
    std::string path;
    net::Response too_often, yes, no;
};
std::vector<Manner> manners() {
    return {
        {BotKind::wecom, "/cgi-bin/webhook/send?key=k",
         says(200, R"({"errcode":45009,"errmsg":"api freq out of limit"})"),
         says(200, R"({"errcode":0,"errmsg":"ok"})"), says(200, R"({"errcode":93000,"errmsg":"invalid webhook url"})")},
        {BotKind::dingtalk, "/robot/send?access_token=t", says(200, R"({"errcode":130101,"errmsg":"send too fast"})"),
         says(200, R"({"errcode":0,"errmsg":"ok"})"), says(200, R"({"errcode":310000,"errmsg":"sign not match"})")},
        {BotKind::feishu, "/open-apis/bot/v2/hook/x", says(200, R"({"code":11232,"msg":"frequency limited"})"),
         says(200, R"({"code":0,"msg":"success"})"), says(200, R"({"code":19021,"msg":"sign match fail"})")},
        {BotKind::telegram, "/bot1:a", says(429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":0}})"),
         says(200, R"({"ok":true})"), says(403, R"({"ok":false,"error_code":403})")},
        {BotKind::discord, "/api/webhooks/1/a", says(429, R"({"retry_after":0.3})"), says(204, ""),
         says(404, R"({"message":"Unknown Webhook","code":10015})")},
    };
}

class Bots : public testing::TestWithParam<Manner> {
protected:
    // A shop with one post: the draw that is announced.
    Bots() { shop.say(Tick{}); }

    BotSender::Options options(const Service& service) {
        BotSender::Options options;
        options.bots = {{"group", GetParam().kind, service.url(GetParam().path), "secret", "-100"}};
        options.look_every = 5ms;
        options.first_wait_ms = 1;
        return options;
    }
    std::string state() {
        auto db = Database::open(shop.database(), Database::Mode::read).value();
        const auto row = first_row(db.select("SELECT state FROM bot_posts"), [](const Rows& r) { return r.text(0); });
        return row.value().value_or("");
    }
    void wait_for_state(std::string_view wanted) {
        for (int i = 0; i < 1000 && state() != wanted; ++i) {
            shop.clock.advance(100'000);  // so that a rate limit's wait is over
            std::this_thread::sleep_for(5ms);
        }
        EXPECT_EQ(state(), wanted);
    }

    test::Shop shop;
};

TEST_P(Bots, a_post_is_tried_again_after_too_often_and_sent_once) {
    const Service service({GetParam().too_often, GetParam().yes});
    {
        const BotSender sender(options(service), *shop.kiosk, shop.clock);
        wait_for_state("sent");
    }
    EXPECT_EQ(service.requests().size(), 2u);
    {
        const BotSender again(options(service), *shop.kiosk, shop.clock);
        std::this_thread::sleep_for(50ms);
    }
    EXPECT_EQ(service.requests().size(), 2u) << "never twice, also by the next process";
    EXPECT_NE(service.requests()[1].body.find("抽奖"), std::string::npos);
}

TEST_P(Bots, a_refusal_is_kept_and_not_repeated) {
    const Service service({GetParam().no});
    const BotSender sender(options(service), *shop.kiosk, shop.clock);
    wait_for_state("refused");
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(service.requests().size(), 1u);
}

TEST_P(Bots, what_a_gateway_lost_may_have_arrived_and_is_not_sent_again) {
    const Service service({says(502, ""), GetParam().yes});
    {
        const BotSender sender(options(service), *shop.kiosk, shop.clock);
        for (int i = 0; i < 1000 && service.requests().empty(); ++i) std::this_thread::sleep_for(5ms);
        std::this_thread::sleep_for(50ms);  // ten more looks at the outbox
    }
    EXPECT_EQ(service.requests().size(), 1u);
    EXPECT_EQ(state(), "sending") << "the boss sees that nobody knows";
    {
        const BotSender again(options(service), *shop.kiosk, shop.clock);
        std::this_thread::sleep_for(50ms);
    }
    EXPECT_EQ(service.requests().size(), 1u) << "also by the next process";
}

std::string name_of(const testing::TestParamInfo<Manner>& info) { return std::string(enum_name(info.param.kind)); }
INSTANTIATE_TEST_SUITE_P(services, Bots, testing::ValuesIn(manners()), name_of);

TEST(BotRequest, dingtalk_signs_its_time_in_the_address) {
    const Bot bot{"group", BotKind::dingtalk, "https://oapi.dingtalk.com/robot/send?access_token=t", "SEC", ""};
    const auto request = bot_request(bot, "好", Timestamp{1'700'000'000'000});
    EXPECT_TRUE(request.url.starts_with(bot.url + "&timestamp=1700000000000&sign=")) << request.url;
    EXPECT_EQ(request.body, R"({"msgtype":"text","text":{"content":"好"}})");
}

TEST(BotRequest, what_is_too_long_for_a_service_is_cut_at_a_whole_character) {
    const Bot bot{"group", BotKind::wecom, "https://qyapi.weixin.qq.com/", "", ""};
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "奖";
    const auto json = parse_json(bot_request(bot, text, {}).body).value();
    const auto content = *json.find("text")->find("content")->string();
    EXPECT_LE(content.size(), 2048u);
    EXPECT_TRUE(content.ends_with("奖…"));
}

TEST(BotSender, what_certainly_did_not_arrive_may_be_tried_again) {
    test::Shop shop;
    shop.say(Tick{});
    auto db = Database::open(shop.database(), Database::Mode::read).value();
    // Taking a post and giving it back are two commands whose answers are kept.
    const auto commands = [&db] { return db.integer("SELECT count(*) FROM commands").value().value_or(0); };
    const auto before = commands();
    BotSender::Options options;
    options.bots = {{"group", BotKind::discord, "http://127.0.0.1:1/x", "", ""}};  // nobody listens there
    options.look_every = 5ms;
    {
        const BotSender sender(options, *shop.kiosk, shop.clock);
        for (int i = 0; i < 1000 && commands() < before + 2; ++i) std::this_thread::sleep_for(5ms);
    }
    EXPECT_GE(commands(), before + 2) << "it was tried";
    EXPECT_FALSE(db.exists("SELECT 1 FROM bot_posts").value()) << "and may be again";
}

}  // namespace
}  // namespace xiaoer::phone
