#include "store/apply.h"

#include "store/succession.h"

namespace xiaoer {
namespace {

Result<Standing> standing_of(Database& db, const MerchantId& own, const DeviceId& device) {
    auto merchant = first_row(db.select("SELECT merchant FROM devices WHERE device = ?", {device}),
                              [](const Rows& row) { return row.id<MerchantId>(0); });
    if (!merchant) return merchant.error();
    if (!*merchant) return Standing::unknown;
    return **merchant == own ? Standing::own : Standing::partner;
}

// The two that introduce a device carry their own proof; everything else waits until its device is known.
bool introduces(const FactBody& body) {
    return std::holds_alternative<ShopOpenedFact>(body) || std::holds_alternative<DeviceEnrolled>(body);
}

Result<Applied> apply_alone(Database& db, const MerchantId& own, const FactRef& ref, Timestamp at, const FactBody& body,
                            WithinOne* within = nullptr) {
    auto standing = Standing::own;
    if (within == nullptr || !within->own_device) {
        XIAOER_TRY_ASSIGN(standing, standing_of(db, own, ref.device));
        if (within != nullptr) within->own_device = standing == Standing::own;
    }
    if (standing == Standing::unknown && !introduces(body)) return Applied::waits(need_device(ref.device));
    Applying now{db, own, ref, at, standing};
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

}  // namespace

Result<Applied> apply(Database& db, const MerchantId& own, const FactRef& ref, Timestamp at, const FactBody& body,
                      WithinOne* within) {
    XIAOER_TRY_ASSIGN(auto first, apply_alone(db, own, ref, at, body, within));
    XIAOER_TRY(write_down(db, ref, first));
    if (first.made.empty()) return first;
    auto anybody_waits = within == nullptr ? std::nullopt : within->anybody_waits;
    if (!anybody_waits) {
        XIAOER_TRY_ASSIGN(anybody_waits, db.exists("SELECT 1 FROM waiting LIMIT 1"));
        if (within != nullptr) within->anybody_waits = anybody_waits;
    }
    if (!*anybody_waits) return first;
    std::vector<std::string> made = first.made;
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
