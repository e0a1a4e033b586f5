// Local tables: what is this machine's own and is never synced or replayed (store/tables.h).
//
// Store thread inside a transaction for writes; reads also from the reader's connection.
#pragma once

#include "domain/chain.h"
#include "domain/fact.h"
#include "store/db.h"

namespace xiaoer {

[[nodiscard]] Result<std::optional<std::string>> local_value(Database& db, std::string_view name);
// Of a value that is a number; 0 when there is none.
[[nodiscard]] Result<std::int64_t> local_number(Database& db, std::string_view name);
[[nodiscard]] Result<void> set_local_value(Database& db, std::string_view name, std::string_view value);

// The defaults until the shop is opened.
[[nodiscard]] Result<Settings> read_settings(Database& db);
[[nodiscard]] Result<void> write_settings(Database& db, const Settings& settings);

// What a command was answered, as JSON; nothing when its id is new.
[[nodiscard]] Result<std::optional<std::string>> answered(Database& db, const CommandId& id);
[[nodiscard]] Result<void> remember_answer(Database& db, const CommandId& id, std::string_view outcome, Timestamp now);
// A retry comes within days; older answers only cost room.
inline constexpr std::int64_t answers_kept_ms = 30 * day_ms;
[[nodiscard]] Result<void> forget_old_answers(Database& db, Timestamp now);

// Up to three browsers a member (the chat app's, the system's, a new phone); a fourth takes the oldest's place.
[[nodiscard]] Result<void> bind_browser(Database& db, const Hash& browser, const MemberId& member, Timestamp now);
[[nodiscard]] Result<std::optional<MemberId>> member_of_browser(Database& db, const Hash& browser);

[[nodiscard]] Result<void> forget_browsers(Database& db, const MemberId& member);

// Claim codes: only the hash is stored. A code is good until its purchase is bound or a list is locked after it.
[[nodiscard]] Result<void> add_claim_code(Database& db, std::string_view code, const FactRef& purchase, Timestamp now);
[[nodiscard]] Result<std::optional<FactRef>> purchase_of_claim_code(Database& db, std::string_view code);
[[nodiscard]] Result<void> expire_claim_codes(Database& db, Timestamp up_to);

// 领奖码: wrong tries since the last right one.
[[nodiscard]] Result<std::int64_t> redeem_failures(Database& db, const MemberId& member);
[[nodiscard]] Result<void> set_redeem_failures(Database& db, const MemberId& member, std::int64_t failures);

// The same when a phone is bound by it: counted apart, so that nobody's prize can be held up from a phone; and all of
// them together since a moment.
[[nodiscard]] Result<std::int64_t> browser_failures(Database& db, const MemberId& member);
[[nodiscard]] Result<std::int64_t> browser_failures_since(Database& db, Timestamp since);
[[nodiscard]] Result<void> set_browser_failures(Database& db, const MemberId& member, std::int64_t failures,
                                                Timestamp now);

// PIN attempts: stored before the check, so that pulling the plug does not give a try back.
struct PinAttempts {
    std::int64_t failures = 0;
    CommandId attempt;  // being checked
    Timestamp locked_until;
};
[[nodiscard]] Result<PinAttempts> pin_attempts(Database& db, const StaffId& staff);
[[nodiscard]] Result<void> set_pin_attempts(Database& db, const StaffId& staff, const PinAttempts& attempts);

[[nodiscard]] Result<void> keep_signed_head(Database& db, const DeviceId& device, const Head& head,
                                            const Signature& signature);

}  // namespace xiaoer
