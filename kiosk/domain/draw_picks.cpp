#include "domain/draw_picks.h"

#include "base/sha256.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace xiaoer {
namespace {

// x_0, x_1, … of point 4, and the unbiased t of point 5.
class Throws {
public:
    explicit Throws(const Hash& key) : key_(key) {}

    // Uniform below `weight`: an x in the last, incomplete stretch of `weight` values below 2^64 is thrown away.
    std::uint64_t below(std::uint64_t weight) {
        const std::uint64_t incomplete = (0 - weight) % weight;  // 2^64 mod weight
        std::uint64_t x = next();
        while (x > ~incomplete) x = next();
        return x % weight;
    }

private:
    std::uint64_t next() {
        const Hash hash = hasher_.update(key_).update(u64be(index_++)).finish();
        return from_u64be(std::span(hash).first<8>());
    }
    Hash key_;
    Sha256 hasher_;
    std::uint64_t index_ = 0;
};

// Prefix sums that can change: node i holds the sum of the `i & -i` weights that end with weight i (from 1).
class WeightTree {
public:
    explicit WeightTree(Entries entries) : sums_(entries.size() + 1, 0), weights_(entries.size()) {
        for (std::size_t i = 1; i < sums_.size(); ++i) {
            weights_[i - 1] = static_cast<std::uint64_t>(entries[i - 1].weight);
            total_ += weights_[i - 1];
            sums_[i] += weights_[i - 1];
            if (const std::size_t parent = i + (i & (0 - i)); parent < sums_.size()) sums_[parent] += sums_[i];
        }
    }
    [[nodiscard]] std::uint64_t total() const { return total_; }

    // The first remaining entry at which the running sum of weights exceeds `t`. Requires: t < total().
    [[nodiscard]] std::size_t find(std::uint64_t t) const {
        std::size_t before = 0;
        for (std::size_t step = std::bit_floor(sums_.size()); step > 0; step /= 2) {
            if (before + step < sums_.size() && sums_[before + step] <= t) {
                before += step;
                t -= sums_[before];
            }
        }
        return before;
    }
    void remove(std::size_t entry) {
        const std::uint64_t weight = std::exchange(weights_[entry], 0);
        total_ -= weight;
        for (std::size_t i = entry + 1; i < sums_.size(); i += i & (0 - i)) sums_[i] -= weight;
    }

private:
    std::vector<std::uint64_t> sums_;
    std::vector<std::uint64_t> weights_;  // 0 once removed
    std::uint64_t total_ = 0;
};

// The entries not yet out, and which entries go out together with a winning ticket.
class RemainingEntries {
public:
    RemainingEntries(Entries entries, bool one_win_per_member)
        : entries_(entries), tree_(entries), one_win_per_member_(one_win_per_member) {
        if (!one_win_per_member) return;
        by_member_.reserve(entries.size());
        for (std::size_t i = 0; i < entries.size(); ++i) by_member_.push_back({from_u64be(entries[i].member), i});
        std::ranges::sort(by_member_, {}, &Held::member);
    }
    [[nodiscard]] std::uint64_t weight() const { return tree_.total(); }
    [[nodiscard]] std::size_t find(std::uint64_t t) const { return tree_.find(t); }
    void take_out(std::size_t winner) {
        if (!one_win_per_member_) return tree_.remove(winner);
        const auto member = from_u64be(entries_[winner].member);
        for (const auto& held : std::ranges::equal_range(by_member_, member, {}, &Held::member)) {
            tree_.remove(held.entry);
        }
    }
    void take_out(std::string_view ticket) {
        const auto entry = std::ranges::lower_bound(entries_, ticket, {}, &Entry::ticket);
        XIAOER_ASSERT(entry != entries_.end() && entry->ticket == ticket);
        take_out(static_cast<std::size_t>(entry - entries_.begin()));
    }

private:
    struct Held {
        std::uint64_t member;
        std::size_t entry;
    };
    Entries entries_;
    WeightTree tree_;
    bool one_win_per_member_;
    std::vector<Held> by_member_;  // sorted by member; empty when only the winning ticket goes
};

}  // namespace

Hash settlement_key(const DrawSeed& seed, const Hash& closing_hash, std::string_view public_value) {
    return sha256({view_of("xiaoer-draw-v1\n"), seed, closing_hash, sha256(public_value)});
}

Hash redraw_key(const Hash& settlement_key, std::uint64_t round, const RoundHead& head, std::string_view public_value) {
    return sha256({view_of("xiaoer-redraw-v1\n"), settlement_key, u64be(round), round_head_hash(head),
                   sha256(public_value)});
}

Hash round_head_hash(const RoundHead& head) { return sha256(canonical(to_json(head))); }

std::vector<std::int64_t> units_to_draw(const Announcement& announcement, Entries entries) {
    const auto units = std::min(count_units(announcement.prizes), static_cast<std::int64_t>(entries.size()));
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(units));
    std::iota(numbers.begin(), numbers.end(), std::int64_t{0});
    return numbers;
}

Result<void> check_round_units(const Announcement& announcement, std::span<const std::int64_t> units) {
    if (units.empty()) return invalid("units is empty");
    for (std::size_t i = 1; i < units.size(); ++i) {
        if (units[i] <= units[i - 1]) return invalid("units are not ascending");
    }
    if (units.front() < 0 || units.back() >= count_units(announcement.prizes)) {
        return invalid("units name a unit that was not announced");
    }
    return {};
}

std::vector<Pick> pick_winners(const Hash& key, Entries entries, bool one_win_per_member,
                               std::span<const std::int64_t> units, std::span<const std::string> won) {
    RemainingEntries remaining(entries, one_win_per_member);
    for (const auto& ticket : won) remaining.take_out(ticket);
    Throws throws(key);
    std::vector<Pick> picks;
    picks.reserve(units.size());
    for (const std::int64_t unit : units) {
        if (remaining.weight() == 0) break;
        const std::size_t winner = remaining.find(throws.below(remaining.weight()));
        picks.push_back({entries[winner].ticket, unit});
        remaining.take_out(winner);
    }
    return picks;
}

}  // namespace xiaoer
