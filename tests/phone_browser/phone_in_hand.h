// A customer's phone, a real Chromium, at the pages of a real Kiosk with an empty shop.
#pragma once

#include "phone/phone_server.h"
#include "tests/app/shop.h"
#include "tests/flows/webdriver.h"
#include "tests/phone_browser/looks.h"

#include <gtest/gtest.h>

namespace xiaoer::phone {

class PhoneInHand : public testing::Test {
protected:
    PhoneInHand() {
        PhoneOptions options;
        options.http.address = "127.0.0.1";
        options.http.port = 0;
        auto started = PhoneServer::start(options, *shop.kiosk, shop.clock);
        if (started) server = std::move(*started);
        url = "http://127.0.0.1:" + std::to_string(server->port());
    }
    static Settings settings() {
        auto settings = test::shoe_shop();
        settings.owner_contact = "微信号 laobeijing-buxie，请备注群友号，拉您进群";
        settings.prizes = {{"手工布鞋", 1, 12800}, {"一个名字特别特别长的奖品，一行放不下的那一种", 3, 1800}};
        return settings;
    }
    void join(const std::string& path, const std::string& name) {
        phone->open(url + path);
        phone->type("input[name=nickname]", name);
        phone->click("input[name=agreed]");
        phone->click("button.act");
    }
    void expect_good_looks(const std::string& where) {
        const auto breaches = phone->run_script(std::string(look_for_breaches));
        EXPECT_EQ(canonical(breaches), "[]") << where;
    }

    test::Shop shop{settings()};
    std::unique_ptr<PhoneServer> server;
    std::string url;
    std::unique_ptr<flows::Browser> phone = std::make_unique<flows::Browser>();
};

}  // namespace xiaoer::phone
