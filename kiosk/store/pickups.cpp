#include "store/pickups.h"

namespace xiaoer {
namespace {

constexpr std::int64_t facts_of_one_hand_over = 64;  // twenty prizes, their credit, a voucher, a signature

struct StoredFact {
    FactRef ref;
    Timestamp at;
    std::string kind, body;
};

Result<std::vector<StoredFact>> stored_facts(Result<Rows> rows) {
    std::vector<StoredFact> facts;
    XIAOER_TRY(for_each_row(std::move(rows), [&facts](const Rows& row) {
        facts.push_back({{row.id<DeviceId>(0), row.integer(1)}, row.time(2), row.text(3), row.text(4)});
    }));
    return facts;
}

Result<FactBody> body_of(const StoredFact& fact) {
    XIAOER_TRY_ASSIGN(const auto json, parse_json(fact.body));
    return read_fact_body(fact.kind, json);
}

}  // namespace

Result<std::vector<WaitingHere>> units_waiting_at(Database& db, const DeviceId& home, std::int64_t most) {
    struct Place {
        UnitId unit;
        std::int64_t number;
    };
    std::vector<Place> places;
    XIAOER_TRY(for_each_row(
        db.select("SELECT u.draw, u.unit, m.number FROM prize_units AS u JOIN members AS m USING (member) WHERE "
                  "u.state = 'waiting' AND u.home = ? ORDER BY m.number, u.draw, u.unit LIMIT ?",
                  {home, most}),
        [&places](const Rows& row) {
            places.push_back({{row.text(0), row.integer(1)}, row.integer(2)});
        }));
    std::vector<WaitingHere> waiting;
    for (const auto& place : places) {
        XIAOER_TRY_ASSIGN(auto unit, find_unit(db, place.unit));
        if (unit) waiting.push_back({std::move(*unit), place.number});
    }
    return waiting;
}

Result<std::vector<PickupFact>> pickup_facts(Database& db, Timestamp from, Timestamp to, std::int64_t most) {
    XIAOER_TRY_ASSIGN(
        const auto stored,
        stored_facts(db.select(
            "SELECT device, seq, at, kind, body FROM facts WHERE kind IN ('prize.handed_over', 'prize.refused', "
            "'prize.hand_over_undone', 'prize.handed_over_on_paper', 'prize.paper_conflict', 'member.looked_up', "
            "'staff.pin_set') AND at >= ? AND at < ? ORDER BY at DESC, device, seq DESC LIMIT ?",
            {from, to, most})));
    std::vector<PickupFact> facts;
    for (const auto& fact : stored) {
        XIAOER_TRY_ASSIGN(auto body, body_of(fact));
        facts.push_back({fact.ref, fact.at, std::move(body)});
    }
    return facts;
}

Result<std::optional<HandOverFacts>> hand_over_at(Database& db, const DeviceId& device,
                                                  const std::optional<UnitId>& unit, Timestamp now) {
    using Maybe = std::optional<HandOverFacts>;
    // Everything of that moment; without a unit, the newest that still stands.
    Timestamp from{0}, to = now + minute_ms;
    if (unit) {
        XIAOER_TRY_ASSIGN(const auto row, find_unit(db, *unit));
        if (!row || row->state != UnitState::handed_over) return Maybe{};
        from = row->handed_over_at, to = from + 1;
    }
    XIAOER_TRY_ASSIGN(auto facts, pickup_facts(db, from, to, facts_of_one_hand_over));
    Maybe found;
    std::int64_t last = 0;
    for (const auto& fact : facts) {
        const auto* over = std::get_if<PrizeHandedOver>(&fact.body);
        if (over == nullptr || fact.ref.device != device) continue;
        if (!found) {
            XIAOER_TRY_ASSIGN(const auto row, find_unit(db, over->unit));
            if (!row || row->state != UnitState::handed_over || row->handed_over_at != fact.at) continue;
            if (unit && row->member != over->member) continue;
            found = HandOverFacts{over->member, over->clerk, fact.at, {}, {}};
            last = fact.ref.seq;
        }
        if (over->member == found->member && over->clerk == found->clerk && fact.at == found->at)
            found->units.insert(found->units.begin(), over->unit);  // the newest came first
    }
    if (!found || (unit && std::ranges::find(found->units, *unit) == found->units.end())) return Maybe{};
    XIAOER_TRY_ASSIGN(const auto hash,
                      first_row(db.select("SELECT hash FROM facts WHERE device = ? AND seq = ?", {device, last}),
                                [](const Rows& row) { return row.array<32>(0); }));
    if (hash) found->hash = *hash;
    return found;
}

Result<std::optional<FactRef>> signature_of(Database& db, const FactRef& handed_over, const UnitId& unit) {
    using Maybe = std::optional<FactRef>;
    XIAOER_TRY_ASSIGN(
        const auto stored,
        stored_facts(db.select("SELECT device, seq, at, kind, body FROM facts WHERE kind = 'prize.signed' "
                               "AND device = ? AND seq > ? AND seq <= ? ORDER BY seq",
                               {handed_over.device, handed_over.seq, handed_over.seq + facts_of_one_hand_over})));
    for (const auto& fact : stored) {
        XIAOER_TRY_ASSIGN(const auto body, body_of(fact));
        const auto* signed_for = std::get_if<WinnerSigned>(&body);
        if (signed_for != nullptr && std::ranges::find(signed_for->units, unit) != signed_for->units.end())
            return Maybe(fact.ref);
    }
    return Maybe{};
}

Result<std::optional<MemberId>> signer_of(Database& db, std::string_view field) {
    return first_row(db.select("SELECT member FROM vault WHERE field = ? LIMIT 1", {field}),
                     [](const Rows& row) { return row.id<MemberId>(0); });
}

Result<std::vector<Favoured>> favoured_since(Database& db, Timestamp since, std::int64_t most) {
    std::vector<Favoured> list;
    XIAOER_TRY(for_each_row(db.select("SELECT bound_by, member, count(*) FROM purchases WHERE bound_by IS NOT NULL AND "
                                      "bound_at >= ? GROUP BY bound_by, member HAVING count(*) > ? "
                                      "ORDER BY count(*) DESC, member LIMIT 20",
                                      {since, most}),
                            [&list](const Rows& row) {
                                list.push_back({row.id<StaffId>(0), row.id<MemberId>(1), row.integer(2)});
                            }));
    return list;
}

Result<bool> had_pickup_voucher_since(Database& db, const MemberId& member, Timestamp since) {
    return db.exists(
        "SELECT 1 FROM vouchers AS v WHERE member = ? AND why = 'pickup' AND at >= ? AND NOT EXISTS (SELECT "
        "1 FROM voucher_acts AS a WHERE a.of_device = v.issuer AND a.of_seq = v.seq)",
        {member, since});
}

}  // namespace xiaoer
