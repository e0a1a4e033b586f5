// Command: what somebody wants, carrying an id its caller made. Saying it twice is safe and answers the same.
//
// Values; any thread. Every field goes over the socket and none is kept as it is: what must not be stored
// (codes, passes) is checked by the store thread and dropped.
#pragma once

#include "app/bearer.h"
#include "app/command_draws.h"
#include "app/command_people.h"
#include "app/command_photos.h"
#include "app/command_pickup.h"
#include "app/command_rewards.h"
#include "app/command_sync.h"
#include "base/one_of.h"
#include "base/secret_box.h"
#include "domain/prize.h"
#include "domain/settings.h"
#include "domain/staff.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace xiaoer {

// ---- the shop and its people ------------------------------------------------------------------------------

struct OpenShop {  // once, on first start
    static constexpr std::string_view kind = "open_shop";
    Settings settings;
    // Of the recovery sheet that the owner has already seen, so that no power cut loses it; made here when not given.
    std::optional<Hash> root_key{};
    std::string code{};
    XIAOER_FIELDS(visit("settings", self.settings); visit("root_key", self.root_key); visit("code", self.code);)
};
struct ChangeSettings {
    static constexpr std::string_view kind = "change_settings";
    Settings settings;
    std::optional<SessionId> by;  // a manager; empty: the machine's owner, by command line
    XIAOER_FIELDS(visit("settings", self.settings); visit("by", self.by);)
};
struct AddStaff {
    static constexpr std::string_view kind = "add_staff";
    std::string name;
    bool manager = false;
    std::array<std::uint8_t, 16> pin_salt{};  // Argon2id of the PIN, hashed by the caller (Kiosk::add_staff)
    Hash pin_hash{};
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("name", self.name); visit("manager", self.manager); visit("pin_salt", self.pin_salt);
                  visit("pin_hash", self.pin_hash); visit("by", self.by);)
};
// A PIN check in two steps, so that the failure is counted durably before the hash is computed off-thread
// (Kiosk::sign_in does all of it).
struct BeginSignIn {
    static constexpr std::string_view kind = "begin_sign_in";
    StaffId staff;
    XIAOER_FIELDS(visit("staff", self.staff);)
};
struct FinishSignIn {
    static constexpr std::string_view kind = "finish_sign_in";
    StaffId staff;
    CommandId attempt;  // the id of the BeginSignIn
    Hash computed{};
    XIAOER_FIELDS(visit("staff", self.staff); visit("attempt", self.attempt); visit("computed", self.computed);)
};
struct SignOut {
    static constexpr std::string_view kind = "sign_out";
    SessionId session;
    XIAOER_FIELDS(visit("session", self.session);)
};

// ---- staff phones -----------------------------------------------------------------------------------------

// A code that pairs one phone with a person of the staff, good for two minutes. Writes nothing: it lives in memory.
struct OfferPairing {
    static constexpr std::string_view kind = "offer_pairing";
    std::optional<StaffId> staff;  // empty: whoever asks; for somebody else the merchant must ask
    std::optional<SessionId> by;   // empty: the screen of a machine that waits for its owner's phone
    XIAOER_FIELDS(visit("staff", self.staff); visit("by", self.by);)
};
// The first phone to answer the code owns it. Inside the box, closed with the code's key: {"public"}, the phone's half
// of the key that its calls will be sealed with, so that whoever sees the code later cannot read them.
struct PairPhone {
    static constexpr std::string_view kind = "pair_phone";
    PhoneId pairing;
    BoxNonce nonce{};
    Bytes box;
    XIAOER_FIELDS(visit("pairing", self.pairing); visit("nonce", self.nonce); visit("box", self.box);)
};
// Opens what a paired phone says. Inside the box is JSON with a "counter", greater than in every call before.
struct OpenCall {
    static constexpr std::string_view kind = "open_call";
    PhoneId phone;
    BoxNonce nonce{};
    Bytes box;
    XIAOER_FIELDS(visit("phone", self.phone); visit("nonce", self.nonce); visit("box", self.box);)
};
struct RevokePhone {  // one's own, or any by the merchant
    static constexpr std::string_view kind = "revoke_phone";
    PhoneId phone;
    SessionId by;
    XIAOER_FIELDS(visit("phone", self.phone); visit("by", self.by);)
};
struct AwaitOwner {  // by the machine's owner only: the shop is this person's, and the screen waits for their phone
    static constexpr std::string_view kind = "await_owner";
    StaffId staff;
    XIAOER_FIELDS(visit("staff", self.staff);)
};

