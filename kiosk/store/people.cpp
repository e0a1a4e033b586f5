#include "store/people.h"

#include "base/sha256.h"

namespace xiaoer {
namespace {

Result<std::vector<MemberId>> member_ids(Result<Rows> rows) {
    std::vector<MemberId> list;
    XIAOER_TRY(for_each_row(std::move(rows), [&list](const Rows& row) { list.push_back(row.id<MemberId>(0)); }));
    return list;
}

}  // namespace

Result<std::vector<MemberId>> people_with_free_ticket(Database& db, const FreeTicketRule& rule) {
    return member_ids(db.select(
        "SELECT member FROM members WHERE erased = 0 AND merged_into IS NULL AND strikes < ?1 AND ((channel = 'seat' "
        "AND ?2) OR (channel <> 'seat' AND ?3)) ORDER BY member",
        {rule.strikes_max, rule.seats, rule.members}));
}

Result<bool> has_stakes(Database& db, const MemberId& member) {
    return db.exists(
        "SELECT 1 FROM prize_units WHERE member = ?1 UNION ALL SELECT 1 FROM tickets AS t JOIN draws AS d USING (draw) "
        "WHERE t.member = ?1 AND d.state = 'closed' LIMIT 1",
        {member});
}

Result<std::optional<Consent>> last_consent(Database& db, const MemberId& member) {
    return first_row(db.select("SELECT alliance, show_name, guardian FROM consents WHERE member = ? "
                               "ORDER BY at DESC, device DESC, seq DESC LIMIT 1",
                               {member}),
                     [](const Rows& row) {
                         return Consent{row.boolean(0), row.boolean(1), row.boolean(2)};
                     });
}

Result<std::optional<CardId>> card_in_stock(Database& db, std::string_view digits) {
    return first_row(db.select("SELECT card FROM prepared_cards WHERE scan_hash = ? AND card NOT IN "
                               "(SELECT card FROM cards) ORDER BY card LIMIT 1",
                               {sha256(digits)}),
                     [](const Rows& row) { return row.id<CardId>(0); });
}

Result<std::int64_t> cards_in_stock(Database& db) {
    XIAOER_TRY_ASSIGN(const auto count,
                      db.integer("SELECT count(*) FROM prepared_cards WHERE card NOT IN (SELECT card FROM cards)"));
    return count.value_or(0);
}

Result<std::vector<FactRef>> open_strikes(Database& db, const MemberId& member) {
    std::vector<FactRef> list;
    XIAOER_TRY(for_each_row(
        db.select("SELECT device, seq FROM strikes WHERE member = ? AND cleared = 0 ORDER BY device, seq", {member}),
        [&list](const Rows& row) {
            list.push_back({row.id<DeviceId>(0), row.integer(1)});
        }));
    return list;
}

Result<std::vector<StruckOut>> struck_out(Database& db, std::int64_t strikes_max, std::int64_t most) {
    std::vector<StruckOut> list;
    XIAOER_TRY(for_each_row(db.select("SELECT member, number, strikes FROM members WHERE strikes > 0 AND strikes >= ? "
                                      "AND erased = 0 ORDER BY number LIMIT ?",
                                      {strikes_max, most}),
                            [&list](const Rows& row) {
                                list.push_back({row.id<MemberId>(0), row.integer(1), row.integer(2)});
                            }));
    return list;
}

Result<std::vector<MemberId>> moderators(Database& db) {
    return member_ids(db.select(
        "SELECT member FROM members WHERE role <> 'member' AND role = 'moderator' AND erased = 0 ORDER BY member"));
}

Result<bool> checked_in(Database& db, const MemberId& member, std::int64_t day) {
    return db.exists("SELECT 1 FROM check_ins WHERE member = ? AND day = ?", {member, day});
}

}  // namespace xiaoer
