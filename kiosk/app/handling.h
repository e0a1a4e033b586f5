// What the handlers of commands work with. Store thread only.
//
// One handler a command, in handle_<group>.cpp. A handler decides and appends facts inside its Writing; what is to
// change in memory waits in `after_commit`, so that a failed commit changes nothing. Returning an Error rolls back.
#pragma once

#include "app/memory.h"
#include "app/outcome.h"
#include "base/calendar.h"
#include "store/draws.h"
#include "store/members.h"
#include "store/store.h"
#include "store/vault.h"

#include <functional>

namespace xiaoer {

struct Handling {
    Writing& writing;
    Vault vault;
    Memory& memory;
    const Settings& settings;
    const Zone& zone;
    Random& random;
    CommandId id;
    std::int64_t steady_ms = 0;
    bool written = false;  // local rows were changed, so commit even without a fact
    std::vector<std::function<void()>> after_commit{};

    [[nodiscard]] Database& db() { return writing.db(); }
    [[nodiscard]] Store& store() { return writing.store(); }
    [[nodiscard]] Timestamp now() const { return writing.now(); }
    // The ledger is behind its anchor: draws and prizes wait for a manager.
    [[nodiscard]] bool frozen() { return store().anchor_state() != AnchorState::agrees; }
    // The time by which deadlines are judged: the clock's or, while nobody believes that, what it should be.
    [[nodiscard]] Timestamp due() const { return memory.clock.believed(now(), steady_ms); }
    // Whether this member's strikes leave them their tickets.
    [[nodiscard]] bool in_good_standing(std::int64_t strikes) const { return strikes < settings.strikes_max; }
    // The clerk behind a session; nothing when it is unknown or idle for too long.
    [[nodiscard]] std::optional<Session> session(const SessionId& id_of) {
        return memory.sessions.find(id_of, steady_ms);
    }
};

[[nodiscard]] Result<Outcome> handle(Handling& now, const OpenShop& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ChangeSettings& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const AddStaff& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const BeginSignIn& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const FinishSignIn& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const SignOut& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const OfferPairing& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const PairPhone& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const OpenCall& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const RevokePhone& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const AwaitOwner& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const TakeScan& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const KeepPhoto& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const TakeBackPhoto& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const Reconcile& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ShowWitness& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ConfirmClock& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const RetireDevice& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const Join& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const IssueCard& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const RevokeCard& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const IssuePass& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const EraseMember& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const RecordPurchases& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const BindPurchase& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const KeepSlip& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const FillSlip& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const AnnounceDraw& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const CloseDraw& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const SettleDraw& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const CancelDraw& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const Tick& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const EnterValue& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ConfirmValue& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const SubstitutePrize& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const PlayInstant& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const HandInstant& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const LookUp& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const HandOver& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const RefuseHandOver& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const UndoHandOver& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const PreviewSeats& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ImportSeats& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const BindSeat& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const AskToBind& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const BindBrowser& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const PrepareCards& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ReplaceCard& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const RecordStrike& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ClearStrikes& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const SetRole& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const CheckIn& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const Quote& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const SpendCredit& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const GiveVoucher& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ReverseCredit& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const SetInterests& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const EraseSelf& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const MarkForwarded& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const TakeBotPost& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const SettleBotPost& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ReserveUnits& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ReleaseUnits& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const MarketHandOver& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const FindWinners& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const EnterPaper& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const SetPin& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ReceiveFacts& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const HeedOwnHead& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const ReceiveVault& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const NoteSync& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const EnrolDevice& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const RevokeDevice& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const SendPrize& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const TakeUpPrize& wish);
[[nodiscard]] Result<Outcome> handle(Handling& now, const MergeMembers& wish);

// ---- shared by several groups -----------------------------------------------------------------------------

// Whether `by` may do what only a manager may: a manager's session, or nobody (the machine's owner at the command
// line). Returns: the refusal, or nothing.
[[nodiscard]] std::optional<NotAllowed> unless_manager(Handling& now, const std::optional<SessionId>& by);

// Gives an unbound purchase's tickets to a member. Returns: how many.
[[nodiscard]] Result<std::int64_t> bind_to(Handling& now, const FactRef& purchase, const MemberId& member,
                                           const std::optional<StaffId>& clerk = {});

// A new member with the next number, which is filled in with the member. The subject's key is durable before the
// fact is.
[[nodiscard]] Result<std::int64_t> enrol(Handling& now, MemberJoined& fact);
// Nickname and phone of a member, with what they are found by.
[[nodiscard]] Result<void> keep_personal(Handling& now, const MemberId& member, std::string_view nickname,
                                         const std::optional<std::string>& phone);
// The seat is this person's from now on.
[[nodiscard]] Result<void> claim_seat(Handling& now, const MemberId& member, const std::optional<StaffId>& clerk);
// Welcomes a newcomer on the screen.
void greet(Handling& now, const MemberId& member, std::int64_t number, std::int64_t tickets);
// The free ticket that each in good standing has in a draw. Requires: the draw is about to be locked by this device.
// `interest`: of a draw for one group only; "" for everybody's.
[[nodiscard]] Result<void> give_free_tickets(Handling& now, const std::string& draw, std::string_view interest);
// Whether a draw for this group takes this member; one for everybody ("") does.
[[nodiscard]] Result<bool> is_of_group(Handling& now, const MemberId& member, std::string_view interest);

// The name as other people may see it: nickname where the member agreed, else masked. "" when there is none.
[[nodiscard]] Result<std::string> shown_name_of(Vault& vault, const MemberId& member);
// The same for the store thread's many pictures, kept in memory until the person changes.
[[nodiscard]] Result<std::string> remembered_name_of(Vault& vault, Memory& memory, const MemberId& member);

// Whose pass, card or number this is, and what that proves.
struct Bearing {
    Evidence evidence = Evidence::number;
    MemberId member;
    std::string pass;  // its digits, to be consumed by the command that commits; "" for a card or a number
};
[[nodiscard]] Result<std::variant<Bearing, NotRecognised>> bearer_of(Handling& now, std::string_view scan);
// The same at a window that may be played with: too many wrong passes there, and it is not listened to for a while.
[[nodiscard]] Result<std::variant<Bearing, Outcome>> bearer_at(Handling& now, std::string_view scan,
                                                               const std::optional<SessionId>& window);
// The same of a Bearer; else the refusal. Errors: invalid when it names nobody.
[[nodiscard]] Result<std::variant<Bearing, Outcome>> whose(Handling& now, const Bearer& bearer);
// 领奖码: five durable tries, then a manager looks at the person. Needed without a living pass, and above the shop's
// value. Nothing when it is right or not needed.
[[nodiscard]] Result<std::optional<Outcome>> redeem_problem(Handling& now, const std::optional<std::string>& typed,
                                                            const Bearing& bearer, std::int64_t value_minor,
                                                            bool manager);

// ---- draws (handle_series.cpp, handle_rounds.cpp, handle_instant.cpp) ----------------------------------------

// Since when a series is this shop's: before it nothing was missed. A rule that was changed, a ledger that was put back
// and a successor begin anew. Keeps it when it is new.
[[nodiscard]] Result<Timestamp> series_since(Handling& now, const DrawSeries& series);
struct NextShow {
    Timestamp at;
    Timestamp occurrence;  // of the rule; another than `at` when it is late
    bool late = false;
};
// The show to announce: one that was missed, else the next by the rule that was not announced before.
[[nodiscard]] Result<std::optional<NextShow>> next_show(Handling& now, const DrawSeries& series, Timestamp since);
// Lists what nobody fetched by its deadline, in one fact; and announces the round that draws it again, where that is
// the draw's rule.
[[nodiscard]] Result<void> lapse_units(Handling& now, const std::string& draw);
// Settles the round; the value's form was checked.
[[nodiscard]] Result<Outcome> settle_round(Handling& now, const DrawRow& draw, const RoundRow& round,
                                           const std::string& value);
// Commits to the day's scratch cards and reveals those of days before.
[[nodiscard]] Result<void> open_instant_day(Handling& now);

// ---- rewards ----------------------------------------------------------------------------------------------

// Tickets for whoever brought this member, who has just bought for the first time.
[[nodiscard]] Result<void> reward_referrer(Handling& now, const MemberRow& newcomer, const FactRef& purchase);
// Tickets for the first purchase of a business day. Returns: how many.
[[nodiscard]] Result<std::int64_t> reward_visit(Handling& now, const MemberRow& row, const FactRef& purchase);
// How many tickets the day's cap leaves this member to earn.
[[nodiscard]] Result<std::int64_t> tickets_left_today(Handling& now, const MemberId& member);
// Store credit in place of a prize that is called so, if the shop wants it. Returns: how much.
[[nodiscard]] Result<std::int64_t> credit_prize(Handling& now, const UnitRow& unit, const StaffId& clerk);
// The voucher for the same day that comes with a prize, if the shop wants it and this member had none today. Fills in
// the outcome.
[[nodiscard]] Result<void> give_pickup_voucher(Handling& now, const UnitRow& unit, const StaffId& clerk,
                                               HandedOver& done);
// Takes back what came with a prize. Returns: false when some of it was spent.
[[nodiscard]] Result<bool> take_back_prize_credit(Handling& now, const UnitId& unit, const StaffId& manager);
// What time brings.
[[nodiscard]] Result<void> expire_vouchers(Handling& now);
[[nodiscard]] Result<void> issue_monthly_vouchers(Handling& now);

}  // namespace xiaoer
