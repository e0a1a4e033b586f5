#include "store/outbox.h"

namespace xiaoer {
namespace {

Result<std::vector<PersonToMark>> people_to_mark(Result<Rows> rows) {
    std::vector<PersonToMark> list;
    XIAOER_TRY(for_each_row(std::move(rows), [&list](const Rows& row) {
        list.push_back({row.id<MemberId>(0), row.integer(1), row.text(2)});
    }));
    return list;
}

}  // namespace

Result<std::optional<Timestamp>> forwarded(Database& db, std::string_view post) {
    return first_row(db.select("SELECT at FROM forwarded_posts WHERE post = ?", {post}),
                     [](const Rows& row) { return row.time(0); });
}

Result<void> set_forwarded(Database& db, std::string_view post, Timestamp now) {
    return db.run("INSERT INTO forwarded_posts (post, at) VALUES (?, ?) ON CONFLICT (post) DO NOTHING", {post, now});
}

Result<std::vector<PersonToMark>> newcomers_to_add(Database& db, Timestamp since, std::int64_t most) {
    return people_to_mark(
        db.select("SELECT member, number, 'added-' || number FROM members WHERE joined_at >= ? AND channel <> 'seat' "
                  "AND erased = 0 AND 'added-' || number NOT IN (SELECT post FROM forwarded_posts) "
                  "ORDER BY number LIMIT ?",
                  {since, most}));
}

Result<std::int64_t> newcomers_since(Database& db, Timestamp since) {
    XIAOER_TRY_ASSIGN(const auto count,
                      db.integer("SELECT count(*) FROM members WHERE joined_at >= ? AND channel <> 'seat' "
                                 "AND erased = 0",
                                 {since}));
    return count.value_or(0);
}

Result<std::vector<PersonToMark>> struck_out_to_remove(Database& db, std::int64_t strikes_max, std::int64_t most) {
    return people_to_mark(
        db.select("SELECT member, number, mark FROM (SELECT m.member, m.number, 'removed-' || m.number || '-' || "
                  "(SELECT max(s.at) FROM strikes AS s WHERE s.member = m.member AND s.cleared = 0) AS mark "
                  "FROM members AS m WHERE m.strikes > 0 AND m.strikes >= ? AND m.erased = 0) "
                  "WHERE mark NOT IN (SELECT post FROM forwarded_posts) ORDER BY number LIMIT ?",
                  {strikes_max, most}));
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
