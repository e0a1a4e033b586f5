#include "app/clock_watch.h"

namespace xiaoer {

void ClockWatch::start(Timestamp known, std::int64_t steady_ms) {
    first_ = last_ = {known, steady_ms};
    started_ = true;
    ever_believed_ = doubted_ = false;
}

void ClockWatch::look(Timestamp now, std::int64_t steady_ms) {
    if (!started_) start(now, steady_ms);
    const bool starting = !ever_believed_ || steady_ms - first_.steady_ms < settling_ms;
    const Timestamp expected = (starting ? first_ : last_).at(steady_ms);
    const std::int64_t ahead_most = starting ? closed_longest_ms : jump_most_ms;
    doubted_ = now < expected - jump_most_ms || expected + ahead_most < now;
    if (doubted_) return;
    last_ = {now, steady_ms};
    ever_believed_ = true;
}

void ClockWatch::confirm(Timestamp now, std::int64_t steady_ms) {
    start(now, steady_ms);
    ever_believed_ = true;
}

Timestamp ClockWatch::believed(Timestamp now, std::int64_t steady_ms) const {
    return doubted_ ? last_.at(steady_ms) : now;
}

}  // namespace xiaoer
