#include "store/store.h"

#include "base/file.h"
#include "domain/fact_text.h"
#include "store/apply.h"
#include "store/local.h"
#include "store/schema.h"

namespace xiaoer {
namespace {

Result<AnchorState> compare_anchor(Database& db, const DeviceId& device, const Head& head,
                                   const std::optional<Anchor>& anchor) {
    if (!anchor) return head.seq == 0 ? AnchorState::agrees : AnchorState::missing;
    if (anchor->device != device) return AnchorState::differs;
    if (anchor->seq > head.seq) return AnchorState::behind;
    if (anchor->seq == 0) return AnchorState::agrees;
    XIAOER_TRY_ASSIGN(const bool same, db.exists("SELECT 1 FROM facts WHERE device = ? AND seq = ? AND hash = ?",
                                                 {device, anchor->seq, anchor->hash}));
    return same ? AnchorState::agrees : AnchorState::differs;
}

// Keys that have been used, and no database: it was lost, or a restore was cut short. A new shop on them would hide it.
// Keys alone are a first start that was cut short.
Result<void> refuse_lost_database(const std::filesystem::path& path, bool has_keys) {
    std::error_code unknown;
    const bool existed = std::filesystem::exists(path, unknown);
    if (!has_keys && std::filesystem::exists(beside(path, ".restoring"), unknown)) {
        return invalid("a restore of " + path.string() + " was cut short: say it again (xiaoer restore), or remove " +
                       beside(path, ".restoring").string());
    }
    if (!has_keys || (existed && std::filesystem::file_size(path, unknown) > 0)) return {};
    XIAOER_TRY_ASSIGN(const auto anchor, read_anchor(path));
    XIAOER_TRY_ASSIGN(const auto keyring, Keyring(path).contents());
    if (keyring.empty() && (!anchor || anchor->seq == 0)) return {};
    return corrupt("the database " + path.string() + " is " + (existed ? "empty" : "missing") +
                   ", its keys are there: move its .keys, .keyring and .anchor away, then restore a backup "
                   "(xiaoer restore)");
}

}  // namespace

Store::Store(FileLock lock, Database db, Keys keys, std::filesystem::path path)
    : lock_(std::move(lock)),
      path_(std::move(path)),
      db_(std::move(db)),
      keys_(keys),
      keyring_(path_),
      signing_key_(keys.device_seed),
      device_(device_id_of(signing_key_.public_key())) {}

Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options, Random& random) {
    XIAOER_TRY_ASSIGN(auto lock, FileLock::take(options.path));
    const bool existed = std::filesystem::exists(options.path);
    XIAOER_TRY_ASSIGN(auto keys, read_keys(options.path));
    XIAOER_TRY(refuse_lost_database(options.path, keys.has_value()));
    if (!keys && existed) {
        return invalid("the key file " + beside(options.path, ".keys").string() +
                       " is missing: restore from a backup with the recovery sheet");
    }
    if (!keys) {
        keys = random_keys(random);
        XIAOER_TRY(write_keys(options.path, *keys));
        XIAOER_TRY(write_file_durably(beside(options.path, ".keyring"), {}, 0600));
        XIAOER_TRY(write_file_durably(options.path, {},
                                      0600));  // an empty file is an empty database; its WAL inherits the mode
    }
    XIAOER_TRY_ASSIGN(auto db, Database::open(options.path, Database::Mode::write, options.vfs));
    XIAOER_TRY(migrate(db));
    XIAOER_TRY_ASSIGN(const bool has_names, db.exists("SELECT 1 FROM vault_slots LIMIT 1"));
    if (has_names && !std::filesystem::exists(beside(options.path, ".keyring"))) {
        return invalid("the keyring " + beside(options.path, ".keyring").string() +
                       " is missing, without it no name can be read: restore from a backup");
    }
    std::unique_ptr<Store> store(new Store(std::move(lock), std::move(db), *keys, options.path));
    XIAOER_TRY(store->load());
    return store;
}

