#include "store/draws.h"

#include "store/same_person.h"

#include <algorithm>

#include <unordered_map>

namespace xiaoer {
namespace {

// All questions about draws read the same columns in the same order.
#define DRAW_COLUMNS                                                                                                \
    "SELECT draw, number, state, announcement, draws_at, closing_hash, closing_signature, root, members, tickets, " \
    "entropy_value, seed, unclaimed_listed, terms FROM draws "
#define UNIT_COLUMNS                                                                                              \
    "SELECT draw, unit, home, iif(substitute = '', prize, substitute), tier, iif(substitute = '', value_minor, "  \
    "substitute_minor), claim_by, state, member, ticket, handed_over_at, clerk, round, redrawing, first_ticket, " \
    "substitute <> '', in_transit FROM prize_units "

Result<std::vector<DrawRow>> draw_rows(Result<Rows> rows) {
    std::vector<DrawRow> draws;
    std::vector<std::pair<std::string, std::string>> texts;  // announcement, terms
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
                         row.boolean(12),
                         {}});
        texts.emplace_back(row.text(3), row.text(13));
    }));
    for (std::size_t i = 0; i < draws.size(); ++i) {
        XIAOER_TRY_ASSIGN(const auto json, parse_json(texts[i].first));
        XIAOER_TRY_ASSIGN(draws[i].announcement, from_json<Announcement>(json));
        if (texts[i].second.empty()) continue;
        XIAOER_TRY_ASSIGN(const auto terms, parse_json(texts[i].second));
        XIAOER_TRY_ASSIGN(draws[i].terms, from_json<DrawTerms>(terms));
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
            row.id<StaffId>(11),
            row.integer(12),
            row.integer(13),
            row.text(14),
            row.boolean(15),
            row.boolean(16)};
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

Result<bool> is_announced(Database& db, std::string_view series, Timestamp occurrence) {
    return db.exists(
        "SELECT 1 FROM draws WHERE (series = ?1 AND occurrence = ?2) OR (?1 = ?3 AND occurrence IS NULL AND "
        "draws_at = ?2)",
        {series, occurrence, main_series});
}

Result<bool> is_announced_by_hand(Database& db, Timestamp draws_at) {
    return db.exists("SELECT 1 FROM draws WHERE series = '' AND occurrence = ? AND state <> 'cancelled'", {draws_at});
}

// The same rule as coming_draw's: a kiosk that is gone locks no list, and one that waited too long holds up nothing.
#define STILL_OPEN                                                                                            \
    "(state = 'closed' OR (state = 'announced' AND NOT EXISTS (SELECT 1 FROM successions AS s WHERE s.old = " \
    "draws.device AND s.retired = 1))) "

Result<bool> is_series_open(Database& db, std::string_view series, Timestamp now) {
    return db.exists("SELECT 1 FROM draws WHERE (series = ?1 OR (?1 = ?3 AND occurrence IS NULL)) AND " STILL_OPEN
                     "AND NOT (state = 'closed' AND draws_at < ?2)",
                     {series, now - waits_for_settlement_ms, main_series});
}

Result<std::vector<DrawRow>> open_draws(Database& db, Timestamp now, std::int64_t most) {
    return draw_rows(db.select(DRAW_COLUMNS "WHERE " STILL_OPEN "AND draws_at >= ? ORDER BY draws_at, draw LIMIT ?",
                               {now - 7 * day_ms, most}));
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
        "SELECT draw FROM draws WHERE (state = 'settled' AND unclaimed_listed = 0 AND claim_by <= ?2 AND EXISTS "
        "(SELECT 1 FROM prize_units AS u WHERE u.draw = draws.draw AND u.home = ?1 AND u.in_transit = 0 AND NOT EXISTS "
        "(SELECT 1 FROM prize_acts AS a WHERE a.draw = u.draw AND a.unit = u.unit AND a.act = 'accepted'))) OR draw IN "
        "(SELECT draw FROM prize_units WHERE state = 'waiting' AND claim_by <= ?2 AND home = ?1 AND in_transit = 0) "
        "ORDER BY number, draw",
        {device, now}));
}

