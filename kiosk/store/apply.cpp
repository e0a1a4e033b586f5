#include "store/apply.h"

#include "store/succession.h"

#include <limits>

namespace xiaoer {
namespace {

// What is known of a device, and after which of its facts it is not believed any more.
struct Speaker {
    Standing standing = Standing::unknown;
    std::int64_t last_seq = std::numeric_limits<std::int64_t>::max();
};
Result<Speaker> speaker_of(Database& db, const MerchantId& own, const DeviceId& device) {
    auto speaker =
        first_row(db.select("SELECT d.merchant, r.last_seq FROM devices AS d LEFT JOIN revocations AS r USING "
                            "(device) WHERE d.device = ?",
                            {device}),
                  [&own](const Rows& row) {
                      Speaker known{row.id<MerchantId>(0) == own ? Standing::own : Standing::partner};
                      if (!row.is_null(1)) known.last_seq = row.integer(1);
                      return known;
                  });
    if (!speaker) return speaker.error();
    return speaker->value_or(Speaker{});
}

// The two that introduce a device carry their own proof; everything else waits until its device is known.
bool introduces(const FactBody& body) {
    return std::holds_alternative<ShopOpenedFact>(body) || std::holds_alternative<DeviceEnrolled>(body);
}

Result<Applied> apply_alone(Database& db, const MerchantId& own, const FactRef& ref, Timestamp at,
                            const FactBody& body) {
    XIAOER_TRY_ASSIGN(const auto speaker, speaker_of(db, own, ref.device));
    if (speaker.standing == Standing::unknown && !introduces(body)) return Applied::waits(need_device(ref.device));
    if (ref.seq > speaker.last_seq) return Applied::set_aside("the device was revoked before it said this");
    Applying now{db, own, ref, at, speaker.standing};
    return std::visit([&now](const auto& fact) { return apply_one(now, fact); }, body);
}

Result<void> write_down(Database& db, const FactRef& ref, const Applied& applied) {
    if (applied.how == Applied::How::waits) {
        return db.run("INSERT INTO waiting (device, seq, needs) VALUES (?, ?, ?)", {ref.device, ref.seq, applied.why});
    }
    if (applied.how == Applied::How::set_aside) {
        return db.run("INSERT INTO set_aside (device, seq, why) VALUES (?, ?, ?)", {ref.device, ref.seq, applied.why});
    }
    return {};
}

struct Stored {
    FactRef ref;
    Timestamp at;
    std::string kind;
    std::string body;
};

// The facts that waited for `made`, taken off the waiting list, in chain order.
Result<std::vector<Stored>> take_waiting(Database& db, std::string_view made) {
    std::vector<Stored> facts;
    XIAOER_TRY(for_each_row(
        db.select("SELECT f.device, f.seq, f.at, f.kind, f.body FROM waiting AS w "
                  "JOIN facts AS f USING (device, seq) WHERE w.needs = ? ORDER BY 1, 2",
                  {made}),
        [&facts](const Rows& row) {
            facts.push_back({{row.id<DeviceId>(0), row.integer(1)}, row.time(2), row.text(3), row.text(4)});
        }));
    if (!facts.empty()) XIAOER_TRY(db.run("DELETE FROM waiting WHERE needs = ?", {made}));
    return facts;
}

Result<void> wake(Database& db, const MerchantId& own, std::vector<std::string> made) {
    if (made.empty()) return {};
    XIAOER_TRY_ASSIGN(const bool anybody_waits, db.exists("SELECT 1 FROM waiting LIMIT 1"));
    if (!anybody_waits) return {};
    while (!made.empty()) {
        const std::string name = std::move(made.back());
        made.pop_back();
        XIAOER_TRY_ASSIGN(const auto woken, take_waiting(db, name));
        for (const auto& stored : woken) {
            XIAOER_TRY_ASSIGN(const auto json, parse_json(stored.body));
            XIAOER_TRY_ASSIGN(const auto read, read_fact_body(stored.kind, json));
            XIAOER_TRY_ASSIGN(auto applied, apply_alone(db, own, stored.ref, stored.at, read));
            XIAOER_TRY(write_down(db, stored.ref, applied));
            std::ranges::move(applied.made, std::back_inserter(made));
        }
    }
    return {};
}

// Applies stored facts anew: all of them in the order of their chains, or the revocations and what they need alone.
Result<void> replay(Database& db, const MerchantId& own, bool first_the_revocations) {
    // Read in pieces: a ledger may be larger than the memory.
    constexpr std::int64_t at_once = 1000;
    FactRef last;
    while (true) {
        std::vector<Stored> stored;
        XIAOER_TRY(for_each_row(
            db.select(
                "SELECT device, seq, at, kind, body FROM facts WHERE (device, seq) > (?1, ?2) AND "
                "(kind IN ('shop.opened', 'device.enrolled', 'device.revoked')) = ?3 ORDER BY device, seq LIMIT ?4",
                {last.device, last.seq, first_the_revocations, at_once}),
            [&stored](const Rows& row) {
                stored.push_back({{row.id<DeviceId>(0), row.integer(1)}, row.time(2), row.text(3), row.text(4)});
            }));
        if (stored.empty()) return {};
        for (const auto& fact : stored) {
            XIAOER_TRY_ASSIGN(const auto json, parse_json(fact.body));
            XIAOER_TRY_ASSIGN(const auto body, read_fact_body(fact.kind, json));
            XIAOER_TRY_ASSIGN(const auto applied, apply_alone(db, own, fact.ref, fact.at, body));
            XIAOER_TRY(write_down(db, fact.ref, applied));
            XIAOER_TRY(wake(db, own, applied.made));
        }
        last = stored.back().ref;
    }
}

}  // namespace

Result<Applied> apply(Database& db, const MerchantId& own, const FactRef& ref, Timestamp at, const FactBody& body) {
    XIAOER_TRY_ASSIGN(auto first, apply_alone(db, own, ref, at, body));
    XIAOER_TRY(write_down(db, ref, first));
    XIAOER_TRY(wake(db, own, first.made));
    const auto* revoked = std::get_if<DeviceRevoked>(&body);
    if (revoked == nullptr || first.how != Applied::How::done) return first;
    XIAOER_TRY_ASSIGN(const bool too_much, believes_too_much(db, revoked->old));
    if (!too_much) return first;
    XIAOER_TRY(forget_what_is_derived(db));
    XIAOER_TRY(replay(db, own, true));
    XIAOER_TRY(replay(db, own, false));
    return first;
}

std::string need_merchant(const MerchantId& merchant) { return "merchant:" + merchant.hex(); }
std::string need_device(const DeviceId& device) { return "device:" + device.hex(); }
std::string need_member(const MemberId& member) { return "member:" + member.hex(); }
std::string need_card(const CardId& card) { return "card:" + card.hex(); }
std::string need_purchase(const FactRef& purchase) { return "purchase:" + to_text(purchase); }
std::string need_ticket(std::string_view ticket) { return "ticket:" + std::string(ticket); }
std::string need_succession(const DeviceId& old, const DeviceId& successor) {
    return "succession:" + old.hex() + ":" + successor.hex();
}
std::string need_retirement() { return "retirement"; }
std::string need_release(const FactRef& release) { return "release:" + to_text(release); }
std::string need_strike(const FactRef& strike) { return "strike:" + to_text(strike); }
std::string need_voucher(const VoucherId& voucher) { return "voucher:" + voucher.hex(); }
std::string need_voucher_act(const FactRef& act) { return "voucher_act:" + to_text(act); }
std::string need_instant_day(const DeviceId& device, std::int64_t day) {
    return "instant:" + device.hex() + "-" + std::to_string(day);
}
std::string need_draw(std::string_view draw, std::string_view stage) {
    return "draw:" + std::string(draw) + ":" + std::string(stage);
}

std::optional<Applied> refusal(const Applying& now, bool home, const FactBody& body) {
    const char* why = refusal_of({now.standing, home}, body);
    if (why == nullptr) return std::nullopt;
    return Applied::set_aside(why);
}

Result<std::optional<Applied>> unless_home(Applying& now, const DeviceId& first_home, const FactBody& body) {
    XIAOER_TRY_ASSIGN(const bool home, acts_for(now.db, now.ref.device, first_home));
    if (!home && now.standing == Standing::own) {
        XIAOER_TRY_ASSIGN(const bool may_become_home, is_successor(now.db, now.ref.device));
        if (may_become_home) return std::optional(Applied::waits(need_retirement()));
    }
    return refusal(now, home, body);
}

Result<void> add_to_total(Database& db, std::string_view name, std::int64_t by) {
    return db.run(
        "INSERT INTO totals (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2",
        {name, by});
}

Result<Applied> add_tickets(Applying& now, std::span<const GivenTicket> tickets, const FactRef& of, TicketReason why) {
    std::set<std::string_view> seen;
    for (const auto& [member, ticket] : tickets) {
        XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, member));
        if (!known) return Applied::waits(need_member(member));
        XIAOER_TRY_ASSIGN(const bool given, now.db.exists("SELECT 1 FROM tickets WHERE ticket = ?", {ticket}));
        if (given || !seen.insert(ticket).second) return Applied::set_aside("a ticket of this name was given before");
    }
    std::vector<std::string> made;
    for (const auto& [member, ticket] : tickets) {
        XIAOER_TRY(now.db.run("INSERT INTO tickets (ticket, member, device, seq, at, why) VALUES (?, ?, ?, ?, ?, ?)",
                              {ticket, member, of.device, of.seq, now.at, enum_name(why)}));
        made.push_back(need_ticket(ticket));
    }
    XIAOER_TRY(add_to_total(now.db, "open_tickets", static_cast<std::int64_t>(tickets.size())));
    return Applied::done(std::move(made));
}

Result<bool> has_member(Database& db, const MemberId& member) {
    return db.exists("SELECT 1 FROM members WHERE member = ?", {member});
}

}  // namespace xiaoer
