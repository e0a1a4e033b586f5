// What a staff phone says once its call is opened, and what it may say. Values; any thread.
//
// A call is POST /api/staff with JSON {"phone","nonce","box"}, all hex: the box is closed with the phone's key
// (base/secret_box.h) and holds a StaffBody. The answer is {"nonce","box"} under the same key and holds
// {"answer","to"}, `to` being the call's nonce: an old answer cannot stand for a new one. A call that does not open,
// was heard before, or comes from an unknown or revoked phone gets 403 {"error":"not_paired"}, always the same.
//
// A phone is paired by {"pairing","nonce","box"}, closed with the code's key, which the camera read and the network
// never saw; both sides then agree on the phone's own key (X25519), so that the code is worthless once it was used.
#pragma once

#include "app/outcome.h"
#include "phone/boss_answers.h"
#include "phone/visit.h"

namespace xiaoer::phone {

struct AskState {  // all that the pages show
    static constexpr std::string_view kind = "state";
    XIAOER_FIELDS()
};
struct AskAddStaff {
    static constexpr std::string_view kind = "add_staff";
    std::string name;
    bool manager = false;
    std::string pin;
    XIAOER_FIELDS(visit("name", self.name); visit("manager", self.manager); visit("pin", self.pin);)
};
struct AskProve {  // a manager's PIN on a clerk's phone; its session goes into HandOver
    static constexpr std::string_view kind = "prove";
    StaffId staff;
    std::string pin;
    XIAOER_FIELDS(visit("staff", self.staff); visit("pin", self.pin);)
};
struct AskPairing {  // a code for somebody's phone, as a picture on this one
    static constexpr std::string_view kind = "pairing";
    std::optional<StaffId> staff;
    XIAOER_FIELDS(visit("staff", self.staff);)
};
struct AskPrint {
    static constexpr std::string_view kind = "print";
    bool recovery = false;  // the recovery sheet; else a test slip
    XIAOER_FIELDS(visit("recovery", self.recovery);)
};
struct AskNetwork {  // how phones reach this machine
    static constexpr std::string_view kind = "network";
    XIAOER_FIELDS()
};
struct AskTestCode {  // a card's code that is nobody's, to be held to the counter's scanner
    static constexpr std::string_view kind = "test_code";
    XIAOER_FIELDS()
};
struct AskTestDraw {  // test_draw.h
    static constexpr std::string_view kind = "test_draw";
    std::string throws;
    XIAOER_FIELDS(visit("throws", self.throws);)
};
// The boss's pages, for managers and up.
struct AskBook {
    static constexpr std::string_view kind = "book";
    BookTime when = BookTime::last_week;
    XIAOER_FIELDS(visit("when", self.when);)
};
struct AskOutbox {  // and what is to be done by hand in the chat group
    static constexpr std::string_view kind = "outbox";
    XIAOER_FIELDS()
};
struct AskMember {
    static constexpr std::string_view kind = "member";
    std::int64_t number = 0;
    XIAOER_FIELDS(visit("number", self.number);)
};
struct AskSync {  // how the kiosks of the shop last met
    static constexpr std::string_view kind = "sync";
    XIAOER_FIELDS()
};
struct AskDraws {  // draw_answers.h; for everybody, as the second person who confirms a value may be a clerk
    static constexpr std::string_view kind = "draws";
    XIAOER_FIELDS()
};
// A piece of a roll-call, which is longer than a call may be. PreviewSeats and ImportSeats with an empty text mean the
// one that was kept of this phone (pieces.h); without one they are answered {"error","roll_call_gone"}.
struct AskRollCall {
    static constexpr std::string_view kind = "roll_call";
    std::int64_t at = 0;  // bytes that came before; 0 begins a new one
    std::string text;
    XIAOER_FIELDS(visit("at", self.at); visit("text", self.text);)
};
// Of pickups (site_pickups.cpp).
struct AskPickups {
    static constexpr std::string_view kind = "pickups";
    XIAOER_FIELDS()
};
struct AskPickupAudit {
    static constexpr std::string_view kind = "pickup_audit";
    std::int64_t days = 7;
    std::int64_t most = 60;
    std::optional<std::int64_t> number;
    std::optional<StaffId> staff;
    std::optional<bool> csv;  // as a table to keep
    XIAOER_FIELDS(visit("days", self.days); visit("most", self.most); visit("number", self.number);
                  visit("staff", self.staff); visit("csv", self.csv);)
};
struct AskSignature {
    static constexpr std::string_view kind = "signature";
    std::string signature;
    XIAOER_FIELDS(visit("signature", self.signature);)
};
enum class PrintMore { labels, paper, badge };
[[nodiscard]] constexpr auto names_of(PrintMore) { return std::array<std::string_view, 3>{"labels", "paper", "badge"}; }
struct AskPrintMore {
    static constexpr std::string_view kind = "print_more";
    PrintMore what = PrintMore::labels;
    std::optional<StaffId> staff;  // of a badge: somebody else's, for a manager
    XIAOER_FIELDS(visit("what", self.what); visit("staff", self.staff);)
};
struct AskJoinCode {  // for the friends who came along
    static constexpr std::string_view kind = "join_code";
    XIAOER_FIELDS()
};
struct AskChangePin {  // one's own
    static constexpr std::string_view kind = "change_pin";
    std::string old_pin, new_pin;
    XIAOER_FIELDS(visit("old_pin", self.old_pin); visit("new_pin", self.new_pin);)
};
// The same of a photo: a JPEG file in base64. KeepPhoto with no photo means the one that was kept of this phone;
// without one it is answered {"error","photo_gone"}.
struct AskPhoto {
    static constexpr std::string_view kind = "photo";
    std::int64_t at = 0;
    std::string text;
    XIAOER_FIELDS(visit("at", self.at); visit("text", self.text);)
};
using StaffAsk = std::variant<AskState, AskAddStaff, AskProve, AskPairing, AskPrint, AskNetwork, AskTestCode,
                              AskTestDraw, AskBook, AskOutbox, AskMember, AskRollCall, AskPickups, AskPickupAudit,
                              AskSignature, AskPrintMore, AskJoinCode, AskChangePin, AskPhoto, AskDraws, AskSync>;

struct StaffBody {
    std::int64_t counter = 0;
    CommandId id;              // of the wish: saying it twice is safe
    std::optional<Json> wish;  // a Wish without its `by`, exactly one of the two
    std::optional<StaffAsk> ask;
    XIAOER_FIELDS(visit("counter", self.counter); visit("id", self.id); visit("wish", self.wish);
                  visit("ask", self.ask);)
};

// The wish as this person may say it, in their own name. Nothing when it is none, or not theirs to say.
[[nodiscard]] std::optional<Wish> wish_of(Json wish, const CallOpened& caller);
// Whether this person may ask it.
[[nodiscard]] bool may_ask(const StaffAsk& ask, StaffRole role);

// What the pages show: the desk for everybody, settings, staff and phones for those who may change them.
[[nodiscard]] Json state_for(const CallOpened& caller, const Snapshot& snapshot, Timestamp now);

// One opened call on its way.
struct StaffVisit {
    VisitPtr visit;
    CallOpened caller;
    std::string to;                        // the call's nonce
    std::optional<SessionId> proven = {};  // of another who typed the PIN here, for this one act
};

}  // namespace xiaoer::phone
