// Outcome: the answer to a Command, a value. Refusals are outcomes; an Error is only what can break.
//
// Kept with the command's id (local table), so that saying it twice answers the same. Values; any thread.
#pragma once

#include "app/command.h"
#include "app/outcome_draws.h"
#include "app/outcome_people.h"
#include "app/outcome_pickup.h"
#include "app/outcome_rewards.h"
#include "app/outcome_sync.h"
#include "app/snapshot.h"
#include "base/one_of.h"
#include "domain/fact.h"

namespace xiaoer {

struct Done {  // settings changed, signed out, slip kept, tick with nothing to do…
    static constexpr std::string_view kind = "done";
    XIAOER_FIELDS()
};
struct NotAllowed {  // no such session any more, or not a manager
    static constexpr std::string_view kind = "not_allowed";
    bool manager_needed = false;
    XIAOER_FIELDS(visit("manager_needed", self.manager_needed);)
};
struct Frozen {  // the ledger is behind its anchor: hand-overs wait until a manager reconciles
    static constexpr std::string_view kind = "frozen";
    XIAOER_FIELDS()
};
struct Refused {  // input that a person can put right; `why` is a key of assets/strings ("refused.<why>")
    static constexpr std::string_view kind = "refused";
    std::string why;
    XIAOER_FIELDS(visit("why", self.why);)
};

struct ShopOpened {
    static constexpr std::string_view kind = "shop_opened";
    std::string kiosk_code;
    std::string root_key;  // hex, for the recovery sheet; told once and kept nowhere
    std::string draw_key;  // hex, for the recovery sheet
    XIAOER_FIELDS(visit("kiosk_code", self.kiosk_code); visit("root_key", self.root_key);
                  visit("draw_key", self.draw_key);)
};
struct StaffAdded {
    static constexpr std::string_view kind = "staff_added";
    StaffId staff;
    XIAOER_FIELDS(visit("staff", self.staff);)
};
struct SignInBegun {
    static constexpr std::string_view kind = "sign_in_begun";
    std::array<std::uint8_t, 16> pin_salt{};
    XIAOER_FIELDS(visit("pin_salt", self.pin_salt);)
};
struct SignedIn {
    static constexpr std::string_view kind = "signed_in";
    SessionId session;
    std::string name;
    bool manager = false;
    StaffId staff = {};
    XIAOER_FIELDS(visit("session", self.session); visit("name", self.name); visit("manager", self.manager);
                  visit("staff", self.staff);)
};
struct WrongPin {
    static constexpr std::string_view kind = "wrong_pin";
    std::int64_t tries_left = 0;  // before the next lock
    XIAOER_FIELDS(visit("tries_left", self.tries_left);)
};
struct Locked {  // this person only; the counter goes on
    static constexpr std::string_view kind = "locked";
    Timestamp until;
    XIAOER_FIELDS(visit("until", self.until);)
};

struct PairingOffered {
    static constexpr std::string_view kind = "pairing_offered";
    PhoneId pairing;
    std::string url;  // the key stands behind the '#' and is never sent
    std::int64_t lifetime_ms = 0;
    XIAOER_FIELDS(visit("pairing", self.pairing); visit("url", self.url); visit("lifetime_ms", self.lifetime_ms);)
};
struct PhonePaired {  // the answer to the phone, closed with the code's key: {"public","to"}
    static constexpr std::string_view kind = "phone_paired";
    BoxNonce nonce{};
    Bytes box;
    XIAOER_FIELDS(visit("nonce", self.nonce); visit("box", self.box);)
};
struct PairingRefused {
    static constexpr std::string_view kind = "pairing_refused";
    bool taken = false;  // another phone was first, and its owner is told; else the code is unknown, over or altered
    XIAOER_FIELDS(visit("taken", self.taken);)
};
struct CallOpened {  // given once and never kept: the key is for the answer
    static constexpr std::string_view kind = "call_opened";
    SessionId session;
    StaffRole role = StaffRole::clerk;
    std::string name;
    std::string body;
    Hash key{};
    StaffId staff = {};
    XIAOER_FIELDS(visit("session", self.session); visit("role", self.role); visit("name", self.name);
                  visit("body", self.body); visit("key", self.key); visit("staff", self.staff);)
};
struct CallRefused {  // unknown or revoked phone, altered or repeated call: all the same to whoever asks
    static constexpr std::string_view kind = "call_refused";
    XIAOER_FIELDS()
};

struct Joined {
    static constexpr std::string_view kind = "joined";
    MemberId member;
    std::int64_t number = 0;
    std::string redeem_code;   // 领奖码, shown once
    std::int64_t tickets = 0;  // claimed in the same go
    bool already = false;      // this browser, or this phone on this browser, had a number: nothing new was made
    XIAOER_FIELDS(visit("member", self.member); visit("number", self.number); visit("redeem_code", self.redeem_code);
                  visit("tickets", self.tickets); visit("already", self.already);)
};
struct CardIssued {
    static constexpr std::string_view kind = "card_issued";
    std::int64_t number = 0;
    std::string scan;  // the card's digits, for its QR
    std::string redeem_code;
    std::int64_t tickets = 0;
    CardId card{};
    XIAOER_FIELDS(visit("number", self.number); visit("scan", self.scan); visit("redeem_code", self.redeem_code);
                  visit("tickets", self.tickets); visit("card", self.card);)
};
struct PassIssued {
    static constexpr std::string_view kind = "pass_issued";
    std::string scan;  // 9 + 5 + 20 digits
    std::int64_t lifetime_ms = 30'000;
    XIAOER_FIELDS(visit("scan", self.scan); visit("lifetime_ms", self.lifetime_ms);)
};
struct UnknownBrowser {  // the cookie is of no member (any more)
    static constexpr std::string_view kind = "unknown_browser";
    XIAOER_FIELDS()
};

struct Recorded {
    static constexpr std::string_view kind = "recorded";
    std::int64_t recorded = 0;
    std::int64_t refunded = 0;
    std::int64_t duplicates = 0;
    std::int64_t ignored = 0;
    std::vector<std::string> purchases;    // ids, in order, "" for what was not recorded
    std::vector<std::string> claim_codes;  // of the unbound ones, in order, "" otherwise
    std::vector<std::int64_t> claimable;   // tickets that each unbound one is worth, in order
    std::int64_t tickets = 0;              // granted at once, where the member was known
    XIAOER_FIELDS(visit("recorded", self.recorded); visit("refunded", self.refunded);
                  visit("duplicates", self.duplicates); visit("ignored", self.ignored);
                  visit("purchases", self.purchases); visit("claim_codes", self.claim_codes);
                  visit("claimable", self.claimable); visit("tickets", self.tickets);)
};
struct Bound {
    static constexpr std::string_view kind = "bound";
    std::int64_t number = 0;
    std::string shown_name;
    std::int64_t tickets = 0;
    XIAOER_FIELDS(visit("number", self.number); visit("shown_name", self.shown_name); visit("tickets", self.tickets);)
};
struct AlreadyBound {
    static constexpr std::string_view kind = "already_bound";
    std::int64_t number = 0;
    XIAOER_FIELDS(visit("number", self.number);)
};
struct ClaimTooLate {  // the code is unknown, or its draw is closed
    static constexpr std::string_view kind = "claim_too_late";
    XIAOER_FIELDS()
};

struct DrawAnnounced {
    static constexpr std::string_view kind = "draw_announced";
    std::string draw;
    std::int64_t number = 0;
    std::string announcement_hash;
    XIAOER_FIELDS(visit("draw", self.draw); visit("number", self.number);
                  visit("announcement_hash", self.announcement_hash);)
};
struct DrawClosed {
    static constexpr std::string_view kind = "draw_closed";
    std::string draw;
    std::string closing_hash;
    std::int64_t tickets = 0;
    XIAOER_FIELDS(visit("draw", self.draw); visit("closing_hash", self.closing_hash); visit("tickets", self.tickets);)
};
struct DrawSettled {
    static constexpr std::string_view kind = "draw_settled";
    std::string draw;
    std::int64_t winners = 0;
    XIAOER_FIELDS(visit("draw", self.draw); visit("winners", self.winners);)
};

// What a scan means at the pickup desk.
struct PickupUnit {
    UnitId unit;
    std::string prize;
    std::int64_t tier = 0;
    std::int64_t value_minor = 0;
    UnitState state = UnitState::waiting;
    Timestamp drawn_at;
    Timestamp claim_by;
    std::optional<std::string> elsewhere;  // the shop whose device is home to it
    Timestamp handed_over_at;              // when handed_over
    std::string handed_over_by;            // clerk
    std::string fetched_by = {};           // clerk who has reserved it, until …
    Timestamp fetched_until = {};
    XIAOER_FIELDS(visit("unit", self.unit); visit("prize", self.prize); visit("tier", self.tier);
                  visit("value_minor", self.value_minor); visit("state", self.state); visit("drawn_at", self.drawn_at);
                  visit("claim_by", self.claim_by); visit("elsewhere", self.elsewhere);
                  visit("handed_over_at", self.handed_over_at); visit("handed_over_by", self.handed_over_by);
                  visit("fetched_by", self.fetched_by); visit("fetched_until", self.fetched_until);)
};
using Proof = Evidence;  // what they showed

struct Recognised {
    static constexpr std::string_view kind = "recognised";
    Proof proof = Proof::pass;
    std::int64_t number = 0;
    std::string name;                 // in full only for a signed-in clerk, else as shown
    std::string question;             // "phone_tail" or "name": what the clerk asks; "" without a clerk
    std::string answer;               // …and what is to be heard
    std::int64_t visits = 0;          // purchases bound
    std::int64_t pickups = 0;         // prizes handed over before
    bool redeem_code_needed = false;  // above the first value, or a bare number
    bool manager_needed = false;      // above the second
    bool signature_needed = false;
    std::vector<PickupUnit> units;  // waiting first; at most 20
    bool seat = false;              // nobody claimed this number yet: BindSeat, when the clerk has seen who it is
    XIAOER_FIELDS(visit("seat", self.seat); visit("proof", self.proof); visit("number", self.number);
                  visit("name", self.name); visit("question", self.question); visit("answer", self.answer);
                  visit("visits", self.visits); visit("pickups", self.pickups);
                  visit("redeem_code_needed", self.redeem_code_needed); visit("manager_needed", self.manager_needed);
                  visit("signature_needed", self.signature_needed); visit("units", self.units);)
};
enum class ScanProblem {
    unknown,       // no such pass, card or number
    expired,       // a pass of this kiosk, too old or used (also after a restart)
    revoked,       // a card that was replaced
    other_shop,    // a pass or card of another kiosk
    payment_code,  // a wallet's payment code: never logged or stored
    unreadable,    // no form that Xiaoer knows
};
[[nodiscard]] constexpr auto names_of(ScanProblem) {
    return std::array<std::string_view, 6>{"unknown", "expired", "revoked", "other_shop", "payment_code", "unreadable"};
}
struct NotRecognised {
    static constexpr std::string_view kind = "not_recognised";
    ScanProblem problem = ScanProblem::unknown;
    XIAOER_FIELDS(visit("problem", self.problem);)
};
struct HandedOver {
    static constexpr std::string_view kind = "handed_over";
    std::int64_t number = 0;
    std::vector<UnitId> units;
    std::vector<std::string> prizes;  // their names, for the slip
    std::string clerk;
    Timestamp at;
    std::string fact_hash;                           // of the last hand-over, for the slip
    std::int64_t credit_minor = 0;                   // store credit that prizes became
    std::optional<std::int64_t> voucher_minor = {};  // for the same day, with the prize
    std::optional<Timestamp> voucher_until = {};
    std::optional<std::int64_t> dear = {};  // on market day: what waits for the plain pickup
    XIAOER_FIELDS(visit("number", self.number); visit("units", self.units); visit("prizes", self.prizes);
                  visit("clerk", self.clerk); visit("at", self.at); visit("fact_hash", self.fact_hash);
                  visit("credit_minor", self.credit_minor); visit("voucher_minor", self.voucher_minor);
                  visit("voucher_until", self.voucher_until); visit("dear", self.dear);)
};
struct AlreadyHandedOver {
    static constexpr std::string_view kind = "already_handed_over";
    UnitId unit;
    Timestamp at;
    std::string by;  // clerk's name
    XIAOER_FIELDS(visit("unit", self.unit); visit("at", self.at); visit("by", self.by);)
};
struct Lapsed {
    static constexpr std::string_view kind = "lapsed";
    UnitId unit;
    Timestamp since;
    XIAOER_FIELDS(visit("unit", self.unit); visit("since", self.since);)
};
struct OtherShop {
    static constexpr std::string_view kind = "other_shop";
    UnitId unit;
    std::string shop;
    Timestamp until = {};
    XIAOER_FIELDS(visit("unit", self.unit); visit("shop", self.shop); visit("until", self.until);)
};
struct NotTheirs {  // the unit was won by somebody else
    static constexpr std::string_view kind = "not_theirs";
    UnitId unit;
    XIAOER_FIELDS(visit("unit", self.unit);)
};
struct RedeemCodeNeeded {
    static constexpr std::string_view kind = "redeem_code_needed";
    XIAOER_FIELDS()
};
struct WrongRedeemCode {
    static constexpr std::string_view kind = "wrong_redeem_code";
    std::int64_t tries_left = 0;  // 0: a manager has to look
    XIAOER_FIELDS(visit("tries_left", self.tries_left);)
};
struct HandOverRefused {  // recorded; the prize is not burnt
    static constexpr std::string_view kind = "hand_over_refused";
    XIAOER_FIELDS()
};
struct HandOverUndone {
    static constexpr std::string_view kind = "hand_over_undone";
    UnitId unit;
    XIAOER_FIELDS(visit("unit", self.unit);)
};
struct Erased {
    static constexpr std::string_view kind = "erased";
    std::int64_t number = 0;
    XIAOER_FIELDS(visit("number", self.number);)
};

struct Outcome
    : std::variant<Done, NotAllowed, Frozen, Refused, ShopOpened, StaffAdded, SignInBegun, SignedIn, WrongPin, Locked,
                   PairingOffered, PhonePaired, PairingRefused, CallOpened, CallRefused, Joined, CardIssued, PassIssued,
                   UnknownBrowser, Recorded, Bound, AlreadyBound, ClaimTooLate, DrawAnnounced, DrawClosed, DrawSettled,
                   Recognised, NotRecognised, HandedOver, AlreadyHandedOver, Lapsed, OtherShop, NotTheirs,
                   RedeemCodeNeeded, WrongRedeemCode, HandOverRefused, HandOverUndone, Erased, SeatsPreviewed,
                   SeatsImported, SeatBound, BindingAsked, BrowserBound, CardsReady, StrikeCounted, CheckedIn, Quoted,
                   CreditSpent, NotEnoughCredit, VoucherGiven, CreditReversed, UnitsReserved, BeingFetched,
                   NothingToHandOver, SignatureNeeded, TooManyGuesses, WinnersFound, PaperEntered, PaperConflicted,
                   PinSet, ScanTaken, PhotoKept, ValueKept, RoundSettled, InstantPlayed, FactsReceived> {
    XIAOER_ONE_OF(Outcome)
};

extern template Json to_json(const Outcome& value);
extern template Result<Outcome> from_json(const Json& json);

}  // namespace xiaoer