// ---- members ----------------------------------------------------------------------------------------------

struct Join {
    static constexpr std::string_view kind = "join";
    std::string nickname;              // cleaned by the store; at most 20 code points; must not end up empty
    std::optional<std::string> phone;  // any writing of a mainland or E.164 number
    bool agreed = false;               // to this shop's use; required
    bool agreed_alliance = false;      // separate, free
    bool show_name = false;            // nickname in full on screens and posters
    std::string channel;               // channel token of the QR
    Language language = Language::hans;
    std::optional<Hash> browser;            // SHA-256 of the cookie this browser will carry
    std::optional<std::string> claim_code;  // join and claim in one go
    Hash notice{};                          // SHA-256 of the notice that was shown
    bool under_14 = false;                  // declared: then a guardian must agree too
    bool guardian_agreed = false;
    XIAOER_FIELDS(visit("nickname", self.nickname); visit("phone", self.phone); visit("agreed", self.agreed);
                  visit("agreed_alliance", self.agreed_alliance); visit("show_name", self.show_name);
                  visit("channel", self.channel); visit("language", self.language); visit("browser", self.browser);
                  visit("claim_code", self.claim_code); visit("notice", self.notice); visit("under_14", self.under_14);
                  visit("guardian_agreed", self.guardian_agreed);)
};
struct IssueCard {  // a number for somebody without a phone, or a card for a member who has a number
    static constexpr std::string_view kind = "issue_card";
    SessionId by;
    std::optional<std::int64_t> number;    // empty: a new member
    std::optional<std::string> purchase;   // bound in the same go
    std::optional<std::string> card = {};  // scanned: one printed in advance
    XIAOER_FIELDS(visit("by", self.by); visit("number", self.number); visit("purchase", self.purchase);
                  visit("card", self.card);)
};
struct RevokeCard {
    static constexpr std::string_view kind = "revoke_card";
    SessionId by;
    std::int64_t number = 0;  // every card of this member
    XIAOER_FIELDS(visit("by", self.by); visit("number", self.number);)
};
struct IssuePass {  // writes nothing: the pass lives in memory for 30 s
    static constexpr std::string_view kind = "issue_pass";
    Hash browser{};  // SHA-256 of the cookie
    XIAOER_FIELDS(visit("browser", self.browser);)
};

// ---- purchases --------------------------------------------------------------------------------------------

enum class PurchaseKind { sale, refund };
[[nodiscard]] constexpr auto names_of(PurchaseKind) { return std::array<std::string_view, 2>{"sale", "refund"}; }

struct PurchaseLine {
    std::string text;
    std::int64_t quantity_milli = 1000;
    std::int64_t amount_minor = 0;
    XIAOER_FIELDS(visit("text", self.text); visit("quantity_milli", self.quantity_milli);
                  visit("amount_minor", self.amount_minor);)
};
struct NewPurchase {
    PurchaseKind what = PurchaseKind::sale;
    std::string receipt_no;                          // "" when there is none
    std::optional<std::string> original_receipt_no;  // of a refund
    std::int64_t total_minor = 0;                    // > 0 for a sale, < 0 for a refund
    std::string currency;                            // "" is the shop's
    std::optional<Timestamp> sold_at;                // empty: when the kiosk saw it
    std::string source;                              // "tap:9100", "till:till-2", "hand", a file's name…
    std::optional<std::int64_t> member;              // number the till already knows, or typed by the clerk
    XIAOER_FIELDS(visit("what", self.what); visit("receipt_no", self.receipt_no);
                  visit("original_receipt_no", self.original_receipt_no); visit("total_minor", self.total_minor);
                  visit("currency", self.currency); visit("sold_at", self.sold_at); visit("source", self.source);
                  visit("member", self.member);)
};
struct RecordPurchases {
    static constexpr std::string_view kind = "record_purchases";
    std::vector<NewPurchase> purchases;  // at most 1,000
    std::optional<SessionId> by;         // 记一笔: the clerk; empty for a till
    XIAOER_FIELDS(visit("purchases", self.purchases); visit("by", self.by);)
};
struct BindPurchase {
    static constexpr std::string_view kind = "bind_purchase";
    std::optional<std::string> purchase;    // exactly one of purchase (the desk) …
    std::optional<std::string> claim_code;  // … and claim_code (slip or screen)
    Bearer to;                              // who the tickets go to
    std::optional<SessionId> by = {};       // the clerk; empty: the customer at the screen or on the phone
    XIAOER_FIELDS(visit("purchase", self.purchase); visit("claim_code", self.claim_code); visit("to", self.to);
                  visit("by", self.by);)
};
struct KeepSlip {  // bytes that could not be read, kept 30 days in the vault
    static constexpr std::string_view kind = "keep_slip";
    Bytes bytes;  // at most 1 MiB; the rest is cut
    std::string reason;
    std::string source;
    XIAOER_FIELDS(visit("bytes", self.bytes); visit("reason", self.reason); visit("source", self.source);)
};
struct FillSlip {  // 待补金额: the clerk types what the slip says
    static constexpr std::string_view kind = "fill_slip";
    std::int64_t slip = 0;
    std::int64_t total_minor = 0;  // 0: it was no sale; the slip is put away
    SessionId by;
    XIAOER_FIELDS(visit("slip", self.slip); visit("total_minor", self.total_minor); visit("by", self.by);)
};

