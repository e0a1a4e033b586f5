// One entry of a closed list and its way to the list's root, for a phone that cannot take the whole list. Any
// connection.
#pragma once

#include "domain/draw_index.h"
#include "store/draws.h"

namespace xiaoer {

struct Inclusion {
    Entry entry;
    std::vector<Hash> path;  // RFC 6962 §2.1.1, the nearest sibling first
};

// Passes the whole list of a settled draw once.
[[nodiscard]] Result<ListIndex> index_of_list(Database& db, const DrawRow& draw);
// Requires: `index` is this draw's, and place < index.count().
[[nodiscard]] Result<Inclusion> inclusion_in_list(Database& db, const DrawRow& draw, const ListIndex& index,
                                                  std::size_t place);

}  // namespace xiaoer
