// Time comes in as an argument; only rooms with loops hold a Clock.
//
// A shop's clock may be wrong by years. It orders nothing and accepts nothing (DESIGN §4): what must be
// in order is in a chain, what must expire while running is measured on the steady clock.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>

namespace xiaoer {

// Unix time in milliseconds, UTC, as the machine's clock had it.
struct Timestamp {
    std::int64_t ms = 0;

    friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
    friend Timestamp operator+(Timestamp t, std::int64_t by_ms) { return {t.ms + by_ms}; }
    friend Timestamp operator-(Timestamp t, std::int64_t by_ms) { return {t.ms - by_ms}; }
    friend std::int64_t operator-(Timestamp a, Timestamp b) { return a.ms - b.ms; }
};

inline constexpr std::int64_t second_ms = 1000;
inline constexpr std::int64_t minute_ms = 60 * second_ms;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;

// Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
    // Never goes back while the process runs; starts anywhere.
    [[nodiscard]] virtual std::int64_t steady_ms() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] std::int64_t steady_ms() const override;
};

// The system's time, moved by a shift that can be changed: a whole day shown in a minute. Runs on by itself.
class ShiftedClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return system_.now() + shift_ms_.load(); }
    [[nodiscard]] std::int64_t steady_ms() const override { return system_.steady_ms(); }
    void jump_to(Timestamp time) { shift_ms_ = time - system_.now(); }

private:
    SystemClock system_;
    std::atomic<std::int64_t> shift_ms_{0};
};

// Stands still until told; for tests, the gallery, and the demo's days.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Timestamp start) : now_ms_(start.ms) {}
    [[nodiscard]] Timestamp now() const override { return {now_ms_.load()}; }
    [[nodiscard]] std::int64_t steady_ms() const override { return steady_ms_.load(); }
    void set(Timestamp now) { now_ms_ = now.ms; }  // the wall clock only, back or forth
    void advance(std::int64_t by_ms) { now_ms_ += by_ms, steady_ms_ += by_ms; }

private:
    std::atomic<std::int64_t> now_ms_;
    std::atomic<std::int64_t> steady_ms_{0};
};

}  // namespace xiaoer
