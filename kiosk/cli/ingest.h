// Recording what was read from a till's files: `xiaoer pos ingest` and the drop folder.
//
// In batches of up to 1,000 through RecordPurchases, the next ones read while the last ones are recorded. A file twice
// records nothing the second time: the rule that tells whether two records are one sale (domain/rules.h) needs a number
// and a time, and where a row has none it gets one that is the same each time: the number from what the row says, the
// time from when the file was written. Refunds go last, because many exports have the newest row first and a refund
// should find its sale. One thread.
#pragma once

#include "app/outcome.h"
#include "pos_adapter/receipt.h"

#include <deque>
#include <filesystem>
#include <functional>
#include <future>

namespace xiaoer::cli {

struct IngestSummary {
    std::int64_t recorded = 0, refunded = 0, duplicates = 0, ignored = 0, unread = 0;
    // {"recorded":n,"refunded":n,"duplicates":n,"ignored":n,"unread":n}
    [[nodiscard]] std::string json() const;
};

class Ingest {
public:
    using Say = std::function<std::future<Result<Outcome>>(Wish)>;
    // Zone and currency are the shop's. `under_way_max`: batches that wait for the store at a time; many are quicker,
    // but what a till says meanwhile waits behind them.
    Ingest(Say say, Zone zone, std::string currency, std::size_t under_way_max);

    void begin_file(const std::filesystem::path& file);
    // Returns: why it counts as unread, "" when it does not.
    std::string_view take(const pos::Receipt& receipt);
    void count_unread() { ++summary_.unread; }
    // False once a batch could not be recorded: nothing more will be.
    [[nodiscard]] bool going() const { return !problem_; }
    // Of the batches recorded so far.
    [[nodiscard]] const IngestSummary& summary() const { return summary_; }
    // Records what is left. Errors: what recording said.
    [[nodiscard]] Result<IngestSummary> finish();

private:
    [[nodiscard]] std::string number_for(const pos::Receipt& receipt);
    void record(std::vector<NewPurchase>&& batch);
    void record_refunds();
    // Until at most `left` batches are under way.
    void wait(std::size_t left);
    void count(const Result<Outcome>& outcome);

    const Say say_;
    const Zone zone_;
    const std::string currency_;
    std::vector<NewPurchase> sales_, refunds_;
    const std::size_t under_way_max_;
    std::deque<std::future<Result<Outcome>>> under_way_;
    std::vector<std::pair<Hash, int>> seen_;  // rows without a number, newer ones over older ones
    std::optional<Timestamp> written_at_;
    IngestSummary summary_;
    std::optional<Error> problem_;
};

}  // namespace xiaoer::cli
