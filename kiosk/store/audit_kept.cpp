#include "store/audit_kept.h"

#include "store/local.h"
#include "store/vault.h"

namespace xiaoer {
namespace {

constexpr std::string_view schema_sql =
    "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name";

Result<void> check_settings(Database& db) {
    XIAOER_TRY_ASSIGN(const auto settings, local_value(db, "settings"));
    if (!settings) return corrupt("the shop's settings are not there: it would go on with those of a new shop");
    const auto read = read_settings(db);
    if (!read) return corrupt("the shop's settings cannot be read: " + read.error().message);
    XIAOER_TRY_ASSIGN(const auto merchant, local_value(db, "merchant"));
    if (!merchant || !MerchantId::from_hex(*merchant)) return corrupt("the merchant's id is not there");
    return {};
}

// What is read stands in one moment of the file, and the kiosk may have gone on: somebody erased since then has no key
// any more, and rightly.
Result<bool> erased_by_now(const std::filesystem::path& path, const MemberId& member) {
    XIAOER_TRY_ASSIGN(auto db, Database::open(path, Database::Mode::read));
    return db.exists("SELECT 1 FROM members WHERE member = ? AND erased = 1", {member});
}

Result<void> check_keys(Vault& vault, const std::filesystem::path& path, const DeviceId& own) {
    XIAOER_TRY_ASSIGN(auto rows, vault.db.select("SELECT m.member, s.slot FROM members AS m LEFT JOIN vault_slots AS s "
                                                 "USING (member) WHERE m.device = ? AND m.erased = 0",
                                                 {own}));
    while (true) {
        XIAOER_TRY_ASSIGN(const bool more, rows.next());
        if (!more) return {};
        const auto member = rows.id<MemberId>(0);
        if (rows.is_null(1)) return corrupt("no key is named for member " + member.hex() + ", who was not erased");
        XIAOER_TRY_ASSIGN(const auto key, vault.keyring.key(rows.integer(1)));
        if (key) continue;
        XIAOER_TRY_ASSIGN(const bool erased, erased_by_now(path, member));
        if (!erased) return corrupt("the keyring has no key for member " + member.hex() + ", who was not erased");
    }
}

Result<void> check_names(Vault& vault, const DeviceId& own) {
    auto nameless = first_row(
        vault.db.select("SELECT member FROM members AS m WHERE device = ? AND erased = 0 AND channel NOT IN ('card', "
                        "'seat') AND NOT EXISTS (SELECT 1 FROM vault AS v WHERE v.member = m.member AND "
                        "v.field = 'nickname') LIMIT 1",
                        {own}),
        [](const Rows& row) { return row.id<MemberId>(0); });
    if (!nameless) return nameless.error();
    if (*nameless) return corrupt("the name of member " + (*nameless)->hex() + " is not there, who was not erased");
    return {};
}

// A value of somebody who joined elsewhere may be without its key: a restore leaves out the keys of those who were
// erased after its backup, whether the backup knows of it or not.
Result<void> check_values(Vault& vault, const std::filesystem::path& path, const DeviceId& own) {
    XIAOER_TRY_ASSIGN(auto rows, vault.db.select("SELECT v.member, v.field, m.erased, m.device = ? FROM vault AS v "
                                                 "LEFT JOIN members AS m USING (member)",
                                                 {own}));
    while (true) {
        XIAOER_TRY_ASSIGN(const bool more, rows.next());
        if (!more) return {};
        const auto member = rows.id<MemberId>(0);
        const std::string where = "the " + rows.text(1) + " of member " + member.hex();
        if (rows.is_null(2)) return corrupt(where + " is there, but no such member");
        if (rows.boolean(2)) continue;
        const auto value = personal(vault, member, rows.text(1));
        if (!value) return corrupt(where + ": " + value.error().message);
        if (!value->empty() || !rows.boolean(3)) continue;
        XIAOER_TRY_ASSIGN(const bool erased, erased_by_now(path, member));
        if (!erased) return corrupt(where + " cannot be read: its key is gone");
    }
}

Result<void> check_staff_names(Vault& vault) {
    std::vector<StaffId> staff;
    XIAOER_TRY(for_each_row(vault.db.select("SELECT staff FROM vault_staff"),
                            [&staff](const Rows& row) { staff.push_back(row.id<StaffId>(0)); }));
    for (const auto& one : staff) {
        const auto secret = staff_secret(vault, one);
        if (!secret) return corrupt("staff " + one.hex() + ": " + secret.error().message);
    }
    return {};
}

}  // namespace

Result<void> check_tables(Database& db, Database& fresh) {
    XIAOER_TRY_ASSIGN(auto is, db.select(schema_sql));
    XIAOER_TRY_ASSIGN(auto should_be, fresh.select(schema_sql));
    while (true) {
        XIAOER_TRY_ASSIGN(const bool more, is.next());
        XIAOER_TRY_ASSIGN(const bool more_wanted, should_be.next());
        if (!more && !more_wanted) return {};
        if (more_wanted && (!more || should_be.text(0) < is.text(0)))
            return corrupt("the table or index " + should_be.text(0) + " is missing");
        if (!more_wanted || is.text(0) < should_be.text(0))
            return corrupt("there is a table or index that is not Xiaoer's: " + is.text(0));
        if (is.literal(1) != should_be.literal(1))
            return corrupt("the table or index " + is.text(0) + " is not as Xiaoer makes it");
    }
}

Result<void> check_kept(Database& db, const std::filesystem::path& path) {
    XIAOER_TRY_ASSIGN(const bool open, db.exists("SELECT 1 FROM facts LIMIT 1"));
    if (!open) return {};
    XIAOER_TRY(check_settings(db));
    XIAOER_TRY_ASSIGN(const auto keys, read_keys(path));
    if (!keys) return {};
    const DeviceId own = device_id_of(SigningKey(keys->device_seed).public_key());
    Keyring keyring(path);
    Vault vault{db, *keys, keyring};
    XIAOER_TRY(check_keys(vault, path, own));
    XIAOER_TRY(check_names(vault, own));
    XIAOER_TRY(check_values(vault, path, own));
    return check_staff_names(vault);
}

}  // namespace xiaoer
