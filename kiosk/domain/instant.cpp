#include "domain/instant.h"

#include "base/sha256.h"
#include "base/text.h"

#include <limits>

namespace xiaoer {
namespace {

constexpr std::size_t problem_max_points = 300;
constexpr auto odds = static_cast<std::uint64_t>(instant_odds_of);
// floor(2^64 / 10000) * 10000, which fits below 2^64.
constexpr std::uint64_t fair_below =
    std::numeric_limits<std::uint64_t>::max() - (std::numeric_limits<std::uint64_t>::max() % odds + 1) % odds;

Result<void> check_play(const InstantProof& proof, std::size_t index, std::vector<std::int64_t>& won) {
    const auto& play = proof.plays[index];
    const std::string which = "play " + std::to_string(index + 1);
    if (std::cmp_not_equal(play.play, index + 1)) return invalid(which + " is missing: the plays have a gap");
    if (!is_instant_digits(play.digits)) return invalid(which + " has no four digits");
    const auto prize = instant_prize(instant_roll(proof.seed, play.play, play.digits), proof.prizes, won);
    if (prize != play.prize) return invalid(which + " wins something else by its digits");
    if (prize >= 0) ++won[static_cast<std::size_t>(prize)];
    return {};
}

}  // namespace

DrawSeed instant_seed(const SecretKey& draw_key, const DeviceId& device, std::int64_t day) {
    const std::string text = device.hex() + "\n" + std::to_string(day);
    return hmac_sha256(draw_key.bytes(), {view_of("xiaoer-instant-v1\n"), view_of(text)});
}

Hash instant_commitment(const DrawSeed& seed) { return sha256({view_of("xiaoer-instant-seed-v1\n"), seed}); }

bool is_instant_digits(std::string_view digits) { return digits.size() == 4 && all_digits(digits); }

Result<void> check_instant_prizes(const std::vector<InstantPrize>& prizes) {
    if (prizes.empty() || prizes.size() > instant_prizes_most) return invalid("prizes are not 1 to 12");
    std::int64_t sum = 0;
    for (const auto& prize : prizes) {
        if (prize.name.empty() || !is_utf8(prize.name)) return invalid("a prize has no name");
        if (prize.of_10000 < 1 || prize.of_10000 > instant_odds_of - sum)
            return invalid("the odds are not 1 to 10,000 of 10,000 all together");
        if (prize.stock < 1 || prize.stock > max_json_integer) return invalid("a prize has no stock");
        if (prize.value_minor < 0 || prize.value_minor > max_json_integer)
            return invalid("a prize's value is below zero");
        sum += prize.of_10000;
    }
    return {};
}

std::int64_t instant_roll(const DrawSeed& seed, std::int64_t play, std::string_view digits) {
    const auto number = u64be(static_cast<std::uint64_t>(play));
    const Hash mac = hmac_sha256(seed, {view_of("xiaoer-play-v1\n"), number, view_of(digits)});
    std::uint64_t x = 0;
    for (std::size_t word = 0; word < 4; ++word) {
        x = from_u64be(std::span(mac).subspan(word * 8).first<8>());
        if (x < fair_below) break;
    }
    return static_cast<std::int64_t>(x % odds);
}

std::int64_t instant_prize(std::int64_t roll, const std::vector<InstantPrize>& prizes,
                           std::span<const std::int64_t> won) {
    for (std::size_t i = 0; i < prizes.size(); ++i) {
        if (roll < prizes[i].of_10000) return won[i] < prizes[i].stock ? static_cast<std::int64_t>(i) : -1;
        roll -= prizes[i].of_10000;
    }
    return -1;
}

bool is_instant_proof(std::string_view text) {
    // In a proof of the other kind the algorithm stands inside the announcement, which comes first.
    return text.substr(0, 200).find("\"algorithm\":\"" + std::string(instant_algorithm) + "\"") !=
           std::string_view::npos;
}

Result<InstantProof> read_instant_proof(std::string_view text) {
    const auto json = parse_json(text);
    auto proof = json ? from_json<InstantProof>(*json) : Result<InstantProof>(json.error());
    if (!proof) return invalid("not a proof file: " + clean_text(proof.error().message, problem_max_points));
    if (proof->v != 1) return invalid("not a proof file: \"v\" is not 1");
    if (proof->algorithm != instant_algorithm) return invalid("algorithm is not " + std::string(instant_algorithm));
    return proof;
}

std::string write_instant_proof(const InstantProof& proof) { return canonical(to_json(proof)); }

Result<InstantVerdict> verify_instant(const InstantProof& proof, const std::optional<Hash>& published) {
    if (published && *published != proof.commitment)
        return invalid("the commitment is not the one that was published that morning");
    if (instant_commitment(proof.seed) != proof.commitment) return invalid("the seed does not open its commitment");
    XIAOER_TRY(check_instant_prizes(proof.prizes));
    std::vector<std::int64_t> won(proof.prizes.size(), 0);
    for (std::size_t i = 0; i < proof.plays.size(); ++i) XIAOER_TRY(check_play(proof, i, won));
    InstantVerdict verdict{static_cast<std::int64_t>(proof.plays.size()), 0, published.has_value()};
    for (const auto count : won) verdict.winners += count;
    return verdict;
}

}  // namespace xiaoer
