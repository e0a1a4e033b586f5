#include "pos_adapter/till_outbox.h"

#include "base/file.h"

namespace xiaoer::pos {

TillOutbox::TillOutbox(std::unique_ptr<RecordFile> file) : file_(std::move(file)), front_(file_->first()) {
    for (auto at = front_; at < file_->end(); ++waiting_) {
        const auto record = file_->read(at);
        if (!record) return;
        at += RecordFile::record_size(record->size());
    }
}

Result<std::unique_ptr<TillOutbox>> TillOutbox::open(const std::filesystem::path& path) {
    XIAOER_TRY_ASSIGN(auto file, RecordFile::open(path, 0));
    XIAOER_TRY(sync_folder(path.parent_path()));  // a file that is new has to be found again after a power cut
    return std::unique_ptr<TillOutbox>(new TillOutbox(std::move(file)));
}

Result<void> TillOutbox::put(std::string_view document) {
    const std::lock_guard lock(mutex_);
    const auto before = file_->end();
    if (before + document.size() > bytes_max) return io_error("the till's spool is full: the kiosk is away too long");
    XIAOER_TRY(file_->append(view_of(document)));
    if (auto synced = file_->sync(); !synced) {
        file_->drop_from(before);
        return synced.error();
    }
    ++waiting_;
    return {};
}

Result<std::optional<std::string>> TillOutbox::front() {
    const std::lock_guard lock(mutex_);
    if (front_ >= file_->end()) return std::optional<std::string>{};
    const auto record = file_->read(front_);
    if (!record) {
        file_->drop_from(front_);  // nothing behind it can be found, either
        waiting_ = 0;
        return corrupt("the till's spool: a record is not what was written");
    }
    front_size_ = RecordFile::record_size(record->size());
    return std::optional(std::string(text_of(*record)));
}

void TillOutbox::acknowledge() {
    const std::lock_guard lock(mutex_);
    XIAOER_ASSERT(front_size_ > 0 && front_ + front_size_ <= file_->end());
    front_ += front_size_;
    front_size_ = 0;
    --waiting_;
    if (front_ != file_->end()) return;
    // Should the disk refuse, the old records stay and are sent again after a restart.
    if (file_->start_over({})) front_ = file_->first();
}

}  // namespace xiaoer::pos
