#include "sync/nightly.h"

#include "base/calendar.h"
#include "base/log.h"
#include "base/text.h"
#include "sync/sync.h"

#include <charconv>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace xiaoer::sync {
namespace {

constexpr auto look_every = std::chrono::seconds(10);

// The last time that the clock in the shop showed that minute.
Timestamp last_time_of(int minute_of_day, Timestamp now, const Zone& zone) {
    const auto civil = zone.to_civil(now);
    const int minutes_since = (civil.hour * 60 + civil.minute - minute_of_day + 24 * 60) % (24 * 60);
    return now - (minutes_since * minute_ms + now.ms % minute_ms);
}

}  // namespace

Result<int> minute_of_day_in(std::string_view text) {
    int hour = -1, minute = -1;
    const bool shape =
        text.size() == 5 && text[2] == ':' && all_digits(text.substr(0, 2)) && all_digits(text.substr(3));
    if (shape) {
        std::from_chars(text.data(), text.data() + 2, hour);
        std::from_chars(text.data() + 3, text.data() + 5, minute);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return invalid("\"" + std::string(text) + "\" is no time of day such as 02:30");
    }
    return hour * 60 + minute;
}

bool is_due(const std::optional<SyncStatus>& last, std::optional<std::int64_t> tried_ms, Timestamp now,
            int minute_of_day, const Zone& zone) {
    if (tried_ms && *tried_ms < try_again_ms) return false;
    if (!last || !last->worked) return true;
    const auto worked = *last->worked;
    return worked > now || worked < last_time_of(minute_of_day, now, zone);  // a clock that was put back is no excuse
}

struct NightlySync::Inside {
    Inside(Nightly given, Kiosk& shop, const Clock& time) : nightly(std::move(given)), kiosk(shop), clock(time) {
        thread = std::thread([this] { run(); });
    }
    ~Inside() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        sending.stop = true, receiving.stop = true;
        wake.notify_all();
        thread.join();
    }

    void run() {
        std::unique_lock lock(mutex);
        while (!stopping) {
            lock.unlock();
            if (due()) sync_once();
            lock.lock();
            wake.wait_for(lock, look_every, [this] { return stopping; });
        }
    }
    bool due() {
        const auto picture = kiosk.snapshot();
        if (picture->health == Health::starting || picture->health == Health::not_saved) return false;
        const auto answer = kiosk.query(SyncState{}).get();
        const auto zone = Zone::named(picture->settings.zone);
        if (!answer || !zone) return false;
        std::optional<std::int64_t> since;
        if (tried_ms) since = clock.steady_ms() - *tried_ms;
        return is_due(std::get<SyncStateView>(*answer).last, since, clock.now(), nightly.minute_of_day, *zone);
    }
    void sync_once() {
        tried_ms = clock.steady_ms();
        const Job job{nightly.database, nightly.with, [this](Wish wish) { return kiosk.submit(std::move(wish)).get(); },
                      clock.now()};
        const auto report = sync::run(job, sending, receiving);
        const auto status = status_of(report, nightly.with, clock.now());
        if (auto noted = kiosk.submit(NoteSync{status}).get(); !noted) log_error(noted.error(), "noting a sync");
        if (status.sent.problem.empty() && status.received.problem.empty()) {
            log_info("synced with " + nightly.with + ": " + std::to_string(status.sent.facts) + " facts sent, " +
                     std::to_string(status.received.facts) + " received, " + std::to_string(status.set_aside.size()) +
                     " things set aside");
        } else {
            log_warning("the sync with " + nightly.with + " did not come to its end: " +
                        (status.sent.problem.empty() ? status.received.problem : status.sent.problem));
        }
    }

    Nightly nightly;
    Kiosk& kiosk;
    const Clock& clock;
    std::optional<std::int64_t> tried_ms;
    Progress sending, receiving;
    std::mutex mutex;  // guards the next
    bool stopping = false;
    std::condition_variable wake;
    std::thread thread;
};

NightlySync::NightlySync(Nightly nightly, Kiosk& kiosk, const Clock& clock)
    : inside_(std::make_unique<Inside>(std::move(nightly), kiosk, clock)) {}
NightlySync::~NightlySync() = default;

}  // namespace xiaoer::sync
