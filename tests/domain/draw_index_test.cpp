#include "domain/draw_index.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

std::vector<Entry> list_of(std::size_t count) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < count; ++i)
        entries.push_back({u64be(i % 7), "t-" + std::to_string(10'000 + i), static_cast<std::int64_t>(i % 3 + 1)});
    return entries;
}
ListIndex index_of(const std::vector<Entry>& entries) {
    ListIndex index;
    for (const auto& entry : entries) index.add(entry);
    index.finish();
    return index;
}

TEST(DrawIndex, paths_are_those_of_the_whole_list) {
    for (const std::size_t count : {1u, 5u, 1024u, 1025u, 2048u, 2500u, 3073u, 5121u}) {
        const auto entries = list_of(count);
        const auto index = index_of(entries);
        EXPECT_EQ(index.count(), count);
        EXPECT_EQ(index.total_weight(), total_weight(entries));
        for (const std::size_t place : {std::size_t{0}, count / 3, count / 2, count - 1}) {
            const auto start = place / ListIndex::block_size * ListIndex::block_size;
            EXPECT_EQ(index.first_ticket_of_block(place), entries[start].ticket);
            const auto block = Entries(entries).subspan(start, std::min(ListIndex::block_size, count - start));
            EXPECT_EQ(index.path(block, place), inclusion_path(entries, place)) << place << " of " << count;
        }
    }
}

TEST(DrawIndex, a_members_places_are_all_of_them_and_in_order) {
    const auto entries = list_of(3000);
    const auto places = index_of(entries).places_of(u64be(3));
    ASSERT_EQ(places.size(), 429u);
    for (std::size_t i = 0; i < places.size(); ++i) EXPECT_EQ(places[i], 3 + 7 * i);
    EXPECT_TRUE(index_of(entries).places_of(u64be(9)).empty());
}

}  // namespace
}  // namespace xiaoer
