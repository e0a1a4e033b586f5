// A draw as screens, pages and posts show it. Any connection.
#pragma once

#include "app/snapshot.h"
#include "store/draws.h"

#include <functional>

namespace xiaoer {

// How a member is named to others.
using NameOf = std::function<Result<std::string>(const MemberId&)>;

// A closed draw without its public value after this is listed as withheld for ever.
inline constexpr std::int64_t withheld_after_ms = 7 * day_ms;
[[nodiscard]] DrawState state_of(const DrawRow& draw, Timestamp now);
[[nodiscard]] Result<std::vector<WinnerView>> winners_of(Database& db, const DrawRow& draw, std::int64_t most,
                                                         const NameOf& name_of);
[[nodiscard]] Result<DrawView> view_of_draw(Database& db, const DrawRow& draw, Timestamp now, std::int64_t winners_most,
                                            const NameOf& name_of);
// What was fixed with the announcement; of older draws, what was so then.
[[nodiscard]] DrawTerms terms_of(const DrawRow& draw);

}  // namespace xiaoer
