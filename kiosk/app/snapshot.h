// Snapshot: an immutable picture of what the screens show, of bounded size, published after each commit.
//
// Made by the store thread, read by any thread through Kiosk::snapshot(). It holds what screens may need and no
// more: names only as they may be shown (see `shown_name`), never a phone number, never a list of members. What
// must not be on the customers' side (takings, open pickups) is under `desk`, and only desk screens read it.
#pragma once

#include "base/ids.h"
#include "domain/draw_announcement.h"
#include "domain/programme.h"
#include "domain/staff.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace xiaoer {

enum class DrawState { announced, closed, settled, cancelled, withheld };
[[nodiscard]] constexpr auto names_of(DrawState) {
    return std::array<std::string_view, 5>{"announced", "closed", "settled", "cancelled", "withheld"};
}

struct WinnerView {
    UnitId unit;
    std::int64_t tier = 0;    // index of the offer: 0 is 一等奖
    std::int64_t within = 0;  // 0 … of_tier−1: "第 2 位，共 3 位"
    std::int64_t of_tier = 1;
    std::int64_t number = 0;  // 群友号
    std::string shown_name;   // nickname where the member agreed, else masked ("陈**")
    std::string prize;
    UnitState state = UnitState::waiting;
    Timestamp claim_by;
};

// A public value that one person entered and nobody has confirmed yet.
struct EnteredValue {
    std::string value;
    StaffId staff;
    std::string by;  // their name
};
// Unclaimed units of a draw that are, or were, drawn again.
struct RoundView {
    std::int64_t round = 1;
    Entropy entropy;
    Timestamp claim_by;
    std::vector<std::int64_t> units;
    bool settled = false;
    std::string entropy_value;
    std::vector<WinnerView> was;  // who had won these units before, at most 40
    std::vector<WinnerView> now;  // who has won them now
    std::optional<EnteredValue> entered;
};

struct DrawView {
    std::string id;
    std::int64_t number = 0;  // of this device's draws, without gaps
    DrawState state = DrawState::announced;
    Timestamp closes_at;  // the list locks
    Timestamp draws_at;   // the show
    Timestamp claim_by;
    std::vector<PrizeOffer> prizes;
    int dice_throws = 0;       // ≥ 10 when the entropy is dice
    std::int64_t members = 0;  // in the list, or eligible so far
    std::int64_t tickets = 0;
    std::string closing_hash;         // 64 hex digits once closed
    std::string entropy_value;        // once settled
    std::vector<WinnerView> winners;  // by unit, at most 40; once settled
    Entropy entropy = DiceEntropy{};
    DrawTerms terms = {};  // of older draws: those of the shop's own series
    std::int64_t max_weight = 1;
    bool one_win_per_member = true;
    std::string announcement_hash = {};
    std::string commitment = {};
    std::optional<EnteredValue> entered = {};
    std::vector<RoundView> rounds = {};
};

// The day's scratch cards, as the counter's screen shows them.
struct InstantView {
    std::int64_t day = 0;
    std::string commitment;  // 64 hex digits
    std::int64_t above_minor = 0;
    InstantLook look = InstantLook::card;
    std::vector<InstantPrize> prizes;  // `stock` is what is left
    std::int64_t plays = 0;
    std::string purchase;  // the sale of the moment that may still play; "" for none
};
struct InstantWin {  // to be handed over at the counter
    std::int64_t day = 0;
    std::int64_t play = 0;
    std::string prize;
    Timestamp at;
};

// The last purchase nobody has claimed yet, as the customers' screen shows it.
struct PurchaseView {
    std::int64_t sequence = 0;  // grows with each purchase: a new one wakes the claim screen
    std::string purchase;       // id for BindPurchase
    std::int64_t tickets = 0;
    std::optional<std::int64_t> amount_minor;  // only where the shop shows amounts
    std::string claim_url;                     // "" where the phone page is not reachable
    Timestamp at;
    std::optional<std::int64_t> bound_to;  // member number once claimed
    std::string bound_name;
};

struct GreetingView {
    std::int64_t sequence = 0;  // grows with each newcomer: a new one wakes the welcome screen
    std::int64_t number = 0;
    std::string shown_name;
    std::int64_t tickets = 0;  // claimed in the same go
    Timestamp at;
};

