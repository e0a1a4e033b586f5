// The counter's screen: how soon the first picture stands, what it holds in memory, and what a still screen costs.
//
// One process with a real Kiosk on a real database in a temporary folder, drawn into memory at 1920 × 1080 as
// `xiaoer kiosk --offscreen` does. The first figure is from opening the database to the first frame; the second over
// ten still seconds; the third is how many frames were begun after a commit until its verdict was drawn, the most of
// fifty scans; the fourth is memory after every exhibit of the gallery was shown once, in three languages. Prints one
// line of JSON for each. Exit 1 when one is above its limit.
#include "base/keys.h"
#include "base/log.h"
#include "tests/bench/figures.h"
#include "tests/support/temporary_folder.h"
#include "ui/counter_screen.h"
#include "ui/gallery.h"

#include <sys/resource.h>

#include <atomic>
#include <thread>

namespace xiaoer {
namespace {

using bench::now_ms;
using bench::report;
using bench::resident_mb;

constexpr double first_frame_ms_max = 100, resident_mb_max = 80, idle_percent_max = 1;
constexpr double frames_to_verdict_max = 1;

double cpu_ms() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto in_ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_usec) / 1000;
    };
    return in_ms(used.ru_utime) + in_ms(used.ru_stime);
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

// Tells the moment at which a purchase's binding was committed, from beside the screen's thread.
class CommitWatch {
public:
    CommitWatch(Kiosk& kiosk, std::int64_t sequence)
        : thread_([this, &kiosk, sequence] {
              while (!stop_) {
                  const auto now = kiosk.snapshot();
                  if (now->purchase && now->purchase->sequence == sequence && now->purchase->bound_to) {
                      committed_ms_ = now_ms();
                      return;
                  }
              }
          }) {}
    ~CommitWatch() {
        stop_ = true;
        thread_.join();
    }
    [[nodiscard]] double committed_ms() const { return committed_ms_; }  // 0: not yet

private:
    std::atomic<bool> stop_{false};
    std::atomic<double> committed_ms_{0};
    std::thread thread_;
};

struct Verdict {
    double frames = 0, ms = 0;
};

// A pass scanned for the sale on the screen: frames begun after the commit, up to the one that says "yes".
Result<Verdict> scan_to_verdict(Kiosk& kiosk, ui::Counter& counter, int index) {
    NewPurchase purchase;
    purchase.receipt_no = "V" + std::to_string(index), purchase.total_minor = 8600, purchase.source = "tap:9100";
    XIAOER_TRY(kiosk.submit(RecordPurchases{{std::move(purchase)}, {}}).get());
    const double begun = now_ms();
    while (counter.screen() != ui::Screen::claim && now_ms() - begun < 5000) (void)counter.turn(20);
    for (int i = 0; i < 20; ++i) (void)counter.turn(10);
    XIAOER_TRY_ASSIGN(const auto outcome, kiosk.submit(IssuePass{Hash{7}}).get());
    const auto* pass = std::get_if<PassIssued>(&outcome);
    if (counter.screen() != ui::Screen::claim || pass == nullptr) return invalid("no sale to claim, or no pass");
    const CommitWatch watch(kiosk, kiosk.snapshot()->purchase->sequence);
    Verdict verdict;
    counter.scan(pass->scan);
    while (counter.screen() != ui::Screen::welcome && now_ms() - begun < 10'000) {
        const double committed = watch.committed_ms(), turn = now_ms();
        const auto frames = counter.frames_drawn();
        (void)counter.turn(20);
        const bool drawn = counter.frames_drawn() > frames;
        if (drawn && committed > 0 && turn > committed) ++verdict.frames;
        verdict.ms = now_ms() - watch.committed_ms();
    }
    if (counter.screen() != ui::Screen::welcome) return invalid("the verdict did not come");
    return verdict;
}

Result<bool> verdicts(Kiosk& kiosk, ui::Counter& counter) {
    Join join;
    join.nickname = "小陈", join.agreed = true, join.browser = Hash{7};
    XIAOER_TRY(kiosk.submit(join).get());
    double most = 0;
    std::vector<double> took_ms;
    for (int i = 0; i < 50; ++i) {
        XIAOER_TRY_ASSIGN(const auto verdict, scan_to_verdict(kiosk, counter, i));
        most = std::max(most, verdict.frames);
        took_ms.push_back(verdict.ms);
    }
    std::printf("{\"bench\":\"commit_to_verdict_p50\",\"ms\":%.2f}\n", bench::part_of(took_ms, 0.5));
    return report("frames_from_commit_to_verdict", "frames", most, frames_to_verdict_max);
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
        XIAOER_TRY_ASSIGN(const bool prompt, verdicts(*kiosk, *counter));
        good = prompt && good;
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
