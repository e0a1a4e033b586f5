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
[[nodiscard]] Result<std::int64_t> bind_to(Handling& now, const FactRef& purchase, const MemberId& member);

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
[[nodiscard]] Result<void> give_free_tickets(Handling& now, const std::string& draw);

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
// The same of a Bearer; else the refusal. Errors: invalid when it names nobody.
[[nodiscard]] Result<std::variant<Bearing, Outcome>> whose(Handling& now, const Bearer& bearer);
// 领奖码: five durable tries, then a manager looks at the person. Needed without a living pass, and above the shop's
// value. Nothing when it is right or not needed.
[[nodiscard]] Result<std::optional<Outcome>> redeem_problem(Handling& now, const std::optional<std::string>& typed,
                                                            const Bearing& bearer, std::int64_t value_minor,
                                                            bool manager);

// ---- rewards ----------------------------------------------------------------------------------------------

// Tickets for whoever brought this member, who has just bought for the first time.
[[nodiscard]] Result<void> reward_referrer(Handling& now, const MemberRow& newcomer);
// Store credit in place of a prize that is called so, if the shop wants it. Returns: how much.
[[nodiscard]] Result<std::int64_t> credit_prize(Handling& now, const UnitRow& unit, const StaffId& clerk);
// Takes it back. Returns: false when some of it was spent.
[[nodiscard]] Result<bool> take_back_prize_credit(Handling& now, const UnitId& unit, const StaffId& manager);
// What time brings.
[[nodiscard]] Result<void> expire_vouchers(Handling& now);
[[nodiscard]] Result<void> issue_monthly_vouchers(Handling& now);

}  // namespace xiaoer
