#include "app/engine.h"

#include "app/answers.h"
#include "app/picture.h"
#include "base/log.h"
#include "domain/rules.h"
#include "store/facts.h"
#include "store/local.h"
#include "store/photos.h"
#include "store/purchases.h"
#include "store/reservations.h"

namespace xiaoer {
namespace {

constexpr std::int64_t anchor_every_ms = second_ms;
constexpr std::int64_t wal_pages_max = 4000;

// What a failed write means: after these the page cache cannot be trusted (reliability: a failed fsync is fatal).
bool is_fatal(const Error& error) { return error.code == ErrorCode::io || error.code == ErrorCode::corrupt; }

// The line on the error screen for whoever keeps the machine.
std::string why_frozen(const Store& store) {
    const std::string ledger = "ledger at " + std::to_string(store.head().seq) + ", ";
    const std::string seq = std::to_string(store.remembered_seq());
    switch (store.anchor_state()) {
        case AnchorState::agrees: return "";
        case AnchorState::behind: return ledger + "anchor at " + seq;
        case AnchorState::differs: return ledger + "the anchor has another fact " + seq;
        case AnchorState::missing: return ledger + "the anchor is missing";
        case AnchorState::witnessed: return ledger + "a customer's phone saw fact " + seq;
    }
    return "";
}

}  // namespace

Engine::Engine(std::unique_ptr<Store> store, Settings settings, Zone zone, const Clock& clock, Random& random)
    : store_(std::move(store)),
      settings_(std::move(settings)),
      zone_(std::move(zone)),
      clock_(clock),
      random_(random) {}

Result<std::unique_ptr<Engine>> Engine::open(const StoreOptions& options, const Clock& clock, Random& random) {
    XIAOER_TRY_ASSIGN(auto store, Store::open(options, random));
    XIAOER_TRY_ASSIGN(auto settings, read_settings(store->db()));
    XIAOER_TRY_ASSIGN(auto zone, Zone::named(settings.zone));
    std::unique_ptr<Engine> engine(new Engine(std::move(store), std::move(settings), std::move(zone), clock, random));
    XIAOER_TRY(engine->start_clock());
    return engine;
}

// What the ledger knows of the time: when the clock was last believed, else when the last fact was written.
Result<void> Engine::start_clock() {
    if (store_->head().seq == 0) return {};
    XIAOER_TRY_ASSIGN(const auto known_ms, local_number(store_->db(), "clock_known_ms"));
    XIAOER_TRY_ASSIGN(const auto newest, time_of_newest_fact(store_->db(), store_->device()));
    memory_.clock.start(known_ms > 0 ? Timestamp{known_ms} : newest.value_or(Timestamp{}), clock_.steady_ms());
    return {};
}

// Written down when it begins to be doubted, so that a restart doubts it still, and when it is believed again.
Result<void> Engine::watch_clock() {
    if (store_->head().seq == 0) return {};
    const bool before = memory_.clock.doubted();
    memory_.clock.look(clock_.now(), clock_.steady_ms());
    if (memory_.clock.doubted() == before) return {};
    log_warning(before ? "the clock is where it should be again"
                       : "the clock has jumped: nothing lapses or locks until a manager confirms the date");
    return set_local_value(store_->db(), "clock_known_ms", std::to_string(memory_.clock.known().ms));
}

void Engine::check_at_start() {
    checked_ = true;
    if (auto sound = store_->check(true); !sound) broken_ = sound.error();
    auto files = vault();
    if (auto done = finish_erasures(files); !done && !broken_) broken_ = done.error();
    if (broken_) log_error(*broken_, "checking the database at start");
}

Result<Outcome> Engine::handle(const Command& command) {
    if (broken_) return *broken_;
    auto watched = watch_clock();
    auto outcome = watched ? write(command, clock_.now()) : Result<Outcome>(watched.error());
    if (!outcome) stop_if_fatal(outcome.error());
    return outcome;
}

void Engine::stop_if_fatal(const Error& error) {
    if (!is_fatal(error)) return;
    broken_ = error;
    log_error(error, "a command could not be saved");
}

bool Engine::may_share(const Command& command) {
    const auto* batch = std::get_if<RecordPurchases>(&command.wish);
    return batch != nullptr && batch->purchases.size() > 1;
}

std::vector<Result<Outcome>> Engine::handle_all(const std::vector<Command>& commands) {
    if (commands.size() > 1 && !broken_) {
        auto together = write_together(commands);
        if (together) return std::move(*together);
        stop_if_fatal(together.error());
    }
    std::vector<Result<Outcome>> outcomes;
    for (const auto& command : commands) outcomes.push_back(handle(command));
    return outcomes;
}

Result<std::vector<Result<Outcome>>> Engine::write_together(const std::vector<Command>& commands) {
    XIAOER_TRY(watch_clock());
    XIAOER_TRY_ASSIGN(auto writing, Writing::begin(*store_, clock_.now()));
    std::vector<Result<Outcome>> outcomes;
    AfterCommit after_commit;
    bool keeps = false;
    for (const auto& command : commands) {
        XIAOER_TRY_ASSIGN(const auto kept, answered(store_->db(), command.id));
        auto outcome = kept ? kept_answer(*store_, *kept) : decide(writing, command, after_commit, keeps);
        if (!outcome) return outcome.error();
        outcomes.push_back(std::move(outcome));
    }
    if (!keeps) return outcomes;
    XIAOER_TRY(writing.commit());
    for (auto& change : after_commit) change();
    return outcomes;
}

// Everything of a command but its commit. Sets `keeps` when there is something to commit.
Result<Outcome> Engine::decide(Writing& writing, const Command& command, AfterCommit& after_commit, bool& keeps) {
    const auto before = writing.head();
    Handling handling{writing, vault(), memory_, settings_, zone_, random_, command.id, clock_.steady_ms()};
    XIAOER_TRY_ASSIGN(auto outcome, std::visit([&handling](const auto& wish) { return xiaoer::handle(handling, wish); },
                                               command.wish));
    if (writing.head() == before && !handling.written) return outcome;
    keeps = true;
    // A sign-in and an opened call are the answers that must not be given twice.
    if (!std::holds_alternative<SignedIn>(outcome) && !std::holds_alternative<CallOpened>(outcome)) {
        XIAOER_TRY(remember_answer(store_->db(), command.id, answer_to_keep(outcome), writing.now()));
    }
    std::ranges::move(handling.after_commit, std::back_inserter(after_commit));
    return outcome;
}

Result<Outcome> Engine::write(const Command& command, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto kept, answered(store_->db(), command.id));
    if (kept) return kept_answer(*store_, *kept);
    XIAOER_TRY_ASSIGN(auto writing, Writing::begin(*store_, now));
    AfterCommit after_commit;
    bool keeps = false;
    XIAOER_TRY_ASSIGN(auto outcome, decide(writing, command, after_commit, keeps));
    if (!keeps) return outcome;  // the Writing rolls back
    XIAOER_TRY(writing.commit());
    for (auto& change : after_commit) change();
    if (std::holds_alternative<OpenShop>(command.wish) || std::holds_alternative<ChangeSettings>(command.wish)) {
        XIAOER_TRY(reread_settings());
    }
    const auto* received = std::get_if<FactsReceived>(&outcome);
    if (std::holds_alternative<Erased>(outcome) || (received != nullptr && received->erased > 0)) {
        auto files = vault();
        XIAOER_TRY(finish_erasures(files));
    }
    return outcome;
}

