#include "sync/sync.h"

#include "sync/folder_transport.h"
#include "sync/hub_transport.h"

#include <thread>

namespace xiaoer::sync {
namespace {

constexpr std::string_view folder_word = "folder:";

// A side of ours with a transport that goes with it.
struct Line {
    std::unique_ptr<OurSide> ours;
    std::unique_ptr<Transport> transport;
    std::unique_ptr<Random> random;
};

Result<Line> open_line(const Job& job) {
    XIAOER_TRY(check_far_side(job.with));
    Line line;
    line.random = std::make_unique<SystemRandom>();
    XIAOER_TRY_ASSIGN(line.ours, OurSide::open(job.database));
    if (!job.with.starts_with(folder_word)) {
        XIAOER_TRY_ASSIGN(line.transport, HubTransport::open(job.with, {SyncKeys(line.ours->keys()),
                                                                        line.ours->device(), *line.random}));
        return line;
    }
    XIAOER_TRY_ASSIGN(auto audience, line.ours->audience());
    line.transport =
        std::make_unique<FolderTransport>(std::make_unique<DiskFolder>(job.with.substr(folder_word.size())),
                                          FolderTransport::Sender{SyncKeys(line.ours->keys()), line.ours->key(),
                                                                  std::move(audience), job.now, *line.random});
    return line;
}

void add(Passage& sum, Passage more) {
    sum.facts += more.facts, sum.values += more.values;
    sum.told_seq = std::max(sum.told_seq, more.told_seq);
    sum.problem = std::move(more.problem);
    for (auto& one : more.set_aside) {
        if (std::ranges::find(sum.set_aside, one) == sum.set_aside.end()) sum.set_aside.push_back(std::move(one));
    }
}

}  // namespace

Result<void> check_far_side(std::string_view with) {
    if (with.starts_with("postgres")) return check_postgres_address(with);
    if (with.starts_with(folder_word) && with.size() > folder_word.size()) return {};
    return invalid("\"" + std::string(with) +
                   "\" is nothing to sync with: that is folder:DIR, or a hub, postgresql://role@host/database");
}

SyncStatus status_of(const Result<Report>& report, const std::string& with, Timestamp now) {
    SyncStatus status;
    status.with = with, status.at = now;
    if (!report) {
        status.sent.problem = status.received.problem = report.error().message;
        return status;
    }
    status.sent = {report->sent.facts, report->sent.problem};
    status.received = {report->received.facts, report->received.problem};
    status.told_seq = report->sent.told_seq;
    for (const auto* passage : {&report->received, &report->sent}) {
        for (const auto& [what, why] : passage->set_aside) {
            const auto line = what + ": " + why;
            if (std::ranges::find(status.set_aside, line) == status.set_aside.end()) status.set_aside.push_back(line);
        }
    }
    return status;
}

Result<Report> run(const Job& job, Progress& sending, Progress& receiving) {
    XIAOER_TRY_ASSIGN(const auto lock, FileLock::take(beside(job.database, ".sync")));
    XIAOER_TRY_ASSIGN(auto up, open_line(job));
    XIAOER_TRY_ASSIGN(auto down, open_line(job));
    Report report;
    std::thread sender([&] { report.sent = upload(*up.ours, *up.transport, job.say, sending); });
    report.received = download(*down.ours, *down.transport, job.say, receiving);
    sender.join();
    const bool came = report.received.facts > 0 || report.received.values > 0;
    if (came && report.sent.problem.empty() && !sending.stop) {
        XIAOER_TRY_ASSIGN(auto again, open_line(job));
        add(report.sent, upload(*again.ours, *again.transport, job.say, sending));
    }
    return report;
}

}  // namespace xiaoer::sync
