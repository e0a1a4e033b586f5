// A power cut at every step of the till's spool: what is found afterwards is the epoch it was in with everything that
// was synced, or, while it starts over, the new epoch with nothing. Never records of the one under the other: they
// would be slips with other ids, and those without a number would count twice.
//
// The spool writes by system calls, so this program puts its own pwrite(), ftruncate() and fdatasync() before the C
// library's. They do what they should, and while a Recording lives they are also written down. Every prefix of them is
// replayed, with what was not synced dropped, kept, or torn between sectors of 512 bytes.
#include "pos_adapter/spool.h"

#include "base/file.h"
#include "base/random.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

namespace xiaoer::pos {
namespace {

struct Step {
    enum class Kind { write, truncate, sync } kind;
    std::size_t offset = 0;  // or the new size
    Bytes bytes{};
};
std::vector<Step>* recorded = nullptr;

}  // namespace

void note_step(Step step) {
    if (recorded != nullptr) recorded->push_back(std::move(step));
}

}  // namespace xiaoer::pos

extern "C" {
ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset) {
    const auto* from = static_cast<const std::uint8_t*>(bytes);
    xiaoer::pos::note_step({xiaoer::pos::Step::Kind::write, static_cast<size_t>(offset), {from, from + count}});
    return ::syscall(SYS_pwrite64, fd, bytes, count, offset);
}
int ftruncate(int fd, off_t size) noexcept {
    xiaoer::pos::note_step({xiaoer::pos::Step::Kind::truncate, static_cast<size_t>(size)});
    return static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}
int fdatasync(int fd) {
    xiaoer::pos::note_step({xiaoer::pos::Step::Kind::sync});
    return static_cast<int>(::syscall(SYS_fdatasync, fd));
}
}

namespace xiaoer::pos {
namespace {

constexpr std::size_t sector = 512;

// What the spool has promised once `steps` were done.
struct Promise {
    std::size_t steps = 0;
    Spool::Epoch epoch{};
    std::vector<Bytes> log;
    std::size_t synced = 0;  // of the log
};

struct Found {
    Spool::Epoch epoch{};
    std::vector<Bytes> records;
};

// The platter: what was synced, and what was written since.
class Platter {
public:
    void take(const Step& step) {
        if (step.kind != Step::Kind::sync) return pending_.push_back(step);
        for (const auto& done : pending_) apply(synced_, done, [] { return true; });
        pending_.clear();
    }
    [[nodiscard]] std::vector<Bytes> may_be(Random& random) const {
        std::vector<Bytes> images;
        const auto add = [&](const auto& keeps_step, const std::function<bool()>& keeps_sector) {
            auto image = synced_;
            for (std::size_t i = 0; i < pending_.size(); ++i)
                if (keeps_step(i)) apply(image, pending_[i], keeps_sector);
            images.push_back(std::move(image));
        };
        const auto all = [] { return true; };
        add([](std::size_t) { return false; }, all);
        add([](std::size_t) { return true; }, all);
        for (std::size_t one = 0; pending_.size() > 1 && one < pending_.size(); ++one) {
            add([one](std::size_t i) { return i == one; }, all);
            add([one](std::size_t i) { return i != one; }, all);
        }
        for (int torn = 0; !pending_.empty() && torn < 4; ++torn)
            add([](std::size_t) { return true; }, [&random] { return random.array<1>()[0] % 2 == 0; });
        return images;
    }

private:
    static void apply(Bytes& image, const Step& step, const std::function<bool()>& keeps_sector) {
        if (step.kind == Step::Kind::truncate) return image.resize(step.offset);
        image.resize(std::max(image.size(), step.offset + step.bytes.size()));
        for (std::size_t at = 0; at < step.bytes.size();) {
            const auto count = std::min(sector - (step.offset + at) % sector, step.bytes.size() - at);
            if (keeps_sector()) std::copy_n(step.bytes.data() + at, count, image.data() + step.offset + at);
            at += count;
        }
    }
    Bytes synced_;
    std::vector<Step> pending_;
};

struct SpoolCut : testing::Test {
    Found open_image(const Bytes& image) {
        const auto path = folder / "image";
        EXPECT_TRUE(write_file(path, image));
        const auto spool = Spool::open(path).value();
        EXPECT_TRUE(spool->begun());
        Found found{spool->epoch(), {}};
        for (auto record = spool->next(); record && *record; record = spool->next())
            found.records.push_back((*record)->bytes);
        return found;
    }
    void promise(const Spool& spool, std::vector<Bytes> log, std::size_t synced) {
        promises.push_back({steps.size(), spool.epoch(), std::move(log), synced});
    }
    // Slips of one size, so that old records lie exactly where new ones end.
    static Bytes slip(int number) { return Bytes(700, static_cast<std::uint8_t>(number)); }
    void one_epoch(Spool& spool, int number) {
        const std::vector<Bytes> log = {slip(number), slip(number + 1)};
        for (std::size_t i = 0; i < log.size(); ++i) {
            ASSERT_TRUE(spool.append(Spool::Kind::bytes, {}, log[i]));
            promise(spool, {log.begin(), log.begin() + static_cast<std::ptrdiff_t>(i) + 1}, i);
            ASSERT_TRUE(spool.sync());
            promise(spool, {log.begin(), log.begin() + static_cast<std::ptrdiff_t>(i) + 1}, i + 1);
        }
        ASSERT_TRUE(spool.append(Spool::Kind::delivered, {}, slip(number)));
        promise(spool, log, 2);
        spool.forget();
        ASSERT_TRUE(spool.begin());
        promise(spool, {}, 0);
    }
    void expect_promised(std::size_t cut, const Found& found) {
        const auto next = std::ranges::find_if(promises, [cut](const auto& p) { return p.steps > cut; });
        const auto& kept = *std::prev(next);
        const auto& coming = next == promises.end() ? kept : *next;
        if (found.epoch == coming.epoch && coming.epoch != kept.epoch) {
            EXPECT_TRUE(found.records.empty()) << "cut " << cut << ": old records under a new epoch";
            return;
        }
        ASSERT_EQ(found.epoch, kept.epoch) << "cut " << cut;
        const auto& log = coming.epoch == kept.epoch ? coming.log : kept.log;
        ASSERT_LE(found.records.size(), log.size()) << "cut " << cut;
        EXPECT_GE(found.records.size(), kept.synced) << "cut " << cut << ": a record that was synced is gone";
        EXPECT_TRUE(std::equal(found.records.begin(), found.records.end(), log.begin())) << "cut " << cut;
    }

