// Questions about the scratch cards at the counter. Any connection.
#pragma once

#include "domain/fact.h"
#include "domain/instant.h"
#include "store/db.h"

namespace xiaoer {

struct InstantDay {
    DeviceId device;
    std::int64_t day = 0;
    Hash commitment{};
    std::vector<InstantPrize> prizes;
    std::int64_t above_minor = 0;
    std::string shop;
    std::optional<DrawSeed> seed;  // once it is over
    std::int64_t plays = 0;
};
[[nodiscard]] Result<std::optional<InstantDay>> find_instant_day(Database& db, const DeviceId& device,
                                                                 std::int64_t day);
// Days before `day` whose seed is not out yet, of every device.
[[nodiscard]] Result<std::vector<InstantDay>> days_to_reveal(Database& db, std::int64_t day);
[[nodiscard]] Result<std::vector<InstantDay>> instant_days(Database& db, std::int64_t most);  // newest first
// How often each prize was won on that day. Returns: as many as there are prizes.
[[nodiscard]] Result<std::vector<std::int64_t>> instant_wins(Database& db, const InstantDay& day);
[[nodiscard]] Result<bool> has_played(Database& db, const FactRef& purchase);

struct InstantPlayRow {
    DeviceId device;
    std::int64_t day = 0;
    std::int64_t play = 0;
    Timestamp at;
    std::string digits;
    std::int64_t prize = -1;
    bool handed_over = false;
};
[[nodiscard]] Result<std::optional<InstantPlayRow>> find_play(Database& db, const DeviceId& device, std::int64_t day,
                                                              std::int64_t play);
// Won and not handed over yet, newest first.
[[nodiscard]] Result<std::vector<InstantPlayRow>> open_instant_wins(Database& db, const DeviceId& device,
                                                                    std::int64_t most);
// "i-<32 hex>-<day>", as proofs of days are asked for; nothing for any other text.
[[nodiscard]] std::string instant_id(const DeviceId& device, std::int64_t day);
[[nodiscard]] std::optional<std::pair<DeviceId, std::int64_t>> instant_of_id(std::string_view id);
// Errors: invalid when there is no such day, or it is not over.
[[nodiscard]] Result<InstantProof> instant_proof_of(Database& db, const DeviceId& device, std::int64_t day);

}  // namespace xiaoer
