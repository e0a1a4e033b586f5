// Which posts of the outbox were forwarded, by hand or by a bot, and what else was done by hand in the chat group.
// Local tables; any connection reads, the store thread writes.
#pragma once

#include "domain/fact.h"
#include "store/db.h"

namespace xiaoer {

// When the post was forwarded by hand; nothing when it was not.
[[nodiscard]] Result<std::optional<Timestamp>> forwarded(Database& db, std::string_view post);
[[nodiscard]] Result<void> set_forwarded(Database& db, std::string_view post, Timestamp now);

// Whom the boss adds to the group or removes from it by hand. That it was done is kept as a forwarded post is.
struct PersonToMark {
    MemberId member;
    std::int64_t number = 0;
    std::string mark;  // for set_forwarded(), once it is done
};
// Whoever got a number since then other than from the group's own roll-call. By number.
[[nodiscard]] Result<std::vector<PersonToMark>> newcomers_to_add(Database& db, Timestamp since, std::int64_t most);
// How many.
[[nodiscard]] Result<std::int64_t> newcomers_since(Database& db, Timestamp since);
// Whoever has that many strikes; again after every further one. By number.
[[nodiscard]] Result<std::vector<PersonToMark>> struck_out_to_remove(Database& db, std::int64_t strikes_max,
                                                                     std::int64_t most);

// "sending", "sent" or "refused"; "" when the bot never had it.
[[nodiscard]] Result<std::string> bot_post_state(Database& db, std::string_view bot, std::string_view post);
[[nodiscard]] Result<void> set_bot_post(Database& db, std::string_view bot, std::string_view post,
                                        std::string_view state, Timestamp now);
// The bot certainly did not get it: it may be tried again.
[[nodiscard]] Result<void> forget_bot_post(Database& db, std::string_view bot, std::string_view post);

}  // namespace xiaoer
