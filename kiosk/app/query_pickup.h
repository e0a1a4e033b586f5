// Questions about pickups, for managers: what waits, what was done and by whom. Part of app/query.h; include that.
#pragma once

#include "domain/fact_pickup.h"

#include <string>
#include <vector>

namespace xiaoer {

// Every prize that waits at this kiosk, by number of its winner: labels for the bags, and the paper sheet.
struct OpenPickups {
    std::int64_t most = 500;
};
struct OpenPickupRow {
    UnitId unit;
    std::int64_t number = 0;
    std::string shown_name;
    std::string prize;
    std::int64_t tier = 0;
    Timestamp claim_by;
    bool redeem_code = false;  // above the first value …
    bool manager = false;      // … and above the second
};

// Who handed over what to whom, refusals, undos, look-ups, overrides, what was fetched; newest first. Each filter may
// be left out.
struct PickupAudit {
    Timestamp from;
    Timestamp to;
    std::optional<std::int64_t> number = {};
    std::optional<StaffId> staff = {};
    std::int64_t most = 200;
};
enum class AuditAct { handed_over, refused, undone, paper, paper_conflict, looked_up, pin_set, reserved };
[[nodiscard]] constexpr auto names_of(AuditAct) {
    return std::array<std::string_view, 8>{"handed_over",    "refused",   "undone",  "paper",
                                           "paper_conflict", "looked_up", "pin_set", "reserved"};
}
struct AuditRow {
    Timestamp at;  // when it happened; of paper, what was written on it
    AuditAct act = AuditAct::handed_over;
    std::int64_t number = 0;  // the winner's; 0 for none
    std::string prize;
    std::string clerk;                // names
    std::string manager;              // who decided above the value, or entered it; "" for nobody
    std::string detail;               // evidence, reason, document…: a key of words
    std::string signature = {};       // of a hand-over that was signed for: as SignatureOf takes it
    std::optional<UnitId> unit = {};  // of a hand-over that stands: as PickupSlipOf takes it
};
// A clerk at the desk gave more sales of a week to one member than the shop's rule lets pass without a word.
struct FriendWarning {
    std::string clerk;
    std::int64_t number = 0;
    std::int64_t sales = 0;
};
struct AuditView {
    std::vector<AuditRow> rows;
    bool more = false;  // there are older ones
    std::vector<FriendWarning> warnings;
};

// What the winner's slip said, to be printed again: of this prize, or of the newest hand-over of this kiosk; all that
// went over the counter in that one go. NoSuchMember when there is none, it was taken back, or it was on paper.
struct PickupSlipOf {
    std::optional<UnitId> unit = {};
};
struct PickupSlipView {
    std::int64_t number = 0;
    std::vector<std::string> prizes;
    std::string clerk;
    Timestamp at;
    std::string fact_hash;  // 64 hex digits, of the last of them
};

struct SignatureOf {  // what a winner drew; NoSuchMember when it is not there, or the person was erased
    std::string signature;
};
struct SignatureText {
    std::string strokes;  // domain/strokes.h
};

}  // namespace xiaoer
