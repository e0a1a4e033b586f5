// xiaoer pos ingest: what a till put out, recorded. The last line is the summary.
//
// In batches of up to 1,000 through RecordPurchases, so that a file twice records nothing the second time: the rule
// that tells whether two records are one sale (domain/rules.h) needs a number and a time, and where a row has none it
// gets one that is the same each time: the number from what the row says, the time from when the file was written.
// Refunds go last, because many exports have the newest row first and a refund should find its sale.
#include "app/till_slip.h"
#include "base/sha256.h"
#include "cli/cli.h"
#include "cli/door.h"
#include "cli/pos_files.h"
#include "store/local.h"
#include "store/schema.h"

#include <CLI/CLI.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <iostream>

namespace xiaoer::cli {
namespace {

constexpr std::size_t batch_max = 1000;
constexpr std::size_t refunds_waiting_max = 20'000;

struct Words {
    std::string db;
    PosWords pos;
};

struct Summary {
    std::int64_t recorded = 0, refunded = 0, duplicates = 0, ignored = 0, unread = 0;
};

// Read beside whoever has the file open for writing.
Result<Settings> settings_of(const std::filesystem::path& database) {
    if (!std::filesystem::exists(database)) return invalid("there is no file " + database.string());
    XIAOER_TRY_ASSIGN(auto db, Database::open(database, Database::Mode::read));
    XIAOER_TRY(check_schema(db));
    return read_settings(db);
}

std::optional<Timestamp> written_at(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return std::nullopt;
    return Timestamp{std::int64_t{status.st_mtim.tv_sec} * second_ms + status.st_mtim.tv_nsec / 1'000'000};
}

class Ingest {
public:
    Ingest(Door& door, Zone zone) : door_(door), zone_(std::move(zone)), seen_(1u << 14) {}

    void begin_file(const std::filesystem::path& file) {
        written_at_ = written_at(file);
        seen_.assign(seen_.size(), {});
    }
    void take(const pos::Receipt& receipt) {
        auto purchase = purchase_of(receipt, zone_);
        if (!purchase) {
            const bool unread = receipt.kind == pos::ReceiptKind::none && needs_a_clerk(receipt);
            ++(unread ? summary_.unread : summary_.ignored);
            return;
        }
        purchase->source = "file:" + receipt.source;
        if (!purchase->sold_at) purchase->sold_at = written_at_;
        if (purchase->receipt_no.empty()) purchase->receipt_no = number_for(receipt);
        auto& batch = purchase->what == PurchaseKind::refund ? refunds_ : sales_;
        batch.push_back(std::move(*purchase));
        if (sales_.size() == batch_max) record(sales_);
        if (refunds_.size() == refunds_waiting_max) record_refunds();
    }
    void count_unread() { ++summary_.unread; }
    Result<Summary> finish() {
        record(sales_);
        record_refunds();
        if (problem_) return *problem_;
        return summary_;
    }
    [[nodiscard]] bool going() const { return !problem_; }
    [[nodiscard]] const Summary& summary() const { return summary_; }

private:
    // The same for the same row of the same file, and another for each further row that says the same.
    std::string number_for(const pos::Receipt& receipt) {
        auto said = receipt;
        said.source.clear();
        const auto hash = sha256(json_line(said));
        auto& place = seen_[(hash[0] | hash[1] << 8) % seen_.size()];
        if (place.first != hash) place = {hash, 0};
        return "F" + to_hex(ByteView(hash).first(6)) + "N" + std::to_string(++place.second);
    }
    void record(std::vector<NewPurchase>& batch) {
        if (batch.empty() || problem_) return;
        const auto outcome = door_.say(RecordPurchases{std::exchange(batch, {}), {}});
        if (!outcome) {
            problem_ = outcome.error();
            return;
        }
        const auto* recorded = std::get_if<Recorded>(&*outcome);
        if (recorded == nullptr) {
            problem_ = invalid("the kiosk does not record: " + canonical(to_json(*outcome)));
            return;
        }
        summary_.recorded += recorded->recorded;
        summary_.refunded += recorded->refunded;
        summary_.duplicates += recorded->duplicates;
        summary_.ignored += recorded->ignored;
    }
    void record_refunds() {
        record(sales_);
        while (!refunds_.empty() && !problem_) {
            const auto count = static_cast<std::ptrdiff_t>(std::min(batch_max, refunds_.size()));
            std::vector<NewPurchase> batch(std::make_move_iterator(refunds_.begin()),
                                           std::make_move_iterator(refunds_.begin() + count));
            refunds_.erase(refunds_.begin(), refunds_.begin() + count);
            record(batch);
        }
    }

    Door& door_;
    const Zone zone_;
    std::vector<NewPurchase> sales_, refunds_;
    std::vector<std::pair<Hash, int>> seen_;  // rows without a number, newer ones over older ones
    std::optional<Timestamp> written_at_;
    Summary summary_;
    std::optional<Error> problem_;
};

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
    XIAOER_TRY_ASSIGN(const auto settings, settings_of(words.db));
    XIAOER_TRY_ASSIGN(auto zone, Zone::named(settings.zone));
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    Ingest ingest(*door, std::move(zone));
    int exit_code = 0;
    for (const auto& file : words.pos.files) {
        PosWords one = words.pos;
        one.files = {file};
        if (!one.reading.currency) one.reading.currency = settings.currency;
        Progress progress(file, ingest);
        PosTaker taker;
        taker.need_times = true;
        taker.receipt = [&ingest](const pos::Receipt& receipt, std::uint64_t) { ingest.take(receipt); };
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
    std::cout << "{\"recorded\":" << summary.recorded << ",\"refunded\":" << summary.refunded
              << ",\"duplicates\":" << summary.duplicates << ",\"ignored\":" << summary.ignored
              << ",\"unread\":" << summary.unread << "}\n";
    return exit_code;
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
