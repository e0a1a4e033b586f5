// Staff phones: which ones are paired with this kiosk, whose they are, and the key that each one's calls are sealed
// with, itself sealed under the vault key. Local: a restored kiosk knows none of them and pairs anew.
//
// Store thread inside a transaction for writes.
#pragma once

#include "domain/staff.h"
#include "store/vault.h"

namespace xiaoer {

struct StaffPhone {
    PhoneId phone;
    StaffId staff;
    std::int64_t counter = 0;  // of the last call that was heard
    Timestamp paired_at;
    std::int64_t second_scans = 0;  // others who came with the code that this phone had used
};

[[nodiscard]] Result<void> put_phone(Vault& vault, const StaffPhone& phone, const SecretKey& key, Random& random);
[[nodiscard]] Result<std::optional<StaffPhone>> find_phone(Database& db, const PhoneId& phone);
// Requires: the phone is there. Errors: corrupt when the key does not open.
[[nodiscard]] Result<SecretKey> key_of_phone(Vault& vault, const PhoneId& phone);
// The newest first.
[[nodiscard]] Result<std::vector<StaffPhone>> phone_list(Database& db, std::int64_t most);
[[nodiscard]] Result<void> set_phone_counter(Database& db, const PhoneId& phone, std::int64_t counter);
[[nodiscard]] Result<void> count_second_scan(Database& db, const PhoneId& phone);
// Returns: false when there was none.
[[nodiscard]] Result<bool> remove_phone(Database& db, const PhoneId& phone);
[[nodiscard]] Result<void> remove_all_phones(Database& db);

}  // namespace xiaoer
