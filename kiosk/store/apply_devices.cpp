// device.revoked
//
// What a revoked device said after the last fact that is accepted counts for nothing, whoever heard it first. Where it
// was believed already, the derived tables are made anew from the ledger without it: that is rare, and a shop's ledger
// replays in seconds.
#include "store/apply.h"
#include "store/tables.h"

namespace xiaoer {

Result<Applied> apply_one(Applying& now, const DeviceRevoked& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    auto root = first_row(now.db.select("SELECT m.root_key FROM devices AS d JOIN merchants AS m USING (merchant) "
                                        "WHERE d.device = ? AND m.merchant = ?",
                                        {fact.old, now.own}),
                          [](const Rows& row) { return row.array<32>(0); });
    if (!root) return root.error();
    if (!*root) return Applied::waits(need_device(fact.old));
    if (!verify(**root, revocation_message(fact.old, {fact.last_seq, fact.hash}), fact.signature)) {
        return Applied::set_aside("the root key did not sign this revocation");
    }
    // Of several the earliest end counts.
    XIAOER_TRY(
        now.db.run("INSERT INTO revocations (device, last_seq, hash) VALUES (?1, ?2, ?3) ON CONFLICT (device) DO "
                   "UPDATE SET last_seq = ?2, hash = ?3 WHERE last_seq > ?2",
                   {fact.old, fact.last_seq, fact.hash}));
    return Applied::done();
}

Result<bool> believes_too_much(Database& db, const DeviceId& revoked) {
    return db.exists(
        "SELECT 1 FROM revocations AS r JOIN facts AS f USING (device) LEFT JOIN set_aside AS s USING "
        "(device, seq) WHERE r.device = ? AND f.seq > r.last_seq AND s.device IS NULL",
        {revoked});
}

Result<void> forget_what_is_derived(Database& db) {
    XIAOER_TRY(db.run("PRAGMA defer_foreign_keys = ON"));  // each row comes back before the transaction ends
    for (const auto table : derived_tables) XIAOER_TRY(db.run("DELETE FROM " + std::string(table)));
    return {};
}

}  // namespace xiaoer
