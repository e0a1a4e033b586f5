// Nothing acknowledged is ever lost: the store against power cuts and failing disks.
//
// A process that is killed proves little, because the system's page cache survives it. So the store runs here on
// a disk in memory (recording_vfs.h) that logs every write, truncation, sync and removal, and between them every
// acknowledgement, that is, the moment at which a commit has returned success. Then:
//
// Power cuts. The log is replayed up to each of its positions. What a sync covered is on the disk; what came
// after is uncertain, and an image is made for each way it may have gone: all of it lost, all of it kept, each
// write kept or lost by itself, each 512-byte sector kept or lost by itself. Every image is opened by the store's
// own open, and must (1) pass SQLite's integrity_check and the chain's, (2) hold whole commands only: the facts,
// the rows derived from them, the totals and the answer, (3) hold every command acknowledged before the cut, and
// (4) take the next command.
//
// Failing calls. The same work runs again and again, with the first, second, third… call to the disk failing, as
// an I/O error or as a full disk, once or from then on for ever. The work does what the kiosk does: it says a
// failed command again, after an I/O error on a file opened anew, for SQLite's cache can no longer be trusted.
// Every failure must arrive as an Error, and both what the running system sees afterwards and what a power cut
// would leave must hold every acknowledged command. After a single failure all the work must get done.
//
// The rig itself is tried on what must fail: synchronous=NORMAL, and a disk that lies about its syncs.
//
// By default one image of each kind is looked at for each position (about 2,000), and every seventh call of the
// first start is failed. XIAOER_POWER_CUT_IMAGES=50000 looks at that many images and fails every call.
#include "tests/store/shop_on_disk.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace xiaoer {
namespace {

// 0 when nobody asked for more.
std::size_t images_asked_for() {
    const char* wanted = std::getenv("XIAOER_POWER_CUT_IMAGES");
    return wanted == nullptr ? 0 : std::strtoull(wanted, nullptr, 10);
}

// ---- power cuts -------------------------------------------------------------------------------------------

// From the first start of a shop: commands, checkpoints of both kinds, a transaction given up, a close and a
// second start.
Result<void> record(const ShopOnDisk& shop, RecordingVfs& disk, std::string_view extra_setting = "") {
    std::int64_t command = 0;
    for (int start = 0; start < 2; ++start) {
        XIAOER_TRY_ASSIGN(const auto store, shop.open(disk));
        auto& db = store->db();
        XIAOER_TRY(db.script(extra_setting));
        for (int i = 1; i <= 5; ++i) {
            XIAOER_TRY(shop.say(*store, ++command));
            disk.acknowledge(command);
            if (i == 3) XIAOER_TRY(db.checkpoint_passive());
            if (i == 4) XIAOER_TRY(db.checkpoint_truncate());
        }
        XIAOER_TRY_ASSIGN(const auto given_up, Transaction::begin(db));
        XIAOER_TRY(db.run("DELETE FROM facts"));
    }
    return {};
}

// Between two syncs nothing that could be dropped becomes durable, and nobody is told anything.
bool dropped_is_as_before(const DiskEvent& event) {
    using Kind = DiskEvent::Kind;
    return event.kind != Kind::sync && event.kind != Kind::sync_folder && event.kind != Kind::acknowledge;
}

constexpr std::size_t one_of_each_kind = 4;

// Returns: the first image with which something was wrong; nothing when all is well. At each position the kinds of
// loss are taken in their order, and then random and torn by turns, each with another seed.
std::string problem_after_a_cut(const ShopOnDisk& shop, std::span<const DiskEvent> log, std::size_t per_position) {
    DiskReplay replay;
    for (std::size_t position = 0; position < log.size(); ++position) {
        replay.apply(log[position]);
        for (std::size_t i = 0; i < per_position; ++i) {
            const auto loss = static_cast<Loss>(i < one_of_each_kind ? i : 2 + i % 2);
            if (loss == Loss::dropped && dropped_is_as_before(log[position])) continue;
            SeededRandom random(position * per_position + i);
            const auto survived = shop.survives(replay.image(loss, random), replay.acknowledged());
            if (survived) continue;
            return "cut after event " + std::to_string(position) + " (" + describe(log[position]) + "), unsynced " +
                   std::string(name_of(loss)) + " (image " + std::to_string(i) + "): " + survived.error().message;
        }
    }
    return "";
}

TEST(PowerCut, loses_no_acknowledged_command_and_leaves_none_half_there) {
    const ShopOnDisk shop;
    RecordingVfs disk;
    const auto recorded = record(shop, disk);
    ASSERT_TRUE(recorded) << recorded.error().message;
    const auto per_position = std::max(images_asked_for() / disk.log().size(), one_of_each_kind);
    EXPECT_EQ(problem_after_a_cut(shop, disk.log(), per_position), "");
}

TEST(PowerCut, rig_sees_what_synchronous_normal_loses) {
    const ShopOnDisk shop;
    RecordingVfs disk;
    ASSERT_TRUE(record(shop, disk, "PRAGMA synchronous = NORMAL"));
    const auto problem = problem_after_a_cut(shop, disk.log(), 1);
    EXPECT_NE(problem.find(": acknowledged "), std::string::npos) << problem;
}

TEST(PowerCut, rig_sees_a_disk_that_lies_about_its_syncs) {
    const ShopOnDisk shop;
    RecordingVfs disk;
    ASSERT_TRUE(record(shop, disk));
    auto log = disk.log();
    std::erase_if(log, [](const DiskEvent& event) { return event.kind == DiskEvent::Kind::sync; });
    EXPECT_NE(problem_after_a_cut(shop, log, one_of_each_kind), "");
}

// ---- failing calls ----------------------------------------------------------------------------------------

constexpr std::int64_t commands_under_faults = 4;
constexpr int starts_max = 3;

// One life of the process, from open to the first failure that it cannot carry on from. Returns: whether all is
// done. A full disk it can carry on from: the customer is told "not saved", and it is tried again.
bool live(const ShopOnDisk& shop, RecordingVfs& disk, std::int64_t& acknowledged, const DiskFault& fault) {
    const auto broken = [](const Error& error) {
        EXPECT_EQ(error.code, ErrorCode::io) << error.message;
        return false;
    };
    const auto opened = shop.open(disk);
    if (!opened) return broken(opened.error());
    Store& store = **opened;
    while (acknowledged < commands_under_faults) {
        auto said = shop.say(store, acknowledged + 1);
        EXPECT_FALSE(store.db().in_transaction());
        if (!said && fault.full) said = shop.say(store, acknowledged + 1);
        if (!said) return broken(said.error());
        disk.acknowledge(++acknowledged);
        if (acknowledged % 3 != 0) continue;
        if (auto done = store.db().checkpoint_passive(); !done) return broken(done.error());
    }
    if (auto done = store.db().checkpoint_truncate(); !done) return broken(done.error());
    return true;
}

// Returns: whether the fault's turn came.
bool run_with_fault(const ShopOnDisk& shop, const Files& start, std::int64_t acknowledged, const DiskFault& fault) {
    SCOPED_TRACE("call " + std::to_string(fault.call) + (fault.full ? " full" : " io") +
                 (fault.persistent ? " for ever" : " once"));
    RecordingVfs disk(start);
    disk.set_fault(fault);
    bool finished = false;
    for (int i = 0; i < starts_max && !finished; ++i) finished = live(shop, disk, acknowledged, fault);
    EXPECT_TRUE(finished || fault.persistent) << "one failure must not stop the shop";

    DiskReplay replay(start);
    for (const auto& event : disk.log()) replay.apply(event);
    SeededRandom random(1);
    for (const auto& left : {disk.files(), replay.image(Loss::dropped, random)}) {
        const auto survived = shop.survives(left, acknowledged);
        EXPECT_TRUE(survived) << survived.error().message;
    }
    return disk.has_failed();
}

void fail_calls(const ShopOnDisk& shop, const Files& start, std::int64_t acknowledged, std::int64_t step) {
    for (const bool full : {false, true}) {
        for (const bool persistent : {false, true}) {
            std::int64_t call = 1;
            while (!testing::Test::HasFailure() &&
                   run_with_fault(shop, start, acknowledged, {full, persistent, call})) {
                call += step;
            }
            EXPECT_GT(call, 10) << "the work asks little of the disk";
        }
    }
}

TEST(FailingDisk, loses_no_acknowledged_command) {
    const ShopOnDisk shop;
    RecordingVfs disk;
    {
        const auto store = shop.open(disk);
        ASSERT_TRUE(store && shop.say(**store, 1) && shop.say(**store, 2));
    }
    fail_calls(shop, disk.files(), 2, 1);
}

TEST(FailingDisk, at_the_first_start_leaves_a_shop_that_can_be_opened) {
    const ShopOnDisk shop;
    fail_calls(shop, {}, 0, images_asked_for() > 0 ? 1 : 7);
}

}  // namespace
}  // namespace xiaoer
