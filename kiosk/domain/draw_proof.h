// Points 7 and 8 of `xiaoer-draw-v1` (DESIGN §4): the proof file that a settled draw leaves behind, and its
// verification by anyone, without a database. Pure; any thread. Requires start_crypto() (base/keys.h).
//
// verify_proof() (draw_verify.cpp) derives everything anew from the file and picks winners by its own walk over
// the list, apart from draw_picks.cpp: a mistake in the settlement cannot vouch for itself.
//
// What a verdict shows: the draw over this list was fair. Not that every entry was earned.
#pragma once

#include "domain/draw_picks.h"

#include <optional>

namespace xiaoer {

struct ProofRound {
    Timestamp claim_by;
    Entropy entropy;
    std::string entropy_value;
    std::vector<Pick> picks;
    std::vector<std::int64_t> units;

    [[nodiscard]] RoundHead head() const { return {claim_by, entropy, units}; }
    XIAOER_FIELDS(visit("claim_by", self.claim_by); visit("entropy", self.entropy);
                  visit("entropy_value", self.entropy_value); visit("picks", self.picks); visit("units", self.units);)
    friend bool operator==(const ProofRound&, const ProofRound&) = default;
};

struct ProofFile {
    Announcement announcement;
    Signature closing_signature{};  // the device's, over the 32 bytes of the closing hash
    std::vector<Entry> entries;
    std::string entropy_value;
    std::vector<Pick> picks;
    Hash root{};
    std::vector<ProofRound> rounds;
    DrawSeed seed{};
    std::int64_t v = 1;

    XIAOER_FIELDS(visit("announcement", self.announcement); visit("closing_signature", self.closing_signature);
                  visit("entries", self.entries); visit("entropy_value", self.entropy_value);
                  visit("picks", self.picks); visit("root", self.root); visit("rounds", self.rounds);
                  visit("seed", self.seed); visit("v", self.v);)
    friend bool operator==(const ProofFile&, const ProofFile&) = default;
};

// Strict: floats, repeated, missing and unknown keys and a `v` other than 1 are refused. Whether the contents
// agree is verify_proof's question. Errors: invalid, in one line without control characters.
[[nodiscard]] Result<ProofFile> read_proof(std::string_view text);

// Canonical JSON without a line end; read_proof() of it gives the same proof.
[[nodiscard]] std::string write_proof(const ProofFile& proof);

struct Verdict {
    Hash closing{};            // what a poster or slip must show
    std::int64_t winners = 0;  // units that have a winner after the last round
    bool witnessed = false;    // a closing hash was given, and it is this draw's; else "consistent, but unwitnessed"
    bool weaker = false;       // a public value came from nobody: the operator could have chosen
};

// `published`: the closing hash as it left the shop before the public value existed.
// Errors: invalid, naming the first thing that differs, in the order in which a draw happens: announcement,
// seed, entries, root, closing, signature, public value, picks, rounds.
[[nodiscard]] Result<Verdict> verify_proof(const ProofFile& proof, const std::optional<Hash>& published = {});

}  // namespace xiaoer
