#include "base/clock.h"

#include <chrono>
#include <ctime>

namespace xiaoer {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

Timestamp SystemClock::now() const {
    return {duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

// CLOCK_BOOTTIME, not std::chrono::steady_clock: that one stands still while the machine sleeps, and a pass would live
// on.
std::int64_t SystemClock::steady_ms() const {
    std::timespec since_boot{};
    (void)::clock_gettime(CLOCK_BOOTTIME, &since_boot);
    return since_boot.tv_sec * second_ms + since_boot.tv_nsec / 1'000'000;
}

}  // namespace xiaoer
