// The phone pages under 1,000 slow phones: what an honest one waits, and whether every slow one is cut.
//
// The whole of it in one process with the limits of a shop: a real Kiosk on a real database in a temporary folder and
// a real server on loopback. The slow phones come from twenty addresses, send half a request and then a byte every
// half second. The honest phone opens a connection for each request, as scanners of a QR do. Prints one line of
// JSON for each page, and one for the slow phones. Exit 1 when a p99 is above 10 ms or a slow phone is left.
#include "app/kiosk.h"
#include "base/keys.h"
#include "base/log.h"
#include "base/sha256.h"
#include "phone/phone_server.h"
#include "tests/support/http_client.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

namespace xiaoer {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int slow_phones = 1000;
constexpr int requests = 2000;
constexpr double p99_ms_max = 10.0;

void allow_many_files() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 8192);
    setrlimit(RLIMIT_NOFILE, &limit);
}

// Connects all slow phones and keeps each dripping until it is cut, or until `patience` is over.
struct Slow {
    std::vector<test::Wire> wires;
    std::atomic<int> left{0};
    std::thread thread;

    explicit Slow(std::uint16_t port) {
        for (int i = 0; i < slow_phones; ++i) {
            const auto from = "127.0.1." + std::to_string(1 + i % 20);
            wires.emplace_back(port, from.c_str());
            if (wires.back().send("GET /m HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")) ++left;
        }
        thread = std::thread([this] { drip(60s); });
    }
    void drip(std::chrono::seconds patience) {
        const auto end = Clock::now() + patience;
        while (left > 0 && Clock::now() < end) {
            int open = 0;
            for (auto& wire : wires) open += wire.connected() && wire.send("a") ? 1 : 0;
            left = open;
            std::this_thread::sleep_for(500ms);
        }
    }
};

bool measure(const char* name, std::uint16_t port, std::string_view target, const test::Headers& headers, int status) {
    std::vector<double> ms;
    int wrong = 0;
    for (int i = 0; i < requests; ++i) {
        const auto begun = Clock::now();
        const auto reply = test::http(port, "GET", target, headers);
        ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
        wrong += reply.status != status ? 1 : 0;
    }
    std::ranges::sort(ms);
    std::printf("{\"page\":\"%s\",\"requests\":%d,\"wrong\":%d,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f}\n",
                name, requests, wrong, ms[ms.size() / 2], ms[ms.size() * 99 / 100], ms.back());
    return wrong == 0 && ms[ms.size() * 99 / 100] <= p99_ms_max;
}

int run() {
    allow_many_files();
    std::string folder = std::filesystem::temp_directory_path() / "xiaoer-phone-bench-XXXXXX";
    if (mkdtemp(folder.data()) == nullptr) return 1;
    SystemClock clock;
    SystemRandom random;
    bool good = true;
    {
        auto kiosk = Kiosk::open({folder + "/shop.db", &clock, &random}).value();
        (void)kiosk->submit(OpenShop{Settings{}}).get().value();
        phone::PhoneOptions options;
        options.http.address = "127.0.0.1";
        options.http.port = 0;
        options.per_address = {1'000'000, 1};
        const auto server = phone::PhoneServer::start(options, *kiosk, clock).value();
        const auto port = server->port();
        const auto secret = std::string(64, 'b');
        Join join;
        join.nickname = "小陈";
        join.agreed = true;
        join.channel = "counter1";
        join.browser = sha256(secret);
        (void)kiosk->submit(std::move(join)).get().value();
        while (kiosk->snapshot()->kiosk_code.empty()) std::this_thread::sleep_for(1ms);  // published after the answer
        const test::Headers cookie{{"Cookie", "x_" + kiosk->snapshot()->kiosk_code + "=" + secret}};

        const auto begun = Clock::now();
        Slow slow(port);
        good &= measure("/j/counter1", port, "/j/counter1", {}, 200);
        good &= measure("/m", port, "/m", cookie, 200);
        slow.thread.join();
        std::printf("{\"slow_phones\":%d,\"left\":%d,\"seconds\":%.1f,\"cut\":%llu}\n", slow_phones, slow.left.load(),
                    std::chrono::duration<double>(Clock::now() - begun).count(),
                    static_cast<unsigned long long>(server->counts().cut));
        good &= slow.left == 0;
    }
    std::filesystem::remove_all(folder);
    return good ? 0 : 1;
}

}  // namespace
}  // namespace xiaoer

int main() {
    xiaoer::set_log_level(xiaoer::LogLevel::error);
    return xiaoer::start_crypto() ? xiaoer::run() : 1;
}
