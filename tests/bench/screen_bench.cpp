// The counter's screen: how soon the first picture stands, what it holds in memory, and what a still screen costs.
//
// One process with a real Kiosk on a real database in a temporary folder, drawn into memory at 1920 × 1080 as
// `xiaoer kiosk --offscreen` does. The first figure is from opening the database to the first frame; the second is
// after every exhibit of the gallery was shown once, in three languages; the third over ten still seconds. Prints
// one line of JSON for each. Exit 1 when one is above its limit.
#include "base/keys.h"
#include "base/log.h"
#include "tests/support/temporary_folder.h"
#include "ui/counter_screen.h"
#include "ui/gallery.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <fstream>

namespace xiaoer {
namespace {

constexpr double first_frame_ms_max = 100, resident_mb_max = 80, idle_percent_max = 1;

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_ms() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto in_ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_usec) / 1000;
    };
    return in_ms(used.ru_utime) + in_ms(used.ru_stime);
}

double resident_mb() {
    std::ifstream status("/proc/self/status");
    std::string word;
    double kilobytes = 0;
    while (status >> word)
        if (word == "VmRSS:") status >> kilobytes;
    return kilobytes / 1024;
}

bool report(const char* name, const char* unit, double value, double limit) {
    std::printf("{\"bench\":\"%s\",\"%s\":%.2f,\"limit\":%.0f}\n", name, unit, value, limit);
    return value <= limit;
}

Result<std::unique_ptr<Kiosk>> open_kiosk(const std::filesystem::path& file, const Clock& clock, Random& random) {
    return Kiosk::open({file, &clock, &random, 1024, true});
}

Settings shoe_shop() {
    Settings settings;
    settings.shop = "老北京布鞋", settings.branch = "龙吟店";
    settings.wifi_name = "LaoBeijing", settings.wifi_password = "88888888";
    settings.base_url = "http://192.168.1.10:8080";
    settings.prizes = {{"手工布鞋", 1, 16800}, {"照片书一本", 3, 4900}, {"5 元代金券", 10, 500}};
    return settings;
}

// What a day shows: every screen in every state, in three languages, with the longest names too.
Result<double> resident_after_every_screen() {
    XIAOER_TRY_ASSIGN(const auto window, ui::Window::open({ui::WindowKind::offscreen, 1920, 1080}));
    ui::Recorder recorder;
    for (const auto language : {Language::hans, Language::hant, Language::en}) {
        for (const bool longest : {false, true}) {
            for (const auto& exhibit : ui::exhibits(language, longest)) {
                ui::hang(*window, recorder, exhibit, language);
                window->present();
            }
        }
    }
    return resident_mb();
}

Result<bool> run() {
    const test::TemporaryFolder folder;
    const SystemClock clock;
    SystemRandom random;
    {
        XIAOER_TRY_ASSIGN(const auto kiosk, open_kiosk(folder / "shop.db", clock, random));
        XIAOER_TRY(kiosk->submit(OpenShop{shoe_shop()}).get());
    }
    const double begun = now_ms();
    XIAOER_TRY_ASSIGN(const auto kiosk, open_kiosk(folder / "shop.db", clock, random));
    ui::CounterOptions options;
    options.window = {ui::WindowKind::offscreen, 1920, 1080};
    options.clock = &clock;
    bool good = true;
    {
        XIAOER_TRY_ASSIGN(const auto counter, ui::Counter::open(*kiosk, std::move(options)));
        good = report("first_frame", "ms", now_ms() - begun, first_frame_ms_max);
        for (int i = 0; i < 20; ++i) (void)counter->turn(100);
        const double cpu = cpu_ms(), from = now_ms();
        while (now_ms() - from < 10'000) (void)counter->turn(500);
        const double percent = 100 * (cpu_ms() - cpu) / (now_ms() - from);
        good = report("still_screen", "percent_of_a_core", percent, idle_percent_max) && good;
    }
    XIAOER_TRY_ASSIGN(const auto resident, resident_after_every_screen());
    return report("resident_after_every_screen", "mb", resident, resident_mb_max) && good;
}

}  // namespace
}  // namespace xiaoer

int main() {
    xiaoer::set_log_level(xiaoer::LogLevel::error);
    if (!xiaoer::start_crypto()) return 1;
    const auto good = xiaoer::run();
    if (!good) std::fprintf(stderr, "%s\n", good.error().message.c_str());
    return good && *good ? 0 : 1;
}
