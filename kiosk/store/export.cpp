#include "store/export.h"

#include "store/members.h"

namespace xiaoer {
namespace {

// The rows of a question as objects, a key a column; text and integers are kept, anything else is left out.
Result<Json> rows_as_json(Result<Rows> rows) {
    Json::Array list;
    XIAOER_TRY(for_each_row(std::move(rows), [&list](const Rows& row) {
        Json::Object object;
        for (int i = 0; i < row.columns(); ++i) {
            const auto literal = row.literal(i);
            if (row.is_null(i)) continue;
            const bool is_text = literal.starts_with('\'');
            object.emplace(row.column_name(i), is_text ? Json(row.text(i)) : Json(row.integer(i)));
        }
        list.push_back(std::move(object));
    }));
    return Json(std::move(list));
}

struct Part {
    const char* name;
    const char* sql;
};
constexpr std::array parts = {
    Part{"consents",
         "SELECT at, lower(hex(notice)) AS notice, alliance, show_name, guardian, language FROM consents "
         "WHERE member = ? ORDER BY at"},
    Part{"purchases",
         "SELECT bound_at AS at, receipt, total_minor, refunded_minor, currency, tickets FROM purchases "
         "WHERE member = ? ORDER BY bound_at"},
    Part{"tickets", "SELECT at, ticket, why, draw, taken_back FROM tickets WHERE member = ? ORDER BY at, ticket"},
    Part{"prizes",
         "SELECT draw, prize, value_minor, state, claim_by, handed_over_at FROM prize_units "
         "WHERE member = ? ORDER BY draw, unit"},
    Part{"credit", "SELECT at, value_minor, balance_minor, expires_at, why FROM vouchers WHERE member = ? ORDER BY at"},
    Part{"credit_acts",
         "SELECT a.at, a.act, a.amount_minor FROM voucher_acts AS a JOIN vouchers AS v USING (voucher) "
         "WHERE v.member = ? ORDER BY a.at"},
    Part{"check_ins", "SELECT day FROM check_ins WHERE member = ? ORDER BY day"},
    Part{"strikes", "SELECT at, cleared FROM strikes WHERE member = ? ORDER BY at"},
    Part{"photos",
         "SELECT p.at, p.purpose, lower(hex(p.photo)) AS photo, EXISTS (SELECT 1 FROM photos_taken_back AS t "
         "WHERE t.photo = p.photo) AS taken_back FROM photos AS p WHERE p.member = ? ORDER BY p.at"},
    Part{"cards", "SELECT revoked FROM cards WHERE member = ? ORDER BY card"},
    Part{"phones", "SELECT at FROM browsers WHERE member = ? ORDER BY at"},
    Part{"joined", "SELECT joined_at AS at, channel, seat, role, ticket_debt FROM members WHERE member = ?"},
};

}  // namespace

Result<Json> export_of_member(Vault& vault, const MemberId& member) {
    XIAOER_TRY_ASSIGN(const auto row, find_member(vault.db, member));
    if (!row) return invalid("there is no such member");
    Json::Object all;
    all.emplace("number", row->number);
    all.emplace("language", enum_name(row->language));
    all.emplace("show_name", row->show_name);
    for (const auto* field : {"nickname", "phone", "interests"}) {
        XIAOER_TRY_ASSIGN(auto value, personal(vault, member, field));
        all.emplace(field, std::move(value));
    }
    for (const auto& part : parts) {
        XIAOER_TRY_ASSIGN(auto list, rows_as_json(vault.db.select(part.sql, {member})));
        all.emplace(part.name, std::move(list));
    }
    return Json(std::move(all));
}

}  // namespace xiaoer
