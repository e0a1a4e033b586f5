#include "store/inclusion.h"

namespace xiaoer {
namespace {

Entry published_entry(const Rows& row, const DrawSeed& seed) {
    return {member_pseudonym(seed, row.id<MemberId>(0)), row.text(1), row.integer(2)};
}

}  // namespace

Result<ListIndex> index_of_list(Database& db, const DrawRow& draw) {
    ListIndex index;
    XIAOER_TRY(for_each_row(
        db.select("SELECT member, ticket, weight FROM draw_entries WHERE draw = ? ORDER BY ticket", {draw.draw}),
        [&](const Rows& row) { index.add(published_entry(row, draw.seed)); }));
    index.finish();
    return index;
}

Result<Inclusion> inclusion_in_list(Database& db, const DrawRow& draw, const ListIndex& index, std::size_t place) {
    std::vector<Entry> block;
    XIAOER_TRY(for_each_row(
        db.select("SELECT member, ticket, weight FROM draw_entries WHERE draw = ? AND ticket >= ? ORDER BY ticket "
                  "LIMIT ?",
                  {draw.draw, index.first_ticket_of_block(place), static_cast<std::int64_t>(ListIndex::block_size)}),
        [&](const Rows& row) { block.push_back(published_entry(row, draw.seed)); }));
    const auto within = place % ListIndex::block_size;
    if (within >= block.size()) return Error{ErrorCode::corrupt, "the list of " + draw.draw + " has changed"};
    return Inclusion{block[within], index.path(block, place)};
}

}  // namespace xiaoer
