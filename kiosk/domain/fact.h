// Facts: what happened, appended and never changed (DESIGN §2, §4). A correction is another fact.
//
// A fact names a person by random id and carries no name, phone, free text or signature; those live in the vault.
// Quantities are integers. This file is the whole list of kinds; store/apply_*.cpp says what each does to the
// derived tables. Values; any thread.
#pragma once

#include "base/keys.h"
#include "base/one_of.h"
#include "domain/draw_picks.h"
#include "domain/fact_devices.h"
#include "domain/fact_draws.h"
#include "domain/fact_people.h"
#include "domain/fact_photos.h"
#include "domain/fact_pickup.h"
#include "domain/prize.h"
#include "domain/settings.h"

#include <optional>
#include <variant>
#include <vector>

namespace xiaoer {

// ---- the shop ---------------------------------------------------------------------------------------------

struct ShopOpenedFact {  // the first fact of the merchant's first device
    static constexpr std::string_view kind = "shop.opened";
    MerchantId merchant;
    PublicKey root_key{};  // of the recovery sheet: signs enrolments, revocations, successions
    std::string currency, shop, zone;
    XIAOER_FIELDS(visit("merchant", self.merchant); visit("root_key", self.root_key); visit("currency", self.currency);
                  visit("shop", self.shop); visit("zone", self.zone);)
};
struct DeviceEnrolled {
    static constexpr std::string_view kind = "device.enrolled";
    PublicKey key{};
    MerchantId merchant;
    std::string code;              // five digits, in its passes and cards
    std::int64_t number_from = 1;  // the 群友号 it may give
    std::int64_t number_to = 0;
    Signature signature{};  // by the merchant's root key, over enrolment_message()
    XIAOER_FIELDS(visit("key", self.key); visit("merchant", self.merchant); visit("code", self.code);
                  visit("number_from", self.number_from); visit("number_to", self.number_to);
                  visit("signature", self.signature);)
};
struct DeviceSucceeded {  // a restored or replaced kiosk: what the old chain had when it was left
    static constexpr std::string_view kind = "device.succeeded";
    DeviceId old;
    std::int64_t last_seq = 0;
    Hash hash{};
    Signature signature{};  // by the root key, over succession_message()
    XIAOER_FIELDS(visit("old", self.old); visit("last_seq", self.last_seq); visit("hash", self.hash);
                  visit("signature", self.signature);)
};
struct DeviceRetired {  // a manager declares a succeeded machine gone: its prize units move to the successor
    static constexpr std::string_view kind = "device.retired";
    DeviceId old;
    XIAOER_FIELDS(visit("old", self.old);)
};
struct LedgerReconciled {  // a manager goes on with a ledger that was behind its anchor
    static constexpr std::string_view kind = "ledger.reconciled";
    std::int64_t anchor_seq = 0;  // 0: the anchor was missing
    XIAOER_FIELDS(visit("anchor_seq", self.anchor_seq);)
};
struct StaffAddedFact {
    static constexpr std::string_view kind = "staff.added";
    StaffId staff;
    bool manager = false;
    XIAOER_FIELDS(visit("staff", self.staff); visit("manager", self.manager);)
};

// ---- members ----------------------------------------------------------------------------------------------

struct MemberJoined {
    static constexpr std::string_view kind = "member.joined";
    MemberId member;
    std::int64_t number = 0;
    std::string channel;    // token of the QR, "card" or "desk"
    bool alliance = false;  // the separate consent
    Language language = Language::hans;
    Hash notice{};  // SHA-256 of the notice that was agreed to; zeros for a card handed over
    bool show_name = false;
    XIAOER_FIELDS(visit("member", self.member); visit("number", self.number); visit("channel", self.channel);
                  visit("alliance", self.alliance); visit("language", self.language); visit("notice", self.notice);
                  visit("show_name", self.show_name);)
};
struct CardIssuedFact {
    static constexpr std::string_view kind = "card.issued";
    CardId card;
    MemberId member;
    Hash scan_hash{};  // SHA-256 of its 26 digits
    XIAOER_FIELDS(visit("card", self.card); visit("member", self.member); visit("scan_hash", self.scan_hash);)
};
struct CardRevoked {
    static constexpr std::string_view kind = "card.revoked";
    CardId card;
    XIAOER_FIELDS(visit("card", self.card);)
};
struct MemberErased {
    static constexpr std::string_view kind = "member.erased";
    MemberId member;
    XIAOER_FIELDS(visit("member", self.member);)
};

// ---- purchases --------------------------------------------------------------------------------------------

enum class PurchaseSource { till, hand, slip, file };
[[nodiscard]] constexpr auto names_of(PurchaseSource) {
    return std::array<std::string_view, 4>{"till", "hand", "slip", "file"};
}
struct PurchaseRecorded {
    static constexpr std::string_view kind = "purchase.recorded";
    std::string currency;
    std::string receipt;  // normalised; "" when there is none
    std::int64_t total_minor = 0;
    Timestamp sold_at;
    PurchaseSource source = PurchaseSource::till;
    bool flagged = false;          // the same receipt number stands on a sale with another total
    std::optional<StaffId> clerk;  // by hand
    XIAOER_FIELDS(visit("currency", self.currency); visit("receipt", self.receipt);
                  visit("total_minor", self.total_minor); visit("sold_at", self.sold_at); visit("source", self.source);
                  visit("flagged", self.flagged); visit("clerk", self.clerk);)
};
struct PurchaseBound {  // by the device that recorded it, once
    static constexpr std::string_view kind = "purchase.bound";
    FactRef purchase;
    MemberId member;
    std::vector<std::string> tickets;
    std::int64_t debt_paid = 0;         // tickets kept back for earlier refunds
    std::optional<StaffId> clerk = {};  // who did it at the desk; empty: a phone, a till, a file
    XIAOER_FIELDS(visit("purchase", self.purchase); visit("member", self.member); visit("tickets", self.tickets);
                  visit("debt_paid", self.debt_paid); visit("clerk", self.clerk);)
};
struct PurchaseRefunded {
    static constexpr std::string_view kind = "purchase.refunded";
    std::optional<FactRef> purchase;  // empty: the sale is not known
    std::string currency, receipt;    // of the refund itself
    std::int64_t total_minor = 0;     // < 0
    Timestamp sold_at;
    std::vector<std::string> tickets_back;
    std::int64_t debt = 0;  // tickets that were already in a closed list: owed by the member
    XIAOER_FIELDS(visit("purchase", self.purchase); visit("currency", self.currency); visit("receipt", self.receipt);
                  visit("total_minor", self.total_minor); visit("sold_at", self.sold_at);
                  visit("tickets_back", self.tickets_back); visit("debt", self.debt);)
};

// ---- draws ------------------------------------------------------------------------------------------------

struct DrawAnnouncedFact {
    static constexpr std::string_view kind = "draw.announced";
    Announcement announcement;
    Timestamp draws_at;                   // the show
    std::optional<DrawTerms> terms = {};  // of older draws there are none
    XIAOER_FIELDS(visit("announcement", self.announcement); visit("draws_at", self.draws_at);
                  visit("terms", self.terms);)
};
struct ListedTicket {
    MemberId member;
    std::string ticket;
    std::int64_t weight = 1;
    XIAOER_FIELDS(visit("member", self.member); visit("ticket", self.ticket); visit("weight", self.weight);)
};
struct DrawListed {  // a part of the list, at most 1,000 tickets, in order of ticket; written right before the close
    static constexpr std::string_view kind = "draw.listed";
    std::string draw;
    std::vector<ListedTicket> entries;
    XIAOER_FIELDS(visit("draw", self.draw); visit("entries", self.entries);)
};
struct DrawClosedFact {
    static constexpr std::string_view kind = "draw.closed";
    std::string draw;
    Closing closing;
    Hash closing_hash{};
    Signature signature{};  // by the device key over closing_hash
    XIAOER_FIELDS(visit("draw", self.draw); visit("closing", self.closing); visit("closing_hash", self.closing_hash);
                  visit("signature", self.signature);)
};
struct DrawSettledFact {
    static constexpr std::string_view kind = "draw.settled";
    std::string draw;
    std::string entropy_value;
    DrawSeed seed{};
    std::vector<Pick> picks;
    XIAOER_FIELDS(visit("draw", self.draw); visit("entropy_value", self.entropy_value); visit("seed", self.seed);
                  visit("picks", self.picks);)
};
struct DrawCancelled {
    static constexpr std::string_view kind = "draw.cancelled";
    std::string draw;
    XIAOER_FIELDS(visit("draw", self.draw);)
};
struct DrawUnclaimed {  // one fact at claim_by lists all of them: nobody can time a lapse
    static constexpr std::string_view kind = "draw.unclaimed";
    std::string draw;
    std::vector<std::int64_t> units;
    XIAOER_FIELDS(visit("draw", self.draw); visit("units", self.units);)
};

// ---- pickups ----------------------------------------------------------------------------------------------

struct PrizeHandedOver {
    static constexpr std::string_view kind = "prize.handed_over";
    UnitId unit;
    MemberId member;
    StaffId clerk;
    Evidence evidence = Evidence::pass;
    bool redeem_code = false;  // the 领奖码 was typed
    std::optional<StaffId> manager;
    XIAOER_FIELDS(visit("unit", self.unit); visit("member", self.member); visit("clerk", self.clerk);
                  visit("evidence", self.evidence); visit("redeem_code", self.redeem_code);
                  visit("manager", self.manager);)
};
struct PrizeRefused {
    static constexpr std::string_view kind = "prize.refused";
    UnitId unit;
    StaffId clerk;
    std::string reason;  // a name of RefusalReason
    XIAOER_FIELDS(visit("unit", self.unit); visit("clerk", self.clerk); visit("reason", self.reason);)
};
struct HandOverUndoneFact {
    static constexpr std::string_view kind = "prize.hand_over_undone";
    UnitId unit;
    StaffId manager;
    XIAOER_FIELDS(visit("unit", self.unit); visit("manager", self.manager);)
};

struct FactBody
    : std::variant<ShopOpenedFact, DeviceEnrolled, DeviceSucceeded, DeviceRetired, LedgerReconciled, StaffAddedFact,
                   MemberJoined, CardIssuedFact, CardRevoked, MemberErased, PurchaseRecorded, PurchaseBound,
                   PurchaseRefunded, DrawAnnouncedFact, DrawListed, DrawClosedFact, DrawSettledFact, DrawCancelled,
                   DrawUnclaimed, PrizeHandedOver, PrizeRefused, HandOverUndoneFact, MemberSeated, SeatClaimed,
                   ConsentGiven, TicketsGiven, CardsPrepared, StrikeRecorded, StrikesCleared, RoleSet, MemberCheckedIn,
                   VoucherIssued, VoucherSpent, VoucherExpired, VoucherReversed, PaperHandOver, PaperConflict,
                   WinnerSigned, MemberLookedUp, StaffPinSet, PhotoTaken, PhotoTakenBack, DrawValueEntered,
                   DrawRoundAnnounced, DrawRoundSettled, PrizeSubstituted, InstantOpened, InstantPlayedFact,
                   InstantHandedOver, InstantRevealed, DeviceRevoked, PrizeReleased, PrizeAccepted, MembersMerged,
                   MergeUndone> {
    XIAOER_ONE_OF(FactBody)
};

[[nodiscard]] std::string_view kind_of(const FactBody& body);
[[nodiscard]] Json body_json(const FactBody& body);  // without the kind
// Errors: invalid on an unknown kind, or a body that is not exactly of its kind.
[[nodiscard]] Result<FactBody> read_fact_body(std::string_view kind, const Json& body);

}  // namespace xiaoer
