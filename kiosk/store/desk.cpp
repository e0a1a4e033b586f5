#include "store/desk.h"

namespace xiaoer {
namespace {

constexpr int facts_looked_at = 64;  // events are rare enough among the last facts, and the look must stay short

Result<std::int64_t> count(Database& db, std::string_view sql, Binds binds) {
    XIAOER_TRY_ASSIGN(const auto value, db.integer(sql, binds));
    return value.value_or(0);
}

std::optional<MemberId> member_in(const Json& body) {
    const auto* value = body.find("member");
    const auto* hex = value == nullptr ? nullptr : value->string();
    if (hex == nullptr) return std::nullopt;
    auto member = MemberId::from_hex(*hex);
    return member ? std::optional(*member) : std::nullopt;
}

struct Prize {
    std::string name;
    std::optional<MemberId> winner;
};

Result<Prize> prize_in(Database& db, const Json& body) {
    const auto* json = body.find("unit");
    if (json == nullptr) return Prize{};
    XIAOER_TRY_ASSIGN(const auto unit, from_json<UnitId>(*json));
    auto prize = first_row(
        db.select("SELECT prize, member FROM prize_units WHERE draw = ? AND unit = ?", {unit.draw, unit.unit}),
        [](const Rows& row) {
            return Prize{row.text(0), row.is_null(1) ? std::nullopt : std::optional(row.id<MemberId>(1))};
        });
    if (!prize) return prize.error();
    return prize->value_or(Prize{});
}

}  // namespace

Result<DayFigures> day_figures(Database& db, Timestamp day_start) {
    DayFigures figures;
    XIAOER_TRY_ASSIGN(figures.joined, count(db, "SELECT count(*) FROM members WHERE joined_at >= ?", {day_start}));
    XIAOER_TRY_ASSIGN(figures.picked_up,
                      count(db, "SELECT count(*) FROM prize_units WHERE handed_over_at >= ?", {day_start}));
    XIAOER_TRY_ASSIGN(figures.bought_again,
                      count(db,
                            "SELECT count(DISTINCT u.member) FROM prize_units AS u JOIN purchases AS p ON p.member = "
                            "u.member AND p.bound_at >= u.handed_over_at WHERE u.handed_over_at >= ?",
                            {day_start}));
    XIAOER_TRY_ASSIGN(
        figures.takings_with_number_minor,
        count(db, "SELECT sum(total_minor - refunded_minor) FROM purchases WHERE member IS NOT NULL AND bound_at >= ?",
              {day_start}));
    return figures;
}

Result<std::vector<UnboundRow>> unbound_purchases(Database& db, Timestamp since, std::int64_t most) {
    std::vector<UnboundRow> list;
    XIAOER_TRY(for_each_row(
        db.select("SELECT device, seq, receipt, total_minor, at FROM purchases WHERE member IS NULL AND "
                  "at >= ? ORDER BY at DESC, device, seq DESC LIMIT ?",
                  {since, most}),
        [&list](const Rows& row) {
            list.push_back({{row.id<DeviceId>(0), row.integer(1)}, row.text(2), row.integer(3), row.time(4)});
        }));
    return list;
}

Result<std::int64_t> unbound_purchase_count(Database& db, Timestamp since) {
    return count(db, "SELECT count(*) FROM (SELECT 1 FROM purchases WHERE member IS NULL AND at >= ? LIMIT 100)",
                 {since});
}

Result<std::vector<SlipRow>> open_slips(Database& db, std::int64_t most) {
    std::vector<SlipRow> list;
    XIAOER_TRY(for_each_row(
        db.select("SELECT slip, reason, at FROM vault_slips WHERE filled = 0 ORDER BY at DESC, slip DESC LIMIT ?",
                  {most}),
        [&list](const Rows& row) {
            list.push_back({row.integer(0), row.text(1), row.time(2)});
        }));
    return list;
}

Result<std::int64_t> open_slip_count(Database& db) {
    return count(db, "SELECT count(*) FROM (SELECT 1 FROM vault_slips WHERE filled = 0 LIMIT 100)", {});
}

Result<std::vector<EventRow>> last_events(Database& db, const DeviceId& device, std::int64_t most) {
    struct Raw {
        Timestamp at;
        std::string kind;
        std::string body;
    };
    std::vector<Raw> facts;
    XIAOER_TRY(for_each_row(
        db.select(
            "SELECT at, kind, body FROM (SELECT at, kind, body, seq FROM facts WHERE device = ? ORDER BY seq DESC "
            "LIMIT ?) WHERE kind IN ('member.joined', 'purchase.recorded', 'purchase.bound', 'prize.handed_over', "
            "'prize.refused', 'prize.hand_over_undone') ORDER BY seq DESC LIMIT ?",
            {device, facts_looked_at, most}),
        [&facts](const Rows& row) {
            facts.push_back({row.time(0), row.text(1), row.text(2)});
        }));
    std::vector<EventRow> events;
    for (const auto& fact : facts) {
        XIAOER_TRY_ASSIGN(const auto body, parse_json(fact.body));
        XIAOER_TRY_ASSIGN(auto prize, prize_in(db, body));
        const auto* receipt = body.find("receipt");
        const auto* text = receipt == nullptr ? nullptr : receipt->string();
        const auto member = member_in(body);
        events.push_back({fact.at, fact.kind, member ? member : prize.winner, text == nullptr ? prize.name : *text});
    }
    return events;
}

}  // namespace xiaoer
