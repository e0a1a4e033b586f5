// Store: the open ledger of one kiosk, with its keys beside it; and Writing, one command's transaction.
//
// The store thread owns both. What is inside a Writing is durable when commit() returned, or never happened.
#pragma once

#include "domain/fact.h"
#include "store/db.h"
#include "store/secrets.h"

#include <memory>

namespace xiaoer {

struct StoreOptions {
    std::filesystem::path path;
    std::string vfs;  // for tests that record or fail I/O
};

// What the ledger's head says about the last anchor (DESIGN §6).
enum class AnchorState {
    agrees,        // the ledger holds the anchored fact
    behind,        // the anchor is ahead: an old copy was put back
    differs,       // another fact stands at the anchored place
    missing,       // facts, but no anchor
};

class Store {
public:
    // Takes the lock, opens or creates FILE and its key files, migrates. Errors: busy, invalid, corrupt, io.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const StoreOptions& options, Random& random);

    [[nodiscard]] Database& db() { return db_; }
    [[nodiscard]] const Keys& keys() const { return keys_; }
    [[nodiscard]] Keyring& keyring() { return keyring_; }
    [[nodiscard]] const SigningKey& signing_key() const { return signing_key_; }
    [[nodiscard]] const DeviceId& device() const { return device_; }
    [[nodiscard]] const MerchantId& merchant() const { return merchant_; }
    [[nodiscard]] const Head& head() const { return head_; }
    [[nodiscard]] AnchorState anchor_state() const { return anchor_state_; }
    // Of the anchor as it was found at open; 0 when there was none.
    [[nodiscard]] std::int64_t anchored_seq() const { return std::max<std::int64_t>(0, anchored_seq_); }

    // Signs the head and writes FILE.anchor when it moved since the last time. After commits, within a second.
    [[nodiscard]] Result<void> anchor();
    // A manager goes on with a ledger that is behind: the anchor is made anew at the present head.
    void accept_anchor() { anchor_state_ = AnchorState::agrees, anchored_seq_ = -1; }

    // The whole file, or a quick look (SQLite's integrity_check and quick_check). Errors: corrupt.
    [[nodiscard]] Result<void> check(bool quick);

private:
    friend class Writing;
    Store(FileLock lock, Database db, Keys keys, std::filesystem::path path);
    [[nodiscard]] Result<void> load();
    FileLock lock_;
    std::filesystem::path path_;
    Database db_;
    Keys keys_;
    Keyring keyring_;
    SigningKey signing_key_;
    DeviceId device_;
    MerchantId merchant_;
    Head head_;
    std::int64_t anchored_seq_ = -1;
    AnchorState anchor_state_ = AnchorState::agrees;
};

// Requires: one at a time. Goes back to before begin() unless committed.
class Writing {
public:
    [[nodiscard]] static Result<Writing> begin(Store& store, Timestamp now);

    // Appends the fact to this device's chain and applies it. Errors: invalid when the derived tables refuse a fact
    // of our own (a mistake of ours: nothing of the command is kept).
    [[nodiscard]] Result<FactRef> append(const FactBody& body);
    [[nodiscard]] Result<void> commit();

    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] Database& db() { return store_->db(); }
    [[nodiscard]] Timestamp now() const { return now_; }
    [[nodiscard]] const Head& head() const { return head_; }  // with what was appended so far
    // Set once, when the shop opens.
    void set_merchant(const MerchantId& merchant) { merchant_ = merchant; }

private:
    Writing(Store& store, Transaction transaction, Timestamp now)
        : store_(&store),
          transaction_(std::move(transaction)),
          now_(now),
          head_(store.head()),
          merchant_(store.merchant()) {}
    Store* store_;
    Transaction transaction_;
    Timestamp now_;
    Head head_;
    MerchantId merchant_;
};

// The newest fact of a device's chain.
[[nodiscard]] Result<Head> read_head(Database& db, const DeviceId& device);

}  // namespace xiaoer
