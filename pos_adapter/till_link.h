// The till link, version 1: how any till tells the kiosk of a sale. docs/till-link.md is the published text, with
// vectors; this is its meaning in values, shared by both sides. Pure; any thread.
//
//     POST /till/v1                       body: {"id","receipt"} | {"id","unread"} | {"look_up"}
//     X-Xiaoer-Till: <name>               X-Xiaoer-Time: <Unix milliseconds>
//     X-Xiaoer-Signature: hex of HMAC-SHA256(key, "xiaoer-till-v1\n" method "\n" path "\n" till "\n" time "\n"
//                         hex of SHA-256(body))
// An answer to a call that was signed is signed: HMAC-SHA256(key, "xiaoer-till-answer-v1\n" the call's signature "\n"
// status "\n" hex of SHA-256(body)), so that nobody else on the network can say "recorded".
#pragma once

#include "base/keys.h"
#include "pos_adapter/receipt.h"

#include <map>
#include <variant>

namespace xiaoer::pos {

inline constexpr std::string_view till_link_path = "/till/v1";
inline constexpr std::size_t till_link_body_max = std::size_t{2} << 20;   // bytes
inline constexpr std::size_t till_link_slip_max = std::size_t{1} << 20;   // bytes of an unread slip
inline constexpr std::int64_t till_link_clock_window_ms = 5 * minute_ms;  // between the till's clock and ours

// 1–32 of a–z, 0–9 and '-'.
[[nodiscard]] bool is_till_name(std::string_view name);
// 1–64 printable ASCII characters without spaces.
[[nodiscard]] bool is_link_id(std::string_view id);

// ---- signatures -------------------------------------------------------------------------------------------

struct LinkCall {
    std::string_view method, path, till, time, signature, body;
};
[[nodiscard]] std::string link_signature(const SecretKey& key, const LinkCall& call);
[[nodiscard]] std::string link_answer_signature(const SecretKey& key, std::string_view call_signature, int status,
                                                std::string_view body);

// ---- what a till says -------------------------------------------------------------------------------------

struct LinkLookUp {
    std::string scan;  // a pass, a card or a typed number
};
// A purchase, or a slip that a tap could not read (its receipt is of kind `none`, its bytes are there).
using LinkWish = std::variant<Slip, LinkLookUp>;

// `till` makes one till's ids its own. Errors: invalid, in one line for whoever wrote the till.
[[nodiscard]] Result<LinkWish> read_link_document(std::string_view body, std::string_view till);

// Requires: is_link_id(id).
[[nodiscard]] std::string purchase_document(std::string_view id, const Receipt& receipt);
[[nodiscard]] std::string unread_document(std::string_view id, std::string_view reason, ByteView bytes);
[[nodiscard]] std::string look_up_document(std::string_view scan);

// What makes a receipt one that can be sent. Errors: invalid, in one line.
[[nodiscard]] Result<void> check_purchase(const Receipt& receipt);

// ---- what the kiosk answers -------------------------------------------------------------------------------

struct LinkAnswer {
    enum class Kind { recorded, duplicate, member, unknown, invalid, clock, unauthorised, later };
    friend constexpr auto names_of(Kind) {
        return std::array<std::string_view, 8>{"recorded", "duplicate", "member",       "unknown",
                                               "invalid",  "clock",     "unauthorised", "later"};
    }
    Kind kind = Kind::later;
    std::string line;    // of invalid: what is wrong; of unknown: why
    std::string number;  // of member
    std::string name;    // of member: as others may see it
    Timestamp time;      // of clock: the kiosk's
    friend bool operator==(const LinkAnswer&, const LinkAnswer&) = default;
};
[[nodiscard]] int http_status(LinkAnswer::Kind kind);
[[nodiscard]] std::string answer_document(const LinkAnswer& answer);
// Keys that are not known here are passed over, so that a newer kiosk is understood. Errors: invalid.
[[nodiscard]] Result<LinkAnswer> read_answer_document(std::string_view body);

// ---- the kiosk's side -------------------------------------------------------------------------------------

using TillKeys = std::map<std::string, SecretKey, std::less<>>;

struct LinkReceived {
    std::variant<Slip, LinkLookUp, LinkAnswer> what;  // a LinkAnswer: refused, nothing to be done
    const SecretKey* key = nullptr;                   // what the answer is signed with; none: it is not signed
};
// Checks name, signature (in constant time, on the raw body), clock and document, in this order.
[[nodiscard]] LinkReceived receive_call(const LinkCall& call, const TillKeys& keys, Timestamp now);

}  // namespace xiaoer::pos
