// Point 3 of `xiaoer-draw-v1` (DESIGN §4): the closed list of entries, the Merkle tree over it (RFC 6962 §2.1),
// and the closing whose hash leaves the shop before the public value exists. Pure; any thread.
#pragma once

#include "domain/draw_announcement.h"

#include <span>

namespace xiaoer {

// How a list names a member: it tells a member's tickets of one draw apart, and nothing across draws.
using Pseudonym = std::array<std::uint8_t, 8>;

struct Entry {
    Pseudonym member{};
    std::string ticket;       // [0-9a-z-]{1,40}, random and unique
    std::int64_t weight = 1;  // ≥ 1

    XIAOER_FIELDS(visit("member", self.member); visit("ticket", self.ticket); visit("weight", self.weight);)
    friend bool operator==(const Entry&, const Entry&) = default;
};
using Entries = std::span<const Entry>;

// The first 8 bytes of HMAC-SHA256(S, "member\n" || member id), where "member id" is the text of its 32
// lower-case hex digits, so that a member can check their own pseudonym with any command-line tool.
[[nodiscard]] Pseudonym member_pseudonym(const DrawSeed& seed, const MemberId& member);

// Errors: invalid at the first entry that breaks a rule: sorted by ticket without repeats, the ticket's
// alphabet, weight ≥ 1, total below 2^53, nobody above `max_weight`. An empty list is allowed.
[[nodiscard]] Result<void> check_entries(Entries entries, std::int64_t max_weight);

// Requires: check_entries passed.
[[nodiscard]] std::int64_t total_weight(Entries entries);

// canon(entry), appended; a million of these are written without building a Json.
void append_entry(std::string& out, const Entry& entry);

// SHA(0x00 || canon(entry))
[[nodiscard]] Hash leaf_hash(const Entry& entry);
// MTH of RFC 6962 §2.1 over the entries' leaves; of no entries it is SHA of nothing.
[[nodiscard]] Hash merkle_root(Entries entries);

// PATH of RFC 6962 §2.1.1: what a member needs to see that their entry is in the list, nearest sibling first.
// Requires: index < entries.size().
[[nodiscard]] std::vector<Hash> inclusion_path(Entries entries, std::size_t index);
// PATH among the roots of equal full subtrees, the last of which may be smaller: the rest of the way to the root of
// all. Requires: index < subtrees.size().
[[nodiscard]] std::vector<Hash> path_among(std::vector<Hash> subtrees, std::size_t index);
// The root that `leaf` at `index` of `count` leaves leads to along `path` (RFC 9162 §2.1.3.2); nothing when the
// path has not the length that a tree of `count` leaves gives.
[[nodiscard]] std::optional<Hash> root_from_path(Hash leaf, std::size_t index, std::size_t count,
                                                 std::span<const Hash> path);

struct Closing {
    Hash announcement{};
    std::int64_t count = 0;
    Hash root{};
    std::int64_t total_weight = 0;

    XIAOER_FIELDS(visit("announcement", self.announcement); visit("count", self.count); visit("root", self.root);
                  visit("total_weight", self.total_weight);)
    friend bool operator==(const Closing&, const Closing&) = default;
};

// Requires: check_entries passed.
[[nodiscard]] Closing closing_of(const Announcement& announcement, Entries entries);
// SHA("xiaoer-closing-v1\n" || canon(closing)). These 32 bytes are what the device key signs.
[[nodiscard]] Hash closing_hash(const Closing& closing);

}  // namespace xiaoer
