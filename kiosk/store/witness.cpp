// What customers' phones remember of the ledger, compared with it. What was found is kept in the local values
// "witness_ahead" (the witness, as JSON; "" when reconciled) and "reconciled" (how often).
#include "base/sha256.h"
#include "store/local.h"
#include "store/store.h"

namespace xiaoer {
namespace {

// From the device's own seed: a restored machine, which has another, cannot be asked about the old one's ledger.
SecretKey witness_key(const Keys& keys) {
    return SecretKey(hmac_sha256(keys.device_seed.bytes(), {view_of("xiaoer-witness-key-v1\n")}));
}

}  // namespace

Result<void> Store::load_witness() {
    XIAOER_TRY_ASSIGN(reconciled_, local_number(db_, "reconciled"));
    XIAOER_TRY_ASSIGN(const auto ahead, local_value(db_, "witness_ahead"));
    if (!ahead || ahead->empty()) return {};
    XIAOER_TRY_ASSIGN(const auto json, parse_json(*ahead));
    XIAOER_TRY_ASSIGN(ahead_, from_json<Witness>(json));
    return {};
}

std::string Store::witness() const {
    return write_witness({device_, head_.hash, reconciled_, head_.seq}, witness_key(keys_));
}

Result<std::optional<Witness>> Store::contradiction(std::string_view text) {
    using Maybe = std::optional<Witness>;
    const auto seen = read_witness(text);
    if (!seen || seen->device != device_ || seen->reconciled < reconciled_ || seen->seq == 0) return Maybe{};
    if (ahead_ && !is_later(*seen, *ahead_)) return Maybe{};
    if (!is_genuine(text, *seen, witness_key(keys_))) return Maybe{};
    if (seen->reconciled > reconciled_) return Maybe(seen);
    XIAOER_TRY_ASSIGN(const bool there, db_.exists("SELECT 1 FROM facts WHERE device = ? AND seq = ? AND hash = ?",
                                                   {device_, seen->seq, seen->hash}));
    return there ? Maybe{} : Maybe(seen);
}

Result<void> Store::keep_contradiction(const Witness& ahead) {
    return set_local_value(db_, "witness_ahead", canonical(to_json(ahead)));
}

Result<std::int64_t> Store::settle_contradictions() {
    const std::int64_t reconciled = std::max(reconciled_, ahead_ ? ahead_->reconciled : 0) + 1;
    XIAOER_TRY(set_local_value(db_, "witness_ahead", ""));
    XIAOER_TRY(set_local_value(db_, "reconciled", std::to_string(reconciled)));
    return reconciled;
}

void Store::accept(std::int64_t reconciled) {
    ahead_.reset();
    reconciled_ = reconciled;
    anchor_state_ = AnchorState::agrees;
    anchored_seq_ = -1;
}

}  // namespace xiaoer
