// Engine: the store thread's work. One command at a time: asked before? decide, append, commit, remember, answer.
//
// Store thread only. Kiosk (app/kiosk.h) is the thread and the queue around it.
#pragma once

#include "app/handling.h"

namespace xiaoer {

class Engine {
public:
    [[nodiscard]] static Result<std::unique_ptr<Engine>> open(const StoreOptions& options, const Clock& clock,
                                                              Random& random);

    // Errors: io (nothing of it is saved; the process must restart: saving() is false from now on), corrupt (the same
    // when it is the database that is damaged), invalid. What is left to do once a command is durable never fails it:
    // it is logged, and done at the next start.
    [[nodiscard]] Result<Outcome> handle(const Command& command);

    // The same for several, answered in their order. Batches of purchases share one transaction, so that an export of a
    // million rows waits for the disk once for thousands of them; if one of them fails, each is done alone.
    [[nodiscard]] std::vector<Result<Outcome>> handle_all(const std::vector<Command>& commands);
    // Whether a command may share its transaction: nothing that follows depends on what it leaves in memory.
    [[nodiscard]] static bool may_share(const Command& command);

    // Between commands: looks at the clock, anchors within a second of a commit, checkpoints when idle or past 4,000
    // pages, and once a day empties the WAL and forgets what is old.
    void rest(bool idle);

    // The last anchor and checkpoint. After a write that failed neither: what is in memory is not to be trusted.
    void finish();

    // quick_check; commands wait for it. Health is `starting` before, and not good when it finds damage.
    void check_at_start();
    [[nodiscard]] Snapshot picture();
    // False from the first write that failed on, or once the database was found damaged.
    [[nodiscard]] bool saving() const { return !broken_.has_value(); }
    // What the tap says of its spool.
    void note_slips_saved(bool saved) { slips_saved_ = saved; }
    [[nodiscard]] bool slips_saved() const { return slips_saved_; }
    [[nodiscard]] bool clock_doubted() const { return memory_.clock.doubted(); }

    [[nodiscard]] Store& store() { return *store_; }

private:
    Engine(std::unique_ptr<Store> store, Settings settings, Zone zone, const Clock& clock, Random& random);
    using AfterCommit = std::vector<std::function<void()>>;
    [[nodiscard]] Result<Outcome> write(const Command& command, Timestamp now);
    [[nodiscard]] Result<std::vector<Result<Outcome>>> write_together(const std::vector<Command>& commands);
    [[nodiscard]] bool is_fatal(const Error& error) const;
    // Nothing is accepted any more, and nothing in memory reaches the file.
    void stop(const Error& error);
    // Logs what failed; and stops, when after it the database is not to be trusted.
    void heed(const Result<void>& done, std::string_view doing);
    [[nodiscard]] Result<Outcome> decide(Writing& writing, const Command& command, AfterCommit& after_commit,
                                         bool& keeps);
    [[nodiscard]] Result<void> reread_settings();
    [[nodiscard]] Result<void> follow_up(const Command& command, const Outcome& outcome);
    [[nodiscard]] Health health() const;
    [[nodiscard]] Vault vault() { return {store_->db(), store_->keys(), store_->keyring()}; }
    [[nodiscard]] Result<void> nightly(Timestamp now);
    [[nodiscard]] Result<void> write_lonely_refunds(Timestamp now);
    [[nodiscard]] Result<void> start_clock();
    [[nodiscard]] Result<void> watch_clock();

    std::unique_ptr<Store> store_;
    Memory memory_;
    Settings settings_;
    Zone zone_;
    const Clock& clock_;
    Random& random_;
    std::uint64_t revision_ = 0;
    std::int64_t anchored_ms_ = 0;
    std::optional<std::int64_t> nightly_day_;
    bool checked_ = false;
    bool slips_saved_ = true;
    std::optional<Error> broken_;  // the first write that failed, or the damage that was found
};

}  // namespace xiaoer
