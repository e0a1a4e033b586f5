// Whether the machine's clock can be believed. A clock that jumps years ahead would lapse every prize and voucher at
// once, and one that falls back would announce draws in a year long past.
//
// The time is compared with when it was last believed and what the steady clock counted since: a day more or less is
// let pass. At a start it is compared with what the ledger knows, and a shop may have been closed for a long holiday;
// for ten minutes, because a machine without a battery starts at the hour it was stopped and is put right by the
// network. A clock that comes back to where it should be is believed again; else a manager confirms the date
// (ConfirmClock). Until then nothing lapses, locks or is announced, and deadlines are judged by the time that it should
// be; sales and numbers go on, with the time as the clock has it.
//
// Pure; the store thread's.
#pragma once

#include "base/clock.h"

namespace xiaoer {

class ClockWatch {
public:
    static constexpr std::int64_t jump_most_ms = day_ms;
    static constexpr std::int64_t closed_longest_ms = 40 * day_ms;
    static constexpr std::int64_t settling_ms = 10 * minute_ms;

    // At a start: `known` is the last time that was believed.
    void start(Timestamp known, std::int64_t steady_ms);
    // The clock as it is now; the first one without a start is believed.
    void look(Timestamp now, std::int64_t steady_ms);
    // A manager says that it is right.
    void confirm(Timestamp now, std::int64_t steady_ms);

    [[nodiscard]] bool doubted() const { return doubted_; }
    // When it was last believed.
    [[nodiscard]] Timestamp known() const { return last_.time; }
    // `now`, or while it is doubted what it should be.
    [[nodiscard]] Timestamp believed(Timestamp now, std::int64_t steady_ms) const;

private:
    struct Moment {
        Timestamp time;
        std::int64_t steady_ms = 0;
        [[nodiscard]] Timestamp at(std::int64_t later_steady_ms) const { return time + (later_steady_ms - steady_ms); }
    };
    Moment first_;  // of this run, or as it was last confirmed
    Moment last_;   // believed
    bool started_ = false;
    bool ever_believed_ = false;
    bool doubted_ = false;
};

}  // namespace xiaoer
