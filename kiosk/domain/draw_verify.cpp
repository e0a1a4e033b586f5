// The verifier's own way from a proof file to its winners; see draw_proof.h.
#include "domain/draw_proof.h"

#include "base/sha256.h"

#include <numeric>
#include <set>
#include <unordered_map>

namespace xiaoer {
namespace {

// The list as a person would walk it, "subtract weights until t < weight", except that whole blocks are
// subtracted at once. Plain enough to be compared with point 5 by eye.
class Walk {
public:
    Walk(Entries entries, bool one_win_per_member) : entries_(entries), weights_(entries.size()) {
        block_weights_.resize(entries.size() / block_size + 1);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            weights_[i] = static_cast<std::uint64_t>(entries[i].weight);
            block_weights_[i / block_size] += weights_[i];
        }
        if (one_win_per_member) remember_members();
    }
    [[nodiscard]] std::uint64_t remaining_weight() const {
        return std::accumulate(block_weights_.begin(), block_weights_.end(), std::uint64_t{0});
    }
    [[nodiscard]] std::size_t winner(std::uint64_t t) const {
        std::size_t block = 0;
        for (; t >= block_weights_[block]; ++block) t -= block_weights_[block];
        std::size_t i = block * block_size;
        for (; t >= weights_[i]; ++i) t -= weights_[i];
        return i;
    }
    void remove_winner(std::size_t entry) {
        if (next_of_member_.empty()) return remove(entry);
        std::size_t i = entry;
        do {
            remove(i);
            i = next_of_member_[i];
        } while (i != entry);
    }

private:
    static constexpr std::size_t block_size = 1024;

    void remove(std::size_t entry) {
        block_weights_[entry / block_size] -= weights_[entry];
        weights_[entry] = 0;
    }
    // Ties each member's entries into a ring.
    void remember_members() {
        std::unordered_map<std::uint64_t, std::pair<std::size_t, std::size_t>> first_and_last;
        next_of_member_.resize(entries_.size());
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const auto [found, is_new] = first_and_last.try_emplace(from_u64be(entries_[i].member), i, i);
            auto& [first, last] = found->second;
            next_of_member_[i] = first;
            if (!is_new) next_of_member_[std::exchange(last, i)] = i;
        }
    }

    Entries entries_;
    std::vector<std::uint64_t> weights_;  // 0 once removed
    std::vector<std::uint64_t> block_weights_;
    std::vector<std::size_t> next_of_member_;  // empty when only the winning ticket goes
};

// Point 5, "take the next x until x < floor(2^64/W)*W".
std::uint64_t next_below(const Hash& key, std::uint64_t& i, std::uint64_t weight) {
    const std::uint64_t last = ~std::uint64_t{0};
    const bool divides = last % weight == weight - 1;
    for (;;) {
        const Hash hash = sha256({key, u64be(i++)});
        const std::uint64_t x = from_u64be(std::span(hash).first<8>());
        if (divides || x < last / weight * weight) return x % weight;
    }
}

// Compares the file's picks with those that the key gives, and takes the winners out of the walk.
Result<void> check_picks(Walk& walk, Entries entries, const Hash& key, std::span<const std::int64_t> units,
                         std::span<const Pick> picks) {
    std::uint64_t i = 0;
    std::size_t picked = 0;
    for (const std::int64_t unit : units) {
        const std::uint64_t weight = walk.remaining_weight();
        if (weight == 0) break;
        const std::size_t winner = walk.winner(next_below(key, i, weight));
        const Pick expected{entries[winner].ticket, unit};
        const std::string expectation = "unit " + std::to_string(unit) + " is won by ticket " + expected.ticket;
        if (picked == picks.size()) return invalid("picks: " + expectation + ", but the file ends before it");
        if (picks[picked] != expected) {
            return invalid("picks: " + expectation + ", but the file says unit " + std::to_string(picks[picked].unit) +
                           " and ticket " + picks[picked].ticket);
        }
        walk.remove_winner(winner);
        ++picked;
    }
    if (picked < picks.size()) return invalid("picks: the file has more than the draw gives");
    return {};
}

Result<void> in(std::string_view part, const Result<void>& result) {
    if (result) return result;
    return invalid(std::string(part) + ": " + result.error().message);
}

Result<void> check_closing(const ProofFile& proof, const Closing& closing, const std::optional<Hash>& published) {
    if (closing.root != proof.root) {
        return invalid("root: the entries give " + to_hex(closing.root) + ", the file says " + to_hex(proof.root));
    }
    const Hash hash = closing_hash(closing);
    if (published && *published != hash) {
        return invalid("closing hash: this draw's is " + to_hex(hash) + ", the published one is " + to_hex(*published));
    }
    if (!verify(proof.announcement.device, hash, proof.closing_signature)) {
        return invalid("closing_signature: not the device's over this announcement and these entries");
    }
    return {};
}

Result<void> check_round(const ProofFile& proof, std::size_t index, const Hash& key, Walk& walk) {
    const auto& round = proof.rounds[index];
    XIAOER_TRY(check_round_units(proof.announcement, round.units));
    XIAOER_TRY(check_entropy(round.entropy));
    XIAOER_TRY(in("entropy_value", check_entropy_value(round.entropy, round.entropy_value)));
    const Hash round_key = redraw_key(key, index + 1, round.head(), round.entropy_value);
    return check_picks(walk, proof.entries, round_key, round.units, round.picks);
}

std::int64_t count_winners(const ProofFile& proof) {
    std::set<std::int64_t> won;
    for (const auto& pick : proof.picks) won.insert(pick.unit);
    for (const auto& round : proof.rounds) {
        for (const auto unit : round.units) won.erase(unit);
        for (const auto& pick : round.picks) won.insert(pick.unit);
    }
    return static_cast<std::int64_t>(won.size());
}

}  // namespace

Result<Verdict> verify_proof(const ProofFile& proof, const std::optional<Hash>& published) {
    const auto& announcement = proof.announcement;
    XIAOER_TRY(in("announcement", check_announcement(announcement)));
    if (commitment_of(proof.seed) != announcement.commitment) {
        return invalid("seed: not the one that the announcement committed to");
    }
    XIAOER_TRY(check_entries(proof.entries, announcement.max_weight));
    const Closing closing = closing_of(announcement, proof.entries);
    XIAOER_TRY(check_closing(proof, closing, published));
    XIAOER_TRY(in("entropy_value", check_entropy_value(announcement.entropy, proof.entropy_value)));

    Verdict verdict{.closing = closing_hash(closing), .witnessed = published.has_value()};
    const Hash key = settlement_key(proof.seed, verdict.closing, proof.entropy_value);
    Walk walk(proof.entries, announcement.one_win_per_member);
    const auto units = units_to_draw(announcement, proof.entries);
    XIAOER_TRY(check_picks(walk, proof.entries, key, units, proof.picks));
    verdict.weaker = is_weaker(announcement.entropy);
    for (std::size_t i = 0; i < proof.rounds.size(); ++i) {
        XIAOER_TRY(in("round " + std::to_string(i + 1), check_round(proof, i, key, walk)));
        verdict.weaker = verdict.weaker || is_weaker(proof.rounds[i].entropy);
    }
    verdict.winners = count_winners(proof);
    return verdict;
}

}  // namespace xiaoer
