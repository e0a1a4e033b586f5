// A customer's phone, a real Chromium, at the pages of a real Kiosk with an empty shop.
#pragma once

#include "phone/phone_server.h"
#include "tests/app/shop.h"
#include "tests/flows/webdriver.h"
#include "tests/phone_browser/axe.h"
#include "tests/phone_browser/looks.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

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
        settings.owner_contact = "微信号 laobeijing-buxie https://u.wechat.com/laobeijing-buxie";
        settings.prizes = {{"手工布鞋", 1, 12800}, {"一个名字特别特别长的奖品，一行放不下的那一种", 3, 1800}};
        return settings;
    }
    void join(const std::string& path, const std::string& name) {
        phone->open(url + path);
        phone->type("input[name=nickname]", name);
        phone->click("input[name=agreed]");
        phone->click("button.act");
    }
    // What the QR code in this element's picture says.
    std::string read_code(const std::string& css) {
        test::TemporaryFolder folder;
        const auto file = folder / "code.png";
        std::ofstream(file, std::ios::binary) << text_of(phone->picture(css));
        const auto read = flows::run({"zbarimg", "--quiet", "--raw", "--nodbus", file.string()});
        return read.output.substr(0, read.output.find('\n'));
    }
    // On the two phones of the pictures.
    void expect_good_looks(const std::string& where) {
        for (const auto& [width, height] : {std::pair(360, 640), std::pair(390, 844)}) {
            (void)phone->developer_tools(
                "Emulation.setDeviceMetricsOverride",
                Json::Object{{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", true}});
            const auto at = where + "-" + std::to_string(width);
            EXPECT_EQ(canonical(phone->run_script(std::string(look_for_breaches))), "[]") << at;
            keep_picture(at);
        }
        if (!axe) return;
        EXPECT_EQ(canonical(axe_findings(*phone, *axe)), "[]") << where;
    }
    // For people to look at, where XIAOER_PICTURES names a folder.
    void keep_picture(std::string where) {
        const char* folder = std::getenv("XIAOER_PICTURES");
        if (folder == nullptr) return;
        for (char& c : where) c = c == '/' || c == '?' || c == '=' ? '_' : c;
        const auto shot =
            phone->developer_tools("Page.captureScreenshot", Json::Object{{"captureBeyondViewport", true}});
        const auto png = from_base64(*shot.find("data")->string());
        if (png) std::ofstream(std::string(folder) + "/" + where + ".png", std::ios::binary) << text_of(*png);
    }

    test::Shop shop{settings()};
    std::unique_ptr<PhoneServer> server;
    std::string url;
    std::unique_ptr<flows::Browser> phone = std::make_unique<flows::Browser>();
    const std::optional<std::string> axe = axe_script();
};

}  // namespace xiaoer::phone
