// The three classes of tables (DESIGN §2), each list in one place.
#pragma once

#include <array>
#include <string_view>

namespace xiaoer {

// A function of the set of facts: replayed from nothing and compared by the audit. Order: by primary key.
inline constexpr std::array<std::string_view, 33> derived_tables = {"waiting",      "set_aside",
                                                                    "merchants",    "devices",
                                                                    "successions",  "staff",
                                                                    "totals",       "members",
                                                                    "cards",        "purchases",
                                                                    "refunds",      "tickets",
                                                                    "draws",        "draw_entries",
                                                                    "prize_units",  "prize_acts",
                                                                    "consents",     "prepared_cards",
                                                                    "strikes",      "roles",
                                                                    "check_ins",    "vouchers",
                                                                    "voucher_acts", "credit_entries",
                                                                    "photos",       "photos_taken_back",
                                                                    "draw_rounds",  "draw_values",
                                                                    "instant_days", "instant_plays",
                                                                    "revocations",  "merges",
                                                                    "unmerges"};

// Personal data, sealed under keys that are not in the database.
inline constexpr std::array<std::string_view, 8> vault_tables = {"vault",          "vault_slots",   "vault_phones",
                                                                 "vault_names",    "vault_staff",   "vault_slips",
                                                                 "vault_versions", "vault_progress"};

// This machine's own: never synced, never replayed.
inline constexpr std::array<std::string_view, 17> local_tables = {"commands",        "local_values", "heads",
                                                                  "forks",           "pin_attempts", "browsers",
                                                                  "redeem_attempts", "claim_codes",  "browser_attempts",
                                                                  "forwarded_posts", "bot_posts",    "staff_phones",
                                                                  "refunds_waiting", "reservations", "entered_values",
                                                                  "range_heads",     "twins"};

}  // namespace xiaoer
