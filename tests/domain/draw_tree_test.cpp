#include "domain/draw_tree.h"
#include "base/sha256.h"

#include <gtest/gtest.h>

#include <bit>

namespace xiaoer {
namespace {

std::vector<Entry> entries_of(std::size_t count) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < count; ++i) {
        entries.push_back({u64be(i / 3), "t-" + std::to_string(1000 + i), static_cast<std::int64_t>(i % 4 + 1)});
    }
    return entries;
}

// RFC 6962 §2.1 word for word.
Hash defined_root(Entries entries) {
    if (entries.empty()) return sha256("");
    if (entries.size() == 1) return leaf_hash(entries[0]);
    const std::size_t k = std::bit_floor(entries.size() - 1);
    const std::array<std::uint8_t, 1> one{1};
    return sha256({one, defined_root(entries.first(k)), defined_root(entries.subspan(k))});
}

TEST(DrawTree, root_is_the_rfc_definition_for_every_size) {
    for (std::size_t size = 0; size <= 70; ++size) {
        const auto entries = entries_of(size);
        EXPECT_EQ(merkle_root(entries), defined_root(entries)) << size;
    }
}

TEST(DrawTree, inclusion_path_leads_to_the_root) {
    for (std::size_t size = 1; size <= 70; ++size) {
        const auto entries = entries_of(size);
        const Hash root = merkle_root(entries);
        for (std::size_t i = 0; i < size; ++i) {
            const auto path = inclusion_path(entries, i);
            EXPECT_EQ(root_from_path(leaf_hash(entries[i]), i, size, path), root) << i << " of " << size;
        }
    }
}

TEST(DrawTree, inclusion_path_shows_nothing_else) {
    const auto entries = entries_of(21);
    const Hash root = merkle_root(entries);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto leaf = leaf_hash(entries[i]);
        auto path = inclusion_path(entries, i);
        EXPECT_NE(root_from_path(leaf_hash(entries[(i + 1) % 21]), i, 21, path), root) << "another entry";
        EXPECT_NE(root_from_path(leaf, (i + 1) % 21, 21, path), root) << "another place";
        EXPECT_EQ(root_from_path(leaf, 21, 21, path), std::nullopt) << "outside";
        path.push_back(leaf);
        EXPECT_EQ(root_from_path(leaf, i, 21, path), std::nullopt) << "too long";
        path.resize(path.size() - 2);
        EXPECT_EQ(root_from_path(leaf, i, 21, path), std::nullopt) << "too short";
    }
}

TEST(DrawTree, entry_is_written_as_canonical_json) {
    for (const auto& entry : entries_of(10)) {
        std::string text;
        append_entry(text, entry);
        EXPECT_EQ(text, canonical(to_json(entry)));
    }
}

TEST(DrawTree, pseudonym_is_the_hmac_of_the_ids_hex_digits) {
    SeededRandom random(1);
    const auto seed = random.array<32>();
    const auto member = MemberId::random(random);
    const Hash expected = hmac_sha256(seed, {view_of("member\n" + member.hex())});
    EXPECT_EQ(to_hex(member_pseudonym(seed, member)), to_hex(expected).substr(0, 16));
    EXPECT_NE(member_pseudonym(random.array<32>(), member), member_pseudonym(seed, member));
}

TEST(DrawTree, list_of_no_entries_can_be_closed) {
    ASSERT_TRUE(check_entries({}, 1));
    const auto closing = closing_of(Announcement{}, {});
    EXPECT_EQ(closing.count, 0);
    EXPECT_EQ(closing.total_weight, 0);
    EXPECT_EQ(closing.root, sha256(""));
}

TEST(DrawTree, member_may_hold_max_weight_and_no_more) {
    const auto member = u64be(7);
    const std::vector<Entry> entries{{member, "a", 2}, {u64be(8), "b", 5}, {member, "c", 3}};
    EXPECT_TRUE(check_entries(entries, 5));
    EXPECT_FALSE(check_entries(entries, 4));
}

TEST(DrawTree, total_weight_may_reach_2_to_the_53_less_one) {
    std::vector<Entry> entries{{u64be(1), "a", max_json_integer - 1}, {u64be(2), "b", 1}};
    EXPECT_TRUE(check_entries(entries, max_json_integer));
    entries[1].weight = 2;
    EXPECT_FALSE(check_entries(entries, max_json_integer));
}

}  // namespace
}  // namespace xiaoer
