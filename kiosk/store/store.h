// Store: the open ledger of one kiosk, with its keys beside it; and Writing, one command's transaction.
//
// The store thread owns both. What is inside a Writing is durable when commit() returned, or never happened.
#pragma once

#include "domain/fact.h"
#include "domain/witness.h"
#include "store/db.h"
#include "store/secrets.h"

#include <algorithm>
#include <memory>

namespace xiaoer {

struct StoreOptions {
    std::filesystem::path path;
    std::string vfs;  // for tests that record or fail I/O
};

// What the ledger says about what was remembered of it outside (DESIGN §6).
enum class AnchorState {
    agrees,     // the ledger holds the anchored fact
    behind,     // the anchor is ahead: an old copy was put back
    differs,    // another fact stands at the anchored place
    missing,    // facts, but no anchor
    witnessed,  // the anchor agrees, but a customer's phone has seen a fact that is not there
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
    [[nodiscard]] AnchorState anchor_state() const {
        return anchor_state_ == AnchorState::agrees && ahead_ ? AnchorState::witnessed : anchor_state_;
    }
    // The furthest that the ledger is known to have come: by the anchor as it was found at open, or by a phone. 0 when
    // neither says.
    [[nodiscard]] std::int64_t remembered_seq() const {
        return std::max({std::int64_t{0}, anchored_seq_, ahead_ ? ahead_->seq : 0});
    }

    // Signs the head and writes FILE.anchor when it moved since the last time. After commits, within a second.
    [[nodiscard]] Result<void> anchor();
    // ---- what customers' phones remember (domain/witness.h) ----
    // For a phone to keep, of the ledger as it is now.
    [[nodiscard]] std::string witness() const;
    // What a phone shows. Returns: what it has seen of this device's ledger that is not there, when that is news.
    [[nodiscard]] Result<std::optional<Witness>> contradiction(std::string_view text);
    // The same of a head that another kiosk or a folder has of this device's chain.
    [[nodiscard]] Witness seen_outside(const Head& head) const { return {device_, head.hash, reconciled_, head.seq}; }
    // Keeps it over restarts. Requires: inside a Writing; then heed() once that is durable.
    [[nodiscard]] Result<void> keep_contradiction(const Witness& ahead);
    void heed(const Witness& ahead) { ahead_ = ahead; }

    // A manager goes on with a ledger that is behind: the anchor is made anew at the present head, and what phones
    // saw before says nothing any more. Requires: inside a Writing; then accept() once that is durable.
    // Returns: how often that was done, this time too.
    [[nodiscard]] Result<std::int64_t> settle_contradictions();
    void accept(std::int64_t reconciled);

    // The whole file, or a quick look (SQLite's integrity_check and quick_check). Errors: corrupt.
    [[nodiscard]] Result<void> check(bool quick);

private:
    friend class Writing;
    Store(FileLock lock, Database db, Keys keys, std::filesystem::path path);
    [[nodiscard]] Result<void> load();
    [[nodiscard]] Result<void> load_witness();
    FileLock lock_;
    std::filesystem::path path_;
    Database db_;
    Keys keys_;
    Keyring keyring_;
    SigningKey signing_key_;
    DeviceId device_;
    MerchantId merchant_;
    Head head_;
    std::int64_t reconciled_ = 0;
    std::optional<Witness> ahead_;  // of the ledger: seen by a phone, and not reconciled since
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
