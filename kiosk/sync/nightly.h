// The sync of every night, on a thread of its own: at the time set, or as soon as the machine runs again after a night
// without power; once more each quarter of an hour while it does not work (a stick that is not plugged in). A kiosk
// that has just joined does not wait for the night.
#pragma once

#include "app/kiosk.h"
#include "base/calendar.h"

namespace xiaoer::sync {

struct Nightly {
    std::filesystem::path database;
    std::string with;         // as in Job
    int minute_of_day = 150;  // in the shop's time; 02:30
};

// "02:30". Errors: invalid.
[[nodiscard]] Result<int> minute_of_day_in(std::string_view text);

inline constexpr std::int64_t try_again_ms = 15 * minute_ms;
// Whether a sync is due. `last`: nothing before the first. `tried_ms`: how long ago the last try was, by the steady
// clock; nothing when there was none since the start.
[[nodiscard]] bool is_due(const std::optional<SyncStatus>& last, std::optional<std::int64_t> tried_ms, Timestamp now,
                          int minute_of_day, const Zone& zone);

class NightlySync {
public:
    // `kiosk` and `clock` outlive it.
    NightlySync(Nightly nightly, Kiosk& kiosk, const Clock& clock);
    // Stops the sync that is under way, between two pieces.
    ~NightlySync();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace xiaoer::sync
