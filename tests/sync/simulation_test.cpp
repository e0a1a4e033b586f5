// A deterministic simulation: kiosks of one merchant, each the real engine on a real file, and a folder in memory. One
// thread; the seed decides everything. People join at two shops at once, draws are announced, locked and settled at
// each, prizes are handed over, sent to another shop, undone; credit is given and spent; people are erased and merged.
// Bundles are lost, torn, altered, doubled and held back; kiosks crash and their clocks jump by ten years; some nights
// go one way only; machines die and are replaced from older backups. At every step no prize unit is in two winners' hands; after healing all tables are equal, every fact
// that was acknowledged is everywhere, credit is conserved and every chain verifies.
//
// XIAOER_SIM_SEEDS: how many histories (default below; the night's run may say 10000). XIAOER_SEED: the first. A
// failure prints its seed.
#include "tests/sync/simulation.h"

#include <charconv>
#include <chrono>

namespace xiaoer::sync::test {
namespace {

constexpr std::uint64_t seeds_by_default = 12;
constexpr int steps = 150;

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    if (text == nullptr) return otherwise;
    std::uint64_t value = otherwise;
    std::from_chars(text, text + std::string_view(text).size(), value);
    return value;
}

TEST(SimulatedStreet, never_hands_a_prize_over_twice_and_ends_the_same_everywhere) {
    const auto seeds = number_from("XIAOER_SIM_SEEDS", seeds_by_default);
    const auto first = number_from("XIAOER_SEED", 1);
    int hand_overs = 0, merges = 0, moves = 0, replaced = 0;
    const auto began = std::chrono::steady_clock::now();
    for (auto seed = first; seed < first + seeds && !testing::Test::HasFailure(); ++seed) {
        Simulation street(seed, 2 + static_cast<std::size_t>(seed % 4));
        street.live(steps);
        street.heal();
        street.expect_equal_tables();
        street.expect_acknowledged_facts_everywhere();
        street.expect_credit_conserved();
        street.expect_sound(*street.kiosks()[static_cast<std::size_t>(seed) % street.kiosks().size()]);
        replaced += street.replaced();
        hand_overs += street.hand_overs(), merges += street.merges(), moves += street.moves();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf("%llu histories of %d steps in %.1f s: %d hand-overs, %d moves, %d merges, "
                "%d kiosks replaced\n",
                static_cast<unsigned long long>(seeds), steps, took.count(), hand_overs, moves, merges, replaced);
    if (seeds >= seeds_by_default) {
        EXPECT_GT(hand_overs, 0) << "a history in which nothing is handed over shows nothing";
        EXPECT_GT(moves, 0);
        EXPECT_GT(merges, 0);
        EXPECT_GT(replaced, 0);
    }
}

TEST(SimulatedStreet, of_fifty_kiosks_ends_the_same_everywhere) {
    Simulation street(number_from("XIAOER_SEED", 1), 50);
    street.live(150);
    street.heal();
    street.expect_equal_tables();
    street.expect_acknowledged_facts_everywhere();
}

}  // namespace
}  // namespace xiaoer::sync::test
