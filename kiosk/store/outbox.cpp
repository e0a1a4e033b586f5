#include "store/outbox.h"

namespace xiaoer {

Result<std::optional<Timestamp>> forwarded(Database& db, std::string_view post) {
    return first_row(db.select("SELECT at FROM forwarded_posts WHERE post = ?", {post}),
                     [](const Rows& row) { return row.time(0); });
}

Result<void> set_forwarded(Database& db, std::string_view post, Timestamp now) {
    return db.run("INSERT INTO forwarded_posts (post, at) VALUES (?, ?) ON CONFLICT (post) DO NOTHING", {post, now});
}

Result<std::string> bot_post_state(Database& db, std::string_view bot, std::string_view post) {
    XIAOER_TRY_ASSIGN(const auto state,
                      first_row(db.select("SELECT state FROM bot_posts WHERE bot = ? AND post = ?", {bot, post}),
                                [](const Rows& row) { return row.text(0); }));
    return state.value_or("");
}

Result<void> set_bot_post(Database& db, std::string_view bot, std::string_view post, std::string_view state,
                          Timestamp now) {
    return db.run(
        "INSERT INTO bot_posts (bot, post, state, at) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (bot, post) DO UPDATE SET state = ?3, at = ?4",
        {bot, post, state, now});
}

Result<void> forget_bot_post(Database& db, std::string_view bot, std::string_view post) {
    return db.run("DELETE FROM bot_posts WHERE bot = ? AND post = ?", {bot, post});
}

}  // namespace xiaoer
