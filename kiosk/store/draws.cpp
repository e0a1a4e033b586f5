#include "store/draws.h"

#include <unordered_map>

namespace xiaoer {
namespace {

// All questions about draws read the same columns in the same order.
#define DRAW_COLUMNS                                                                                                \
    "SELECT draw, number, state, announcement, draws_at, closing_hash, closing_signature, root, members, tickets, " \
    "entropy_value, seed, unclaimed_listed FROM draws "
#define UNIT_COLUMNS                                                                                             \
    "SELECT draw, unit, home, prize, tier, value_minor, claim_by, state, member, ticket, handed_over_at, clerk " \
    "FROM prize_units "

Result<std::vector<DrawRow>> draw_rows(Result<Rows> rows) {
    std::vector<DrawRow> draws;
    std::vector<std::string> announcements;
    XIAOER_TRY(for_each_row(std::move(rows), [&](const Rows& row) {
        draws.push_back({row.text(0),
                         row.integer(1),
                         row.text(2),
                         {},
                         row.time(4),
                         row.is_null(5) ? std::nullopt : std::optional(row.array<32>(5)),
                         row.array<64>(6),
                         row.array<32>(7),
                         row.integer(8),
                         row.integer(9),
                         row.text(10),
                         row.array<32>(11),
                         row.boolean(12)});
        announcements.push_back(row.text(3));
    }));
    for (std::size_t i = 0; i < draws.size(); ++i) {
        XIAOER_TRY_ASSIGN(const auto json, parse_json(announcements[i]));
        XIAOER_TRY_ASSIGN(draws[i].announcement, from_json<Announcement>(json));
    }
    return draws;
}

Result<std::optional<DrawRow>> one_draw(Result<Rows> rows) {
    XIAOER_TRY_ASSIGN(auto draws, draw_rows(std::move(rows)));
    return draws.empty() ? std::optional<DrawRow>{} : std::optional(std::move(draws.front()));
}

UnitRow unit_of(const Rows& row) {
    return {{row.text(0), row.integer(1)},
            row.id<DeviceId>(2),
            row.text(3),
            row.integer(4),
            row.integer(5),
            row.time(6),
            enum_from_name<UnitState>(row.text(7)).value_or(UnitState::not_drawn),
            row.is_null(8) ? std::nullopt : std::optional(row.id<MemberId>(8)),
            row.text(9),
            row.time(10),
            row.id<StaffId>(11)};
}

Result<std::vector<UnitRow>> unit_rows(Result<Rows> rows) {
    std::vector<UnitRow> units;
    XIAOER_TRY(for_each_row(std::move(rows), [&units](const Rows& row) { units.push_back(unit_of(row)); }));
    return units;
}

Result<std::vector<std::string>> names(Result<Rows> rows) {
    std::vector<std::string> list;
    XIAOER_TRY(for_each_row(std::move(rows), [&list](const Rows& row) { list.push_back(row.text(0)); }));
    return list;
}

ListedTicket listed_of(const Rows& row) { return {row.id<MemberId>(0), row.text(1), row.integer(2)}; }

}  // namespace

Result<std::optional<DrawRow>> find_draw(Database& db, std::string_view draw) {
    return one_draw(db.select(DRAW_COLUMNS "WHERE draw = ?", {draw}));
}

Result<std::optional<DrawRow>> newest_draw(Database& db, const DeviceId& device) {
    return one_draw(db.select(DRAW_COLUMNS "WHERE device = ? ORDER BY number DESC LIMIT 1", {device}));
}

Result<std::optional<DrawRow>> coming_draw(Database& db, Timestamp now) {
    return one_draw(db.select(DRAW_COLUMNS
                              "WHERE state IN ('announced', 'closed') AND NOT (state = 'announced' AND EXISTS "
                              "(SELECT 1 FROM successions AS s WHERE s.old = draws.device AND s.retired = 1)) "
                              "ORDER BY state = 'closed' AND draws_at < ?, draws_at, draw LIMIT 1",
                              {now - waits_for_settlement_ms}));
}

Result<std::optional<DrawRow>> last_settled_draw(Database& db) {
    return one_draw(db.select(DRAW_COLUMNS "WHERE state = 'settled' ORDER BY draws_at DESC, draw LIMIT 1"));
}

Result<std::vector<DrawRow>> draws_by_number(Database& db, std::int64_t most, std::optional<std::int64_t> before) {
    return draw_rows(db.select(DRAW_COLUMNS "WHERE ?2 IS NULL OR number < ?2 ORDER BY number DESC, draw LIMIT ?1",
                               {most, before}));
}

Result<std::vector<std::string>> draws_to_close(Database& db, const DeviceId& device, Timestamp now) {
    return names(
        db.select("SELECT draw FROM draws WHERE state = 'announced' AND device = ? AND closes_at <= ? ORDER BY number",
                  {device, now}));
}

Result<std::vector<std::string>> draws_to_lapse(Database& db, const DeviceId& device, Timestamp now) {
    return names(db.select(
        "SELECT draw FROM draws WHERE state = 'settled' AND claim_by <= ?2 AND EXISTS (SELECT 1 FROM prize_units "
        "AS u WHERE u.draw = draws.draw AND u.home = ?1 AND (unclaimed_listed = 0 OR u.state = 'waiting')) "
        "ORDER BY number, draw",
        {device, now}));
}

Result<std::vector<ListedTicket>> tickets_to_list(Database& db, std::int64_t max_weight) {
    std::vector<ListedTicket> list;
    std::unordered_map<std::string, std::int64_t> held;
    XIAOER_TRY(for_each_row(db.select("SELECT member, ticket, 1 FROM tickets WHERE draw IS NULL AND taken_back = 0 "
                                      "ORDER BY at, ticket"),
                            [&](const Rows& row) {
                                auto ticket = listed_of(row);
                                auto& count = held[std::string(text_of(ticket.member.bytes))];
                                if (count >= max_weight) return;  // what is above the cap waits for the next draw
                                ++count;
                                list.push_back(std::move(ticket));
                            }));
    std::ranges::sort(list, {}, &ListedTicket::ticket);
    return list;
}

Result<std::int64_t> open_ticket_total(Database& db) {
    XIAOER_TRY_ASSIGN(const auto count, db.integer("SELECT value FROM totals WHERE name = 'open_tickets'"));
    return count.value_or(0);
}

Result<std::vector<ListedTicket>> listed_tickets(Database& db, std::string_view draw) {
    std::vector<ListedTicket> list;
    XIAOER_TRY(for_each_row(
        db.select("SELECT member, ticket, weight FROM draw_entries WHERE draw = ? ORDER BY ticket", {draw}),
        [&list](const Rows& row) { list.push_back(listed_of(row)); }));
    return list;
}

Result<std::optional<UnitRow>> find_unit(Database& db, const UnitId& unit) {
    return first_row(db.select(UNIT_COLUMNS "WHERE draw = ? AND unit = ?", {unit.draw, unit.unit}), unit_of);
}

Result<std::vector<UnitRow>> units_of_draw(Database& db, std::string_view draw, std::int64_t most) {
    return unit_rows(db.select(UNIT_COLUMNS "WHERE draw = ? ORDER BY unit LIMIT ?", {draw, most}));
}

Result<std::vector<UnitRow>> units_of_member(Database& db, const MemberId& member, std::int64_t most) {
    return unit_rows(db.select(UNIT_COLUMNS
                               "WHERE member = ? ORDER BY state <> 'waiting', claim_by DESC, draw, unit LIMIT ?",
                               {member, most}));
}

Result<std::int64_t> pickups_of(Database& db, const MemberId& member) {
    XIAOER_TRY_ASSIGN(
        const auto count,
        db.integer("SELECT count(*) FROM prize_units WHERE member = ? AND state = 'handed_over'", {member}));
    return count.value_or(0);
}

Result<std::int64_t> winner_count(Database& db, std::string_view draw) {
    XIAOER_TRY_ASSIGN(const auto count,
                      db.integer("SELECT count(*) FROM prize_units WHERE draw = ? AND member IS NOT NULL", {draw}));
    return count.value_or(0);
}

Result<std::vector<UnitRow>> waiting_units(Database& db, std::int64_t most) {
    return unit_rows(db.select(UNIT_COLUMNS "WHERE state = 'waiting' ORDER BY (SELECT number FROM members AS m WHERE "
                                            "m.member = prize_units.member), draw, unit LIMIT ?",
                               {most}));
}

Result<std::int64_t> waiting_unit_count(Database& db) {
    XIAOER_TRY_ASSIGN(const auto count, db.integer("SELECT count(*) FROM prize_units WHERE state = 'waiting'"));
    return count.value_or(0);
}

Result<std::vector<PrizeOffer>> prizes_to_offer_again(Database& db, const DeviceId& device) {
    // Everything that lapsed after the last announcement that stands; what lapsed before is in that one. What a
    // predecessor left so is offered once, in the first announcement of its successor.
    std::vector<PrizeOffer> offers;
    XIAOER_TRY(for_each_row(
        db.select(
            "SELECT prize, count(*), value_minor FROM prize_units AS u WHERE state = 'unclaimed' AND home = ?1 AND "
            "(lapsed_by = ?1 OR NOT EXISTS (SELECT 1 FROM draws WHERE device = ?1)) AND "
            "lapsed_seq > COALESCE((SELECT max(announced_seq) FROM draws WHERE device = u.lapsed_by AND "
            "state <> 'cancelled'), 0) "
            "GROUP BY prize, value_minor ORDER BY value_minor DESC, prize",
            {device}),
        [&offers](const Rows& row) {
            offers.push_back({row.text(0), row.integer(1), row.integer(2)});
        }));
    return offers;
}

std::vector<Entry> published_entries(const std::vector<ListedTicket>& listed, const DrawSeed& seed) {
    std::vector<Entry> entries;
    entries.reserve(listed.size());
    for (const auto& ticket : listed)
        entries.push_back({member_pseudonym(seed, ticket.member), ticket.ticket, ticket.weight});
    return entries;
}

Result<ProofFile> proof_of(Database& db, std::string_view draw) {
    XIAOER_TRY_ASSIGN(const auto row, find_draw(db, draw));
    if (!row) return invalid("there is no draw \"" + std::string(draw) + "\"");
    if (row->state != "settled") return invalid("draw " + row->draw + " is not settled");
    XIAOER_TRY_ASSIGN(const auto listed, listed_tickets(db, draw));
    XIAOER_TRY_ASSIGN(const auto units, units_of_draw(db, draw, count_units(row->announcement.prizes)));
    ProofFile proof;
    proof.announcement = row->announcement;
    proof.closing_signature = row->closing_signature;
    proof.entries = published_entries(listed, row->seed);
    proof.entropy_value = row->entropy_value;
    for (const auto& unit : units) {
        if (!unit.ticket.empty()) proof.picks.push_back({unit.ticket, unit.unit.unit});
    }
    proof.root = row->root;
    proof.seed = row->seed;
    return proof;
}

}  // namespace xiaoer
