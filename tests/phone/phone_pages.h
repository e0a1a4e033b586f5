// A real Kiosk on a real file behind the phone pages, real HTTP on loopback.
#pragma once

#include "base/sha256.h"
#include "phone/phone_server.h"
#include "tests/app/shop.h"
#include "tests/phone/browser.h"

#include <gtest/gtest.h>

namespace xiaoer::phone {

class PhonePages : public testing::Test {
protected:
    PhonePages() { serve({}); }

    void serve(PhoneOptions options) {
        options.http.address = "127.0.0.1";
        options.http.port = 0;
        server.reset();
        auto started = PhoneServer::start(options, *shop.kiosk, shop.clock);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
    }
    [[nodiscard]] test::Browser browser() const { return test::Browser(server->port()); }
    [[nodiscard]] std::string cookie_name() const { return "x_" + shop.kiosk->snapshot()->kiosk_code; }

    static test::Reply join(test::Browser& phone, std::string nickname, std::map<std::string, std::string> more = {}) {
        more.emplace("nickname", std::move(nickname));
        more.emplace("agreed", "1");
        return phone.submit(phone.get("/j/counter1"), "/api/join", std::move(more));
    }
    static Json json_of(const test::Reply& reply) {
        const auto json = parse_json(reply.body);
        EXPECT_TRUE(json) << reply.body;
        return json.value_or(Json());
    }
    static std::int64_t number_in(const test::Reply& reply) {
        const auto json = json_of(reply);
        const auto* number = json.find("number");
        return number == nullptr || number->integer() == nullptr ? 0 : *number->integer();
    }
    static std::string error_in(const test::Reply& reply) {
        const auto json = json_of(reply);
        const auto* error = json.find("error");
        return error == nullptr || error->string() == nullptr ? "" : *error->string();
    }
    // A purchase at the till; returns its claim code.
    std::string sale(std::int64_t total_minor) {
        const auto receipt = "r" + std::to_string(++receipts);
        auto code = shop.record(test::Shop::sale(receipt, total_minor)).claim_codes.at(0);
        (void)shop.wait_for(
            [&](const Snapshot& s) { return s.purchase && s.purchase->claim_url.ends_with("/c/" + code); });
        return code;
    }

    test::Shop shop;
    std::unique_ptr<PhoneServer> server;
    int receipts = 0;
};

}  // namespace xiaoer::phone
