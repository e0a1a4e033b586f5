// draw.announced, draw.listed, draw.closed, draw.settled, draw.cancelled, draw.unclaimed
#include "store/apply.h"

namespace xiaoer {
namespace {

struct DrawRow {
    DeviceId device;
    std::string state;
    Announcement announcement;
    std::int64_t listed = 0;  // entries so far
};

Result<std::optional<DrawRow>> find_draw(Database& db, std::string_view draw) {
    std::string text;
    auto row = first_row(db.select("SELECT device, state, announcement, tickets FROM draws WHERE draw = ?", {draw}),
                         [&text](const Rows& r) {
                             text = r.text(2);
                             return DrawRow{r.id<DeviceId>(0), r.text(1), {}, r.integer(3)};
                         });
    if (!row || !*row) return row;
    XIAOER_TRY_ASSIGN(const auto json, parse_json(text));
    XIAOER_TRY_ASSIGN((*row)->announcement, from_json<Announcement>(json));
    return row;
}

// The numbers of one device's draws have no gaps, and each names the one before: none can be hidden.
Result<const char*> check_place(Applying& now, const Announcement& announcement) {
    if (device_id_of(announcement.device) != now.ref.device) return "the announcement names another device";
    auto last = first_row(now.db.select("SELECT number, announcement_hash FROM draws WHERE device = ? "
                                        "ORDER BY number DESC LIMIT 1",
                                        {now.ref.device}),
                          [](const Rows& row) { return std::pair(row.integer(0), row.array<32>(1)); });
    if (!last) return last.error();
    const auto [number, hash] = last->value_or(std::pair(std::int64_t{0}, Hash{}));
    if (announcement.number != number + 1) return "a gap in the draw numbers";
    if (announcement.previous != hash) return "the announcement does not follow the one before it";
    return nullptr;
}

}  // namespace

Result<Applied> apply_one(Applying& now, const DrawAnnouncedFact& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    const auto& announcement = fact.announcement;
    if (auto checked = check_announcement(announcement); !checked) return Applied::set_aside(checked.error().message);
    XIAOER_TRY_ASSIGN(const char* const misplaced, check_place(now, announcement));
    if (misplaced != nullptr) return Applied::set_aside(misplaced);
    XIAOER_TRY_ASSIGN(const bool known, now.db.exists("SELECT 1 FROM draws WHERE draw = ?", {announcement.draw}));
    if (known) return Applied::set_aside("this draw was announced before");
    XIAOER_TRY(now.db.run("INSERT INTO draws (draw, device, number, announced_seq, state, announcement, announcement_hash, "
                          "announced_at, closes_at, draws_at, claim_by) VALUES (?, ?, ?, ?, 'announced', ?, ?, ?, ?, ?, ?)",
                          {announcement.draw, now.ref.device, announcement.number, now.ref.seq, canonical(to_json(announcement)),
                           announcement_hash(announcement), now.at, announcement.closes_at, fact.draws_at,
                           announcement.claim_by}));
    return Applied::done({need_draw(announcement.draw, "announced")});
}

Result<Applied> apply_one(Applying& now, const DrawListed& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db, fact.draw));
    if (!draw) return Applied::waits(need_draw(fact.draw, "announced"));
    if (auto refused = refusal(now, draw->device == now.ref.device, fact)) return *refused;
    if (draw->state != "announced") return Applied::set_aside("the list was closed before");
    for (const auto& entry : fact.entries) {
        XIAOER_TRY_ASSIGN(const bool known, now.db.exists("SELECT 1 FROM tickets WHERE ticket = ?", {entry.ticket}));
        if (!known) return Applied::waits(need_ticket(entry.ticket));
    }
    std::int64_t weight = 0;
    std::int64_t were_open = 0;
    for (const auto& entry : fact.entries) {
        XIAOER_TRY(now.db.run("INSERT INTO draw_entries (draw, ticket, member, weight) VALUES (?, ?, ?, ?)",
                              {fact.draw, entry.ticket, entry.member, entry.weight}));
        XIAOER_TRY(now.db.run("UPDATE tickets SET draw = ? WHERE ticket = ?", {fact.draw, entry.ticket}));
        XIAOER_TRY_ASSIGN(const bool taken_back,
                          now.db.exists("SELECT 1 FROM tickets WHERE ticket = ? AND taken_back = 1", {entry.ticket}));
        weight += entry.weight;
        were_open += taken_back ? 0 : 1;
    }
    XIAOER_TRY(add_to_total(now.db, "open_tickets", -were_open));
    XIAOER_TRY(now.db.run("UPDATE draws SET tickets = tickets + ?, total_weight = total_weight + ? WHERE draw = ?",
                          {static_cast<std::int64_t>(fact.entries.size()), weight, fact.draw}));
    return Applied::done({need_draw(fact.draw, "listed")});
}