Result<std::vector<ListedTicket>> tickets_to_list(Database& db, std::int64_t max_weight,
                                                  const std::optional<Timestamp>& earned_by,
                                                  const std::function<Result<bool>(const MemberId&)>& takes) {
    std::vector<ListedTicket> open;
    XIAOER_TRY(for_each_row(db.select("SELECT COALESCE(m.merged_into, t.member), t.ticket, 1 FROM tickets AS t JOIN "
                                      "members AS m USING (member) WHERE t.draw IS NULL AND t.taken_back = 0 AND "
                                      "(?1 IS NULL OR t.at <= ?1 OR t.why = 'free') ORDER BY t.at, t.ticket",
                                      {earned_by}),
                            [&open](const Rows& row) { open.push_back(listed_of(row)); }));
    struct Held {
        bool taken = true;
        std::int64_t count = 0;
    };
    std::unordered_map<std::string, Held> held;
    std::vector<ListedTicket> list;
    list.reserve(open.size());
    for (auto& ticket : open) {
        const auto [found, is_new] = held.try_emplace(std::string(text_of(ticket.member.bytes)));
        if (is_new && takes) {
            XIAOER_TRY_ASSIGN(found->second.taken, takes(ticket.member));
        }
        // What is above the cap waits for the next draw.
        if (!found->second.taken || found->second.count >= max_weight) continue;
        ++found->second.count;
        list.push_back(std::move(ticket));
    }
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

Result<std::optional<MemberId>> member_of_entry(Database& db, std::string_view draw, std::string_view ticket) {
    return first_row(db.select("SELECT member FROM draw_entries WHERE draw = ? AND ticket = ?", {draw, ticket}),
                     [](const Rows& row) { return row.id<MemberId>(0); });
}

Result<std::optional<UnitRow>> find_unit(Database& db, const UnitId& unit) {
    return first_row(db.select(UNIT_COLUMNS "WHERE draw = ? AND unit = ?", {unit.draw, unit.unit}), unit_of);
}

Result<std::vector<UnitRow>> units_of_draw(Database& db, std::string_view draw, std::int64_t most) {
    return unit_rows(db.select(UNIT_COLUMNS "WHERE draw = ? ORDER BY unit LIMIT ?", {draw, most}));
}

Result<std::vector<UnitRow>> units_of_member(Database& db, const MemberId& member, std::int64_t most) {
    return unit_rows(db.select(UNIT_COLUMNS "WHERE member IN " XIAOER_SAME_PERSON
                                            " ORDER BY state <> 'waiting', claim_by DESC, draw, unit LIMIT ?2",
                               {member, most}));
}

Result<std::vector<UnitRow>> units_lost_by(Database& db, const MemberId& member, std::int64_t most) {
    return unit_rows(db.select(UNIT_COLUMNS
                               "AS u WHERE round > 0 AND member IS NOT ?1 AND (first_member = ?1 OR EXISTS (SELECT 1 "
                               "FROM prize_acts AS a WHERE a.act = 'redrawn' AND a.member = ?1 AND a.draw = u.draw AND "
                               "a.unit = u.unit)) ORDER BY claim_by DESC, draw, unit LIMIT ?2",
                               {member, most}));
}

Result<std::int64_t> pickups_of(Database& db, const MemberId& member) {
    XIAOER_TRY_ASSIGN(
        const auto count,
        db.integer("SELECT count(*) FROM prize_units WHERE member IN " XIAOER_SAME_PERSON " AND state = 'handed_over'",
                   {member}));
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
        db.select("SELECT iif(substitute = '', prize, substitute) AS name, count(*), iif(substitute = '', value_minor, "
                  "substitute_minor) AS value FROM prize_units AS u WHERE state = 'unclaimed' AND redrawing = 0 AND "
                  "home = ?1 AND "
                  "(lapsed_by = ?1 OR NOT EXISTS (SELECT 1 FROM draws WHERE device = ?1 AND interest = '')) AND "
                  "lapsed_seq > COALESCE((SELECT max(announced_seq) FROM draws WHERE device = u.lapsed_by AND "
                  "state <> 'cancelled' AND interest = ''), 0) "
                  "GROUP BY name, value ORDER BY value DESC, name",
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
        if (!unit.first_ticket.empty()) proof.picks.push_back({unit.first_ticket, unit.unit.unit});
    }
    XIAOER_TRY_ASSIGN(auto rounds, rounds_of(db, draw));
    for (auto& round : rounds) {
        if (!round.settled) break;
        proof.rounds.push_back({round.head.claim_by, std::move(round.head.entropy), std::move(round.entropy_value),
                                std::move(round.picks), std::move(round.head.units)});
    }
    proof.root = row->root;
    proof.seed = row->seed;
    return proof;
}

}  // namespace xiaoer
