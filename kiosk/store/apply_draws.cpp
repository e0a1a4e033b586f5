// draw.announced, draw.listed, draw.closed, draw.cancelled
//
// Two kiosks that have not met may both list a ticket: it stands in both lists, as both were published, and is marked
// with the draw whose id is the smaller.
#include "store/apply.h"

namespace xiaoer {
namespace {

struct DrawHeld {
    DeviceId device;
    std::string state;
    Announcement announcement;
    std::int64_t listed = 0;  // entries so far
};

Result<std::optional<DrawHeld>> row_of_draw(Database& db, std::string_view draw) {
    std::string text;
    auto row = first_row(db.select("SELECT device, state, announcement, tickets FROM draws WHERE draw = ?", {draw}),
                         [&text](const Rows& r) {
                             text = r.text(2);
                             return DrawHeld{r.id<DeviceId>(0), r.text(1), {}, r.integer(3)};
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

// A ticket enters the list; nearly every one is open, which is one question to the tables. Returns: whether it was
// open, or why the part cannot be listed.
Result<std::variant<bool, Applied>> list_ticket(Applying& now, std::string_view draw, const ListedTicket& entry) {
    using Listed = std::variant<bool, Applied>;
    XIAOER_TRY(now.db.run("UPDATE tickets SET draw = ?1 WHERE ticket = ?2 AND draw IS NULL AND taken_back = 0",
                          {draw, entry.ticket}));
    const bool was_open = now.db.changes() == 1;
    if (!was_open) {
        XIAOER_TRY(now.db.run("UPDATE tickets SET draw = iif(draw < ?1, draw, ?1) WHERE ticket = ?2",
                              {draw, entry.ticket}));
        if (now.db.changes() == 0) return Listed(Applied::waits(need_ticket(entry.ticket)));
    }
    XIAOER_TRY(now.db.run("INSERT OR IGNORE INTO draw_entries (draw, ticket, member, weight) VALUES (?, ?, ?, ?)",
                          {draw, entry.ticket, entry.member, entry.weight}));
    if (now.db.changes() == 0) return Listed(Applied::set_aside("a ticket is listed twice"));
    return Listed(was_open);
}

struct PartListed {
    std::int64_t weight = 0;
    std::int64_t were_open = 0;
};
Result<std::variant<PartListed, Applied>> list_part(Applying& now, const DrawListed& fact) {
    using Listed = std::variant<PartListed, Applied>;
    PartListed part;
    for (const auto& entry : fact.entries) {
        XIAOER_TRY_ASSIGN(const auto listed, list_ticket(now, fact.draw, entry));
        if (const auto* trouble = std::get_if<Applied>(&listed)) return Listed(*trouble);
        part.weight += entry.weight;
        part.were_open += std::get<bool>(listed) ? 1 : 0;
    }
    return Listed(part);
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
    const auto terms = fact.terms.value_or(DrawTerms{});
    if (!terms.series.empty()) {  // also a cancelled one: to announce again until a list is liked is to choose
        XIAOER_TRY_ASSIGN(const bool held, now.db.exists("SELECT 1 FROM draws WHERE device = ? AND series = ? AND "
                                                         "occurrence = ?",
                                                         {now.ref.device, terms.series, terms.occurrence}));
        if (held) return Applied::set_aside("this evening of the series was announced before");
    }
    XIAOER_TRY(now.db.run(
        "INSERT INTO draws (draw, device, number, announced_seq, state, announcement, announcement_hash, "
        "announced_at, closes_at, draws_at, claim_by, series, occurrence, interest, terms) "
        "VALUES (?, ?, ?, ?, 'announced', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {announcement.draw, now.ref.device, announcement.number, now.ref.seq, canonical(to_json(announcement)),
         announcement_hash(announcement), now.at, announcement.closes_at, fact.draws_at, announcement.claim_by,
         terms.series, fact.terms ? Bind(terms.occurrence) : Bind(std::nullopt), terms.interest,
         fact.terms ? canonical(to_json(terms)) : std::string()}));
    return Applied::done({need_draw(announcement.draw, "announced")});
}

Result<Applied> apply_one(Applying& now, const DrawListed& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, row_of_draw(now.db, fact.draw));
    if (!draw) return Applied::waits(need_draw(fact.draw, "announced"));
    if (auto refused = refusal(now, draw->device == now.ref.device, fact)) return *refused;
    if (draw->state != "announced") return Applied::set_aside("the list was closed before");
    XIAOER_TRY_ASSIGN(auto savepoint, Savepoint::begin(now.db));  // all of it is listed or nothing
    XIAOER_TRY_ASSIGN(const auto listed, list_part(now, fact));
    if (const auto* trouble = std::get_if<Applied>(&listed)) {
        XIAOER_TRY(savepoint.go_back());
        return *trouble;
    }
    XIAOER_TRY(savepoint.keep());
    const auto& [weight, were_open] = std::get<PartListed>(listed);
    XIAOER_TRY(add_to_total(now.db, "open_tickets", -were_open));
    XIAOER_TRY(now.db.run("UPDATE draws SET tickets = tickets + ?, total_weight = total_weight + ? WHERE draw = ?",
                          {static_cast<std::int64_t>(fact.entries.size()), weight, fact.draw}));
    return Applied::done({need_draw(fact.draw, "listed")});
}

Result<Applied> apply_one(Applying& now, const DrawClosedFact& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, row_of_draw(now.db, fact.draw));
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
    XIAOER_TRY(
        now.db.run("UPDATE draws SET state = 'closed', closing_hash = ?, closing_signature = ?, root = ?, members = "
                   "(SELECT count(DISTINCT member) FROM draw_entries AS e WHERE e.draw = draws.draw) WHERE draw = ?",
                   {fact.closing_hash, fact.signature, fact.closing.root, fact.draw}));
    return Applied::done({need_draw(fact.draw, "closed")});
}

Result<Applied> apply_one(Applying& now, const DrawCancelled& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, row_of_draw(now.db, fact.draw));
    if (!draw) return Applied::waits(need_draw(fact.draw, "announced"));
    if (auto refused = refusal(now, draw->device == now.ref.device, fact)) return *refused;
    if (draw->state != "announced") return Applied::set_aside("a closed draw cannot be cancelled");
    XIAOER_TRY(now.db.run("UPDATE draws SET state = 'cancelled' WHERE draw = ?", {fact.draw}));
    return Applied::done();
}

}  // namespace xiaoer
