// Instant win: the scratch card or wheel at the counter, `xiaoer-instant-v1` (docs/instant-win.md has the format for
// makers of other verifiers). Pure; any thread. Requires start_crypto() (base/keys.h).
//
// Each morning the kiosk commits to a secret S of the day. A play is numbered, and the customer types four digits; what
// it wins follows from S, the number and the digits, so that neither side alone decides. S is revealed the next
// morning, and everybody can work every play out again. It is the weaker kind of draw: nothing outside the shop enters
// it, and whoever knew S could have sent a friend to the counter at the right moment with the right digits.
#pragma once

#include "domain/draw_announcement.h"
#include "domain/draw_terms.h"

#include <span>

namespace xiaoer {

inline constexpr std::string_view instant_algorithm = "xiaoer-instant-v1";
inline constexpr std::int64_t instant_odds_of = 10'000;
inline constexpr std::size_t instant_prizes_most = 12;

// S of one device's business day: HMAC-SHA256(draw key, "xiaoer-instant-v1\n" || device hex || "\n" || day), so that it
// is kept nowhere and no draw has the same. Secret until the next morning.
[[nodiscard]] DrawSeed instant_seed(const SecretKey& draw_key, const DeviceId& device, std::int64_t day);
// SHA("xiaoer-instant-seed-v1\n" || S)
[[nodiscard]] Hash instant_commitment(const DrawSeed& seed);

// Exactly four digits.
[[nodiscard]] bool is_instant_digits(std::string_view digits);
// Errors: invalid unless there are 1–12 prizes, each named, with odds of 1 to 10,000, all together at most 10,000, and
// a stock of at least 1.
[[nodiscard]] Result<void> check_instant_prizes(const std::vector<InstantPrize>& prizes);

// 0 … 9,999: x = the first of the four 8-byte words, big-endian, of HMAC-SHA256(S, "xiaoer-play-v1\n" || u64be(play) ||
// digits) that is below floor(2^64/10000)*10000 (the last, should none be); then x mod 10,000.
[[nodiscard]] std::int64_t instant_roll(const DrawSeed& seed, std::int64_t play, std::string_view digits);
// The first prize takes the first `of_10000` numbers, the next the next ones…; −1 for the rest, and when `won[i]`, how
// often prize i was won today, has reached its stock. Requires: won.size() == prizes.size().
[[nodiscard]] std::int64_t instant_prize(std::int64_t roll, const std::vector<InstantPrize>& prizes,
                                         std::span<const std::int64_t> won);

struct InstantPlay {
    std::string digits;
    std::int64_t play = 1;  // from 1 without gaps
    std::int64_t prize = -1;
    XIAOER_FIELDS(visit("digits", self.digits); visit("play", self.play); visit("prize", self.prize);)
    friend bool operator==(const InstantPlay&, const InstantPlay&) = default;
};
// The proof of one day.
struct InstantProof {
    std::int64_t above_minor = 0;
    std::string algorithm{instant_algorithm};
    Hash commitment{};
    std::int64_t day = 0;  // days since 1970-01-01; the shop's day starts at 04:00
    DeviceId device;
    std::vector<InstantPlay> plays;
    std::vector<InstantPrize> prizes;
    DrawSeed seed{};
    std::string shop;
    std::int64_t v = 1;
    XIAOER_FIELDS(visit("above_minor", self.above_minor); visit("algorithm", self.algorithm);
                  visit("commitment", self.commitment); visit("day", self.day); visit("device", self.device);
                  visit("plays", self.plays); visit("prizes", self.prizes); visit("seed", self.seed);
                  visit("shop", self.shop); visit("v", self.v);)
    friend bool operator==(const InstantProof&, const InstantProof&) = default;
};
// Whether the text says that it is one, whatever else it says.
[[nodiscard]] bool is_instant_proof(std::string_view text);
// Strict, as read_proof of domain/draw_proof.h. Errors: invalid.
[[nodiscard]] Result<InstantProof> read_instant_proof(std::string_view text);
[[nodiscard]] std::string write_instant_proof(const InstantProof& proof);

struct InstantVerdict {
    std::int64_t plays = 0;
    std::int64_t winners = 0;
    bool witnessed = false;  // the commitment was given as the shop published it that morning, and it is this one
};
// Errors: invalid, naming the first thing that differs: commitment, seed, prizes, plays.
[[nodiscard]] Result<InstantVerdict> verify_instant(const InstantProof& proof,
                                                    const std::optional<Hash>& published = {});

}  // namespace xiaoer
