// The staff page in a real Chromium on a real Kiosk: pairing, touching, filling in, and a look at what it shows.
#pragma once

#include "base/file.h"
#include "phone/phone_server.h"
#include "tests/app/shop.h"
#include "tests/flows/webdriver.h"
#include "tests/phone_browser/axe.h"
#include "tests/phone_browser/looks.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <fstream>

namespace xiaoer::phone {

class StaffInHand : public testing::Test {
protected:
    StaffInHand() {
        PhoneOptions options;
        options.http.address = "127.0.0.1";
        options.http.port = 0;
        options.per_staff_phone = {1'000, 1};  // the shop's steady clock stands still
        options.staff.print_test = [] { return true; };
        options.staff.print_recovery = [] { return true; };
        options.staff.print_copy = [this](const PickupSlipView&) { return ++copies > 0; };
        options.staff.printer = [this] { return std::string_view(paper_out ? "paper_out" : "ready"); };
        options.staff.network = [this] {
            const auto port = ":" + std::to_string(server->port());
            return NetworkView{{{"http://127.0.0.1" + port, false}, {"http://192.168.1.23" + port, true}}, false};
        };
        options.staff.clean_photo = [](ByteView file) -> Result<Bytes> { return Bytes(file.begin(), file.end()); };
        options.make_poster = [](const OutboxPost&) {  // the ui room draws them; here any picture will do
            std::promise<Result<Bytes>> drawn;
            drawn.set_value(read_file(std::string(XIAOER_SOURCE_DIR) + "/docs/attract.png").value().value());
            return drawn.get_future();
        };
        auto started = PhoneServer::start(options, *shop.kiosk, shop.clock);
        if (started) server = std::move(*started);
        auto settings = shop.kiosk->snapshot()->settings;
        settings.base_url = "http://127.0.0.1:" + std::to_string(server->port());
        shop.expect<Done>(ChangeSettings{settings, {}});
        (void)shop.wait_for([&](const Snapshot& s) { return s.settings.base_url == settings.base_url; });
        shop.live_until(SystemClock().now());
    }
    std::string offer(const SessionId& by) { return shop.expect<PairingOffered>(OfferPairing{{}, by}).url; }
    void pair(const SessionId& by, const std::string& view) {
        shop.sign_in();  // the clock was moved
        const auto url = offer(by == SessionId{} ? shop.manager : shop.clerk);
        const auto key = url.find('#');  // the words that tests look for are Chinese
        phone->open(url.substr(0, key) + "?lang=zh-Hans" + url.substr(key));
        phone->wait_for("main[data-view=" + view + "]", flows::Duration(30'000));
    }
    void pair_boss() {
        pair({}, "set_up");
        (void)phone->run_script("localStorage.removeItem('xiaoer.set_up'); location.href = '/s';");
        phone->wait_for("main[data-view=home]", flows::Duration(30'000));
    }
    void touch(const std::string& name, const std::string& view = {}) {
        const auto css = "[data-act=" + name + "]";
        phone->wait_for(css, flows::Duration(30'000));
        phone->click(css);
        if (!view.empty()) phone->wait_for("main[data-view=" + view + "]", flows::Duration(30'000));
    }
    // Sets a field as a person does, also where something stands already.
    void fill(const std::string& css, const std::string& value) {
        phone->wait_for(css);
        (void)phone->run_script("var e = document.querySelector('" + css + "'); e.value = " + canonical(Json(value)) +
                                "; e.dispatchEvent(new Event('input'));");
    }
    void wait_for_text(const std::string& text) {
        const auto script = "return document.body.innerText.indexOf('" + text + "') >= 0";
        flows::wait_until(
            text, [&] { return canonical(phone->run_script(script)) == "true"; }, flows::Duration(30'000));
    }
    // The same on the two phones that most people have, smallest first.
    void expect_good_looks_on_phones(const std::string& where) {
        phone->be_phone(360, 640);
        expect_good_looks(where + "-360");
        phone->be_phone(390, 844);
        expect_good_looks(where + "-390");
    }
    void expect_good_looks(const std::string& where) {
        (void)phone->run_script("document.getElementById('said').hidden = true;");  // a line that goes by itself
        EXPECT_EQ(canonical(phone->run_script(std::string(look_for_breaches))), "[]") << where;
        keep_picture(where);
        if (axe) {
            EXPECT_EQ(canonical(axe_findings(*phone, *axe)), "[]") << where;
        }
    }
    // For people to look at, where XIAOER_PICTURES names a folder.
    void keep_picture(const std::string& where) {
        const char* folder = std::getenv("XIAOER_PICTURES");
        if (folder == nullptr) return;
        const auto png = phone->picture("body");
        std::ofstream(std::string(folder) + "/" + where + ".png", std::ios::binary) << text_of(png);
    }

    std::atomic<bool> paper_out{false};  // of the counter's own printer
    std::atomic<int> copies{0};          // it was asked for
    test::Shop shop;
    std::unique_ptr<PhoneServer> server;
    std::unique_ptr<flows::Browser> phone = std::make_unique<flows::Browser>();
    const std::optional<std::string> axe = axe_script();
};

}  // namespace xiaoer::phone
