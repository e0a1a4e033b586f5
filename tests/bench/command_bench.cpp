// A durable command against a bare SQLite commit of the same run, at 1,000 and at 1,000,000 members.
//
// The command is RecordPurchases of one sale bound to a member: two facts, the command's answer and the rows of three
// tables in one transaction, asked and answered across the store thread's queue. The reference is one row, one
// commit, WAL and synchronous=FULL, on the same disk. Both are timed call by call; medians and 99th percentiles are
// compared as ratios because machines are shared and noisy.
#include "app/kiosk.h"
#include "base/log.h"
#include "base/sha256.h"
#include "store/store.h"
#include "tests/support/temporary_folder.h"

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace xiaoer {
namespace {

using Ms = std::chrono::duration<double, std::milli>;

struct Percentiles {
    double p50_ms, p99_ms;
};
Percentiles percentiles(std::vector<double> ms) {
    std::ranges::sort(ms);
    return {ms[ms.size() / 2], ms[ms.size() * 99 / 100]};
}

template <class Work>
Percentiles time_each(int times, Work work) {
    std::vector<double> ms;
    for (int i = 0; i < times; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work(i);
        ms.push_back(Ms(std::chrono::steady_clock::now() - start).count());
    }
    return percentiles(std::move(ms));
}

Percentiles bare_commits(const std::filesystem::path& path, int times) {
    sqlite3* db = nullptr;
    sqlite3_open(path.c_str(), &db);
    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(x INTEGER)", nullptr, nullptr,
                 nullptr);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(db, "INSERT INTO t VALUES (1)", -1, &insert, nullptr);
    const auto result = time_each(times, [&](int) {
        sqlite3_step(insert);
        sqlite3_reset(insert);
    });
    sqlite3_finalize(insert);
    sqlite3_close(db);
    return result;
}

// `count` members, written straight through the store in batches (the queue is not what is measured here).
void fill_members(const std::filesystem::path& path, std::int64_t count) {
    SystemRandom random;
    SystemClock clock;
    {
        auto kiosk = Kiosk::open({path, &clock, &random, 16, false});
        Settings settings;
        settings.prizes = {{"布鞋", 1, 12800}};
        (void)kiosk.value()->submit(OpenShop{settings}).get();
    }
    auto store = Store::open({path, {}}, random).value();
    for (std::int64_t number = 1; number <= count;) {
        auto writing = Writing::begin(*store, clock.now() - 10 * day_ms).value();
        for (int i = 0; i < 1000 && number <= count; ++i, ++number) {
            (void)writing
                .append(MemberJoined{MemberId::random(random), number, "bench", false, Language::hans, {}, false})
                .value();
        }
        (void)writing.commit();
    }
    (void)store->anchor();
    (void)store->db().checkpoint_truncate();
}

NewPurchase sale(int i, std::optional<std::int64_t> member) {
    NewPurchase purchase;
    purchase.receipt_no = std::to_string(i);
    purchase.total_minor = 12'800;
    purchase.source = "tap";
    purchase.member = member;
    return purchase;
}

struct Durable {
    Percentiles asked, sold, bound;
};
Durable durable_commands(const std::filesystem::path& path, std::int64_t members, int times) {
    SystemRandom random;
    SystemClock clock;
    auto kiosk = Kiosk::open({path, &clock, &random, 16, false}).value();
    (void)kiosk->submit(Tick{}).get();  // answered once the database is checked
    const auto answer = [&kiosk](Wish wish) { benchmark::DoNotOptimize(kiosk->submit(std::move(wish)).get().value()); };
    Durable durable{};
    durable.asked = time_each(times, [&](int) { answer(IssuePass{Hash{}}); });
    durable.sold = time_each(times, [&](int i) { answer(RecordPurchases{{sale(i, {})}, {}}); });
    durable.bound = time_each(times, [&](int i) { answer(RecordPurchases{{sale(times + i, 1 + i % members)}, {}}); });
    return durable;
}

void durable_command(benchmark::State& state) {
    const std::int64_t members = state.range(0);
    const int times = 2000;
    test::TemporaryFolder folder;
    fill_members(folder / "shop.db", members);
    for (auto _ : state) {
        const auto bare = bare_commits(folder / "bare.db", times);
        const auto ours = durable_commands(folder / "shop.db", members, times);
        state.counters["bare_p50_ms"] = bare.p50_ms;
        state.counters["asked_p50_ms"] = ours.asked.p50_ms;
        state.counters["sold_p50_ms"] = ours.sold.p50_ms;
        state.counters["sold_p50_ratio"] = ours.sold.p50_ms / bare.p50_ms;
        state.counters["sold_p99_ms"] = ours.sold.p99_ms;
        state.counters["bound_p50_ms"] = ours.bound.p50_ms;
        state.counters["bound_p50_ratio"] = ours.bound.p50_ms / bare.p50_ms;
        state.counters["bound_p99_ms"] = ours.bound.p99_ms;
    }
}
BENCHMARK(durable_command)->Arg(1'000)->Arg(1'000'000)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace xiaoer

int main(int argc, char** argv) {
    if (!xiaoer::start_crypto()) return 1;
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
