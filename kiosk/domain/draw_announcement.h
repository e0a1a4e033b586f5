// Points 1 and 2 of the published format `xiaoer-draw-v1` (DESIGN §4): what is announced before entries open,
// and where the public value will come from. Values and pure functions; any thread.
//
// The order of a draw: announce (this file) → entries → close (draw_tree.h) → public value → settle
// (draw_picks.h) → proof (draw_proof.h).
#pragma once

#include "base/keys.h"
#include "domain/prize.h"

#include <variant>
#include <vector>

namespace xiaoer {

// ---- entropy: a value that nobody in the shop can choose --------------------------------------------------

// Ten throws and not three: whoever knows the seed could try lists against 216 outcomes (facts: 0.5% → 4%).
inline constexpr std::int64_t min_dice_throws = 10;
inline constexpr std::int64_t min_lottery_digits = 8;

struct DiceEntropy {  // value: [1-6]{throws}, in the order thrown
    static constexpr std::string_view kind = "dice";
    std::string source;
    std::int64_t throws = min_dice_throws;
    XIAOER_FIELDS(visit("source", self.source); visit("throws", self.throws);)
    friend bool operator==(const DiceEntropy&, const DiceEntropy&) = default;
};
struct LotteryEntropy {  // value: [0-9]{digits}, a public lottery's number of that issue
    static constexpr std::string_view kind = "lottery";
    std::int64_t digits = min_lottery_digits;
    std::string issue;
    std::string source;
    XIAOER_FIELDS(visit("digits", self.digits); visit("issue", self.issue); visit("source", self.source);)
    friend bool operator==(const LotteryEntropy&, const LotteryEntropy&) = default;
};
struct DrandEntropy {  // value: 64 hex digits, the randomness of that round of a drand chain
    static constexpr std::string_view kind = "drand";
    std::string chain;
    std::int64_t round = 1;
    XIAOER_FIELDS(visit("chain", self.chain); visit("round", self.round);)
    friend bool operator==(const DrandEntropy&, const DrandEntropy&) = default;
};
struct NoEntropy {  // value: empty. Always shown as weaker: the operator could have chosen.
    static constexpr std::string_view kind = "none";
    XIAOER_FIELDS()
    friend bool operator==(const NoEntropy&, const NoEntropy&) = default;
};
using Entropy = std::variant<DiceEntropy, LotteryEntropy, DrandEntropy, NoEntropy>;

// Errors: invalid when the kind's own rule is broken (fewer than ten throws, no source…).
[[nodiscard]] Result<void> check_entropy(const Entropy& entropy);
// Errors: invalid unless `value` has exactly the form that `entropy` announced. Requires: check_entropy passed.
[[nodiscard]] Result<void> check_entropy_value(const Entropy& entropy, std::string_view value);
[[nodiscard]] inline bool is_weaker(const Entropy& entropy) { return std::holds_alternative<NoEntropy>(entropy); }

// ---- seed: what only the kiosk can know before settlement -------------------------------------------------

// S. Secret until settlement (no fact, bundle or log may hold it before), then published in the proof.
using DrawSeed = std::array<std::uint8_t, 32>;

// HMAC-SHA256(draw key, draw id): a restored kiosk has the same seed for a draw that it already announced.
[[nodiscard]] DrawSeed seed_of(const SecretKey& draw_key, std::string_view draw_id);
// SHA("xiaoer-seed-v1\n" || S)
[[nodiscard]] Hash commitment_of(const DrawSeed& seed);

// ---- announcement -----------------------------------------------------------------------------------------

inline constexpr std::string_view draw_algorithm = "xiaoer-draw-v1";

struct Announcement {
    std::string algorithm{draw_algorithm};
    Timestamp claim_by;
    Timestamp closes_at;
    Hash commitment{};
    PublicKey device{};  // signs the closing
    std::string draw;    // the draw's id
    Entropy entropy;
    std::int64_t max_weight = 1;  // the most one member may hold
    std::int64_t number = 1;      // counts the device's draws without gaps, so that none can be hidden
    bool one_win_per_member = true;
    Timestamp opens_at;
    Hash previous{};  // announcement_hash of number−1; zeros for number 1
    std::vector<PrizeOffer> prizes;
    std::string shop;

    XIAOER_FIELDS(visit("algorithm", self.algorithm); visit("claim_by", self.claim_by);
                  visit("closes_at", self.closes_at); visit("commitment", self.commitment);
                  visit("device", self.device); visit("draw", self.draw); visit("entropy", self.entropy);
                  visit("max_weight", self.max_weight); visit("number", self.number);
                  visit("one_win_per_member", self.one_win_per_member); visit("opens_at", self.opens_at);
                  visit("previous", self.previous); visit("prizes", self.prizes); visit("shop", self.shop);)
    friend bool operator==(const Announcement&, const Announcement&) = default;
};

// To be called before an announcement is signed or believed. Errors: invalid, naming the field.
[[nodiscard]] Result<void> check_announcement(const Announcement& announcement);

// SHA("xiaoer-announcement-v1\n" || canon(announcement))
[[nodiscard]] Hash announcement_hash(const Announcement& announcement);

}  // namespace xiaoer
