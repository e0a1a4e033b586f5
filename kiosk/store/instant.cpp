#include "store/instant.h"

namespace xiaoer {
namespace {

#define INSTANT_DAY_COLUMNS "SELECT device, day, commitment, prizes, above_minor, shop, seed, plays FROM instant_days "
#define INSTANT_PLAY_COLUMNS \
    "SELECT device, day, play, at, digits, prize, handed_over_at IS NOT NULL FROM instant_plays "

Result<std::vector<InstantDay>> day_rows(Result<Rows> rows) {
    std::vector<InstantDay> days;
    std::vector<std::string> prizes;
    XIAOER_TRY(for_each_row(std::move(rows), [&](const Rows& row) {
        days.push_back({row.id<DeviceId>(0),
                        row.integer(1),
                        row.array<32>(2),
                        {},
                        row.integer(4),
                        row.text(5),
                        row.is_null(6) ? std::nullopt : std::optional(row.array<32>(6)),
                        row.integer(7)});
        prizes.push_back(row.text(3));
    }));
    for (std::size_t i = 0; i < days.size(); ++i) {
        XIAOER_TRY_ASSIGN(const auto json, parse_json(prizes[i]));
        XIAOER_TRY_ASSIGN(days[i].prizes, from_json<std::vector<InstantPrize>>(json));
    }
    return days;
}

InstantPlayRow play_of(const Rows& row) {
    return {row.id<DeviceId>(0), row.integer(1), row.integer(2), row.time(3),
            row.text(4),         row.integer(5), row.boolean(6)};
}

Result<std::vector<InstantPlayRow>> play_rows(Result<Rows> rows) {
    std::vector<InstantPlayRow> plays;
    XIAOER_TRY(for_each_row(std::move(rows), [&plays](const Rows& row) { plays.push_back(play_of(row)); }));
    return plays;
}

}  // namespace

Result<std::optional<InstantDay>> find_instant_day(Database& db, const DeviceId& device, std::int64_t day) {
    XIAOER_TRY_ASSIGN(auto days,
                      day_rows(db.select(INSTANT_DAY_COLUMNS "WHERE device = ? AND day = ?", {device, day})));
    return days.empty() ? std::optional<InstantDay>{} : std::optional(std::move(days.front()));
}

Result<std::vector<InstantDay>> days_to_reveal(Database& db, std::int64_t day) {
    return day_rows(db.select(INSTANT_DAY_COLUMNS "WHERE seed IS NULL AND day < ? ORDER BY day, device", {day}));
}

Result<std::vector<InstantDay>> instant_days(Database& db, std::int64_t most) {
    return day_rows(db.select(INSTANT_DAY_COLUMNS "ORDER BY day DESC, device LIMIT ?", {most}));
}

Result<std::vector<std::int64_t>> instant_wins(Database& db, const InstantDay& day) {
    std::vector<std::int64_t> won(day.prizes.size(), 0);
    XIAOER_TRY(for_each_row(db.select("SELECT prize, count(*) FROM instant_plays WHERE device = ? AND day = ? AND "
                                      "prize >= 0 GROUP BY prize",
                                      {day.device, day.day}),
                            [&won](const Rows& row) {
                                const auto prize = static_cast<std::size_t>(row.integer(0));
                                if (prize < won.size()) won[prize] = row.integer(1);
                            }));
    return won;
}

Result<bool> has_played(Database& db, const FactRef& purchase) {
    return db.exists("SELECT 1 FROM instant_plays WHERE purchase_device = ? AND purchase_seq = ?",
                     {purchase.device, purchase.seq});
}

Result<std::optional<InstantPlayRow>> find_play(Database& db, const DeviceId& device, std::int64_t day,
                                                std::int64_t play) {
    return first_row(db.select(INSTANT_PLAY_COLUMNS "WHERE device = ? AND day = ? AND play = ?", {device, day, play}),
                     play_of);
}

Result<std::vector<InstantPlayRow>> open_instant_wins(Database& db, const DeviceId& device, std::int64_t most) {
    return play_rows(db.select(INSTANT_PLAY_COLUMNS "WHERE device = ? AND prize >= 0 AND handed_over_at IS NULL "
                                                    "ORDER BY at DESC, day DESC, play DESC LIMIT ?",
                               {device, most}));
}

std::string instant_id(const DeviceId& device, std::int64_t day) { return "i-" + to_text(FactRef{device, day}); }

std::optional<std::pair<DeviceId, std::int64_t>> instant_of_id(std::string_view id) {
    if (!id.starts_with("i-")) return std::nullopt;
    const auto ref = fact_ref_from_text(id.substr(2));  // a device and a number, as a fact's place is
    return ref ? std::optional(std::pair(ref->device, ref->seq)) : std::nullopt;
}

Result<InstantProof> instant_proof_of(Database& db, const DeviceId& device, std::int64_t day) {
    XIAOER_TRY_ASSIGN(const auto found, find_instant_day(db, device, day));
    if (!found) return invalid("there were no scratch cards on that day");
    if (!found->seed) return invalid("the day is not over: its seed is not out yet");
    InstantProof proof;
    proof.above_minor = found->above_minor;
    proof.commitment = found->commitment;
    proof.day = day;
    proof.device = device;
    proof.prizes = found->prizes;
    proof.seed = *found->seed;
    proof.shop = found->shop;
    XIAOER_TRY_ASSIGN(
        const auto plays,
        play_rows(db.select(INSTANT_PLAY_COLUMNS "WHERE device = ? AND day = ? ORDER BY play", {device, day})));
    for (const auto& play : plays) proof.plays.push_back({play.digits, play.play, play.prize});
    return proof;
}

}  // namespace xiaoer
