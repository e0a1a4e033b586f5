// Questions about draws and prize units. Any connection.
#pragma once

#include "domain/draw_proof.h"
#include "domain/fact.h"
#include "store/db.h"

#include <functional>

namespace xiaoer {

struct DrawRow {
    std::string draw;
    std::int64_t number = 0;
    std::string state;  // announced, closed, settled, cancelled
    Announcement announcement;
    Timestamp draws_at;
    std::optional<Hash> closing_hash;
    Signature closing_signature{};
    Hash root{};
    std::int64_t members = 0;
    std::int64_t tickets = 0;
    std::string entropy_value;
    DrawSeed seed{};  // zeros until settled
    bool unclaimed_listed = false;
    std::optional<DrawTerms> terms{};  // nothing of draws before there were series
};
[[nodiscard]] Result<std::optional<DrawRow>> find_draw(Database& db, std::string_view draw);
// This device's newest draw, whatever its state; the next one follows it.
[[nodiscard]] Result<std::optional<DrawRow>> newest_draw(Database& db, const DeviceId& device);
// After this long without its public value, a closed draw no longer holds up the next announcement, nor the stage.
inline constexpr std::int64_t waits_for_settlement_ms = 12 * hour_ms;
// The draw that is announced or closed with the earliest show; one that waited too long for its value comes after all
// others. Not one that a kiosk now gone had only announced: its list can never be locked.
[[nodiscard]] Result<std::optional<DrawRow>> coming_draw(Database& db, Timestamp now);
[[nodiscard]] Result<std::optional<DrawRow>> last_settled_draw(Database& db);
[[nodiscard]] Result<std::vector<DrawRow>> draws_by_number(Database& db, std::int64_t most,
                                                           std::optional<std::int64_t> before = {});  // newest first
// Draws of this device to lock, and settled ones whose unclaimed units are to be listed by it.
[[nodiscard]] Result<std::vector<std::string>> draws_to_close(Database& db, const DeviceId& device, Timestamp now);
[[nodiscard]] Result<std::vector<std::string>> draws_to_lapse(Database& db, const DeviceId& device, Timestamp now);

// Whether an evening of a series was announced, by whichever kiosk, also when it was cancelled; and whether a draw of
// the series is still to be held. Draws from before there were
// series were the shop's own.
[[nodiscard]] Result<bool> is_announced(Database& db, std::string_view series, Timestamp occurrence);
[[nodiscard]] Result<bool> is_announced_by_hand(Database& db, Timestamp draws_at);  // not cancelled
[[nodiscard]] Result<bool> is_series_open(Database& db, std::string_view series, Timestamp now);
// Announced, or locked and waiting for the value for less than a week; by show.
[[nodiscard]] Result<std::vector<DrawRow>> open_draws(Database& db, Timestamp now, std::int64_t most);

// Tickets in no list and not taken back, by ticket; at most `max_weight` a member, the earliest first. `earned_by`: no
// later ones but those that are everybody's in each draw; `takes`: only of these members.
[[nodiscard]] Result<std::vector<ListedTicket>> tickets_to_list(
    Database& db, std::int64_t max_weight, const std::optional<Timestamp>& earned_by = {},
    const std::function<Result<bool>(const MemberId&)>& takes = {});
// Tickets in no list, before any cap.
[[nodiscard]] Result<std::int64_t> open_ticket_total(Database& db);
// A closed list by ticket.
[[nodiscard]] Result<std::vector<ListedTicket>> listed_tickets(Database& db, std::string_view draw);
// Whose ticket of a closed list it is.
[[nodiscard]] Result<std::optional<MemberId>> member_of_entry(Database& db, std::string_view draw,
                                                              std::string_view ticket);

struct UnitRow {
    UnitId unit;
    DeviceId home;
    std::string prize;
    std::int64_t tier = 0;
    std::int64_t value_minor = 0;
    Timestamp claim_by;
    UnitState state = UnitState::not_drawn;
    std::optional<MemberId> member;
    std::string ticket;
    Timestamp handed_over_at;
    StaffId clerk;
    std::int64_t round = 0;      // that gave it to its member; 0: the settlement
    std::int64_t redrawing = 0;  // the round that is to draw it again; 0: none
    std::string first_ticket{};  // of the settlement
    bool substituted = false;    // the prize is another than was announced, as that had run out
    bool in_transit = false;     // let go, and not taken up at its home yet
};
[[nodiscard]] Result<std::optional<UnitRow>> find_unit(Database& db, const UnitId& unit);
[[nodiscard]] Result<std::vector<UnitRow>> units_of_draw(Database& db, std::string_view draw, std::int64_t most);
[[nodiscard]] Result<std::vector<UnitRow>> units_of_member(Database& db, const MemberId& member, std::int64_t most);
// Units that this member had won and did not fetch, and that somebody else has won since; the newest deadline first.
[[nodiscard]] Result<std::vector<UnitRow>> units_lost_by(Database& db, const MemberId& member, std::int64_t most);
[[nodiscard]] Result<std::int64_t> pickups_of(Database& db, const MemberId& member);
[[nodiscard]] Result<std::int64_t> winner_count(Database& db, std::string_view draw);
// Units still waiting, by member number.
[[nodiscard]] Result<std::vector<UnitRow>> waiting_units(Database& db, std::int64_t most);
[[nodiscard]] Result<std::int64_t> waiting_unit_count(Database& db);
// Prizes of this device that nobody collected and that no later announcement has offered again.
[[nodiscard]] Result<std::vector<PrizeOffer>> prizes_to_offer_again(Database& db, const DeviceId& device);

// Unclaimed units that are drawn again, by round.
struct RoundRow {
    std::string draw;
    std::int64_t round = 1;
    RoundHead head;
    bool settled = false;
    std::string entropy_value;
    std::vector<Pick> picks;
};
[[nodiscard]] Result<std::vector<RoundRow>> rounds_of(Database& db, std::string_view draw);
// Settled draws of which a round waits for its value, by show.
[[nodiscard]] Result<std::vector<DrawRow>> draws_with_open_round(Database& db, std::int64_t most);

// A public value that one person entered and nobody has confirmed. Local.
struct EnteredRow {
    std::string value;
    StaffId staff;
};
[[nodiscard]] Result<std::optional<EnteredRow>> entered_value(Database& db, std::string_view draw, std::int64_t round);
[[nodiscard]] Result<void> keep_entered_value(Database& db, std::string_view draw, std::int64_t round,
                                              const EnteredRow& entered, Timestamp now);
[[nodiscard]] Result<void> forget_entered_value(Database& db, std::string_view draw, std::int64_t round);

// The published proof of a settled draw. Errors: invalid when it is not settled.
[[nodiscard]] Result<ProofFile> proof_of(Database& db, std::string_view draw);
// The list as the format has it: members under the draw's pseudonyms, by ticket.
[[nodiscard]] std::vector<Entry> published_entries(const std::vector<ListedTicket>& listed, const DrawSeed& seed);

}  // namespace xiaoer
