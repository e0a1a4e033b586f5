// A whole draw of 1,000,000 tickets of 200,000 members, 100 winners, as the kiosk holds it: the list written into the
// ledger and locked, settled, and the proof file written. Beside it, in the same run, what SQLite alone takes for a
// million rows of one table with the same columns in one durable commit: nothing that lists tickets can be quicker.
//
// The members and tickets are put into the tables by hand, as how they came there is not what is measured.
#include "app/kiosk.h"
#include "base/file.h"
#include "store/db.h"
#include "tests/bench/own_process.h"
#include "tests/support/temporary_folder.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>

namespace xiaoer {
namespace {

constexpr std::int64_t ticket_count = 1'000'000, member_count = 200'000, winner_count = 100;
constexpr Timestamp wednesday_morning{1'794'967'200'000};
constexpr const char* throws = "4162533164";

template <class Work>
double seconds(Work work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}
long peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

std::unique_ptr<Kiosk> open(const std::filesystem::path& path, ManualClock& clock, Random& random) {
    auto kiosk = Kiosk::open({path, &clock, &random, 16, false}).value();
    (void)kiosk->submit(IssuePass{Hash{}}).get();  // answered once the database is checked
    return kiosk;
}

void fill(const std::filesystem::path& path) {
    SeededRandom random(1);
    ManualClock clock(wednesday_morning);
    {
        auto kiosk = open(path, clock, random);
        Settings settings;
        settings.shop = "小店";
        settings.prizes = {{"布鞋", winner_count, 5'000}};
        settings.free_ticket_for_members = settings.free_ticket_for_seats = false;
        settings.max_weight = 100;
        (void)kiosk->submit(OpenShop{settings}).get().value();
        (void)kiosk->submit(Tick{}).get().value();
    }
    auto db = Database::open(path, Database::Mode::write).value();
    auto transaction = Transaction::begin(db).value();
    std::vector<MemberId> members;
    for (std::int64_t number = 1; number <= member_count; ++number) {
        members.push_back(MemberId::random(random));
        db.run(
              "INSERT INTO members (member, number, device, joined_at, channel, language, alliance, show_name) SELECT "
              "?, ?, device, 0, 'bench', 'zh-Hans', 0, 0 FROM devices",
              {members.back(), number})
            .value();
    }
    for (std::int64_t i = 0; i < ticket_count; ++i) {
        char ticket[24];
        std::snprintf(ticket, sizeof ticket, "%016llx", static_cast<unsigned long long>(random.below(UINT64_MAX)));
        db.run("INSERT INTO tickets (ticket, member, device, seq, at) SELECT ?, ?, device, ?, ? FROM devices",
               {std::string(ticket), members[random.below(members.size())], 1'000 + i / 2,
                Timestamp{wednesday_morning.ms + i}})
            .value();
    }
    db.run("INSERT INTO totals (name, value) VALUES ('open_tickets', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
           {ticket_count})
        .value();
    transaction.commit().value();
    db.checkpoint_truncate().value();
}

void bare(const std::filesystem::path& path) {
    auto db = Database::open(path, Database::Mode::write).value();
    db.script(
          "CREATE TABLE entries (draw TEXT NOT NULL, ticket TEXT NOT NULL, member BLOB NOT NULL, weight INTEGER NOT "
          "NULL, PRIMARY KEY (draw, ticket)) STRICT, WITHOUT ROWID")
        .value();
    SeededRandom random(1);
    const auto member = MemberId::random(random);
    const double time = seconds([&] {
        auto transaction = Transaction::begin(db).value();
        for (std::int64_t i = 0; i < ticket_count; ++i) {
            char ticket[24];
            std::snprintf(ticket, sizeof ticket, "%016llx", static_cast<unsigned long long>(i));
            db.run("INSERT INTO entries (draw, ticket, member, weight) VALUES (?, ?, ?, ?)",
                   {"d-00000-0001", std::string(ticket), member, 1})
                .value();
        }
        transaction.commit().value();
    });
    std::printf("a million rows into one table, one durable commit: %.2f s\n", time);
}

void draw(const std::filesystem::path& path, const std::filesystem::path& proof) {
    SeededRandom random(2);
    ManualClock clock(wednesday_morning);
    auto kiosk = open(path, clock, random);
    const auto coming = kiosk->snapshot()->next_draw.value();
    clock.set(coming.closes_at);
    const auto before = peak_mb();
    const double processor_before = processor_seconds();
    const double locked = seconds([&] {
        const auto outcome = kiosk->submit(CloseDraw{coming.id, {}}).get().value();
        XIAOER_ASSERT(std::get<DrawClosed>(outcome).tickets == ticket_count);
    });
    const double settled = seconds([&] {
        const auto outcome = kiosk->submit(SettleDraw{coming.id, throws, {}}).get().value();
        XIAOER_ASSERT(std::get<DrawSettled>(outcome).winners == winner_count);
    });
    const double written = seconds([&] {
        const auto answer = kiosk->query(DrawProof{coming.id}).get().value();
        XIAOER_ASSERT(write_file(proof, view_of(std::get<ProofText>(answer).json)));
    });
    std::printf(
        "locked %.2f s, settled %.2f s, proof written %.2f s: %.2f s (processor %.2f s), peak %ld MB (%ld before)\n",
        locked, settled, written, locked + settled + written, processor_seconds() - processor_before, peak_mb(),
        before);
}

}  // namespace
}  // namespace xiaoer

int main() {
    if (!xiaoer::start_crypto()) return 1;
    const xiaoer::test::TemporaryFolder folder;
    xiaoer::bench::in_its_own_process([&] { xiaoer::fill(folder / "shop.db"); });
    xiaoer::bench::in_its_own_process([&] { xiaoer::bare(folder / "bare.db"); });
    xiaoer::bench::in_its_own_process([&] { xiaoer::draw(folder / "shop.db", folder / "proof.json"); });
    return 0;
}
