// The three classes of tables (DESIGN §2), each list in one place.
#pragma once

#include <array>
#include <string_view>

namespace xiaoer {

// A function of the set of facts: replayed from nothing and compared by the audit. Order: by primary key.
inline constexpr std::array<std::string_view, 24> derived_tables = {
    "waiting", "set_aside",    "merchants",   "devices",    "successions",  "staff",
    "totals",  "members",      "cards",       "purchases",  "refunds",      "tickets",
    "draws",   "draw_entries", "prize_units", "prize_acts", "consents",     "prepared_cards",
    "strikes", "roles",        "check_ins",   "vouchers",   "voucher_acts", "credit_entries"};

// Personal data, sealed under keys that are not in the database.
inline constexpr std::array<std::string_view, 6> vault_tables = {"vault",       "vault_slots", "vault_phones",
                                                                 "vault_names", "vault_staff", "vault_slips"};

// This machine's own: never synced, never replayed.
inline constexpr std::array<std::string_view, 13> local_tables = {
    "commands",    "local_values",     "heads",           "forks",     "pin_attempts", "browsers", "redeem_attempts",
    "claim_codes", "browser_attempts", "forwarded_posts", "bot_posts", "staff_phones",
    "refunds_waiting"};

}  // namespace xiaoer
