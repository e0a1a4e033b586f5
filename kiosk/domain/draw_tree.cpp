#include "domain/draw_tree.h"

#include "base/sha256.h"

#include <algorithm>
#include <bit>

namespace xiaoer {
namespace {

constexpr std::array<std::uint8_t, 1> leaf_prefix{0x00};
constexpr std::array<std::uint8_t, 1> node_prefix{0x01};
constexpr std::size_t max_ticket_length = 40;

// Hashes leaves and nodes with one context and one buffer, as a large list wants.
class TreeHasher {
public:
    Hash leaf(const Entry& entry) {
        text_.clear();
        append_entry(text_, entry);
        return hasher_.update(leaf_prefix).update(text_).finish();
    }
    Hash node(const Hash& left, const Hash& right) {
        return hasher_.update(node_prefix).update(left).update(right).finish();
    }
    // One pass that keeps the roots of the full subtrees so far, the largest first: they are the binary digits
    // of the count. What is left at the end is joined from the right, which is RFC 6962's split.
    Hash root(Entries entries) {
        std::vector<Hash> subtrees;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            subtrees.push_back(leaf(entries[i]));
            for (std::size_t digits = i + 1; digits % 2 == 0; digits /= 2) join_last_two(subtrees);
        }
        if (subtrees.empty()) return hasher_.finish();
        while (subtrees.size() > 1) join_last_two(subtrees);
        return subtrees.front();
    }

private:
    void join_last_two(std::vector<Hash>& subtrees) {
        const Hash right = subtrees.back();
        subtrees.pop_back();
        subtrees.back() = node(subtrees.back(), right);
    }
    Sha256 hasher_;
    std::string text_;
};

bool is_ticket(std::string_view ticket) {
    const auto allowed = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-'; };
    return !ticket.empty() && ticket.size() <= max_ticket_length && std::ranges::all_of(ticket, allowed);
}

Error at(std::size_t index, std::string_view what) {
    return invalid("entries: number " + std::to_string(index + 1) + " " + std::string(what));
}

Result<void> check_shares(Entries entries, std::int64_t max_weight) {
    std::vector<std::pair<std::uint64_t, std::int64_t>> held;  // member and weight
    held.reserve(entries.size());
    for (const auto& entry : entries) held.emplace_back(from_u64be(entry.member), entry.weight);
    std::ranges::sort(held);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < held.size(); ++i) {
        sum = (i > 0 && held[i - 1].first == held[i].first ? sum : 0) + held[i].second;
        if (sum > max_weight) {
            return invalid("entries: member " + to_hex(u64be(held[i].first)) + " holds more than max_weight");
        }
    }
    return {};
}

}  // namespace

Pseudonym member_pseudonym(const DrawSeed& seed, const MemberId& member) {
    const std::string id = member.hex();
    const Hash hash = hmac_sha256(seed, {view_of("member\n"), view_of(id)});
    Pseudonym pseudonym{};
    std::copy_n(hash.begin(), pseudonym.size(), pseudonym.begin());
    return pseudonym;
}

Result<void> check_entries(Entries entries, std::int64_t max_weight) {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& entry = entries[i];
        if (!is_ticket(entry.ticket)) return at(i, "has a ticket that is not [0-9a-z-]{1,40}");
        if (i > 0 && entry.ticket == entries[i - 1].ticket) return at(i, "repeats a ticket");
        if (i > 0 && entry.ticket < entries[i - 1].ticket) return at(i, "is not in the order of tickets");
        if (entry.weight < 1) return at(i, "has a weight below 1");
        if (entry.weight > max_json_integer - total) return at(i, "brings the total weight to 2^53 or more");
        total += entry.weight;
    }
    return check_shares(entries, max_weight);
}

std::int64_t total_weight(Entries entries) {
    std::int64_t total = 0;
    for (const auto& entry : entries) total += entry.weight;
    return total;
}

void append_entry(std::string& out, const Entry& entry) {
    static constexpr std::string_view digits = "0123456789abcdef";
    out += "{\"member\":\"";
    for (const auto byte : entry.member) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    out += "\",\"ticket\":";
    append_canonical(out, std::string_view(entry.ticket));
    out += ",\"weight\":";
    out += std::to_string(entry.weight);
    out += '}';
}

Hash leaf_hash(const Entry& entry) { return TreeHasher().leaf(entry); }

Hash merkle_root(Entries entries) { return TreeHasher().root(entries); }

std::vector<Hash> inclusion_path(Entries entries, std::size_t index) {
    XIAOER_ASSERT(index < entries.size());
    TreeHasher hasher;
    std::vector<Hash> path;
    while (entries.size() > 1) {
        const std::size_t split = std::bit_floor(entries.size() - 1);  // the largest power of two below the size
        const bool left = index < split;
        path.push_back(hasher.root(left ? entries.subspan(split) : entries.first(split)));
        entries = left ? entries.first(split) : entries.subspan(split);
        if (!left) index -= split;
    }
    std::ranges::reverse(path);
    return path;
}

std::vector<Hash> path_among(std::vector<Hash> subtrees, std::size_t index) {
    XIAOER_ASSERT(index < subtrees.size());
    TreeHasher hasher;
    std::vector<Hash> path;
    for (; subtrees.size() > 1; index /= 2) {
        if (const std::size_t sibling = index ^ 1; sibling < subtrees.size()) path.push_back(subtrees[sibling]);
        std::size_t joined = 0;
        for (std::size_t i = 0; i < subtrees.size(); i += 2, ++joined) {
            const bool has_sibling = i + 1 < subtrees.size();
            subtrees[joined] = has_sibling ? hasher.node(subtrees[i], subtrees[i + 1]) : subtrees[i];
        }
        subtrees.resize(joined);
    }
    return path;
}

std::optional<Hash> root_from_path(Hash leaf, std::size_t index, std::size_t count, std::span<const Hash> path) {
    if (index >= count) return {};
    TreeHasher hasher;
    std::size_t last = count - 1;
    for (const auto& sibling : path) {
        if (last == 0) return {};
        if (index % 2 == 1 || index == last) {
            leaf = hasher.node(sibling, leaf);
            for (; index % 2 == 0 && index != 0; index /= 2) last /= 2;  // levels where there was no sibling
        } else {
            leaf = hasher.node(leaf, sibling);
        }
        index /= 2;
        last /= 2;
    }
    if (last != 0) return {};
    return leaf;
}

Closing closing_of(const Announcement& announcement, Entries entries) {
    return {announcement_hash(announcement), static_cast<std::int64_t>(entries.size()), merkle_root(entries),
            total_weight(entries)};
}

Hash closing_hash(const Closing& closing) {
    const std::string text = canonical(to_json(closing));
    return sha256({view_of("xiaoer-closing-v1\n"), view_of(text)});
}

}  // namespace xiaoer
