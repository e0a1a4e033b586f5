#include "store/members.h"

#include "base/sha256.h"

namespace xiaoer {
namespace {

#define MEMBER_COLUMNS                                                                                          \
    "SELECT member, number, language, show_name, erased, ticket_debt, purchases, seat, strikes, role, channel " \
    "FROM members "

MemberRow member_of(const Rows& row) {
    return {row.id<MemberId>(0),
            row.integer(1),
            enum_from_name<Language>(row.text(2)).value_or(Language::hans),
            row.boolean(3),
            row.boolean(4),
            row.integer(5),
            row.integer(6),
            row.boolean(7),
            row.integer(8),
            enum_from_name<MemberRole>(row.text(9)).value_or(MemberRole::member),
            row.text(10)};
}

CardRow card_of(const Rows& row) { return {row.id<CardId>(0), row.id<MemberId>(1), row.boolean(2)}; }

}  // namespace

Result<std::optional<MemberRow>> find_member(Database& db, const MemberId& member) {
    return first_row(db.select(MEMBER_COLUMNS "WHERE member = ?", {member}), member_of);
}

Result<std::optional<MemberRow>> member_by_number(Database& db, std::int64_t number) {
    return first_row(db.select(MEMBER_COLUMNS "WHERE number = ? AND erased = 0", {number}), member_of);
}

Result<std::int64_t> member_count(Database& db) {
    XIAOER_TRY_ASSIGN(const auto count, db.integer("SELECT value FROM totals WHERE name = 'members'"));
    return count.value_or(0);
}

Result<std::int64_t> next_number(Database& db, const DeviceId& device) {
    auto range = first_row(db.select("SELECT number_from, number_to FROM devices WHERE device = ?", {device}),
                           [](const Rows& row) { return std::pair(row.integer(0), row.integer(1)); });
    if (!range) return range.error();
    if (!*range) return invalid("the shop is not open yet");
    const auto [from, to] = **range;
    XIAOER_TRY_ASSIGN(const auto last,
                      db.integer("SELECT max(number) FROM members WHERE number BETWEEN ? AND ?", {from, to}));
    const std::int64_t next = last.value_or(from - 1) + 1;
    if (next > to) return invalid("this kiosk's member numbers are used up");
    return next;
}

Result<std::string> kiosk_code_of(Database& db, const DeviceId& device) {
    auto code = first_row(db.select("SELECT code FROM devices WHERE device = ?", {device}),
                          [](const Rows& row) { return row.text(0); });
    if (!code) return code.error();
    return code->value_or("");
}

Result<std::optional<DeviceId>> own_kiosk_of_code(Database& db, const MerchantId& own, std::string_view code) {
    return first_row(db.select("SELECT device FROM devices WHERE code = ? AND merchant = ? AND device NOT IN (SELECT "
                               "old FROM successions) AND device NOT IN (SELECT device FROM revocations)",
                               {code, own}),
                     [](const Rows& row) { return row.id<DeviceId>(0); });
}

Result<std::optional<std::string>> shop_of_kiosk_code(Database& db, std::string_view code) {
    return first_row(
        db.select("SELECT m.shop FROM devices AS d JOIN merchants AS m USING (merchant) WHERE d.code = ?", {code}),
        [](const Rows& row) { return row.text(0); });
}

Result<std::optional<CardRow>> find_card(Database& db, const CardId& card) {
    return first_row(db.select("SELECT card, member, revoked FROM cards WHERE card = ?", {card}), card_of);
}

Result<std::optional<CardRow>> card_by_scan(Database& db, std::string_view digits) {
    return first_row(db.select("SELECT card, member, revoked FROM cards WHERE scan_hash = ?", {sha256(digits)}),
                     card_of);
}

Result<std::vector<CardId>> cards_of(Database& db, const MemberId& member) {
    std::vector<CardId> cards;
    XIAOER_TRY(
        for_each_row(db.select("SELECT card FROM cards WHERE member = ? AND revoked = 0 ORDER BY card", {member}),
                     [&cards](const Rows& row) { cards.push_back(row.id<CardId>(0)); }));
    return cards;
}

Result<std::vector<StaffRow>> staff_list(Database& db, std::int64_t most) {
    std::vector<StaffRow> staff;
    XIAOER_TRY(for_each_row(db.select("SELECT staff, manager FROM staff ORDER BY manager, staff LIMIT ?", {most}),
                            [&staff](const Rows& row) {
                                staff.push_back({row.id<StaffId>(0), row.boolean(1)});
                            }));
    return staff;
}

Result<std::optional<StaffRow>> find_staff(Database& db, const StaffId& staff) {
    return first_row(db.select("SELECT staff, manager FROM staff WHERE staff = ?", {staff}), [](const Rows& row) {
        return StaffRow{row.id<StaffId>(0), row.boolean(1)};
    });
}

}  // namespace xiaoer
