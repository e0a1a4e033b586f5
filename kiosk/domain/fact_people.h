// Facts about the people of the group: seats, consents, gifts of tickets, cards in stock, strikes, roles, check-ins,
// vouchers. Part of domain/fact.h, which has the whole list; include that. Values; any thread.
#pragma once

#include "base/keys.h"
#include "domain/fact_ref.h"
#include "domain/people.h"
#include "domain/prize.h"
#include "domain/settings.h"

#include <optional>
#include <vector>

namespace xiaoer {

struct MemberSeated {  // from a roll-call: a number before the person ever came, so without consent
    static constexpr std::string_view kind = "member.seated";
    MemberId member;
    std::int64_t number = 0;
    XIAOER_FIELDS(visit("member", self.member); visit("number", self.number);)
};
struct SeatClaimed {  // the person behind it is known from now on
    static constexpr std::string_view kind = "seat.claimed";
    MemberId member;
    std::optional<StaffId> clerk;  // who saw them; empty: a phone that gave the seat's own phone number
    XIAOER_FIELDS(visit("member", self.member); visit("clerk", self.clerk);)
};
struct ConsentGiven {  // the last one of a member counts, by time
    static constexpr std::string_view kind = "consent.given";
    MemberId member;
    Hash notice{};          // SHA-256 of the notice that was shown
    bool alliance = false;  // the separate consent
    bool show_name = false;
    bool guardian = false;  // of somebody under 14, by a guardian
    Language language = Language::hans;
    XIAOER_FIELDS(visit("member", self.member); visit("notice", self.notice); visit("alliance", self.alliance);
                  visit("show_name", self.show_name); visit("guardian", self.guardian);
                  visit("language", self.language);)
};

struct GivenTicket {
    MemberId member;
    std::string ticket;
    XIAOER_FIELDS(visit("member", self.member); visit("ticket", self.ticket);)
};
struct TicketsGiven {  // at most 1,000; the free ones of a draw are written right before its list
    static constexpr std::string_view kind = "tickets.given";
    TicketReason why = TicketReason::free;
    std::string draw;  // the draw that they are for, by its own device; "" for any
    std::vector<GivenTicket> tickets;
    std::optional<FactRef> purchase = {};  // that earned them: what is refunded whole takes them back
    XIAOER_FIELDS(visit("why", self.why); visit("draw", self.draw); visit("tickets", self.tickets);
                  visit("purchase", self.purchase);)
};

struct PreparedCard {
    CardId card;
    Hash scan_hash{};  // SHA-256 of its 26 digits
    XIAOER_FIELDS(visit("card", self.card); visit("scan_hash", self.scan_hash);)
};
struct CardsPrepared {  // printed in advance; each becomes somebody's by card.issued
    static constexpr std::string_view kind = "cards.prepared";
    std::vector<PreparedCard> cards;  // at most 1,000
    XIAOER_FIELDS(visit("cards", self.cards);)
};

struct StrikeRecorded {  // an advertisement in the group
    static constexpr std::string_view kind = "strike.recorded";
    MemberId member;
    StaffId clerk;
    XIAOER_FIELDS(visit("member", self.member); visit("clerk", self.clerk);)
};
struct StrikesCleared {  // by a manager, each named: one recorded meanwhile elsewhere stays
    static constexpr std::string_view kind = "strikes.cleared";
    MemberId member;
    std::vector<FactRef> strikes;
    StaffId manager;
    XIAOER_FIELDS(visit("member", self.member); visit("strikes", self.strikes); visit("manager", self.manager);)
};
struct RoleSet {  // the last one of a member counts, by time
    static constexpr std::string_view kind = "member.role_set";
    MemberId member;
    MemberRole role = MemberRole::member;
    std::optional<StaffId> manager;
    XIAOER_FIELDS(visit("member", self.member); visit("role", self.role); visit("manager", self.manager);)
};
struct MemberCheckedIn {
    static constexpr std::string_view kind = "member.checked_in";
    MemberId member;
    std::int64_t day = 0;  // business day (domain/rules.h)
    XIAOER_FIELDS(visit("member", self.member); visit("day", self.day);)
};

// ---- vouchers (代金券): store credit, spent, expired and reversed by the device that issued it -----------------

struct VoucherIssued {
    static constexpr std::string_view kind = "voucher.issued";
    VoucherId voucher;
    MemberId member;
    std::int64_t value_minor = 0;  // > 0
    Timestamp expires_at;
    VoucherReason why = VoucherReason::gift;
    std::string period;          // "2026-11", of a moderator's month; "" otherwise
    std::optional<UnitId> unit;  // the prize that it was
    std::optional<StaffId> by;
    XIAOER_FIELDS(visit("voucher", self.voucher); visit("member", self.member); visit("value_minor", self.value_minor);
                  visit("expires_at", self.expires_at); visit("why", self.why); visit("period", self.period);
                  visit("unit", self.unit); visit("by", self.by);)
};
struct VoucherPart {
    VoucherId voucher;
    std::int64_t amount_minor = 0;  // > 0
    XIAOER_FIELDS(visit("voucher", self.voucher); visit("amount_minor", self.amount_minor);)
};
struct VoucherSpent {
    static constexpr std::string_view kind = "voucher.spent";
    std::vector<VoucherPart> parts;  // each voucher once
    StaffId clerk;
    XIAOER_FIELDS(visit("parts", self.parts); visit("clerk", self.clerk);)
};
struct VoucherExpired {
    static constexpr std::string_view kind = "voucher.expired";
    std::vector<VoucherPart> parts;  // what was left of each; at most 1,000
    XIAOER_FIELDS(visit("parts", self.parts);)
};
struct VoucherReversed {  // all of an issue, a spending or an expiry; said twice it counts once
    static constexpr std::string_view kind = "voucher.reversed";
    FactRef act;
    StaffId manager;
    XIAOER_FIELDS(visit("act", self.act); visit("manager", self.manager);)
};

}  // namespace xiaoer
