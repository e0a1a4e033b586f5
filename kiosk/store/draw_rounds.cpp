// Rounds in which unclaimed units are drawn again, and public values that wait for a second person.
#include "store/draws.h"

namespace xiaoer {

Result<std::vector<RoundRow>> rounds_of(Database& db, std::string_view draw) {
    std::vector<RoundRow> rounds;
    std::vector<std::pair<std::string, std::string>> texts;  // head, picks
    XIAOER_TRY(for_each_row(
        db.select("SELECT r.draw, r.round, r.head, f.at, r.settled_seq IS NOT NULL, r.entropy_value, "
                  "r.picks FROM draw_rounds AS r JOIN facts AS f USING (device, seq) WHERE "
                  "r.draw = ? ORDER BY r.round",
                  {draw}),
        [&](const Rows& row) {
            rounds.push_back({row.text(0), row.integer(1), {}, row.time(3), row.boolean(4), row.text(5), {}});
            texts.emplace_back(row.text(2), row.text(6));
        }));
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        XIAOER_TRY_ASSIGN(const auto head, parse_json(texts[i].first));
        XIAOER_TRY_ASSIGN(rounds[i].head, from_json<RoundHead>(head));
        if (!rounds[i].settled) continue;
        XIAOER_TRY_ASSIGN(const auto picks, parse_json(texts[i].second));
        XIAOER_TRY_ASSIGN(rounds[i].picks, from_json<std::vector<Pick>>(picks));
    }
    return rounds;
}

Result<std::vector<DrawRow>> draws_with_open_round(Database& db, std::int64_t most) {
    std::vector<std::string> names;
    XIAOER_TRY(for_each_row(db.select("SELECT r.draw FROM draw_rounds AS r JOIN draws AS d USING (draw) WHERE "
                                      "r.settled_seq IS NULL ORDER BY d.draws_at, r.draw LIMIT ?",
                                      {most}),
                            [&names](const Rows& row) { names.push_back(row.text(0)); }));
    std::vector<DrawRow> draws;
    for (const auto& name : names) {
        XIAOER_TRY_ASSIGN(auto draw, find_draw(db, name));
        if (draw) draws.push_back(std::move(*draw));
    }
    return draws;
}

Result<std::optional<EnteredRow>> entered_value(Database& db, std::string_view draw, std::int64_t round) {
    return first_row(db.select("SELECT value, staff FROM entered_values WHERE draw = ? AND round = ?", {draw, round}),
                     [](const Rows& row) {
                         return EnteredRow{row.text(0), row.id<StaffId>(1)};
                     });
}

Result<void> keep_entered_value(Database& db, std::string_view draw, std::int64_t round, const EnteredRow& entered,
                                Timestamp now) {
    return db.run(
        "INSERT INTO entered_values (draw, round, value, staff, at) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (draw, round) DO UPDATE SET value = ?3, staff = ?4, at = ?5",
        {draw, round, entered.value, entered.staff, now});
}

Result<void> forget_entered_value(Database& db, std::string_view draw, std::int64_t round) {
    return db.run("DELETE FROM entered_values WHERE draw = ? AND round = ?", {draw, round});
}

}  // namespace xiaoer
