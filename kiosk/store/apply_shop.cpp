// shop.opened, device.enrolled, device.succeeded, device.retired, ledger.reconciled, staff.added
#include "store/apply.h"

namespace xiaoer {

Result<Applied> apply_one(Applying& now, const ShopOpenedFact& fact) {
    XIAOER_TRY_ASSIGN(const bool known, now.db.exists("SELECT 1 FROM merchants WHERE merchant = ?", {fact.merchant}));
    if (known) return Applied::set_aside("this shop was opened before");
    XIAOER_TRY(
        now.db.run("INSERT INTO merchants (merchant, root_key, first_device, shop, currency, zone) "
                   "VALUES (?, ?, ?, ?, ?, ?)",
                   {fact.merchant, fact.root_key, now.ref.device, fact.shop, fact.currency, fact.zone}));
    return Applied::done({need_merchant(fact.merchant)});
}

Result<Applied> apply_one(Applying& now, const DeviceEnrolled& fact) {
    auto root = first_row(now.db.select("SELECT root_key FROM merchants WHERE merchant = ?", {fact.merchant}),
                          [](const Rows& row) { return row.array<32>(0); });
    if (!root) return root.error();
    if (!*root) return Applied::waits(need_merchant(fact.merchant));
    const auto message = enrolment_message(fact.key, fact.code, fact.number_from, fact.number_to);
    if (!verify(**root, message, fact.signature)) return Applied::set_aside("the root key did not sign this enrolment");
    const DeviceId device = device_id_of(fact.key);
    XIAOER_TRY(
        now.db.run("INSERT INTO devices (device, key, merchant, code, number_from, number_to) "
                   "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (device) DO NOTHING",
                   {device, fact.key, fact.merchant, fact.code, fact.number_from, fact.number_to}));
    return Applied::done({need_device(device)});
}

Result<Applied> apply_one(Applying& now, const DeviceSucceeded& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    auto keys =
        first_row(now.db.select("SELECT m.root_key, d.key FROM devices AS d JOIN merchants AS m USING (merchant) "
                                "WHERE d.device = ?",
                                {now.ref.device}),
                  [](const Rows& row) { return std::pair(row.array<32>(0), row.array<32>(1)); });
    if (!keys) return keys.error();
    auto merchant = first_row(now.db.select("SELECT merchant FROM devices WHERE device = ?", {fact.old}),
                              [](const Rows& row) { return row.id<MerchantId>(0); });
    if (!merchant) return merchant.error();
    if (!*merchant) return Applied::waits(need_device(fact.old));
    if (**merchant != now.own || fact.old == now.ref.device)
        return Applied::set_aside("not a kiosk of ours to succeed");
    const auto message = succession_message(fact.old, {fact.last_seq, fact.hash}, (*keys)->second);
    if (!verify((*keys)->first, message, fact.signature)) {
        return Applied::set_aside("the root key did not sign this succession");
    }
    XIAOER_TRY(
        now.db.run("INSERT INTO successions (old, successor, last_seq, hash) VALUES (?, ?, ?, ?) "
                   "ON CONFLICT (old, successor) DO NOTHING",
                   {fact.old, now.ref.device, fact.last_seq, fact.hash}));
    return Applied::done({need_succession(fact.old, now.ref.device)});
}

Result<Applied> apply_one(Applying& now, const DeviceRetired& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY(
        now.db.run("UPDATE successions SET retired = 1 WHERE old = ? AND successor = ?", {fact.old, now.ref.device}));
    if (now.db.changes() == 0) return Applied::waits(need_succession(fact.old, now.ref.device));
    XIAOER_TRY(move_homes(now.db));
    return Applied::done({need_retirement()});
}

Result<Applied> apply_one(Applying& now, const LedgerReconciled& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const StaffAddedFact& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY(now.db.run("INSERT INTO staff (staff, manager) VALUES (?, ?) ON CONFLICT (staff) DO NOTHING",
                          {fact.staff, fact.manager}));
    return Applied::done();
}

}  // namespace xiaoer
