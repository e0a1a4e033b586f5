// A till's receipt to the customers' screen: how soon after its last byte, over a real socket through the tap, the
// spool, the reader and the store, drawn into memory at 1920 × 1080; a newcomer's greeting there: how soon after their
// phone had its answer; and what the kiosk holds in memory then.
//
// The kiosk is wired as `xiaoer kiosk` wires it, on the demo shop after a day, made by another process so that only
// the kiosk's own memory is counted. Each receipt has an amount of its own, and counts once the screen was drawn with
// it; each newcomer has a name of their own, and counts once it is drawn. Prints one line of JSON for each figure. Exit
// 1 when one is above its limit.
#include "base/keys.h"
#include "base/log.h"
#include "base/money.h"
#include "cli/demo.h"
#include "cli/rooms.h"
#include "tests/bench/figures.h"
#include "tests/phone/browser.h"
#include "tests/support/temporary_folder.h"
#include "ui/counter_screen.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>

namespace xiaoer {
namespace {

constexpr double on_screen_ms_max = 50, greeted_ms_max = 1000, resident_mb_max = 80;
constexpr int receipts = 60, newcomers = 30;

// Returns: whether the demo shop was made. Before any thread is started.
bool make_shop_elsewhere(const std::filesystem::path& database) {
    const pid_t child = fork();
    if (child == 0) {
        cli::DemoPlan plan;
        plan.database = database, plan.days = 2;
        plan.ends_at = SystemClock().now();
        _exit(start_crypto() && cli::make_demo(plan) ? 0 : 1);
    }
    int status = 1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

std::string receipt_of(int index, const std::string& total) {
    const std::string number = "B" + std::to_string(10'000 + index);
    // "单号: … 手工布鞋 … 合计: …" in GBK, and a cut, as a Chinese till sends it.
    return "\x1b@\xb5\xa5\xba\xc5: " + number + "\n\xca\xd6\xb9\xa4\xb2\xbc\xd0\xac      1   " + total +
           "\n\xba\xcf\xbc\xc6: " + total + "\n\n\n\x1dV" + std::string(1, '\0');
}

int connect_to_tap(std::uint16_t port) {
    const int till = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET, address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool connected = connect(till, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    return connected ? till : -1;
}

class Screen {
public:
    Screen(cli::Rooms& rooms, const Clock& clock) : rooms_(rooms), clock_(clock) {}

    Result<void> open() {
        ui::CounterOptions options;
        options.window = {ui::WindowKind::offscreen, 1920, 1080};
        options.clock = &clock_;
        options.on_frame = [this](ui::Screen, const ui::Recorder& drawn) {
            for (const auto& record : drawn.records())
                if (record.kind == ui::Drawn::text && record.name.find(awaited_) != std::string::npos)
                    seen_at_ms_ = bench::now_ms();
        };
        XIAOER_TRY_ASSIGN(counter_, ui::Counter::open(rooms_.kiosk(), std::move(options)));
        for (int i = 0; i < 50; ++i) (void)counter_->turn(20);
        return {};
    }

    // Milliseconds from the phone's answer to the screen drawn with `name`; nothing when that did not come.
    std::optional<double> greet(const std::string& name) {
        awaited_ = name;
        seen_at_ms_.reset();
        auto answered = std::async(std::launch::async, [port = rooms_.phone_port(), &name] {
            test::Browser phone(port);
            const auto reply =
                phone.submit(phone.get("/j/counter1"), "/api/join", {{"nickname", name}, {"agreed", "1"}});
            return std::pair(reply.status, bench::now_ms());
        });
        const double begun = bench::now_ms();
        while (!seen_at_ms_ && bench::now_ms() - begun < 5000) (void)counter_->turn(20);
        const auto [status, at_ms] = answered.get();
        for (int i = 0; i < 10; ++i) (void)counter_->turn(20);  // the screen comes to rest
        if (status >= 400 || !seen_at_ms_) return std::nullopt;
        return std::max(0.0, *seen_at_ms_ - at_ms);
    }

    // Milliseconds from the last byte to the screen drawn with `amount`; nothing when that did not come.
    std::optional<double> show(int index, const std::string& total) {
        awaited_ = format_money(parse_amount(total, "CNY").value(), "CNY");
        seen_at_ms_.reset();
        const int till = connect_to_tap(rooms_.tap_port());
        if (till < 0) return std::nullopt;
        const auto bytes = receipt_of(index, total);
        const double begun = bench::now_ms();
        const bool sent = write(till, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
        while (sent && !seen_at_ms_ && bench::now_ms() - begun < 5000) (void)counter_->turn(20);
        close(till);
        for (int i = 0; i < 10; ++i) (void)counter_->turn(20);  // the screen comes to rest
        return seen_at_ms_ ? std::optional(*seen_at_ms_ - begun) : std::nullopt;
    }

private:
    cli::Rooms& rooms_;
    const Clock& clock_;
    std::unique_ptr<ui::Counter> counter_;
    std::string awaited_;
    std::optional<double> seen_at_ms_;
};

Result<bool> run(const std::filesystem::path& database) {
    const SystemClock clock;
    SystemRandom random;
    cli::Machine machine;
    machine.phone_address = machine.tap_address = "127.0.0.1";
    machine.phone_port = machine.tap_port = 0;
    XIAOER_TRY_ASSIGN(const auto rooms, cli::Rooms::open(database, machine, clock, random, {}));
    XIAOER_TRY(rooms->wait_until_ready());
    auto settings = rooms->kiosk().snapshot()->settings;
    settings.show_amount = true;  // the screen tells by its amount which receipt it shows
    XIAOER_TRY(rooms->kiosk().submit(ChangeSettings{settings, {}}).get());
    Screen screen(*rooms, clock);
    XIAOER_TRY(screen.open());
    std::vector<double> took_ms;
    for (int i = 0; i < receipts; ++i) {
        const auto took = screen.show(i, std::to_string(40 + i) + ".5" + std::to_string(i % 10));
        if (!took) return invalid("receipt " + std::to_string(i) + " did not come to the screen");
        took_ms.push_back(*took);
    }
    std::vector<double> greeted_ms;
    for (int i = 0; i < newcomers; ++i) {
        const auto took = screen.greet("newcomer" + std::to_string(100 + i));
        if (!took) return invalid("newcomer " + std::to_string(i) + " was not greeted");
        greeted_ms.push_back(*took);
    }
    bool good = bench::report("receipt_on_screen_p50", "ms", bench::part_of(took_ms, 0.5), on_screen_ms_max);
    good = bench::report("receipt_on_screen_worst", "ms", bench::part_of(took_ms, 1), on_screen_ms_max) && good;
    good = bench::report("newcomer_greeted_p50", "ms", bench::part_of(greeted_ms, 0.5), greeted_ms_max) && good;
    good = bench::report("newcomer_greeted_worst", "ms", bench::part_of(greeted_ms, 1), greeted_ms_max) && good;
    return bench::report("resident_after_a_demo_day", "mb", bench::resident_mb(), resident_mb_max) && good;
}

}  // namespace
}  // namespace xiaoer

int main() {
    xiaoer::set_log_level(xiaoer::LogLevel::error);
    const xiaoer::test::TemporaryFolder folder;
    if (!xiaoer::make_shop_elsewhere(folder / "shop.db") || !xiaoer::start_crypto()) return 1;
    const auto good = xiaoer::run(folder / "shop.db");
    if (!good) std::fprintf(stderr, "%s\n", good.error().message.c_str());
    return good && *good ? 0 : 1;
}