Result<void> Engine::reread_settings() {
    XIAOER_TRY_ASSIGN(settings_, read_settings(store_->db()));
    XIAOER_TRY_ASSIGN(zone_, Zone::named(settings_.zone));
    return {};
}

void Engine::rest(bool idle) {
    if (broken_ || !checked_) return;
    const auto keep_first = [this](const Result<void>& done, std::string_view doing) {
        if (done) return;
        log_error(done.error(), doing);
        if (is_fatal(done.error())) broken_ = done.error();
    };
    keep_first(watch_clock(), "keeping the time");
    const auto steady_ms = clock_.steady_ms();
    if (steady_ms - anchored_ms_ >= anchor_every_ms) {
        anchored_ms_ = steady_ms;
        // Outside the database: a full disk here does not lose what is committed.
        if (auto done = store_->anchor(); !done) log_error(done.error(), "writing the anchor");
    }
    const auto pages = store_->db().wal_pages();
    if (pages > wal_pages_max || (idle && pages > 0)) keep_first(store_->db().checkpoint_passive(), "checkpointing");
    const auto now = clock_.now();
    if (!idle || store_->head().seq == 0 || clock_doubted() || business_day(now, zone_) == nightly_day_) return;
    keep_first(nightly(now), "the nightly tidying");
}

