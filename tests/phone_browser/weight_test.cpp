// What a phone fetches for each page, as its own browser counts it.
#include "tests/phone_browser/phone_in_hand.h"

namespace xiaoer::phone {
namespace {

constexpr std::int64_t page_bytes_max = 60 * 1024;

class PhoneOnASlowWifi : public PhoneInHand {
protected:
    PhoneOnASlowWifi() {
        (void)phone->developer_tools("Network.enable");
        (void)phone->developer_tools("Network.setCacheDisabled", Json::Object{{"cacheDisabled", true}});
    }
    // Everything since the page was opened, with the headers; pictures of files would not count, but there are none.
    void expect_light(const std::string& where) {
        const auto bytes = phone->run_script(R"js(
            var sum = 0;
            ['navigation', 'resource'].forEach(function (type) {
                performance.getEntriesByType(type).forEach(function (entry) {
                    if (entry.initiatorType !== 'img') sum += entry.transferSize;
                });
            });
            return sum;)js");
        ASSERT_NE(bytes.integer(), nullptr);
        EXPECT_GT(*bytes.integer(), 4096) << where << ": it was counted";
        EXPECT_LT(*bytes.integer(), page_bytes_max) << where;
        std::cout << "[ WEIGHT   ] " << where << ": " << *bytes.integer() << " bytes\n";
    }
};

TEST_F(PhoneOnASlowWifi, no_customers_page_weighs_more_than_60_kb) {
    for (int browser = 1; browser <= 12; ++browser) shop.buyer("平安是福", static_cast<std::uint8_t>(browser));
    const auto draw = shop.draw();
    phone->open(url + "/j/counter1");
    expect_light("join");
    join("/j/counter1", "小陈");
    phone->wait_for(".welcome .code");
    expect_light("joined");
    phone->open(url + "/m");
    phone->wait_for(".qr svg");
    expect_light("member");
    phone->open(url + "/d/" + draw);
    phone->wait_for(".verdict.good");
    expect_light("draw");
    phone->open(url + "/privacy");
    expect_light("privacy");
}

TEST_F(PhoneOnASlowWifi, the_staff_page_weighs_less_than_60_kb_with_its_first_calls) {
    auto settings = shop.kiosk->snapshot()->settings;
    settings.base_url = url;
    shop.expect<Done>(ChangeSettings{settings, {}});
    (void)shop.wait_for([&](const Snapshot& s) { return s.settings.base_url == url; });
    shop.live_until(SystemClock().now());
    shop.sign_in();
    phone->open(shop.expect<PairingOffered>(OfferPairing{{}, shop.manager}).url);
    phone->wait_for("main[data-view=set_up]", flows::Duration(30'000));
    expect_light("staff");
}

}  // namespace
}  // namespace xiaoer::phone