// ---- draws ------------------------------------------------------------------------------------------------

struct AnnounceDraw {
    static constexpr std::string_view kind = "announce_draw";
    Timestamp closes_at;
    Timestamp draws_at;
    Timestamp claim_by;
    std::vector<PrizeOffer> prizes;
    int dice_throws = 10;
    std::string entropy_source;  // "" for the shop's usual words
    std::optional<SessionId> by;
    std::optional<std::string> name = {};      // of a draw that stands alone: "开业三周年"
    std::optional<DrawForm> form = {};         // empty: the shop's
    std::optional<EntropyKind> entropy = {};   // empty: dice
    std::optional<std::string> interest = {};  // for one group only
    XIAOER_FIELDS(visit("closes_at", self.closes_at); visit("draws_at", self.draws_at);
                  visit("claim_by", self.claim_by); visit("prizes", self.prizes);
                  visit("dice_throws", self.dice_throws); visit("entropy_source", self.entropy_source);
                  visit("by", self.by); visit("name", self.name); visit("form", self.form);
                  visit("entropy", self.entropy); visit("interest", self.interest);)
};
struct CloseDraw {  // locks the list, at or after closes_at and never before: that hour was announced
    static constexpr std::string_view kind = "close_draw";
    std::string draw;
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("draw", self.draw); visit("by", self.by);)
};
struct SettleDraw {
    static constexpr std::string_view kind = "settle_draw";
    std::string draw;
    std::string entropy_value;  // for dice "[1-6]{throws}", in the order thrown
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("draw", self.draw); visit("entropy_value", self.entropy_value); visit("by", self.by);)
};
struct CancelDraw {  // only before the close
    static constexpr std::string_view kind = "cancel_draw";
    std::string draw;
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("draw", self.draw); visit("by", self.by);)
};
// What time brings: announces the next draw of the schedule, locks lists that are due, lists unclaimed units.
// The store thread says it to itself every second; a test may say it too.
struct Tick {
    static constexpr std::string_view kind = "tick";
    XIAOER_FIELDS()
};

// ---- pickups ----------------------------------------------------------------------------------------------

struct LookUp {  // writes nothing and never consumes a pass: what a scan means, and what may be done
    static constexpr std::string_view kind = "look_up";
    std::string scan;             // what the scanner read: pass, card, or a typed number
    std::optional<SessionId> by;  // names and answers only for a signed-in clerk
    XIAOER_FIELDS(visit("scan", self.scan); visit("by", self.by);)
};
struct HandOver {
    static constexpr std::string_view kind = "hand_over";
    std::vector<UnitId> units;               // 1–20, all of the bearer
    std::string scan;                        // pass, card, or number (then redeem_code is required)
    std::optional<std::string> redeem_code;  // 领奖码, typed by the winner
    std::optional<SessionId> manager;        // above the second value
    SessionId by;
    std::optional<std::string> signature = {};  // domain/strokes.h: where the shop wants one
    XIAOER_FIELDS(visit("units", self.units); visit("scan", self.scan); visit("redeem_code", self.redeem_code);
                  visit("manager", self.manager); visit("by", self.by); visit("signature", self.signature);)
};
enum class RefusalReason { not_the_winner, wrong_answer, no_proof, other };
[[nodiscard]] constexpr auto names_of(RefusalReason) {
    return std::array<std::string_view, 4>{"not_the_winner", "wrong_answer", "no_proof", "other"};
}
struct RefuseHandOver {
    static constexpr std::string_view kind = "refuse_hand_over";
    std::vector<UnitId> units;
    RefusalReason reason = RefusalReason::not_the_winner;
    SessionId by;
    XIAOER_FIELDS(visit("units", self.units); visit("reason", self.reason); visit("by", self.by);)
};
struct UndoHandOver {  // a manager only
    static constexpr std::string_view kind = "undo_hand_over";
    UnitId unit;
    SessionId by;
    XIAOER_FIELDS(visit("unit", self.unit); visit("by", self.by);)
};
struct EraseMember {
    static constexpr std::string_view kind = "erase_member";
    std::optional<std::int64_t> number;  // exactly one of the two
    std::optional<MemberId> member;
    std::optional<SessionId> by = {};  // a manager
    XIAOER_FIELDS(visit("number", self.number); visit("member", self.member); visit("by", self.by);)
};
struct Reconcile {  // a manager declares that the ledger, though behind its anchor, is what the shop goes on with
    static constexpr std::string_view kind = "reconcile";
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("by", self.by);)
};
// What a customer's phone remembers of the ledger (domain/witness.h): when that is more than there is, hand-overs wait
// for a manager. A text that is none, or of another machine, changes nothing. Outcome: Done.
struct ShowWitness {
    static constexpr std::string_view kind = "show_witness";
    std::string witness;
    XIAOER_FIELDS(visit("witness", self.witness);)
};
// A manager says that the date on the desk is right, though the clock has jumped (app/clock_watch.h).
struct ConfirmClock {
    static constexpr std::string_view kind = "confirm_clock";
    Timestamp shown;  // what the manager saw: within an hour of what the clock says now
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("shown", self.shown); visit("by", self.by);)
};

