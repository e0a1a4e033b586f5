// The three classes of tables (DESIGN §2), each list in one place.
#pragma once

#include <array>
#include <string_view>

namespace xiaoer {

// A function of the set of facts: replayed from nothing and compared by the audit. Order: by primary key.
inline constexpr std::array<std::string_view, 16> derived_tables = {
    "waiting", "set_aside", "merchants", "devices", "successions", "staff",        "totals",      "members",
    "cards",   "purchases", "refunds",   "tickets", "draws",       "draw_entries", "prize_units", "prize_acts"};

// Personal data, sealed under keys that are not in the database.
inline constexpr std::array<std::string_view, 5> vault_tables = {"vault", "vault_slots", "vault_phones", "vault_staff",
                                                                 "vault_slips"};

// This machine's own: never synced, never replayed.
inline constexpr std::array<std::string_view, 8> local_tables = {
    "commands", "local_values", "heads", "forks", "pin_attempts", "browsers", "redeem_attempts", "claim_codes"};

}  // namespace xiaoer
