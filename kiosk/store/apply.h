// apply: what each fact does to the derived tables. Told fact by fact in apply_shop, apply_members,
// apply_purchases, apply_draws, apply_settlement, apply_rounds, apply_prizes, apply_instant, apply_people,
// apply_vouchers, apply_photos, apply_devices and apply_merges; this file is the frame around them.
//
// Order does not matter: the derived tables are a function of the set of facts. A fact whose referent is missing
// waits for it by name, and is applied when it comes. What its device may not say, or what contradicts an earlier
// fact of the same owner, is set aside with a reason. Store thread, inside a transaction.
#pragma once

#include "domain/authority.h"
#include "domain/chain.h"
#include "store/db.h"

namespace xiaoer {

// What one fact did.
struct Applied {
    enum class How { done, waits, set_aside };
    How how = How::done;
    std::string why{};                // waits: what it needs; set_aside: the reason
    std::vector<std::string> made{};  // done: what others may have waited for

    [[nodiscard]] static Applied done(std::vector<std::string> made = {}) { return {How::done, {}, std::move(made)}; }
    [[nodiscard]] static Applied waits(std::string needs) { return {How::waits, std::move(needs)}; }
    [[nodiscard]] static Applied set_aside(std::string why) { return {How::set_aside, std::move(why)}; }
};

// Applies a fact that stands in the table `facts` already, and then every fact that waited for it.
// `own`: the merchant whose kiosk this is. Errors: those of the database only.
[[nodiscard]] Result<Applied> apply(Database& db, const MerchantId& own, const FactRef& ref, Timestamp at,
                                    const FactBody& body);

// ---- for the apply_*.cpp files ----------------------------------------------------------------------------

struct Applying {
    Database& db;
    MerchantId own;
    FactRef ref;
    Timestamp at;
    Standing standing = Standing::unknown;
};
// Names of referents, as `waiting.needs` has them.
[[nodiscard]] std::string need_merchant(const MerchantId& merchant);
[[nodiscard]] std::string need_device(const DeviceId& device);
[[nodiscard]] std::string need_member(const MemberId& member);
[[nodiscard]] std::string need_card(const CardId& card);
[[nodiscard]] std::string need_purchase(const FactRef& purchase);
[[nodiscard]] std::string need_ticket(std::string_view ticket);
[[nodiscard]] std::string need_succession(const DeviceId& old, const DeviceId& successor);
[[nodiscard]] std::string need_retirement();  // of any device: they are rare
[[nodiscard]] std::string need_release(const FactRef& release);
[[nodiscard]] std::string need_strike(const FactRef& strike);
[[nodiscard]] std::string need_voucher(const VoucherId& voucher);
[[nodiscard]] std::string need_voucher_act(const FactRef& act);
[[nodiscard]] std::string need_draw(std::string_view draw, std::string_view stage);  // "announced", "listed"…
[[nodiscard]] std::string need_instant_day(const DeviceId& device, std::int64_t day);

// Nothing when the device may say this, else the set-aside.
[[nodiscard]] std::optional<Applied> refusal(const Applying& now, bool home, const FactBody& body);
// The same for what has a home: the device whose draw it is, or whoever acts for it (store/succession.h). A restored
// kiosk's word about what is not its own yet waits for the retirement that makes it so.
[[nodiscard]] Result<std::optional<Applied>> unless_home(Applying& now, const DeviceId& first_home,
                                                         const FactBody& body);
// The states of a draw's units from their acts; and the homes of all units, when the line of succession has grown.
[[nodiscard]] Result<void> add_up_units(Database& db, std::string_view draw);
// One act about a unit, as prize_acts keeps it; and none of what a fact said that counts no more.
[[nodiscard]] Result<void> keep_act(Applying& now, const UnitId& unit, std::string_view what,
                                    const std::optional<MemberId>& member, const std::optional<StaffId>& staff,
                                    std::string_view detail, Timestamp at);
[[nodiscard]] Result<void> forget_acts(Database& db, const FactRef& said);
[[nodiscard]] Result<void> move_homes(Database& db);
[[nodiscard]] Result<void> add_to_total(Database& db, std::string_view name, std::int64_t by);
[[nodiscard]] Result<bool> has_member(Database& db, const MemberId& member);
// A new member's row, of either kind of fact.
struct NewMember {
    MemberId member;
    std::int64_t number = 0;
    std::string_view channel;
    Language language = Language::hans;
    bool alliance = false;
    bool show_name = false;
    bool seat = false;
};
[[nodiscard]] Result<Applied> add_member(Applying& now, const NewMember& member);
// Tickets that this fact gives, all or none. Waits for members; sets aside a ticket whose name was given before.
// `of`: what they stand beside in the table, the purchase or the fact itself.
[[nodiscard]] Result<Applied> add_tickets(Applying& now, std::span<const GivenTicket> tickets, const FactRef& of,
                                          TicketReason why);

[[nodiscard]] Result<Applied> apply_one(Applying& now, const ShopOpenedFact& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DeviceEnrolled& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DeviceSucceeded& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DeviceRetired& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const LedgerReconciled& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const StaffAddedFact& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const MemberJoined& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const CardIssuedFact& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const CardRevoked& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const MemberErased& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PurchaseRecorded& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PurchaseBound& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PurchaseRefunded& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DrawAnnouncedFact& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DrawListed& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DrawClosedFact& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DrawSettledFact& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DrawCancelled& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DrawUnclaimed& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PrizeHandedOver& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PrizeRefused& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const HandOverUndoneFact& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const MemberSeated& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const SeatClaimed& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const ConsentGiven& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const TicketsGiven& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const CardsPrepared& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const StrikeRecorded& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const StrikesCleared& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const RoleSet& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const MemberCheckedIn& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const VoucherIssued& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const VoucherSpent& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const VoucherExpired& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const VoucherReversed& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PaperHandOver& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PaperConflict& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const WinnerSigned& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const MemberLookedUp& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const StaffPinSet& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PhotoTaken& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PhotoTakenBack& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DrawValueEntered& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DrawRoundAnnounced& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DrawRoundSettled& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PrizeSubstituted& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const InstantOpened& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const InstantPlayedFact& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const InstantHandedOver& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const InstantRevealed& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const DeviceRevoked& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PrizeReleased& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const PrizeAccepted& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const MembersMerged& fact);
[[nodiscard]] Result<Applied> apply_one(Applying& now, const MergeUndone& fact);

// Whether something of a revoked device is believed that it said too late; and the first step of making all anew.
[[nodiscard]] Result<bool> believes_too_much(Database& db, const DeviceId& revoked);
[[nodiscard]] Result<void> forget_what_is_derived(Database& db);

}  // namespace xiaoer
