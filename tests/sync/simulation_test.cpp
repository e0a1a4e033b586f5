// A deterministic simulation: kiosks of one merchant, each the real engine on a real file, and a folder in memory. One
// thread; the seed decides everything. People join at two shops at once, draws are announced, locked and settled at
// each, prizes are handed over, sent to another shop, undone; credit is given and spent; people are erased and merged.
// Bundles are lost, torn, altered, doubled and held back; kiosks crash and their clocks jump by ten years; some nights
// go one way only; machines die and are replaced from older backups. At every step no prize unit is in two winners'
// hands; after healing all tables are equal, every fact that was acknowledged is everywhere, credit is conserved and
// every chain verifies.
//
// XIAOER_SIM_SEEDS: how many histories, over all parts of the test together. XIAOER_SEED: the first. A failure prints
// its seed. By default there are 300; under a sanitizer, where each takes five times as long, 48 and a smaller street:
// for more there, say so.
#include "tests/sync/simulation.h"

#include <charconv>
#include <chrono>

namespace xiaoer::sync::test {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t seeds_by_default = 48;
constexpr std::size_t long_street = 12;
#else
constexpr std::uint64_t seeds_by_default = 300;
constexpr std::size_t long_street = 25;
#endif
constexpr std::uint64_t parts = 12;  // so that no test takes long, and several machines' cores are of use
constexpr int steps = 150;

std::optional<std::uint64_t> number_from(const char* name) {
    const char* text = std::getenv(name);
    if (text == nullptr) return std::nullopt;
    std::uint64_t value = 0;
    std::from_chars(text, text + std::string_view(text).size(), value);
    return value;
}

class SimulatedStreet : public testing::TestWithParam<std::uint64_t> {};

TEST_P(SimulatedStreet, never_hands_a_prize_over_twice_and_ends_the_same_everywhere) {
    const auto seeds = number_from("XIAOER_SIM_SEEDS").value_or(seeds_by_default);
    const auto first = number_from("XIAOER_SEED").value_or(1);
    int histories = 0, hand_overs = 0, merges = 0, moves = 0, replaced = 0;
    const auto began = std::chrono::steady_clock::now();
    for (auto seed = first + GetParam(); seed < first + seeds && !HasFailure(); seed += parts) {
        Simulation street(seed, 2 + static_cast<std::size_t>(seed % 4));
        street.live(steps);
        street.heal();
        street.expect_equal_tables();
        street.expect_acknowledged_facts_everywhere();
        street.expect_credit_conserved();
        street.expect_sound(*street.kiosks()[static_cast<std::size_t>(seed) % street.kiosks().size()]);
        hand_overs += street.hand_overs(), merges += street.merges(), moves += street.moves();
        replaced += street.replaced(), ++histories;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf(
        "%d histories of %d steps in %.1f s: %d hand-overs, %d moves, %d merges, "
        "%d kiosks replaced\n",
        histories, steps, took.count(), hand_overs, moves, merges, replaced);
    if (histories < 20) return;
    EXPECT_GT(hand_overs, 0) << "a history in which nothing is handed over shows nothing";
    EXPECT_GT(merges, 0);
    EXPECT_GT(moves, 0);
    EXPECT_GT(replaced, 0);
}

INSTANTIATE_TEST_SUITE_P(Part, SimulatedStreet, testing::Range(std::uint64_t{0}, parts));

TEST(LongStreet, ends_the_same_everywhere) {
    const bool thorough = number_from("XIAOER_SIM_SEEDS").has_value();
    Simulation street(number_from("XIAOER_SEED").value_or(1), thorough ? 50 : long_street);
    street.live(150);
    street.heal();
    street.expect_equal_tables();
    street.expect_acknowledged_facts_everywhere();
}

}  // namespace
}  // namespace xiaoer::sync::test