// Refunds whose sale never came.
Result<void> Engine::write_lonely_refunds(Timestamp now) {
    XIAOER_TRY_ASSIGN(auto writing, Writing::begin(*store_, now));
    XIAOER_TRY_ASSIGN(const auto refunds, take_old_refunds(store_->db(), now - refunds_wait_ms));
    for (const auto& refund : refunds) {
        XIAOER_TRY(writing.append(
            PurchaseRefunded{{}, refund.currency, refund.receipt, refund.total_minor, refund.sold_at, {}, 0}));
    }
    if (refunds.empty()) return {};
    return writing.commit();
}

// The first idle moment of a business day, also when the machine was off at night.
Result<void> Engine::nightly(Timestamp now) {
    nightly_day_ = business_day(now, zone_);
    const std::string day = std::to_string(*nightly_day_);
    XIAOER_TRY_ASSIGN(const auto last, local_value(store_->db(), "nightly_day"));
    if (last == day) return {};
    auto files = vault();
    XIAOER_TRY(forget_old_answers(store_->db(), now));
    XIAOER_TRY(forget_old_slips(files, now));
    XIAOER_TRY(forget_old_photos(files, now));
    XIAOER_TRY(write_lonely_refunds(now));
    XIAOER_TRY(forget_old_reservations(store_->db(), now));
    const auto& key = store_->signing_key();
    XIAOER_TRY(keep_signed_head(store_->db(), store_->device(), store_->head(),
                                key.sign(head_message(key.public_key(), store_->head()))));
    XIAOER_TRY(set_local_value(store_->db(), "clock_known_ms", std::to_string(now.ms)));
    XIAOER_TRY(set_local_value(store_->db(), "nightly_day", day));
    if (auto emptied = store_->db().checkpoint_truncate(); !emptied && emptied.error().code != ErrorCode::busy)
        return emptied;
    return store_->check(false);
}

Health Engine::health() const {
    if (!checked_) return Health::starting;
    if (broken_) return Health::not_saved;
    if (store_->anchor_state() != AnchorState::agrees) return Health::frozen;
    return Health::good;
}

Snapshot Engine::picture() {
    Snapshot snapshot;
    snapshot.revision = ++revision_;
    snapshot.made_at = clock_.now();
    snapshot.health = health();
    snapshot.health_detail = broken_ ? broken_->message : why_frozen(*store_);
    snapshot.settings = settings_;
    snapshot.shop_open = store_->head().seq > 0;
    if (!checked_ || broken_ || !snapshot.shop_open) return snapshot;
    snapshot.witness = store_->witness();
    auto files = vault();
    Painting painting{*store_, files, memory_, settings_, zone_, snapshot.made_at};
    if (auto painted = paint(painting, snapshot); !painted) {
        log_error(painted.error(), "reading what the screens show");
        if (is_fatal(painted.error())) broken_ = painted.error(), snapshot.health = Health::not_saved;
    }
    return snapshot;
}

}  // namespace xiaoer
