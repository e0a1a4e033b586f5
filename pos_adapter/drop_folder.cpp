#include "pos_adapter/drop_folder.h"

#include "base/file.h"
#include "base/log.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

namespace fs = std::filesystem;

bool is_export(const fs::path& file) {
    const auto name = file.filename().string();
    if (name.starts_with('.') || name.starts_with('~') || name.ends_with('~')) return false;
    const auto ending = file.extension().string();
    return std::ranges::none_of(std::array{".part", ".partial", ".tmp", ".crdownload", ".filepart"},
                                [&](const char* unfinished) { return ending == unfinished; });
}

// "a.csv", then "a-2.csv", "a-3.csv"…: what is there stays.
fs::path free_name(const fs::path& folder, const fs::path& file) {
    auto name = folder / file.filename();
    std::error_code failed;
    for (int i = 2; fs::exists(name, failed); ++i) {
        name = folder / (file.stem().string() + "-" + std::to_string(i) + file.extension().string());
    }
    return name;
}

}  // namespace

Result<std::map<fs::path, DropFolder::Seen>> DropFolder::list() const {
    std::map<fs::path, Seen> files;
    std::error_code failed;
    for (fs::directory_iterator entry(folder_, failed), end; !failed && entry != end; entry.increment(failed)) {
        std::error_code gone;  // a file may go while we look
        if (!entry->is_regular_file(gone) || gone || !is_export(entry->path())) continue;
        const auto size = entry->file_size(gone);
        const auto changed = gone ? fs::file_time_type{} : entry->last_write_time(gone);
        if (!gone && size > 0) files.emplace(entry->path(), Seen{size, changed, false});
    }
    if (failed) return io_error("cannot look into " + folder_.string() + ": " + failed.message());
    return files;
}

Result<int> DropFolder::look() {
    XIAOER_TRY_ASSIGN(auto files, list());
    int count = 0;
    for (auto& [file, now] : files) {
        const auto before = seen_.find(file);
        if (before == seen_.end() || before->second.size != now.size || before->second.changed != now.changed) continue;
        now.taken = before->second.taken;
        if (now.taken) continue;
        bool kept = false;
        if (read(file, kept)) ++count;
        now.taken = kept;
    }
    seen_ = std::move(files);
    return count;
}

// `kept`: it is done with, but stays where it is.
bool DropFolder::read(const fs::path& file, bool& kept) {
    const auto came = take_(file);
    const auto name = file.filename().string();
    if (!came && came.error().code != ErrorCode::invalid) {
        log_error(came.error(), "reading " + name);
        return false;
    }
    if (!came) log_warning(name + " could not be read");
    kept = !put_away(file, came ? "done" : "unread", came ? *came : came.error().message + "\n");
    return came.has_value();
}

bool DropFolder::put_away(const fs::path& file, const char* where, const std::string& text) const {
    const auto folder = folder_ / where;
    std::error_code failed;
    fs::create_directories(folder, failed);
    const auto name = free_name(folder, file);
    fs::rename(file, name, failed);
    if (failed) {
        log_warning(file.filename().string() + " cannot be put away: " + failed.message());
        return false;
    }
    // Nobody would miss it: what came of the file is also in the log and the ledger.
    (void)write_file(name.string() + ".txt", view_of(text));
    return true;
}

DropFolderWatch::DropFolderWatch(fs::path folder, int every_ms, DropFolder::Take take)
    : folder_(folder, std::move(take)), name_(folder.string()), every_ms_(every_ms), thread_([this] { run(); }) {}

DropFolderWatch::~DropFolderWatch() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void DropFolderWatch::run() {
    bool told = false;
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        const auto looked = folder_.look();
        if (!looked && !std::exchange(told, true)) log_warning(looked.error().message);
        if (looked) told = false;
        lock.lock();
        changed_.wait_for(lock, std::chrono::milliseconds(every_ms_), [this] { return stopping_; });
    }
}

}  // namespace xiaoer::pos
