// What a kiosk knows only while it runs: living passes, signed-in clerks, what the screen has just shown. A restart
// forgets all of it, on purpose. Store thread only, so no locks.
#pragma once

#include "app/clock_watch.h"
#include "app/command.h"
#include "app/snapshot.h"
#include "base/random.h"

#include <deque>
#include <map>
#include <set>
#include <unordered_map>

namespace xiaoer {

// Living passes (DESIGN §5): valid on this kiosk only, once, for 30 s by the steady clock.
class PassBook {
public:
    static constexpr std::int64_t lifetime_ms = 30'000;
    static constexpr std::size_t most = 10'000;    // a crowd of phones; above, the oldest go
    static constexpr std::size_t most_of_one = 3;  // a member's; a page that is opened again and again keeps the newest

    void add(std::string digits, const MemberId& member, std::int64_t steady_ms);
    // Nothing when there is none such, or it is too old or used. Never consumes.
    [[nodiscard]] std::optional<MemberId> find(std::string_view digits, std::int64_t steady_ms) const;
    void consume(std::string_view digits);
    void forget(const MemberId& member);

private:
    struct Living {
        MemberId member;
        std::int64_t expires_ms;
    };
    std::map<std::string, Living, std::less<>> living_;
    std::map<MemberId, std::deque<std::string>> by_member_;  // the oldest first
    std::deque<std::string> by_age_;                         // some of them gone by now
};

// Phones that asked to be bound to a number, each by a code of four digits that its owner shows to the clerk. Ten
// minutes by the steady clock; a phone that asks again has its new code only.
class AskingBook {
public:
    static constexpr std::int64_t lifetime_ms = 10 * minute_ms;
    static constexpr std::size_t most = 500;  // above, nobody is in the shop with them any more

    // Returns: the code.
    [[nodiscard]] std::string add(const AskToBind& asking, std::int64_t steady_ms, Random& random);
    [[nodiscard]] std::optional<AskToBind> find(std::string_view code, std::int64_t steady_ms) const;
    void remove(std::string_view code);

private:
    struct Living {
        AskToBind asking;
        std::int64_t expires_ms;
    };
    std::map<std::string, Living, std::less<>> living_;
};

struct Session {
    StaffId staff;
    std::string name;
    bool manager = false;
};

// Signed-in clerks: gone after ten idle minutes.
class Sessions {
public:
    static constexpr std::int64_t idle_ms = 10 * minute_ms;

    void add(const SessionId& id, Session session, std::int64_t steady_ms);
    // Finding it is using it. Nothing when unknown or idle for too long.
    [[nodiscard]] std::optional<Session> find(const SessionId& id, std::int64_t steady_ms);
    void remove(const SessionId& id);
    void remove_all_of(const StaffId& staff);

private:
    struct Open {
        Session session;
        std::int64_t used_ms;
    };
    std::map<SessionId, Open> open_;
};

// Codes that pair a phone: two minutes each, one a person. A used one stays known for a while, so that whoever comes
// with it afterwards is recognised.
struct Pairing {
    SecretKey key;
    StaffId staff;
    std::int64_t expires_ms = 0;  // steady
    bool used = false;
};
class Pairings {
public:
    static constexpr std::int64_t lifetime_ms = 2 * minute_ms;
    static constexpr std::size_t most = 32;  // above, the used ones go

    void add(const PhoneId& id, Pairing pairing, std::int64_t steady_ms);
    // nullptr when it is unknown, or too old and never used.
    [[nodiscard]] const Pairing* find(const PhoneId& id, std::int64_t steady_ms) const;
    void use(const PhoneId& id);

private:
    std::map<PhoneId, Pairing> open_;
};

// Wrong passes shown at one window (a signed-in clerk's session, or the counter's own scanner): after twenty within a
// minute its passes are not listened to until the minute is over. Nobody guesses twenty digits; this keeps a window
// that is played with from costing the others anything. Cards and numbers go on, and so does every other window.
class GuessLimit {
public:
    static constexpr std::size_t most = 20;
    static constexpr std::int64_t within_ms = minute_ms;
    static constexpr std::size_t windows_most = 256;

    // How long this window must wait; 0 when it is listened to.
    [[nodiscard]] std::int64_t wait_ms(const std::optional<SessionId>& window, std::int64_t steady_ms) const;
    void wrong(const std::optional<SessionId>& window, std::int64_t steady_ms);

private:
    std::map<std::optional<SessionId>, std::deque<std::int64_t>> at_;  // the newest `most` of each window
};

// Whom a manager has found by name or phone, with a document in hand: ten minutes by the steady clock.
class Identified {
public:
    static constexpr std::int64_t lifetime_ms = 10 * minute_ms;

    void add(const StaffId& manager, const MemberId& member, std::int64_t steady_ms);
    [[nodiscard]] bool holds(const StaffId& manager, const MemberId& member, std::int64_t steady_ms) const;

private:
    std::map<std::pair<StaffId, MemberId>, std::int64_t> until_;
};

// A pass or a card that the counter's own scanner read, until a clerk's phone takes it.
struct ScanRead {
    static constexpr std::int64_t lifetime_ms = 20 * second_ms;
    std::string digits;
    std::int64_t at_ms = 0;  // steady
};

struct Memory {
    ClockWatch clock;
    GuessLimit guesses;
    Identified identified;
    PassBook passes;
    AskingBook askings;
    Sessions sessions;
    Pairings pairings;
    std::map<PhoneId, SessionId> phone_sessions;  // of each phone that called since the start
    Timestamp scanned_at;                         // the last code that the counter's own scanner read
    ScanRead scan_read;                           // … and what it said, for a clerk's phone
    std::set<std::string> told;                   // what was due and failed: it fails every second, and is logged once
    std::optional<PurchaseView> purchase;
    std::optional<GreetingView> greeting;
    std::int64_t purchase_sequence = 0;
    std::int64_t greeting_sequence = 0;
    std::unordered_map<std::string, std::string> shown_names;  // by member id bytes; bounded, see shown_name_of
};

}  // namespace xiaoer