struct RetireDevice {  // a manager declares a machine that this one succeeded gone: its prizes move here
    static constexpr std::string_view kind = "retire_device";
    DeviceId old;
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("old", self.old); visit("by", self.by);)
};

// ---- the outbox ---------------------------------------------------------------------------------------------

struct MarkForwarded {  // the boss has sent a post to the chat group
    static constexpr std::string_view kind = "mark_forwarded";
    std::string post;
    XIAOER_FIELDS(visit("post", self.post);)
};
// A bot and one post, in three steps, so that it is never sent twice: taken, written down durably, before the first
// byte goes out; then what became of it. Outcomes of Take: Done, or Refused{"taken_before"}.
struct TakeBotPost {
    static constexpr std::string_view kind = "take_bot_post";
    std::string bot, post;
    XIAOER_FIELDS(visit("bot", self.bot); visit("post", self.post);)
};
enum class BotResult { sent, refused, not_sent };  // not_sent: it certainly did not arrive, and may be taken again
[[nodiscard]] constexpr auto names_of(BotResult) {
    return std::array<std::string_view, 3>{"sent", "refused", "not_sent"};
}
struct SettleBotPost {
    static constexpr std::string_view kind = "settle_bot_post";
    std::string bot, post;
    BotResult result = BotResult::sent;
    XIAOER_FIELDS(visit("bot", self.bot); visit("post", self.post); visit("result", self.result);)
};

struct Wish
    : std::variant<OpenShop, ChangeSettings, AddStaff, BeginSignIn, FinishSignIn, SignOut, OfferPairing, PairPhone,
                   OpenCall, RevokePhone, AwaitOwner, Join, IssueCard, RevokeCard, IssuePass, RecordPurchases,
                   BindPurchase, KeepSlip, FillSlip, AnnounceDraw, CloseDraw, SettleDraw, CancelDraw, Tick, LookUp,
                   HandOver, RefuseHandOver, UndoHandOver, EraseMember, Reconcile, ShowWitness, ConfirmClock,
                   RetireDevice, PreviewSeats, ImportSeats, BindSeat, AskToBind, BindBrowser, PrepareCards, ReplaceCard,
                   RecordStrike, ClearStrikes, SetRole, CheckIn, Quote, SpendCredit, GiveVoucher, ReverseCredit,
                   SetInterests, EraseSelf, MarkForwarded, TakeBotPost, SettleBotPost, ReserveUnits, ReleaseUnits,
                   MarketHandOver, FindWinners, EnterPaper, SetPin, KeepPhoto, TakeBackPhoto, TakeScan, EnterValue,
                   ConfirmValue, SubstitutePrize, PlayInstant, HandInstant, ReceiveFacts, HeedOwnHead, ReceiveVault,
                   NoteSync, EnrolDevice, RevokeDevice, SendPrize, TakeUpPrize, MergeMembers> {
    XIAOER_ONE_OF(Wish)
};

struct Command {
    CommandId id;
    Wish wish;
    XIAOER_FIELDS(visit("id", self.id); visit("wish", self.wish);)
};

extern template Json to_json(const Wish& value);
extern template Result<Wish> from_json(const Json& json);

}  // namespace xiaoer
