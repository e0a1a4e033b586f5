// Questions about draws and prize units. Any connection.
#pragma once

#include "domain/draw_proof.h"
#include "domain/fact.h"
#include "store/db.h"

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

// Tickets in no list and not taken back, by ticket; at most `max_weight` a member, the earliest first.
[[nodiscard]] Result<std::vector<ListedTicket>> tickets_to_list(Database& db, std::int64_t max_weight);
// Tickets in no list, before any cap.
[[nodiscard]] Result<std::int64_t> open_ticket_total(Database& db);
// A closed list by ticket.
[[nodiscard]] Result<std::vector<ListedTicket>> listed_tickets(Database& db, std::string_view draw);

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
};
[[nodiscard]] Result<std::optional<UnitRow>> find_unit(Database& db, const UnitId& unit);
[[nodiscard]] Result<std::vector<UnitRow>> units_of_draw(Database& db, std::string_view draw, std::int64_t most);
[[nodiscard]] Result<std::vector<UnitRow>> units_of_member(Database& db, const MemberId& member, std::int64_t most);
[[nodiscard]] Result<std::int64_t> pickups_of(Database& db, const MemberId& member);
[[nodiscard]] Result<std::int64_t> winner_count(Database& db, std::string_view draw);
// Units still waiting, by member number.
[[nodiscard]] Result<std::vector<UnitRow>> waiting_units(Database& db, std::int64_t most);
[[nodiscard]] Result<std::int64_t> waiting_unit_count(Database& db);
// Prizes of this device that nobody collected and that no later announcement has offered again.
[[nodiscard]] Result<std::vector<PrizeOffer>> prizes_to_offer_again(Database& db, const DeviceId& device);

// The published proof of a settled draw. Errors: invalid when it is not settled.
[[nodiscard]] Result<ProofFile> proof_of(Database& db, std::string_view draw);
// The list as the format has it: members under the draw's pseudonyms, by ticket.
[[nodiscard]] std::vector<Entry> published_entries(const std::vector<ListedTicket>& listed, const DrawSeed& seed);

}  // namespace xiaoer
