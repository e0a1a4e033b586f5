#include "base/sha256.h"
#include "domain/draw_proof.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace xiaoer {
namespace {

std::vector<Entry> with_weights(const std::vector<std::int64_t>& weights) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        entries.push_back({u64be(i), "t-" + std::to_string(100 + i), weights[i]});
    }
    return entries;
}
const std::vector<std::int64_t> one_unit{0};

std::uint64_t throw_of(const Hash& key, std::uint64_t i) {
    const Hash hash = sha256({key, u64be(i)});
    return from_u64be(std::span(hash).first<8>());
}

TEST(Picks, every_x_is_taken_when_the_weight_divides_2_to_the_64) {
    const auto entries = with_weights({1, 1, 2});
    SeededRandom random(1);
    for (int i = 0; i < 1000; ++i) {
        const Hash key = random.array<32>();
        const std::uint64_t t = throw_of(key, 0) % 4;
        EXPECT_EQ(pick_winners(key, entries, true, one_unit).at(0).ticket, entries[std::min<std::size_t>(t, 2)].ticket);
    }
}

// W just above 2^64/2049 leaves the largest incomplete stretch that a weight below 2^53 can: one x in 2,049.
TEST(Picks, x_in_the_last_incomplete_stretch_is_thrown_away) {
    const std::uint64_t weight = ~std::uint64_t{0} / 2049 + 1;
    const std::uint64_t taken_below = 2048 * weight;
    const auto half = static_cast<std::int64_t>(weight / 2);
    const auto entries = with_weights({half, static_cast<std::int64_t>(weight) - half});
    SeededRandom random(2);
    int thrown_away = 0;
    for (int i = 0; i < 20000; ++i) {
        const Hash key = random.array<32>();
        if (throw_of(key, 0) < taken_below) continue;
        ++thrown_away;
        const std::uint64_t t = throw_of(key, 1) % weight;
        const std::size_t winner = t < static_cast<std::uint64_t>(half) ? 0 : 1;
        EXPECT_EQ(pick_winners(key, entries, true, one_unit).at(0).ticket, entries[winner].ticket);
    }
    EXPECT_GT(thrown_away, 0);
}

TEST(Picks, chances_follow_the_weights) {
    const auto entries = with_weights({1, 2, 3, 4, 5, 6});
    constexpr int draws = 21000;
    std::map<std::string, int> wins;
    SeededRandom random(3);
    for (int i = 0; i < draws; ++i) ++wins[pick_winners(random.array<32>(), entries, true, one_unit).at(0).ticket];
    double chi_square = 0;
    for (const auto& entry : entries) {
        const double expected = draws * static_cast<double>(entry.weight) / 21;
        const double off = wins[entry.ticket] - expected;
        chi_square += off * off / expected;
    }
    EXPECT_LT(chi_square, 20.5) << "5 degrees of freedom: 20.5 is passed once in a thousand seeds";
}

std::vector<std::int64_t> units_up_to(std::int64_t count) {
    std::vector<std::int64_t> units;
    for (std::int64_t i = 0; i < count; ++i) units.push_back(i);
    return units;
}

TEST(Picks, member_wins_once_and_units_without_entries_are_not_drawn) {
    std::vector<Entry> entries = with_weights({1, 1, 1, 1, 1, 1});
    for (std::size_t i = 0; i < entries.size(); ++i) entries[i].member = u64be(i / 2);
    const auto picks = pick_winners(sha256("k"), entries, true, units_up_to(10));
    std::set<std::string> members;
    for (const auto& pick : picks) {
        members.insert(to_hex(std::ranges::find(entries, pick.ticket, &Entry::ticket)->member));
    }
    EXPECT_EQ(picks.size(), 3u);
    EXPECT_EQ(members.size(), 3u);
    EXPECT_EQ(pick_winners(sha256("k"), entries, false, units_up_to(10)).size(), 6u);
    EXPECT_TRUE(pick_winners(sha256("k"), {}, true, units_up_to(1)).empty());
}

TEST(Picks, earlier_winners_stay_out) {
    std::vector<Entry> entries = with_weights({5, 5, 5, 5});
    entries[1].member = entries[0].member;
    const std::vector<std::string> won{"t-100"};
    SeededRandom random(4);
    for (int i = 0; i < 50; ++i) {
        for (const auto& pick : pick_winners(random.array<32>(), entries, true, units_up_to(4), won)) {
            EXPECT_TRUE(pick.ticket == "t-102" || pick.ticket == "t-103");
        }
        EXPECT_EQ(pick_winners(random.array<32>(), entries, false, units_up_to(4), won).size(), 3u);
    }
}

TEST(Picks, no_more_units_are_drawn_than_there_are_entries) {
    Announcement announcement;
    announcement.prizes = {{"shoes", max_json_integer, 1}};
    EXPECT_EQ(units_to_draw(announcement, with_weights({1, 1})), (std::vector<std::int64_t>{0, 1}));
}

// ---- whole draws, settled and then verified by the other implementation -----------------------------------

Entropy random_entropy(Random& random) {
    switch (random.below(4)) {
        case 0: return DiceEntropy{"one die", 10 + static_cast<std::int64_t>(random.below(3))};
        case 1: return LotteryEntropy{8, "2026134", "中国福利彩票双色球"};
        case 2: return DrandEntropy{"52db9ba7", 1 + static_cast<std::int64_t>(random.below(1000))};
        default: return NoEntropy{};
    }
}

