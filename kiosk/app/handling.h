// What the handlers of commands work with. Store thread only.
//
// One handler a command, in handle_<group>.cpp. A handler decides and appends facts inside its Writing; what is to
// change in memory waits in `after_commit`, so that a failed commit changes nothing. Returning an Error rolls back.
#pragma once

#include "app/memory.h"
#include "app/outcome.h"
#include "base/calendar.h"
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
[[nodiscard]] Result<Outcome> handle(Handling& now, const Reconcile& wish);
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

// ---- shared by several groups -----------------------------------------------------------------------------

// Whether `by` may do what only a manager may: a manager's session, or nobody (the machine's owner at the command
// line). Returns: the refusal, or nothing.
[[nodiscard]] std::optional<NotAllowed> unless_manager(Handling& now, const std::optional<SessionId>& by);

// Gives an unbound purchase's tickets to a member. Returns: how many.
[[nodiscard]] Result<std::int64_t> bind_to(Handling& now, const FactRef& purchase, const MemberId& member);

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

}  // namespace xiaoer
