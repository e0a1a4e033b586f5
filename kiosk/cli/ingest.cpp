#include "cli/ingest.h"

#include "app/till_slip.h"
#include "base/sha256.h"

#include <sys/stat.h>

namespace xiaoer::cli {
namespace {

constexpr std::size_t batch_max = 1000;
constexpr std::size_t refunds_waiting_max = 20'000;

std::optional<Timestamp> written_at(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return std::nullopt;
    return Timestamp{std::int64_t{status.st_mtim.tv_sec} * second_ms + status.st_mtim.tv_nsec / 1'000'000};
}

}  // namespace

std::string IngestSummary::json() const {
    const auto field = [](const char* name, std::int64_t value) {
        return "\"" + std::string(name) + "\":" + std::to_string(value);
    };
    return "{" + field("recorded", recorded) + "," + field("refunded", refunded) + "," +
           field("duplicates", duplicates) + "," + field("ignored", ignored) + "," + field("unread", unread) + "}";
}

Ingest::Ingest(Say say, Zone zone, std::string currency, std::size_t under_way_max)
    : say_(std::move(say)),
      zone_(std::move(zone)),
      currency_(std::move(currency)),
      under_way_max_(under_way_max),
      seen_(1u << 14) {}

void Ingest::begin_file(const std::filesystem::path& file) {
    written_at_ = written_at(file);
    seen_.assign(seen_.size(), {});
}

std::string_view Ingest::take(const pos::Receipt& receipt) {
    auto purchase = purchase_of(receipt, zone_);
    const bool unread = receipt.kind == pos::ReceiptKind::none && needs_a_clerk(receipt);
    const bool strange = purchase && receipt.currency != currency_;
    if (!purchase || strange) {
        ++(unread || strange ? summary_.unread : summary_.ignored);
        return strange ? "its currency is not the shop's" : unread ? "it does not say one amount" : "";
    }
    purchase->source = "file:" + receipt.source;
    if (!purchase->sold_at) purchase->sold_at = written_at_;
    if (purchase->receipt_no.empty()) purchase->receipt_no = number_for(receipt);
    auto& waiting = purchase->what == PurchaseKind::refund ? refunds_ : sales_;
    waiting.push_back(std::move(*purchase));
    if (sales_.size() == batch_max) record(std::exchange(sales_, {}));
    if (refunds_.size() == refunds_waiting_max) record_refunds();
    return "";
}

Result<IngestSummary> Ingest::finish() {
    record_refunds();
    wait(0);
    if (problem_) return *problem_;
    return summary_;
}

// The same for the same row of the same file, and another for each further row that says the same.
std::string Ingest::number_for(const pos::Receipt& receipt) {
    auto said = receipt;
    said.source.clear();
    const auto hash = sha256(json_line(said));
    auto& place = seen_[static_cast<std::size_t>(hash[0] | hash[1] << 8) % seen_.size()];
    if (place.first != hash) place = {hash, 0};
    return "F" + to_hex(ByteView(hash).first(6)) + "N" + std::to_string(++place.second);
}

void Ingest::record(std::vector<NewPurchase>&& batch) {
    wait(under_way_max_ - 1);
    if (batch.empty() || problem_) return;
    under_way_.push_back(say_(RecordPurchases{std::move(batch), {}}));
}

void Ingest::record_refunds() {
    record(std::exchange(sales_, {}));
    auto from = std::make_move_iterator(refunds_.begin());
    const auto end = std::make_move_iterator(refunds_.end());
    while (from != end && !problem_) {
        const auto count = std::min<std::ptrdiff_t>(batch_max, end - from);
        record({from, from + count});
        from += count;
    }
    refunds_.clear();
}

void Ingest::wait(std::size_t left) {
    while (under_way_.size() > left) {
        count(under_way_.front().get());
        under_way_.pop_front();
    }
}

void Ingest::count(const Result<Outcome>& outcome) {
    if (!outcome) {
        if (!problem_) problem_ = outcome.error();
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

}  // namespace xiaoer::cli
