// xiaoer pos ingest: what a till put out, recorded. The last line is the summary.
#include "cli/cli.h"
#include "cli/door.h"
#include "cli/ingest.h"
#include "cli/pos_files.h"
#include "cli/usage.h"
#include "store/local.h"
#include "store/schema.h"

#include <unistd.h>

#include <iostream>

namespace xiaoer::cli {
namespace {

constexpr std::size_t batches_under_way_max = 16;  // half of them recorded while the other half is read

struct Words {
    std::string db;
    PosWords pos;
};

// Read beside whoever has the file open for writing.
Result<Settings> settings_of(const std::filesystem::path& database) {
    if (!std::filesystem::exists(database)) return invalid("there is no file " + database.string());
    XIAOER_TRY_ASSIGN(auto db, Database::open(database, Database::Mode::read));
    XIAOER_TRY(check_schema(db));
    return read_settings(db);
}

// One line on a terminal, written over itself; nothing anywhere else.
class Progress {
public:
    Progress(const std::string& file, const Ingest& ingest) : file_(file), ingest_(ingest) {
        std::error_code failed;
        size_ = std::filesystem::file_size(file, failed);
        if (failed) size_ = 0;
    }
    ~Progress() {
        if (shown_) std::cerr << "\r\x1b[K" << std::flush;
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void show(std::uint64_t bytes) {
        if (::isatty(STDERR_FILENO) == 0 || size_ == 0) return;
        shown_ = true;
        std::cerr << "\r\x1b[K" << file_ << "  " << bytes * 100 / size_ << "%  "
                  << ingest_.summary().recorded + ingest_.summary().duplicates << " recorded" << std::flush;
    }

private:
    const std::string& file_;
    const Ingest& ingest_;
    std::uintmax_t size_ = 0;
    bool shown_ = false;
};

Result<int> ingest_files(const Words& words) {
    if (lacks_mapping(words.pos)) return wrong_usage(mapping_needed);
    XIAOER_TRY_ASSIGN(const auto settings, settings_of(words.db));
    XIAOER_TRY_ASSIGN(auto zone, Zone::named(settings.zone));
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    Ingest ingest([&door](Wish wish) { return door->begin(std::move(wish)); }, std::move(zone), settings.currency,
                  batches_under_way_max);
    int exit_code = 0;
    for (const auto& file : words.pos.files) {
        PosWords one = words.pos;
        one.files = {file};
        if (!one.reading.currency) one.reading.currency = settings.currency;
        if (one.profile.empty() && std::filesystem::exists(till_profile_file(words.db)))
            one.profile = till_profile_file(words.db);
        Progress progress(file, ingest);
        PosTaker taker;
        taker.need_times = true;
        taker.receipt = [&ingest](const pos::Receipt& receipt) { return ingest.take(receipt); };
        taker.unread = [&ingest](const std::string&, std::string_view, const std::string&) { ingest.count_unread(); };
        taker.go_on = [&](std::uint64_t bytes) {
            progress.show(bytes);
            return ingest.going();
        };
        ingest.begin_file(file);
        XIAOER_TRY_ASSIGN(const int code, read_pos_files(one, taker));
        exit_code = std::max(exit_code, code);
        if (!ingest.going()) break;
    }
    XIAOER_TRY_ASSIGN(const auto summary, ingest.finish());
    std::cout << summary.json() << '\n';
    if (summary.recorded + summary.refunded + summary.duplicates + summary.ignored > 0 || exit_code != 0)
        return exit_code;
    std::cerr << "xiaoer: nothing was recorded: "
              << (summary.unread > 0 ? "not one sale could be read" : "there is no sale in what was given") << '\n';
    return 1;
}

}  // namespace

void add_pos_ingest(CLI::App& pos, Run& run) {
    auto* command = pos.add_subcommand("ingest", "Read what a till put out and record it; twice records nothing new");
    const auto words = std::make_shared<Words>();
    command->add_option("--db", words->db, "The shop's database, also while a kiosk runs on it")->required();
    add_pos_words(*command, words->pos);
    command->callback([words, &run] { run = [words] { return ingest_files(*words); }; });
}

}  // namespace xiaoer::cli
