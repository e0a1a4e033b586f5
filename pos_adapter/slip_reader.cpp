#include "pos_adapter/slip_reader.h"

#include "base/sha256.h"
#include "pos_adapter/label_reader.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

constexpr std::size_t raw_bytes_max = std::size_t{4} << 20;  // what is kept of an endless slip
constexpr int retry_ms = 100;

Id<struct SlipTag> id_of(const Spool::Epoch& epoch, std::uint64_t start, ByteView bytes) {
    const auto hash = sha256({view_of("xiaoer-slip-v1\n"), epoch, u64be(start), bytes});
    Id<struct SlipTag> id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

}  // namespace

SlipReader::SlipReader(SlipInbox& inbox, ReadingOptions reading, DeliverSlip deliver, AskProfile profile)
    : inbox_(inbox),
      reading_(std::move(reading)),
      deliver_(std::move(deliver)),
      ask_profile_(std::move(profile)),
      assembler_([this](const SlipText& text) { slip_ended(text); }) {
    for (auto& id : inbox_.delivered()) delivered_.insert(std::move(id));
}

void SlipReader::run() {
    while (const auto record = inbox_.take()) read(*record);
}

void SlipReader::read(const Spool::Record& record) {
    at_ = record.at;
    if (ask_profile_ && !assembler_.has_content()) {  // a slip is read in one way from its first line to its last
        profile_ = ask_profile_();
        assembler_.fix_encoding(profile_ ? encoding_of_profile(*profile_) : std::nullopt);
    }
    switch (record.kind) {
        case Spool::Kind::bytes:
            if (raw_.empty()) start_ = record.position, place_ = 0;
            if (raw_.size() < raw_bytes_max) raw_.insert(raw_.end(), record.bytes.begin(), record.bytes.end());
            assembler_.feed(record.bytes);
            break;
        case Spool::Kind::idle: assembler_.end_slip(false); break;
        case Spool::Kind::closed: assembler_.end_slip(true); break;
        case Spool::Kind::delivered: return;
    }
    if (inbox_.stopped() || assembler_.has_content()) return;
    // Between slips nothing is wanted of what was read: the tail behind a cut makes no slip.
    if (record.kind == Spool::Kind::bytes) return;
    raw_.clear();
    raw_start_ = assembler_.position();
    inbox_.forget_taken();
}

// Cuts the slip's bytes off the front of what was fed; the rest belongs to the next one.
Slip SlipReader::take_slip(const SlipText& text) {
    Slip slip;
    const auto length = std::min<std::uint64_t>(text.end - raw_start_, raw_.size());
    slip.bytes.assign(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(length));
    slip.id = id_of(inbox_.epoch(), start_ + place_, slip.bytes);
    slip.at = at_;
    slip.receipt = read_labels(text, reading_, profile_.get());
    raw_.erase(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(length));
    raw_start_ = text.end;
    place_ += length;
    return slip;
}

void SlipReader::slip_ended(const SlipText& text) {
    if (inbox_.stopped()) return;
    inbox_.sync();
    const auto slip = take_slip(text);
    if (delivered_.contains(Bytes(slip.id.bytes.begin(), slip.id.bytes.end()))) return;
    while (!deliver_(slip)) {
        if (!inbox_.wait(retry_ms)) return;
    }
    inbox_.mark_delivered(slip.at, slip.id.bytes);
}

}  // namespace xiaoer::pos