Result<void> Store::load() {
    XIAOER_TRY_ASSIGN(head_, read_head(db_, device_));
    XIAOER_TRY_ASSIGN(const auto merchant, local_value(db_, "merchant"));
    if (merchant) {
        XIAOER_TRY_ASSIGN(merchant_, MerchantId::from_hex(*merchant));
    }
    XIAOER_TRY_ASSIGN(const auto anchor_file, read_anchor(path_));
    XIAOER_TRY_ASSIGN(anchor_state_, compare_anchor(db_, device_, head_, anchor_file));
    if (anchor_file) anchored_seq_ = anchor_file->seq;
    XIAOER_TRY(load_witness());
    if (head_.seq == 0 && !anchor_file) return anchor();  // before the first fact, so that none is ever without
    return {};
}

Result<void> Store::anchor() {
    if (anchor_state_ != AnchorState::agrees || anchored_seq_ == head_.seq) return {};
    const Anchor now{device_, head_.hash, head_.seq, signing_key_.sign(head_message(signing_key_.public_key(), head_))};
    XIAOER_TRY(write_anchor(path_, now));
    anchored_seq_ = head_.seq;
    return {};
}

Result<void> Store::check(bool quick) {
    auto answer = first_row(db_.select(quick ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)"),
                            [](const Rows& row) { return row.text(0); });
    if (!answer) return answer.error();
    if (answer->value_or("") == "ok") return {};
    damaged_ = true;
    return corrupt("the database is damaged: " + answer->value_or("no answer"));
}

Result<Head> read_head(Database& db, const DeviceId& device) {
    auto head = first_row(db.select("SELECT seq, hash FROM facts WHERE device = ? ORDER BY seq DESC LIMIT 1", {device}),
                          [](const Rows& row) {
                              return Head{row.integer(0), row.array<32>(1)};
                          });
    if (!head) return head.error();
    return head->value_or(Head{});
}

Result<Writing> Writing::begin(Store& store, Timestamp now) {
    XIAOER_TRY_ASSIGN(auto transaction, Transaction::begin(store.db()));
    return Writing(store, std::move(transaction), now);
}

Result<FactRef> Writing::append(const FactBody& body) {
    auto ref = append_one(body);
    if (!ref) spoilt_ = ref.error();
    return ref;
}

Result<FactRef> Writing::append_one(const FactBody& body) {
    const Fact fact{now_, Json(), store_->device_, std::string(kind_of(body)), head_.seq + 1};
    const std::string text = canonical_body(body);
    const Hash hash = fact_hash(head_.hash, fact, text);
    XIAOER_TRY(db().run("INSERT INTO facts (device, seq, at, kind, body, hash) VALUES (?, ?, ?, ?, ?, ?)",
                        {fact.device, fact.seq, fact.at, fact.kind, text, hash}));
    const FactRef ref{fact.device, fact.seq};
    XIAOER_TRY_ASSIGN(const auto applied, apply(db(), merchant_, ref, now_, body, &within_));
    if (applied.how != Applied::How::done) return invalid("our own " + fact.kind + " was refused: " + applied.why);
    head_ = {fact.seq, hash};
    return ref;
}

Result<void> Writing::commit() {
    if (spoilt_) return *spoilt_;
    XIAOER_TRY(transaction_.commit());
    store_->head_ = head_;
    store_->merchant_ = merchant_;
    return {};
}

Result<WritingPart> WritingPart::begin(Writing& writing) {
    XIAOER_TRY_ASSIGN(auto savepoint, Savepoint::begin(writing.db()));
    return WritingPart(writing, std::move(savepoint));
}

Result<void> WritingPart::keep() {
    writing_ = nullptr;
    return savepoint_.keep();
}

Result<void> WritingPart::go_back() {
    auto& writing = *std::exchange(writing_, nullptr);
    const auto gone = savepoint_.go_back();
    writing.head_ = head_;
    writing.within_ = {};
    writing.merchant_ = merchant_;
    writing.spoilt_ = gone ? spoilt_ : std::optional(gone.error());
    return gone;
}

}  // namespace xiaoer
