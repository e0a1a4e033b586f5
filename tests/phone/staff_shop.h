// A shop with a server, staff phones paired with it, and small ways to read what they are answered.
#pragma once

#include "phone/phone_server.h"
#include "tests/app/shop.h"
#include "tests/phone/staff_phone.h"

#include <gtest/gtest.h>

namespace xiaoer::test {

inline constexpr std::string_view state_ask = R"({"kind":"state"})";

class StaffPhoneTest : public testing::Test {
protected:
    StaffPhoneTest() { serve({}); }
    void serve(phone::PhoneOptions options) {
        options.http.address = "127.0.0.1";
        options.http.port = 0;
        options.staff.hear = [this](const Outcome& outcome) { heard.push_back(canonical(to_json(outcome))); };
        server.reset();
        auto started = phone::PhoneServer::start(options, *shop.kiosk, shop.clock);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
    }
    [[nodiscard]] StaffPhone phone() const { return StaffPhone(server->port()); }
    std::string offer(const SessionId& by) { return shop.expect<PairingOffered>(OfferPairing{{}, by}).url; }
    StaffPhone paired(const SessionId& by) {
        auto made = phone();
        EXPECT_EQ(made.pair(offer(by)).status, 200);
        return made;
    }
    static const Json& member(const Json& json, std::string_view key) {
        static const Json none;
        const auto* found = json.find(key);
        return found == nullptr ? none : *found;
    }
    static std::string text(const Json& json, std::string_view key) {
        const auto* value = member(json, key).string();
        return value == nullptr ? "" : *value;
    }
    static Json wish(std::string_view json) { return parse_json(json).value(); }
    static Json state_of(StaffPhone& phone) { return member(phone.ask(state_ask), "state"); }
    static std::string error_in(const Reply& reply) { return text(parse_json(reply.body).value_or(Json()), "error"); }

    Shop shop;
    std::unique_ptr<phone::PhoneServer> server;
    std::vector<std::string> heard;  // by the machine's tools
};

}  // namespace xiaoer::test
