#include "app/kiosk.h"

#include "app/engine.h"
#include "app/pins.h"
#include "app/reader.h"
#include "base/log.h"
#include "base/queue.h"

#include <atomic>
#include <thread>

namespace xiaoer {
namespace {

using namespace std::chrono_literals;

constexpr auto nap = 100ms;                    // the store thread looks after anchor and checkpoint this often
constexpr std::int64_t publish_every_ms = 50;  // a burst of commands is painted once
constexpr std::int64_t tick_every_ms = second_ms;
constexpr std::size_t commands_together_max = 8;

template <class T>
struct Asked {
    T what;
    std::promise<Result<Outcome>> answer;
};
struct AskedQuery {
    Query query;
    std::promise<Result<Answer>> answer;
};
struct PinWork {
    std::function<void()> run;
};

Error busy() { return {ErrorCode::busy, "too much is waiting; try again in a moment"}; }

template <class T>
std::future<Result<T>> answered_at_once(Error error) {
    std::promise<Result<T>> promise;
    promise.set_value(std::move(error));
    return promise.get_future();
}

}  // namespace

struct Kiosk::Inside {
    Inside(KioskOptions given, std::unique_ptr<Engine> opened_engine, std::unique_ptr<Reader> opened_reader)
        : options(std::move(given)),
          engine(std::move(opened_engine)),
          reader(std::move(opened_reader)),
          commands(options.queue_capacity),
          queries(options.queue_capacity),
          pins(64),
          published(std::make_shared<const Snapshot>(engine->picture())) {}

    void run_store();
    void answer(Asked<Command> first);
    void run_reader();
    void run_pins();
    void tell_once(const Result<Outcome>& ticked);
    void publish();
    [[nodiscard]] std::future<Result<Outcome>> submit(Command command);
    [[nodiscard]] std::future<Result<Outcome>> hash_later(std::function<Result<Outcome>()> work);
    [[nodiscard]] Result<Outcome> check_pin(const StaffId& staff, const std::string& pin);

    KioskOptions options;
    std::unique_ptr<Engine> engine;  // the store thread's
    std::unique_ptr<Reader> reader;  // the reader thread's
    Queue<Asked<Command>> commands;
    Queue<AskedQuery> queries;
    Queue<PinWork> pins;
    SystemRandom ids;

    std::optional<Asked<Command>> held;  // the store thread's: taken from the queue, and next
    std::atomic<bool> slips_saved{true};
    std::string tick_problem;  // the store thread's: the last one that was told

    mutable std::mutex picture_mutex;  // guards the two below
    std::shared_ptr<const Snapshot> published;
    std::function<void()> wake;

