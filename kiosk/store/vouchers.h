// Questions about store credit. Any connection.
#pragma once

#include "domain/voucher.h"
#include "store/db.h"

namespace xiaoer {

struct VoucherRow {
    VoucherId voucher;
    MemberId member;
    FactRef issue;
    std::int64_t value_minor = 0;
    std::int64_t left_minor = 0;
    Timestamp expires_at;
    VoucherReason why = VoucherReason::gift;
};
// What a member may still spend at `now`, also what only another kiosk may take; what expires first first.
[[nodiscard]] Result<std::vector<VoucherRow>> open_vouchers(Database& db, const MemberId& member, Timestamp now);
// Those of them that `device` may speak of (store/succession.h).
[[nodiscard]] Result<std::vector<VoucherRow>> vouchers_to_spend_at(Database& db, const DeviceId& device,
                                                                   const MemberId& member, Timestamp now);
// What is left of vouchers past their time that `device` may speak of.
[[nodiscard]] Result<std::vector<VoucherPart>> vouchers_to_expire(Database& db, const DeviceId& device, Timestamp now);
// The vouchers that a prize became or that came with it, and that were not taken back.
[[nodiscard]] Result<std::vector<VoucherRow>> vouchers_of_unit(Database& db, const UnitId& unit);
// Whether this member has the voucher of this month.
[[nodiscard]] Result<bool> has_voucher_of(Database& db, const MemberId& member, std::string_view period);

// One thing said about a member's credit.
struct CreditActRow {
    FactRef act;
    std::string what;  // "issued", "spent", "expired"
    std::int64_t amount_minor = 0;
    Timestamp at;
    bool reversed = false;
};
[[nodiscard]] Result<std::vector<CreditActRow>> credit_acts_of(Database& db, const MemberId& member, std::int64_t most);
// The same of one act, with the vouchers that it is about; nothing when there is none such.
struct ActOnVouchers {
    CreditActRow act;
    std::vector<VoucherRow> vouchers;
};
[[nodiscard]] Result<std::optional<ActOnVouchers>> find_credit_act(Database& db, const FactRef& act);

// Whether this device stands for the merchant's first one, which alone issues what comes by the month.
[[nodiscard]] Result<bool> issues_by_the_month(Database& db, const MerchantId& merchant, const DeviceId& device);

}  // namespace xiaoer
