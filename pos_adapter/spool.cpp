#include "pos_adapter/spool.h"

#include "base/random.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

constexpr std::size_t epoch_size = sizeof(Spool::Epoch);
constexpr std::size_t inner_size = 9;  // kind and time

Spool::Record record_of(const Bytes& inner, std::uint64_t position) {
    Spool::Record record{
        static_cast<Spool::Kind>(inner[0]), {little_endian<std::int64_t>(ByteView(inner).subspan(1, 8))}, {}, position};
    record.bytes.assign(inner.begin() + inner_size, inner.end());
    return record;
}

}  // namespace

Result<std::unique_ptr<Spool>> Spool::open(const std::filesystem::path& path) {
    XIAOER_TRY_ASSIGN(auto file, RecordFile::open(path, epoch_size));
    std::unique_ptr<Spool> spool(new Spool(std::move(file)));
    if (!spool->file_->begun()) {
        XIAOER_TRY(spool->begin());
    } else {
        XIAOER_TRY_ASSIGN(const auto epoch, spool->file_->heading());
        std::ranges::copy(epoch, spool->epoch_.begin());
        spool->note_delivered();
    }
    return spool;
}

Result<void> Spool::begin() {
    const auto epoch = SystemRandom().array<epoch_size>();
    XIAOER_TRY(file_->start_over(epoch));
    epoch_ = epoch;
    read_ = file_->first();
    return {};
}

void Spool::note_delivered() {
    read_ = file_->first();
    for (auto at = read_; at < file_->end();) {
        const auto inner = file_->read(at);
        if (!inner || inner->size() < inner_size) return;  // next() will say so
        if (auto record = record_of(*inner, at); record.kind == Kind::delivered) {
            delivered_.push_back(std::move(record.bytes));
        }
        at += RecordFile::record_size(inner->size());
    }
}

Result<void> Spool::append(Kind kind, Timestamp at, ByteView bytes) {
    Bytes inner;
    inner.reserve(inner_size + bytes.size());
    inner.push_back(static_cast<std::uint8_t>(kind));
    append_little_endian(inner, at.ms);
    inner.insert(inner.end(), bytes.begin(), bytes.end());
    const std::lock_guard lock(mutex_);
    return file_->append(inner);
}

Result<std::optional<Spool::Record>> Spool::next() {
    const std::lock_guard lock(mutex_);
    while (read_ < file_->end()) {
        const auto inner = file_->read(read_);
        if (!inner || inner->size() < inner_size) {
            read_ = file_->end();  // nothing behind it can be found, either
            return corrupt("the till's spool: a record is not what was written");
        }
        auto record = record_of(*inner, read_);
        read_ += RecordFile::record_size(inner->size());
        if (record.kind != Kind::delivered) return std::optional(std::move(record));
    }
    return std::optional<Record>{};
}

Result<void> Spool::sync() { return file_->sync(); }

void Spool::start_over_if_read() {
    const std::lock_guard lock(mutex_);
    if (read_ != file_->end() || file_->end() == file_->first()) return;
    (void)begin();  // should it fail, the old contents stay: their slips are marked as delivered
}

}  // namespace xiaoer::pos
