#include "counter/printer.h"

#include "base/clock.h"

#include <algorithm>
#include <chrono>

namespace xiaoer {
namespace {

constexpr int silences_most = 3;
constexpr std::int64_t longest_wait_ms = 1'000;

std::string why_not(PrinterState state) {
    switch (state) {
        case PrinterState::paper_out: return "has no paper";
        case PrinterState::cover_open: return "has its cover open";
        case PrinterState::offline: return "is offline";
        default: return "cannot be reached";
    }
}

std::int64_t steady_now_ms() { return SystemClock().steady_ms(); }  // when to look at a device again

}  // namespace

Result<void> write_to_printer(const PrinterTarget& target, ByteView bytes, std::int64_t timeout_ms) {
    XIAOER_TRY_ASSIGN(const auto port, PrinterPort::open(target, timeout_ms));
    XIAOER_TRY(port.write(bytes, timeout_ms));
    port.say_goodbye();
    return {};
}

Printer::Printer(PrinterTarget target, PrinterTiming timing)
    : target_(std::move(target)),
      timing_(timing),
      look_at_(steady_now_ms() + timing.after_ms),
      thread_([this] { run(); }) {}

Printer::~Printer() {
    stopping_ = true;
    jobs_.close();
    thread_.join();
}

std::future<Result<void>> Printer::print(Bytes slip) {
    return print([slip = std::move(slip)]() -> Result<Bytes> { return slip; });
}

std::future<Result<void>> Printer::print(std::function<Result<Bytes>()> make) {
    Job job{std::move(make), {}};
    auto future = job.done.get_future();
    if (!jobs_.push(std::move(job))) job.done.set_value(Error{ErrorCode::busy, "too many slips wait for the printer"});
    return future;
}

PrinterState Printer::ask(const PrinterPort& port) {
    if (silences_ >= silences_most) return PrinterState::unknown;
    const auto state = port.ask(timing_.answer_ms);
    silences_ = state == PrinterState::unknown ? silences_ + 1 : 0;
    return state;
}

Result<void> Printer::print_now(const Job& job) {
    XIAOER_TRY_ASSIGN(const auto slip, job.make());
    look_wanted_ = true, look_at_ = steady_now_ms() + timing_.after_ms;
    const auto port = PrinterPort::open(target_, timing_.slip_ms);
    if (!port) {
        state_ = PrinterState::away;
        return port.error();
    }
    const auto state = ask(*port);
    state_ = state;
    if (!takes_slips(state)) {
        port->say_goodbye();
        return Error{ErrorCode::unreachable, "the printer " + why_not(state)};
    }
    auto printed = port->write(slip, timing_.slip_ms);
    if (!printed)
        state_ = PrinterState::away;
    else
        port->say_goodbye();
    return printed;
}

// How it is, with nothing to print.
void Printer::look() {
    const bool own = !std::holds_alternative<TcpTarget>(target_);
    const auto port = PrinterPort::open(target_, longest_wait_ms);
    const auto state = port ? ask(*port) : PrinterState::away;
    if (port) port->say_goodbye();
    state_ = state;
    look_wanted_ = (own && silences_ < silences_most) || !takes_slips(state);
    look_at_ = steady_now_ms() + (takes_slips(state) ? timing_.own_ms : timing_.in_need_ms);
}

void Printer::run() {
    Result<void> last;
    while (!jobs_.drained()) {
        const auto until = look_wanted_ ? look_at_ - steady_now_ms() : longest_wait_ms;
        auto job = jobs_.pop_for(std::chrono::milliseconds(std::clamp<std::int64_t>(until, 0, longest_wait_ms)));
        if (!job) {
            if (look_wanted_ && !stopping_ && steady_now_ms() >= look_at_) look();
            continue;
        }
        const bool pointless = stopping_ && !last;  // a printer that is off must not hold the shop's closing time
        if (!pointless) last = print_now(*job);
        job->done.set_value(last);
    }
}

}  // namespace xiaoer
