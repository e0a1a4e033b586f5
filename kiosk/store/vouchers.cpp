#include "store/vouchers.h"

#include "store/same_person.h"
#include "store/succession.h"

namespace xiaoer {
namespace {

#define VOUCHER_COLUMNS \
    "SELECT voucher, member, issuer, seq, value_minor, balance_minor, expires_at, why FROM vouchers "

VoucherRow voucher_of(const Rows& row) {
    return {row.id<VoucherId>(0),
            row.id<MemberId>(1),
            {row.id<DeviceId>(2), row.integer(3)},
            row.integer(4),
            row.integer(5),
            row.time(6),
            enum_from_name<VoucherReason>(row.text(7)).value_or(VoucherReason::gift)};
}

Result<std::vector<VoucherRow>> voucher_rows(Result<Rows> rows) {
    std::vector<VoucherRow> list;
    XIAOER_TRY(for_each_row(std::move(rows), [&list](const Rows& row) { list.push_back(voucher_of(row)); }));
    return list;
}

Result<std::vector<VoucherRow>> spoken_of_by(Database& db, const DeviceId& device, std::vector<VoucherRow>&& all) {
    std::vector<VoucherRow> list;
    for (auto& voucher : all) {
        XIAOER_TRY_ASSIGN(const bool ours, acts_for(db, device, voucher.issue.device));
        if (ours) list.push_back(std::move(voucher));
    }
    return list;
}

}  // namespace

Result<std::vector<VoucherRow>> open_vouchers(Database& db, const MemberId& member, Timestamp now) {
    return voucher_rows(db.select(VOUCHER_COLUMNS
                                  "WHERE member IN " XIAOER_SAME_PERSON
                                  " AND expires_at > ?2 AND balance_minor > 0 ORDER BY expires_at, voucher",
                                  {member, now}));
}

Result<std::vector<VoucherRow>> vouchers_to_spend_at(Database& db, const DeviceId& device, const MemberId& member,
                                                     Timestamp now) {
    XIAOER_TRY_ASSIGN(auto open, open_vouchers(db, member, now));
    return spoken_of_by(db, device, std::move(open));
}

Result<std::vector<VoucherPart>> vouchers_to_expire(Database& db, const DeviceId& device, Timestamp now) {
    XIAOER_TRY_ASSIGN(auto late, voucher_rows(db.select(VOUCHER_COLUMNS "WHERE balance_minor > 0 AND expires_at <= ? "
                                                                        "ORDER BY expires_at, voucher",
                                                        {now})));
    XIAOER_TRY_ASSIGN(const auto ours, spoken_of_by(db, device, std::move(late)));
    std::vector<VoucherPart> parts;
    for (const auto& voucher : ours) parts.push_back({voucher.voucher, voucher.left_minor});
    return parts;
}

Result<std::vector<VoucherRow>> vouchers_of_unit(Database& db, const UnitId& unit) {
    return voucher_rows(
        db.select(VOUCHER_COLUMNS "AS v WHERE draw = ? AND unit = ? AND NOT EXISTS (SELECT 1 FROM voucher_acts AS a "
                                  "WHERE a.of_device = v.issuer AND a.of_seq = v.seq) ORDER BY at DESC, voucher",
                  {unit.draw, unit.unit}));
}

Result<bool> has_voucher_of(Database& db, const MemberId& member, std::string_view period) {
    return db.exists("SELECT 1 FROM vouchers WHERE member = ? AND period = ?", {member, period});
}

Result<std::vector<CreditActRow>> credit_acts_of(Database& db, const MemberId& member, std::int64_t most) {
    std::vector<CreditActRow> list;
    XIAOER_TRY(for_each_row(
        db.select("SELECT a.device, a.seq, a.act, sum(a.amount_minor), a.at, EXISTS (SELECT 1 FROM voucher_acts AS r "
                  "WHERE r.of_device = a.device AND r.of_seq = a.seq) FROM vouchers AS v JOIN voucher_acts AS a "
                  "USING (voucher) WHERE v.member IN " XIAOER_SAME_PERSON
                  " AND a.act <> 'reversed' GROUP BY a.device, a.seq ORDER BY a.at DESC, a.device, a.seq DESC LIMIT ?2",
                  {member, most}),
        [&list](const Rows& row) {
            list.push_back(
                {{row.id<DeviceId>(0), row.integer(1)}, row.text(2), row.integer(3), row.time(4), row.boolean(5)});
        }));
    return list;
}

Result<std::optional<ActOnVouchers>> find_credit_act(Database& db, const FactRef& act) {
    ActOnVouchers found{{act, {}, 0, {}, false}, {}};
    XIAOER_TRY(for_each_row(
        db.select("SELECT v.voucher, v.member, v.issuer, v.seq, v.value_minor, v.balance_minor, v.expires_at, v.why, "
                  "a.act, a.amount_minor, a.at, EXISTS (SELECT 1 FROM voucher_acts AS r WHERE r.of_device = a.device "
                  "AND r.of_seq = a.seq) FROM voucher_acts AS a JOIN vouchers AS v USING (voucher) "
                  "WHERE a.device = ? AND a.seq = ? AND a.act <> 'reversed' ORDER BY v.voucher",
                  {act.device, act.seq}),
        [&found](const Rows& row) {
            found.vouchers.push_back(voucher_of(row));
            found.act.what = row.text(8);
            found.act.amount_minor += row.integer(9);
            found.act.at = row.time(10);
            found.act.reversed = row.boolean(11);
        }));
    return found.vouchers.empty() ? std::optional<ActOnVouchers>{} : std::optional(std::move(found));
}

Result<bool> issues_by_the_month(Database& db, const MerchantId& merchant, const DeviceId& device) {
    auto first = first_row(db.select("SELECT first_device FROM merchants WHERE merchant = ?", {merchant}),
                           [](const Rows& row) { return row.id<DeviceId>(0); });
    if (!first) return first.error();
    if (!*first) return false;
    XIAOER_TRY_ASSIGN(const auto home, home_of(db, **first));
    return home == device;
}

}  // namespace xiaoer
