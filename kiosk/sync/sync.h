// One whole sync of one kiosk with one far side: download and upload at once, each on a thread of its own; then, when
// anything came, what is to be said about that.
#pragma once

#include "sync/passage.h"

namespace xiaoer::sync {

struct Report {
    Passage sent, received;
    [[nodiscard]] bool whole() const { return sent.problem.empty() && received.problem.empty(); }
};

struct Job {
    std::filesystem::path database;
    std::string with;  // "folder:DIR" or "postgresql://role@host/database"
    Say say;           // from any thread
    Timestamp now;
};
// Whether `with` names something that can be synced with. Errors: invalid, saying what it may look like.
[[nodiscard]] Result<void> check_far_side(std::string_view with);

// What the merchant is told of it (NoteSync); of one that could not begin, too.
[[nodiscard]] SyncStatus status_of(const Result<Report>& report, const std::string& with, Timestamp now);

// Errors: invalid (no such database or far side), busy when this shop is being synced already.
[[nodiscard]] Result<Report> run(const Job& job, Progress& sending, Progress& receiving);

}  // namespace xiaoer::sync
