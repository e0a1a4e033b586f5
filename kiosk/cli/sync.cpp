// xiaoer sync: one sync by hand, with a progress bar on a terminal.
#include "sync/sync.h"

#include "cli/cli.h"
#include "cli/door.h"
#include "cli/sync_words.h"
#include "cli/usage.h"

#include <signal.h>
#include <unistd.h>

#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string db;
    std::string with;
};

std::atomic<bool> interrupted{false};
void interrupt(int) { interrupted = true; }

std::string bar_of(const sync::Progress& progress) {
    constexpr std::int64_t width = 20;
    const auto facts = progress.facts.load(), of = std::max(progress.of.load(), facts);
    const auto full = of == 0 ? 0 : facts * width / of;
    return "[" + std::string(static_cast<std::size_t>(full), '#') +
           std::string(static_cast<std::size_t>(width - full), ' ') + "] " + std::to_string(facts) + "/" +
           std::to_string(of);
}

// Draws the bar, and passes an interruption on, until told that it is over.
class Watch {
public:
    Watch(sync::Progress& sending, sync::Progress& receiving)
        : sending_(sending), receiving_(receiving), terminal_(::isatty(STDERR_FILENO) == 1) {
        thread_ = std::thread([this] { run(); });
    }
    ~Watch() {
        over_ = true;
        thread_.join();
        if (terminal_) std::cerr << '\n';
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

private:
    void run() {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable none;
        while (!over_) {
            if (interrupted) sending_.stop = true, receiving_.stop = true;
            if (terminal_)
                std::cerr << "\r\033[Ksent " << bar_of(sending_) << "  received " << bar_of(receiving_) << std::flush;
            none.wait_for(lock, std::chrono::milliseconds(100));
        }
    }
    sync::Progress& sending_;
    sync::Progress& receiving_;
    bool terminal_;
    std::atomic<bool> over_{false};
    std::thread thread_;
};

Result<int> run_sync(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    struct sigaction action = {};
    action.sa_handler = interrupt;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    sync::Progress sending, receiving;
    const sync::Job job{words.db, words.with, [&door](Wish wish) { return door->say(std::move(wish)); },
                        SystemClock().now()};
    Result<sync::Report> report = [&] {
        const Watch watch(sending, receiving);
        return sync::run(job, sending, receiving);
    }();
    const auto status = sync::status_of(report, words.with, SystemClock().now());
    if (const auto noted = door->say(NoteSync{status}); !noted) return noted.error();
    if (!report) return report.error();
    std::cout << canonical(report_json(*report)) << '\n';
    for (const auto* passage : {&report->received, &report->sent}) {
        for (const auto& [what, why] : passage->set_aside) std::cerr << "set aside: " << what << ": " << why << '\n';
    }
    if (!report->received.problem.empty()) std::cerr << "xiaoer: receiving: " << report->received.problem << '\n';
    if (!report->sent.problem.empty()) std::cerr << "xiaoer: sending: " << report->sent.problem << '\n';
    return report->whole() ? 0 : 1;
}

}  // namespace

void add_sync(CLI::App& root, Run& run) {
    const auto words = std::make_shared<Words>();
    auto* command = root.add_subcommand(
        "sync",
        "Tell the merchant's other kiosks what happened here, and hear what happened there. Stopping it anywhere loses "
        "nothing; the next one goes on from there");
    command->add_option("--db", words->db, "The shop's database")->required();
    check_word(command
                   ->add_option("--with,with", words->with,
                                "folder:DIR, a folder that the other kiosks reach too (a USB stick, a Syncthing "
                                "folder, a network share), or a hub: postgresql://role@host/database?passfile=FILE")
                   ->required(),
               [](const std::string& text) { return sync::check_far_side(text); });
    command->callback([words, &run] { run = [words] { return run_sync(*words); }; });
}

}  // namespace xiaoer::cli
