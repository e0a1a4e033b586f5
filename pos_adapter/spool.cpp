#include "pos_adapter/spool.h"

#include "base/file.h"
#include "base/log.h"
#include "base/random.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

constexpr std::size_t inner_size = 9;  // kind and time

Spool::Record record_of(const Bytes& inner, std::uint64_t position) {
    Spool::Record record{
        static_cast<Spool::Kind>(inner[0]), {little_endian<std::int64_t>(ByteView(inner).subspan(1, 8))}, {}, position};
    record.bytes.assign(inner.begin() + inner_size, inner.end());
    return record;
}

}  // namespace

Spool::Spool(std::filesystem::path path) : path_(std::move(path)), epoch_(SystemRandom().array<sizeof(Epoch)>()) {}

Result<std::unique_ptr<Spool>> Spool::open(const std::filesystem::path& path) {
    std::unique_ptr<Spool> spool(new Spool(path));
    if (path.empty()) return spool;
    auto opened = spool->open_file();
    if (opened && spool->file_->begun()) {
        if (const auto epoch = spool->file_->heading()) {
            std::ranges::copy(*epoch, spool->epoch_.begin());
            spool->begun_ = true;
            spool->note_delivered();
            return spool;
        }
    }
    if (opened) opened = spool->start_over();
    if (!opened && opened.error().code == ErrorCode::busy) return opened.error();
    if (!opened) log_error(opened.error(), "beginning the till's spool");
    return spool;
}

Result<void> Spool::open_file() {
    XIAOER_TRY_ASSIGN(file_, RecordFile::open(path_, sizeof(Epoch), room_bytes));
    return sync_folder(path_.parent_path());  // a file that is new has to be found again after a power cut
}

Result<void> Spool::begin() {
    if (begun_) return {};
    if (path_.empty()) return io_error("the till has no spool");
    if (file_ == nullptr) {
        XIAOER_TRY(open_file());
        unread_ = file_->begun() && file_->end() > file_->first();
    }
    if (unread_) return corrupt("the till's spool: slips of an earlier run are in it");
    return start_over();
}

Result<void> Spool::start_over() {
    const auto started = file_->start_over(epoch_);
    const auto heading = file_->heading();  // also after a sync that failed
    begun_ = heading && std::ranges::equal(*heading, epoch_);
    return started;
}

void Spool::note_delivered() {
    for (auto at = read_; at < file_->end();) {
        const auto inner = file_->read(at);
        if (!inner || inner->size() < inner_size) return;  // next() will say so
        if (auto record = record_of(*inner, at); record.kind == Kind::delivered) {
            delivered_.push_back(std::move(record.bytes));
        }
        at += RecordFile::record_size(inner->size());
    }
}

std::uint64_t Spool::record_size(ByteView bytes) { return RecordFile::record_size(inner_size + bytes.size()); }

Result<void> Spool::append(Kind kind, Timestamp at, ByteView bytes) {
    if (!begun_ && !(file_ != nullptr && file_->begun())) return io_error("the till's spool has not begun");
    Bytes inner;
    inner.reserve(inner_size + bytes.size());
    inner.push_back(static_cast<std::uint8_t>(kind));
    append_little_endian(inner, at.ms);
    inner.insert(inner.end(), bytes.begin(), bytes.end());
    return file_->append(inner);
}

Result<std::optional<Spool::Record>> Spool::next() {
    while (read_ < end()) {
        const auto inner = file_->read(read_);
        if (!inner || inner->size() < inner_size) {
            skip();  // nothing behind it can be found, either
            return corrupt("the till's spool: a record is not what was written");
        }
        auto record = record_of(*inner, read_);
        read_ += RecordFile::record_size(inner->size());
        if (record.kind != Kind::delivered) return std::optional(std::move(record));
    }
    return std::optional<Record>{};
}

bool Spool::all_read() {
    while (read_ < end()) {
        const auto inner = file_->read(read_);
        if (!inner || inner->size() < inner_size) return false;  // next() will say so
        if (static_cast<Kind>(inner->front()) != Kind::delivered) return false;
        read_ += RecordFile::record_size(inner->size());
    }
    return true;
}

Result<void> Spool::sync() { return file_ ? file_->sync() : io_error("the till's spool has not begun"); }

void Spool::forget() {
    epoch_ = SystemRandom().array<sizeof(Epoch)>();
    begun_ = false;
    read_ = first;
}

void Spool::keep_room() {
    if (begun_) file_->keep_room();
}

}  // namespace xiaoer::pos
