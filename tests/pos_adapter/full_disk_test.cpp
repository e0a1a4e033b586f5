// The tap on a disk that is really full: what the till printed is not lost, whichever way the process ends.
#include "base/file.h"
#include "tap_bench.h"
#include "tests/support/small_disk.h"

#include <set>

namespace xiaoer::pos {
namespace {

struct FullDiskTest : TapTest {
    void SetUp() override {
        if (!disk_.mounted()) GTEST_SKIP() << "this machine does not let a test mount a disk of its own";
    }
    TapOptions on_disk() const {
        auto wanted = options();
        wanted.spool = disk_ / "spool";
        return wanted;
    }
    // As many, numbered, each with a picture of 57,600 bytes where `pictures` says so.
    void print(const Tap& tap, int from, int to, bool pictures) {
        const auto till = connect_to(tap.port());
        for (int i = from; i <= to; ++i) {
            const std::string picture =
                pictures ? bytes("\x1dv0\0\x48\0\x20\x03") + std::string(std::size_t{72} * 800, '\x55') : "";
            send_all(till, init + picture + "Receipt #" + std::to_string(i) + "\nTOTAL 1.00\n" + cut);
        }
        send_all(till, bytes("\x10\x04\x01"));
        EXPECT_EQ(receive(till, 1), "\x12") << "all before it was taken";
    }
    void expect_each_once(std::size_t count) {
        std::set<std::string> numbers;
        for (const auto& slip : consumer_.wait_for(count)) numbers.insert(slip.receipt.receipt_no.value_or("none"));
        EXPECT_EQ(numbers.size(), count);
        EXPECT_EQ(consumer_.wait_for(count).size(), count);
    }
    // The process is gone from one moment to the next: another one has what the disk has.
    void expect_after_a_crash(std::size_t count) {
        auto copied = options();
        ASSERT_TRUE(write_file(copied.spool, **read_file(on_disk().spool)));
        Consumer later;
        const auto tap = Tap::start(copied, clock_, [&](const Slip& slip) { return later.take(slip); });
        EXPECT_EQ(later.wait_for(count).size(), count);
    }
    test::SmallDisk disk_{3};
};

TEST_F(FullDiskTest, slips_are_saved_in_the_room_that_was_kept_for_them) {
    consumer_.set_busy(true);
    const auto tap = start(on_disk());
    ASSERT_TRUE(disk_.fill());
    print(*tap, 1, 60, false);
    consumer_.wait_for_offers(2);
    EXPECT_TRUE(tap->saving());
    expect_after_a_crash(60);
    consumer_.set_busy(false);
    expect_each_once(60);
}

TEST_F(FullDiskTest, what_waits_in_memory_goes_into_the_spool_once_there_is_room) {
    consumer_.set_busy(true);
    const auto tap = start(on_disk());
    ASSERT_TRUE(disk_.fill());
    print(*tap, 1, 40, true);  // twice as much as the room
    EXPECT_TRUE(comes_true([&] { return !tap->saving(); }));
    disk_.make_room();
    EXPECT_TRUE(comes_true([&] { return tap->saving(); })) << "though the till says nothing more";
    expect_after_a_crash(40);
    consumer_.set_busy(false);
    expect_each_once(40);
}

TEST_F(FullDiskTest, what_waits_in_memory_goes_into_the_spool_when_the_tap_ends_and_keeps_its_id) {
    consumer_.set_busy(true);
    {
        const auto tap = start(on_disk());
        ASSERT_TRUE(disk_.fill());
        print(*tap, 1, 40, true);
        EXPECT_TRUE(comes_true([&] { return !tap->saving(); }));
        disk_.make_room();
    }
    const auto tap = start(on_disk());
    consumer_.set_busy(false);
    expect_each_once(40);
}

TEST_F(FullDiskTest, a_disk_that_was_full_at_the_start_keeps_slips_once_it_has_room_under_the_same_ids) {
    consumer_.set_busy(true);
    ASSERT_TRUE(disk_.fill());
    auto tap = start(on_disk());
    EXPECT_FALSE(tap->saving());
    print(*tap, 1, 1, false);
    consumer_.wait_for_offers(1);
    const auto id = consumer_.offered();
    disk_.make_room();
    EXPECT_TRUE(comes_true([&] { return tap->saving(); }));
    tap.reset();
    consumer_.set_busy(false);
    tap = start(on_disk());
    EXPECT_EQ(consumer_.wait_for(1)[0].id, id);
}

}  // namespace
}  // namespace xiaoer::pos
