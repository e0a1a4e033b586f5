// Which posts of the outbox were forwarded, by hand or by a bot. Local tables; any connection reads, the store thread
// writes.
#pragma once

#include "store/db.h"

namespace xiaoer {

// When the post was forwarded by hand; nothing when it was not.
[[nodiscard]] Result<std::optional<Timestamp>> forwarded(Database& db, std::string_view post);
[[nodiscard]] Result<void> set_forwarded(Database& db, std::string_view post, Timestamp now);

// "sending", "sent" or "refused"; "" when the bot never had it.
[[nodiscard]] Result<std::string> bot_post_state(Database& db, std::string_view bot, std::string_view post);
[[nodiscard]] Result<void> set_bot_post(Database& db, std::string_view bot, std::string_view post,
                                        std::string_view state, Timestamp now);
// The bot certainly did not get it: it may be tried again.
[[nodiscard]] Result<void> forget_bot_post(Database& db, std::string_view bot, std::string_view post);

}  // namespace xiaoer
