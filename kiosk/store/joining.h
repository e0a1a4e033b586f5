// How a second machine becomes a kiosk of a shop (DESIGN §6): it shows its public key; the shop's kiosk answers with
// the merchant's keys, sealed to that key, and with an enrolment that the recovery sheet's root key signed. What the
// shop has lived through comes with the first sync. Any thread; nothing else may have the new machine's files open.
#pragma once

#include "domain/fact.h"
#include "store/db.h"
#include "store/secrets.h"

namespace xiaoer {

// A code and a block of numbers that no kiosk known here has, and that nobody else is likely to draw, also when one
// backup is restored twice and the two have not met.
[[nodiscard]] Result<std::string> fresh_code(Database& db, Random& random);
inline constexpr std::int64_t numbers_per_block = 10'000;
[[nodiscard]] Result<std::int64_t> fresh_block(Database& db, Random& random);

// The public key of a machine that is no kiosk yet; its FILE.keys is made when it is not there.
// Errors: invalid when FILE is a shop already.
[[nodiscard]] Result<PublicKey> new_kiosk_key(const std::filesystem::path& database, Random& random);

struct KioskAnswer {  // what the shop's kiosk answers
    DeviceEnrolled enrolled;
    Bytes sealed;  // to the new machine's key
};
// Reads the shop's database only: the caller says EnrolDevice with the same enrolment. `root`: of the recovery sheet.
// Errors: invalid when the sheet is another shop's, or `key` is no key or is enrolled already.
[[nodiscard]] Result<KioskAnswer> answer_new_kiosk(const std::filesystem::path& database, const SigningKey& root,
                                                   const PublicKey& key, Random& random);

struct JoinedShop {
    std::string shop;
    DeviceEnrolled enrolled;
};
// On the new machine: takes the keys, makes FILE. The first sync opens the shop.
// Errors: invalid when the answer is not for this machine, or FILE is a shop already.
[[nodiscard]] Result<JoinedShop> join_shop(const std::filesystem::path& database, ByteView sealed, Random& random);

// Whether FILE is a kiosk that has joined a shop and has not synced yet: it must not become a shop of its own.
[[nodiscard]] Result<bool> awaits_first_sync(const std::filesystem::path& database);

// What a kiosk that joined says first, as soon as it knows its merchant; nothing for any other.
[[nodiscard]] Result<std::optional<DeviceEnrolled>> enrolment_to_say(Database& db, const MerchantId& merchant);

}  // namespace xiaoer
