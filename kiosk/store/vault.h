// The vault: personal data, each value sealed under a key that is not in the database (DESIGN §2).
//
// A subject's values are under the subject's own key in FILE.keyring: erasing the key erases the person, from
// every backup of the database too. What belongs to the shop (staff names, unread slips) is under the vault key.
// Store thread; the reader may read with its own connection.
#pragma once

#include "domain/fact.h"
#include "store/db.h"
#include "store/secrets.h"

namespace xiaoer {

// What is needed to read and write it.
struct Vault {
    Database& db;
    const Keys& keys;
    Keyring& keyring;
};

// Makes the subjects' keys. Durable in the keyring before this returns.
[[nodiscard]] Result<void> open_subjects(Vault& vault, std::span<const MemberId> members, Random& random);
[[nodiscard]] Result<void> open_subject(Vault& vault, const MemberId& member, Random& random);
[[nodiscard]] Result<void> put_personal(Vault& vault, const MemberId& member, std::string_view field,
                                        std::string_view value, Random& random);
// "" when there is none, or the person was erased.
[[nodiscard]] Result<std::string> personal(Vault& vault, const MemberId& member, std::string_view field);
// Removes the rows, inside the erasing command's transaction.
[[nodiscard]] Result<void> erase_subject(Vault& vault, const MemberId& member);
// After that commit, and at every open: removes the keys of erased members from the keyring, then empties the WAL,
// so that nothing of them is on the disk. Outside a transaction.
[[nodiscard]] Result<void> finish_erasures(Vault& vault);

// By an HMAC under the merchant's pepper; the hash never leaves the merchant. Where two kiosks gave one number to two
// members, the smaller id is found.
[[nodiscard]] Result<void> index_phone(Vault& vault, std::string_view phone, const MemberId& member);
[[nodiscard]] Result<std::optional<MemberId>> member_of_phone(Vault& vault, std::string_view phone);

// By an HMAC of domain/roll_call.h's name_key(): several people may have one name.
[[nodiscard]] Result<void> index_name(Vault& vault, std::string_view nickname, const MemberId& member);
struct Namesake {
    MemberId member;
    std::int64_t number = 0;
    bool from_roll_call = false;  // claimed or not
    bool has_phone = false;
};
[[nodiscard]] Result<std::vector<Namesake>> namesakes(Vault& vault, std::string_view nickname);  // by number

struct StaffSecret {
    std::string name;
    PinHash pin;
};
[[nodiscard]] Result<void> put_staff(Vault& vault, const StaffId& staff, std::string_view name, const PinHash& pin,
                                     Random& random);
[[nodiscard]] Result<std::optional<StaffSecret>> staff_secret(Vault& vault, const StaffId& staff);
[[nodiscard]] Result<void> set_staff_pin(Vault& vault, const StaffId& staff, const PinHash& pin);

// Slips that could not be read, 30 days.
inline constexpr std::int64_t slips_kept_ms = 30 * day_ms;
[[nodiscard]] Result<std::int64_t> keep_slip(Vault& vault, ByteView bytes, std::string_view reason,
                                             std::string_view source, Timestamp now, Random& random);
[[nodiscard]] Result<bool> fill_slip(Vault& vault, std::int64_t slip);  // false: no such open slip
[[nodiscard]] Result<void> forget_old_slips(Vault& vault, Timestamp now);

// 领奖码: four digits, the same for the same member and pepper, so that they need not be stored.
[[nodiscard]] std::string redeem_code_of(const Keys& keys, const MemberId& member);
// Twelve characters without look-alikes: what a claim URL ends with; the same for the same purchase and pepper.
[[nodiscard]] std::string claim_code_of(const Keys& keys, const FactRef& purchase);
// 26 digits of a card, likewise.
[[nodiscard]] std::string card_digits_of(const Keys& keys, const CardId& card, std::string_view kiosk_code);
// 26 digits of a clerk's badge, likewise. They name and prove nothing.
[[nodiscard]] std::string badge_digits_of(const Keys& keys, const StaffId& staff, std::string_view kiosk_code);

}  // namespace xiaoer