    test::TemporaryFolder folder;
    std::vector<Step> steps;
    std::vector<Promise> promises;
};

TEST_F(SpoolCut, what_was_synced_is_found_under_its_own_epoch_wherever_the_power_is_cut) {
    recorded = &steps;
    const auto spool = Spool::open(folder / "spool").value();
    ASSERT_TRUE(spool->begun());
    promise(*spool, {}, 0);
    for (int epoch = 0; epoch < 3; ++epoch) one_epoch(*spool, 10 * epoch + 1);
    recorded = nullptr;
    ASSERT_FALSE(HasFatalFailure());
    Platter platter;
    SeededRandom random(20261129);
    for (std::size_t cut = 0; cut < steps.size(); ++cut) {
        platter.take(steps[cut]);
        if (cut + 1 < promises.front().steps) continue;  // not even begun: nothing was promised
        for (const auto& image : platter.may_be(random)) expect_promised(cut + 1, open_image(image));
    }
}

TEST_F(SpoolCut, what_lies_behind_a_torn_record_does_not_come_back_between_new_ones) {
    const auto path = folder / "spool";
    {
        const auto spool = Spool::open(path).value();
        for (int i = 1; i <= 3; ++i) ASSERT_TRUE(spool->append(Spool::Kind::bytes, {}, slip(i)));
    }
    auto bytes = **read_file(path);
    bytes.at(Spool::first + 100) ^= 1;
    ASSERT_TRUE(write_file(path, bytes));
    const auto found = open_image(bytes);
    EXPECT_TRUE(found.records.empty());
    {
        const auto spool = Spool::open(path).value();
        ASSERT_TRUE(spool->append(Spool::Kind::bytes, {}, slip(4)));
    }
    EXPECT_EQ(open_image(**read_file(path)).records, (std::vector<Bytes>{slip(4)}));
}

}  // namespace
}  // namespace xiaoer::pos