struct UnboundPurchase {  // 小票归到顾客名下
    std::string purchase;
    std::string receipt_no;  // "" by hand
    std::int64_t amount_minor = 0;
    Timestamp at;
};
struct UnreadSlip {  // 待补金额的小票
    std::int64_t slip = 0;
    std::string reason;  // "raster", "no total"…
    Timestamp at;
};
struct OpenPickup {
    UnitId unit;
    std::int64_t number = 0;
    std::string shown_name;
    std::string prize;
    Timestamp claim_by;
    std::string fetched_by = {};  // clerk, while the prize is being fetched
};
struct StruckOutView {  // whom the boss removes from the group by hand
    std::int64_t number = 0;
    std::string shown_name;
    std::int64_t strikes = 0;
};
struct DeskEvent {  // what happened, newest first
    Timestamp at;
    std::string kind;         // a fact kind, e.g. "prize.handed_over"
    std::int64_t number = 0;  // member, 0 when none
    std::string detail;       // prize name, receipt number…
};
struct StaffView {
    StaffId id;
    std::string name;
    bool manager = false;
    Timestamp locked_until;  // 0 when not locked
    std::string badge = {};  // digits of the badge's QR: it names, the PIN proves
};

struct PhoneView {  // a paired staff phone
    PhoneId phone;
    StaffId staff;
    std::string name;
    Timestamp paired_at;
    std::int64_t second_scans = 0;  // others who came with the code that this phone had used
};

// The clerk's side only.
struct DeskView {
    std::int64_t joined_today = 0;
    std::int64_t picked_up_today = 0;
    std::int64_t bought_again_today = 0;         // bought on the day of a pickup, after it
    std::int64_t takings_with_number_minor = 0;  // purchases bound to a member today
    std::int64_t open_pickups = 0;
    std::int64_t unbound_purchases = 0;  // still claimable
    std::int64_t unread_slips = 0;
    std::vector<UnboundPurchase> unbound;        // newest first, at most 8
    std::vector<UnreadSlip> slips;               // newest first, at most 8
    std::vector<OpenPickup> pickups;             // by number, at most 12
    std::vector<DeskEvent> events;               // at most 8
    std::vector<StaffView> staff;                // at most 24
    std::vector<StruckOutView> struck_out = {};  // by number, at most 8
    std::vector<PhoneView> phones = {};          // newest first, at most 24
    std::vector<InstantWin> instant_wins = {};   // not handed over yet, newest first, at most 8
    Timestamp scanned_at = {};                   // the last code that the counter's own scanner read
    bool clock_doubted = false;  // the clock has jumped: nothing lapses or locks until a manager confirms the date
};

// What stands between the counter and work.
enum class Health {
    starting,  // the boot check is not done: commands wait
    good,
    not_saved,        // a write failed: nothing more is accepted, the process must restart
    frozen,           // the ledger is behind its anchor, or a phone saw more of it: hand-overs wait for a manager
    damaged,          // the database is not as it was written: nothing more is accepted, it has to be restored
    slips_not_saved,  // all is accepted, but what the till prints is held in memory only
};
[[nodiscard]] constexpr auto names_of(Health) {
    return std::array<std::string_view, 6>{"starting", "good", "not_saved", "frozen", "damaged", "slips_not_saved"};
}
[[nodiscard]] constexpr bool has_stopped(Health health) {
    return health == Health::not_saved || health == Health::damaged;
}

struct Snapshot {
    std::uint64_t revision = 0;  // grows by one with each publication
    Timestamp made_at;
    Health health = Health::starting;
    std::string health_detail;  // one line for the error screen
    bool shop_open = false;     // false until OpenShop
    bool awaits_owner = false;  // a fresh machine, until its owner's phone is paired
    Settings settings;
    std::string join_url;    // with the channel token; "" where unreachable
    std::string kiosk_code;  // five digits in this kiosk's passes and cards
    std::string witness;     // what a customer's phone is to remember of the ledger (domain/witness.h)
    std::int64_t member_count = 0;
    std::int64_t group_newcomers = 0;    // since the chat group's code was made, for domain/group_way.h
    std::optional<DrawView> next_draw;   // announced or closed, not settled
    std::optional<DrawView> last_draw;   // the newest settled
    std::vector<DrawView> open_draws;    // every one that is announced or waits for its value, by show, at most 8 …
    std::vector<DrawView> round_draws;   // … and settled ones of which a round waits for its value, at most 4
    std::optional<InstantView> instant;  // once the day's seed is committed to
    std::vector<ProgrammeItem> tonight;
    std::optional<PurchaseView> purchase;
    std::optional<GreetingView> greeting;
    DeskView desk;
};

}  // namespace xiaoer
