#include "store/staff_phones.h"

namespace xiaoer {
namespace {

std::string place_of(const PhoneId& phone) { return "staff phone " + phone.hex(); }

StaffPhone phone_of(const Rows& row) {
    return {row.id<PhoneId>(0), row.id<StaffId>(1), row.integer(2), row.time(3), row.integer(4)};
}

}  // namespace

Result<void> put_phone(Vault& vault, const StaffPhone& phone, const SecretKey& key, Random& random) {
    return vault.db.run(
        "INSERT INTO staff_phones (phone, staff, key, counter, paired_at) VALUES (?, ?, ?, ?, ?)",
        {phone.phone, phone.staff, seal(vault.keys.vault_key, key.bytes(), place_of(phone.phone), random),
         phone.counter, phone.paired_at});
}

Result<std::optional<StaffPhone>> find_phone(Database& db, const PhoneId& phone) {
    return first_row(
        db.select("SELECT phone, staff, counter, paired_at, second_scans FROM staff_phones WHERE phone = ?", {phone}),
        phone_of);
}

Result<SecretKey> key_of_phone(Vault& vault, const PhoneId& phone) {
    auto sealed = first_row(vault.db.select("SELECT key FROM staff_phones WHERE phone = ?", {phone}),
                            [](const Rows& row) { return row.bytes(0); });
    if (!sealed) return sealed.error();
    XIAOER_ASSERT(sealed->has_value());
    auto opened = unseal(vault.keys.vault_key, **sealed, place_of(phone));
    std::array<std::uint8_t, 32> key{};
    if (!opened || opened->size() != key.size()) return corrupt("a staff phone's key does not open with the vault key");
    std::copy(opened->begin(), opened->end(), key.begin());
    wipe(*opened);
    SecretKey secret(key);
    wipe(key);
    return secret;
}

Result<std::vector<StaffPhone>> phone_list(Database& db, std::int64_t most) {
    std::vector<StaffPhone> list;
    XIAOER_TRY(for_each_row(db.select("SELECT phone, staff, counter, paired_at, second_scans FROM staff_phones "
                                      "ORDER BY paired_at DESC, phone LIMIT ?",
                                      {most}),
                            [&list](const Rows& row) { list.push_back(phone_of(row)); }));
    return list;
}

Result<void> set_phone_counter(Database& db, const PhoneId& phone, std::int64_t counter) {
    return db.run("UPDATE staff_phones SET counter = ?2 WHERE phone = ?1", {phone, counter});
}

Result<void> count_second_scan(Database& db, const PhoneId& phone) {
    return db.run("UPDATE staff_phones SET second_scans = second_scans + 1 WHERE phone = ?", {phone});
}

Result<bool> remove_phone(Database& db, const PhoneId& phone) {
    XIAOER_TRY(db.run("DELETE FROM staff_phones WHERE phone = ?", {phone}));
    return db.changes() > 0;
}

Result<void> remove_all_phones(Database& db) { return db.run("DELETE FROM staff_phones"); }

}  // namespace xiaoer
