// What a customer waits for: the first paint of each page on a slow phone, in a real Chromium.
//
// DevTools slows its processor to a quarter, which is about a cheap phone against a desk's machine, and its network to
// that of a full access point (10 Mbit/s each way, 20 ms) and, for comparison, of a mobile network that Lighthouse
// calls slow (1.6 Mbit/s, 150 ms), which no phone in the shop has. Nothing is cached. Prints one line of JSON for each
// page and network: the median of the page's own first-contentful-paint over some loads. Of the clerk's page also when
// the desk stands, after its script, its texts and a sealed call.
#include "app/kiosk.h"
#include "base/keys.h"
#include "base/log.h"
#include "base/sha256.h"
#include "phone/phone_server.h"
#include "tests/flows/webdriver.h"

#include <algorithm>
#include <cstdio>
#include <thread>

namespace xiaoer {
namespace {

using namespace std::chrono_literals;

constexpr int loads = 15;

struct Network {
    const char* name;
    std::int64_t bytes_per_second, latency_ms;
};
constexpr std::array networks = {Network{"shop's Wi-Fi", 10'000'000 / 8, 20},
                                 Network{"slow mobile", 1'600'000 / 8, 150}};

void slow_down(flows::Browser& phone, const Network& network) {
    (void)phone.developer_tools("Emulation.setCPUThrottlingRate", Json::Object{{"rate", 4}});
    (void)phone.developer_tools("Network.enable");
    (void)phone.developer_tools("Network.setCacheDisabled", Json::Object{{"cacheDisabled", true}});
    (void)phone.developer_tools("Network.emulateNetworkConditions",
                                Json::Object{{"offline", false},
                                             {"latency", network.latency_ms},
                                             {"downloadThroughput", network.bytes_per_second},
                                             {"uploadThroughput", network.bytes_per_second}});
}

std::int64_t first_paint_ms(flows::Browser& phone, const std::string& url) {
    phone.open(url);
    std::int64_t painted = 0;
    flows::wait_until(
        "a first paint",
        [&] {
            const auto at = phone.run_script(
                "var p = performance.getEntriesByName('first-contentful-paint')[0];"
                "return p ? Math.round(p.startTime) : 0");
            painted = at.integer() == nullptr ? 0 : *at.integer();
            return painted > 0;
        },
        20s);
    return painted;
}

void print(const Network& network, const char* page, const char* what, std::vector<std::int64_t> times) {
    std::ranges::sort(times);
    std::printf("{\"network\":\"%s\",\"page\":\"%s\",\"%s\":{\"median\":%lld,\"worst\":%lld}}\n", network.name, page,
                what, static_cast<long long>(times[times.size() / 2]), static_cast<long long>(times.back()));
}

void measure(flows::Browser& phone, const Network& network, const std::string& url, const char* page) {
    std::vector<std::int64_t> paints;
    for (int i = 0; i < loads; ++i) paints.push_back(first_paint_ms(phone, url + page));
    print(network, page, "first_paint_ms", std::move(paints));
}

void measure_desk(flows::Browser& phone, const Network& network, const std::string& url) {
    (void)phone.developer_tools(
        "Page.addScriptToEvaluateOnNewDocument",
        Json::Object{{"source",
                      "new MutationObserver(function () {"
                      "  if (!window.desk_ms && document.querySelector('main[data-view=desk]'))"
                      "    window.desk_ms = Math.round(performance.now());"
                      "}).observe(document, {subtree: true, childList: true, attributes: true});"}});
    std::vector<std::int64_t> paints, desks;
    for (int i = 0; i < loads; ++i) {
        paints.push_back(first_paint_ms(phone, url + "/s"));
        phone.wait_for("main[data-view=desk]", 20s);
        desks.push_back(*phone.run_script("return window.desk_ms").integer());
    }
    print(network, "/s", "first_paint_ms", std::move(paints));
    print(network, "/s", "desk_ms", std::move(desks));
}

// A clerk's phone, paired.
void pair(flows::Browser& phone, Kiosk& kiosk, const std::string& url) {
    auto settings = kiosk.snapshot()->settings;
    settings.base_url = url;
    (void)kiosk.submit(ChangeSettings{settings, {}}).get().value();
    const auto added = kiosk.add_staff("小颖", false, "271906", {}).get().value();
    const auto signed_in = kiosk.sign_in(std::get<StaffAdded>(added).staff, "271906").get().value();
    const auto offered = kiosk.submit(OfferPairing{{}, std::get<SignedIn>(signed_in).session}).get().value();
    phone.open(std::get<PairingOffered>(offered).url);
    phone.wait_for("main[data-view=desk]", 60s);
}

int run() {
    test::TemporaryFolder folder;
    SystemClock clock;
    SystemRandom random;
    auto kiosk = Kiosk::open({folder / "shop.db", &clock, &random}).value();
    (void)kiosk->submit(OpenShop{Settings{}}).get().value();
    phone::PhoneOptions options;
    options.http.address = "127.0.0.1";
    options.http.port = 0;
    const auto server = phone::PhoneServer::start(options, *kiosk, clock).value();
    while (kiosk->snapshot()->kiosk_code.empty()) std::this_thread::sleep_for(1ms);  // published after the answer
    (void)kiosk->add_staff("兰姐", true, "846302", {}).get().value();
    const auto url = "http://127.0.0.1:" + std::to_string(server->port());
    for (const auto& network : networks) {
        flows::Browser phone;
        phone.open(url + "/j/counter1");
        phone.type("input[name=nickname]", "小陈");
        phone.click("input[name=agreed]");
        phone.click("button.act");
        phone.wait_for(".welcome .code");
        flows::Browser newcomer, clerk;
        pair(clerk, *kiosk, url);
        slow_down(clerk, network);
        slow_down(phone, network);
        slow_down(newcomer, network);
        measure(newcomer, network, url, "/j/counter1");
        for (const auto* page : {"/m", "/my", "/d", "/privacy"}) measure(phone, network, url, page);
        measure_desk(clerk, network, url);
    }
    return 0;
}

}  // namespace
}  // namespace xiaoer

int main() {
    xiaoer::set_log_level(xiaoer::LogLevel::error);
    return xiaoer::start_crypto() ? xiaoer::run() : 1;
}
