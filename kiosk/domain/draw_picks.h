// Points 4 to 6 of `xiaoer-draw-v1` (DESIGN §4): from the seed, the closing hash and the public value to the
// winning tickets, for the settlement and for rounds in which unclaimed units are drawn again. Pure; any thread.
//
// Remaining weights are kept in a Fenwick tree (P. Fenwick, 1994), so that a pick costs the logarithm of the
// list and not its length. The verifier (draw_verify.cpp) walks the list in its own way and shares nothing with
// this file but the keys below: one mistake here cannot hide in both.
#pragma once

#include "domain/draw_tree.h"

namespace xiaoer {

struct Pick {
    std::string ticket;
    std::int64_t unit = 0;

    XIAOER_FIELDS(visit("ticket", self.ticket); visit("unit", self.unit);)
    friend bool operator==(const Pick&, const Pick&) = default;
};

// What a redraw round decides before its public value exists.
struct RoundHead {
    Timestamp claim_by;
    Entropy entropy;
    std::vector<std::int64_t> units;  // ascending

    XIAOER_FIELDS(visit("claim_by", self.claim_by); visit("entropy", self.entropy); visit("units", self.units);)
    friend bool operator==(const RoundHead&, const RoundHead&) = default;
};

// K = SHA("xiaoer-draw-v1\n" || S || closing_hash || SHA(R))
[[nodiscard]] Hash settlement_key(const DrawSeed& seed, const Hash& closing_hash, std::string_view public_value);
// K_r = SHA("xiaoer-redraw-v1\n" || K || u64be(r) || SHA(canon(head)) || SHA(R_r)); `round` counts from 1 and K
// is the settlement's key in every round.
[[nodiscard]] Hash redraw_key(const Hash& settlement_key, std::uint64_t round, const RoundHead& head,
                              std::string_view public_value);

// SHA(canon(head)), as it enters the key.
[[nodiscard]] Hash round_head_hash(const RoundHead& head);

// The units that a settlement draws: from 0 in announcement order, no more than there are entries to win them.
[[nodiscard]] std::vector<std::int64_t> units_to_draw(const Announcement& announcement, Entries entries);

// Errors: invalid unless `units` are ascending without repeats, at least one, and all of the announcement.
[[nodiscard]] Result<void> check_round_units(const Announcement& announcement, std::span<const std::int64_t> units);

// One pick for each of `units` until no entries remain; units left over are not drawn.
// `won`: the tickets that won in the settlement and in earlier rounds; they stay out, and so does everything
// else of their members when `one_win_per_member`.
// Requires: check_entries passed; every ticket of `won` is an entry's.
// Sorts the entries once, then each pick and each entry taken out costs O(log n).
[[nodiscard]] std::vector<Pick> pick_winners(const Hash& key, Entries entries, bool one_win_per_member,
                                             std::span<const std::int64_t> units,
                                             std::span<const std::string> won = {});

}  // namespace xiaoer