    std::thread store_thread;
    std::thread reader_thread;
    std::thread hashing_thread;
};

void Kiosk::Inside::publish() {
    auto next = std::make_shared<const Snapshot>(engine->picture());
    std::function<void()> call;
    {
        const std::lock_guard lock(picture_mutex);
        published = std::move(next);
        call = wake;
    }
    if (call) call();
}

// What time brings fails silently otherwise, every second: a broken disk shows in the health, the rest is logged.
void Kiosk::Inside::tell_once(const Result<Outcome>& ticked) {
    const std::string problem = ticked ? "" : ticked.error().message;
    if (!problem.empty() && problem != tick_problem) log_error(ticked.error(), "doing what is due");
    tick_problem = problem;
}

// With what waits behind it, where that may share its transaction.
void Kiosk::Inside::answer(Asked<Command> first) {
    std::vector<Command> wanted;
    std::vector<std::promise<Result<Outcome>>> answers;
    const auto take = [&](Asked<Command>& asked) {
        wanted.push_back(std::move(asked.what));
        answers.push_back(std::move(asked.answer));
    };
    const auto shares = [](const Asked<Command>& asked) { return Engine::may_share(asked.what); };
    const bool alone = !shares(first);
    take(first);
    while (!alone && !held && wanted.size() < commands_together_max) {
        auto next = commands.pop_for(0ms);
        if (!next) break;
        if (shares(*next))
            take(*next);
        else
            held = std::move(*next);
    }
    auto outcomes = engine->handle_all(wanted);
    for (std::size_t i = 0; i < answers.size(); ++i) answers[i].set_value(std::move(outcomes[i]));
}

void Kiosk::Inside::run_store() {
    engine->check_at_start();
    publish();
    const auto& clock = *options.clock;
    std::int64_t published_ms = clock.steady_ms();
    std::int64_t ticked_ms = published_ms - tick_every_ms;
    bool changed = false;
    while (held || !commands.drained()) {
        const bool saved = engine->saving(), clock_doubted = engine->clock_doubted();
        const bool kept = engine->slips_saved();
        auto asked = held ? std::exchange(held, std::nullopt) : commands.pop_for(changed ? 1ms : nap);
        if (asked) {
            answer(std::move(*asked));
            changed = true;
        } else if (options.ticks && clock.steady_ms() - ticked_ms >= tick_every_ms && engine->store().head().seq > 0) {
            ticked_ms = clock.steady_ms();
            const auto before = engine->store().head();
            tell_once(engine->handle({CommandId::random(ids), Tick{}}));
            changed = changed || engine->store().head() != before;
        }
        const bool idle = !asked;
        if (changed && (idle || clock.steady_ms() - published_ms >= publish_every_ms)) {
            publish();
            published_ms = clock.steady_ms();
            changed = false;
        }
        engine->rest(idle && !changed);
        engine->note_slips_saved(slips_saved);
        // What broke by itself is shown too.
        changed = changed || engine->saving() != saved || engine->clock_doubted() != clock_doubted ||
                  engine->slips_saved() != kept;
    }
    engine->finish();
}

void Kiosk::Inside::run_reader() {
    while (!queries.drained()) {
        auto asked = queries.pop_for(1s);
        if (asked) asked->answer.set_value(reader->answer(asked->query, options.clock->now()));
    }
}

void Kiosk::Inside::run_pins() {
    while (!pins.drained()) {
        auto work = pins.pop_for(1s);
        if (work) work->run();
    }
}

std::future<Result<Outcome>> Kiosk::Inside::submit(Command command) {
    Asked<Command> asked{std::move(command), {}};
    auto future = asked.answer.get_future();
    if (!commands.push(std::move(asked))) return answered_at_once<Outcome>(busy());
    return future;
}

std::future<Result<Outcome>> Kiosk::Inside::hash_later(std::function<Result<Outcome>()> work) {
    auto promise = std::make_shared<std::promise<Result<Outcome>>>();
    auto future = promise->get_future();
    if (!pins.push({[promise, work = std::move(work)] { promise->set_value(work()); }})) {
        return answered_at_once<Outcome>(busy());
    }
    return future;
}

Kiosk::Kiosk(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {
    inside_->store_thread = std::thread([this] { inside_->run_store(); });
    inside_->reader_thread = std::thread([this] { inside_->run_reader(); });
    inside_->hashing_thread = std::thread([this] { inside_->run_pins(); });
}

Kiosk::~Kiosk() {
    inside_->pins.close();
    inside_->hashing_thread.join();
    inside_->queries.close();
    inside_->reader_thread.join();
    inside_->commands.close();
    inside_->store_thread.join();
}

Result<std::unique_ptr<Kiosk>> Kiosk::open(KioskOptions options) {
    XIAOER_ASSERT(options.clock != nullptr && options.random != nullptr);
    XIAOER_TRY_ASSIGN(auto engine, Engine::open({options.database, {}}, *options.clock, *options.random));
    XIAOER_TRY_ASSIGN(auto reader, Reader::open(options.database, engine->store().device()));
    auto inside = std::make_unique<Inside>(std::move(options), std::move(engine), std::move(reader));
    return std::unique_ptr<Kiosk>(new Kiosk(std::move(inside)));
}

std::future<Result<Outcome>> Kiosk::submit(Command command) { return inside_->submit(std::move(command)); }

std::future<Result<Outcome>> Kiosk::submit(Wish wish) {
    return inside_->submit({CommandId::random(inside_->ids), std::move(wish)});
}

std::future<Result<Answer>> Kiosk::query(Query query) {
    AskedQuery asked{std::move(query), {}};
    auto future = asked.answer.get_future();
    if (!inside_->queries.push(std::move(asked))) return answered_at_once<Answer>(busy());
    return future;
}

// On the hashing thread.
Result<Outcome> Kiosk::Inside::check_pin(const StaffId& staff, const std::string& pin) {
    const auto attempt = CommandId::random(ids);
    XIAOER_TRY_ASSIGN(const auto begun, submit({attempt, BeginSignIn{staff}}).get());
    const auto* salted = std::get_if<SignInBegun>(&begun);
    if (salted == nullptr) return begun;
    XIAOER_TRY_ASSIGN(const auto hashed, hash_pin(pin, salted->pin_salt));
    return submit({CommandId::random(ids), FinishSignIn{staff, attempt, hashed.hash}}).get();
}

std::future<Result<Outcome>> Kiosk::sign_in(StaffId staff, std::string pin) {
    return inside_->hash_later(
        [this, staff, pin = std::move(pin)]() -> Result<Outcome> { return inside_->check_pin(staff, pin); });
}

std::future<Result<Outcome>> Kiosk::change_pin(StaffId staff, std::string old_pin, std::string new_pin) {
    return inside_->hash_later(
        [this, staff, old_pin = std::move(old_pin), new_pin = std::move(new_pin)]() -> Result<Outcome> {
            XIAOER_TRY(check_new_pin(new_pin));
            XIAOER_TRY_ASSIGN(const auto proven, inside_->check_pin(staff, old_pin));
            const auto* signed_in = std::get_if<SignedIn>(&proven);
            if (signed_in == nullptr) return proven;
            XIAOER_TRY_ASSIGN(const auto hashed, hash_pin(new_pin, inside_->ids.array<16>()));
            return submit(SetPin{signed_in->session, {}, {}, hashed.salt, hashed.hash}).get();
        });
}

std::future<Result<Outcome>> Kiosk::reset_pin(std::string name, Hash root_key, std::string new_pin) {
    return inside_->hash_later([this, name = std::move(name), root_key, new_pin = std::move(new_pin)]() mutable
                                   -> Result<Outcome> {
        XIAOER_TRY(check_new_pin(new_pin));
        XIAOER_TRY_ASSIGN(const auto hashed, hash_pin(new_pin, inside_->ids.array<16>()));
        return submit(SetPin{{}, root_key, std::move(name), hashed.salt, hashed.hash}).get();
    });
}

std::future<Result<Outcome>> Kiosk::add_staff(std::string name, bool manager, std::string pin,
                                              std::optional<SessionId> by) {
    return inside_->hash_later([this, name = std::move(name), manager, pin = std::move(pin), by]() -> Result<Outcome> {
        XIAOER_TRY(check_new_pin(pin));
        XIAOER_TRY_ASSIGN(const auto hashed, hash_pin(pin, inside_->ids.array<16>()));
        return submit(AddStaff{name, manager, hashed.salt, hashed.hash, by}).get();
    });
}

std::shared_ptr<const Snapshot> Kiosk::snapshot() const {
    const std::lock_guard lock(inside_->picture_mutex);
    return inside_->published;
}

void Kiosk::tell_slips_saved(bool saved) { inside_->slips_saved = saved; }

void Kiosk::on_publication(std::function<void()> wake) {
    const std::lock_guard lock(inside_->picture_mutex);
    inside_->wake = std::move(wake);
}

}  // namespace xiaoer