std::string random_value(const Entropy& entropy, Random& random) {
    if (const auto* dice = std::get_if<DiceEntropy>(&entropy)) {
        std::string value;
        for (std::int64_t i = 0; i < dice->throws; ++i) value += static_cast<char>('1' + random.below(6));
        return value;
    }
    if (const auto* lottery = std::get_if<LotteryEntropy>(&entropy)) {
        return random.digits(static_cast<std::size_t>(lottery->digits));
    }
    return std::holds_alternative<DrandEntropy>(entropy) ? to_hex(random.array<32>()) : "";
}

std::vector<Entry> random_entries(Random& random, std::size_t count) {
    std::set<std::string> tickets;
    while (tickets.size() < count) tickets.insert(to_hex(random.array<5>()));
    std::vector<Entry> entries;
    for (const auto& ticket : tickets) {
        entries.push_back({u64be(random.below(count / 3 + 1)), ticket, 1 + static_cast<std::int64_t>(random.below(9))});
    }
    return entries;
}

Announcement random_announcement(Random& random, const DrawSeed& seed, const PublicKey& device) {
    Announcement announcement;
    announcement.draw = "d-" + random.digits(4);
    announcement.shop = "老北京布鞋";
    announcement.commitment = commitment_of(seed);
    announcement.device = device;
    announcement.max_weight = max_json_integer;
    announcement.one_win_per_member = random.below(2) == 0;
    announcement.prizes = {{"布鞋", 1 + static_cast<std::int64_t>(random.below(3)), 12800},
                           {"照片书", 1 + static_cast<std::int64_t>(random.below(40)), 0}};
    announcement.entropy = random_entropy(random);
    return announcement;
}

ProofRound redraw(const ProofFile& proof, const Hash& key, std::vector<std::string>& won, Random& random) {
    RoundHead head{Timestamp{1}, random_entropy(random), {}};
    const std::int64_t units = count_units(proof.announcement.prizes);
    const std::int64_t step = 1 + static_cast<std::int64_t>(random.below(5));
    for (std::int64_t unit = 0; unit < units; unit += step) head.units.push_back(unit);
    const std::string value = random_value(head.entropy, random);
    const Hash round_key = redraw_key(key, proof.rounds.size() + 1, head, value);
    auto picks = pick_winners(round_key, proof.entries, proof.announcement.one_win_per_member, head.units, won);
    for (const auto& pick : picks) won.push_back(pick.ticket);
    return {head.claim_by, head.entropy, value, std::move(picks), head.units};
}

ProofFile random_draw(Random& random) {
    const SigningKey device(SecretKey::random(random));
    ProofFile proof;
    proof.seed = seed_of(SecretKey::random(random), "d-1");
    proof.announcement = random_announcement(random, proof.seed, device.public_key());
    proof.entries = random_entries(random, random.below(200));
    const auto closing = closing_of(proof.announcement, proof.entries);
    proof.root = closing.root;
    proof.closing_signature = device.sign(closing_hash(closing));
    proof.entropy_value = random_value(proof.announcement.entropy, random);
    const Hash key = settlement_key(proof.seed, closing_hash(closing), proof.entropy_value);
    proof.picks = pick_winners(key, proof.entries, proof.announcement.one_win_per_member,
                               units_to_draw(proof.announcement, proof.entries));
    std::vector<std::string> won;
    for (const auto& pick : proof.picks) won.push_back(pick.ticket);
    for (auto rounds = random.below(4); rounds > 0; --rounds) proof.rounds.push_back(redraw(proof, key, won, random));
    return proof;
}

TEST(Picks, every_settled_draw_is_verified) {
    SeededRandom random(5);
    for (int i = 0; i < 300; ++i) {
        const auto proof = random_draw(random);
        const auto closing = closing_hash(closing_of(proof.announcement, proof.entries));
        const auto read = read_proof(write_proof(proof));
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(*read, proof);
        const auto verdict = verify_proof(*read, closing);
        ASSERT_TRUE(verdict) << verdict.error().message;
        EXPECT_TRUE(verdict->witnessed);
    }
}

TEST(Picks, every_settled_draw_with_one_entry_changed_is_refused) {
    SeededRandom random(6);
    for (int i = 0; i < 100; ++i) {
        auto proof = random_draw(random);
        if (proof.entries.empty()) continue;
        ++proof.entries[random.below(proof.entries.size())].weight;
        EXPECT_FALSE(verify_proof(proof));
    }
}

TEST(Picks, draw_without_entropy_is_weaker) {
    SeededRandom random(7);
    int weaker = 0;
    for (int i = 0; i < 60; ++i) {
        const auto proof = random_draw(random);
        bool any = is_weaker(proof.announcement.entropy);
        for (const auto& round : proof.rounds) any = any || is_weaker(round.entropy);
        EXPECT_EQ(verify_proof(proof).value().weaker, any);
        weaker += any ? 1 : 0;
    }
    EXPECT_GT(weaker, 0);
    EXPECT_LT(weaker, 60);
}

}  // namespace
}  // namespace xiaoer