Result<Applied> apply_one(Applying& now, const DrawClosedFact& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db, fact.draw));
    if (!draw) return Applied::waits(need_draw(fact.draw, "announced"));
    if (auto refused = refusal(now, draw->device == now.ref.device, fact)) return *refused;
    if (draw->state != "announced") return Applied::set_aside("the list was closed before");
    if (draw->listed < fact.closing.count) return Applied::waits(need_draw(fact.draw, "listed"));
    if (fact.closing_hash != closing_hash(fact.closing) ||
        fact.closing.announcement != announcement_hash(draw->announcement)) {
        return Applied::set_aside("the closing is not of this announcement");
    }
    if (!verify(draw->announcement.device, fact.closing_hash, fact.signature)) {
        return Applied::set_aside("the device did not sign this closing");
    }
    XIAOER_TRY(now.db.run("UPDATE draws SET state = 'closed', closing_hash = ?, closing_signature = ?, root = ?, members = "
                          "(SELECT count(DISTINCT member) FROM draw_entries AS e WHERE e.draw = draws.draw) WHERE draw = ?",
                          {fact.closing_hash, fact.signature, fact.closing.root, fact.draw}));
    return Applied::done({need_draw(fact.draw, "closed")});
}

Result<Applied> apply_one(Applying& now, const DrawSettledFact& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db, fact.draw));
    if (!draw) return Applied::waits(need_draw(fact.draw, "announced"));
    if (auto refused = refusal(now, draw->device == now.ref.device, fact)) return *refused;
    if (draw->state == "announced") return Applied::waits(need_draw(fact.draw, "closed"));
    if (draw->state != "closed") return Applied::set_aside("the draw was settled or cancelled before");
    const auto& announcement = draw->announcement;
    if (commitment_of(fact.seed) != announcement.commitment) {
        return Applied::set_aside("the seed does not open its commitment");
    }
    if (!check_entropy_value(announcement.entropy, fact.entropy_value)) {
        return Applied::set_aside("the public value has another form than was announced");
    }
    XIAOER_TRY(now.db.run("UPDATE draws SET state = 'settled', entropy_value = ?, seed = ? WHERE draw = ?",
                          {fact.entropy_value, fact.seed, fact.draw}));
    const std::int64_t units = count_units(announcement.prizes);
    for (std::int64_t unit = 0; unit < units; ++unit) {
        const auto place = place_of_unit(announcement.prizes, unit);
        const auto& offer = announcement.prizes[place.offer];
        XIAOER_TRY(now.db.run("INSERT INTO prize_units (draw, unit, home, prize, tier, value_minor, claim_by, state) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, 'not_drawn')",
                              {fact.draw, unit, now.ref.device, offer.name, static_cast<std::int64_t>(place.offer),
                               offer.value_minor, announcement.claim_by}));
    }
    for (const auto& pick : fact.picks) {
        XIAOER_TRY(now.db.run("UPDATE prize_units SET state = 'waiting', ticket = ?1, member = (SELECT member FROM "
                              "draw_entries WHERE draw = ?2 AND ticket = ?1) WHERE draw = ?2 AND unit = ?3",
                              {pick.ticket, fact.draw, pick.unit}));
    }
    return Applied::done({need_draw(fact.draw, "settled")});
}

Result<Applied> apply_one(Applying& now, const DrawCancelled& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db, fact.draw));
    if (!draw) return Applied::waits(need_draw(fact.draw, "announced"));
    if (auto refused = refusal(now, draw->device == now.ref.device, fact)) return *refused;
    if (draw->state != "announced") return Applied::set_aside("a closed draw cannot be cancelled");
    XIAOER_TRY(now.db.run("UPDATE draws SET state = 'cancelled' WHERE draw = ?", {fact.draw}));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const DrawUnclaimed& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db, fact.draw));
    if (!draw || draw->state == "announced" || draw->state == "closed") {
        return Applied::waits(need_draw(fact.draw, "settled"));
    }
    if (auto refused = refusal(now, draw->device == now.ref.device, fact)) return *refused;
    for (const auto unit : fact.units) {
        XIAOER_TRY(now.db.run("UPDATE prize_units SET state = 'unclaimed', lapsed_seq = ? WHERE draw = ? AND unit = ? "
                              "AND state = 'waiting'",
                              {now.ref.seq, fact.draw, unit}));
    }
    XIAOER_TRY(now.db.run("UPDATE draws SET unclaimed_listed = 1 WHERE draw = ?", {fact.draw}));
    return Applied::done();
}

}  // namespace xiaoer
