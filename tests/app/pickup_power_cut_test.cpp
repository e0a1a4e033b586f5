// The power goes between "hand it over" and the commit, or right after it.
//
// The shop works on a disk in memory that logs every write and sync. One prize is handed over; the moment at which the
// screen may say so is written into the log. Then the log is cut at each of its positions, with what was not synced
// lost, kept, or partly kept, and the kiosk is started on what is left. Before the screen said it, the prize is either
// still there to be handed over, or it is gone; after it, it is gone, and the same command is answered the same. It is
// never handed over twice.
#include "base/file.h"
#include "tests/app/engine_shop.h"
#include "tests/store/recording_vfs.h"

namespace xiaoer::test {
namespace {

Settings books() {
    Settings settings;
    settings.shop = "老北京布鞋";
    settings.prizes = {{"照片书一本", 2, 1800}};
    return settings;
}

std::int64_t hand_overs_of(Database& db, const UnitId& unit) {
    return db
        .integer("SELECT count(*) FROM prize_acts WHERE draw = ? AND unit = ? AND act = 'handed_over'",
                 {unit.draw, unit.unit})
        .value()
        .value_or(0);
}

class CutShop : public EngineShop {
public:
    CutShop() : EngineShop(books(), 7) {
        join("山里人", 1);
        draw_id = draw();
        engine->store().anchor().value();
        engine.reset();
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const auto name = entry.path().string();
            if (name.find("shop.db") == std::string::npos || name.ends_with(".keys") || name.ends_with(".keyring") ||
                name.ends_with(".anchor") || name.ends_with(".lock") || name.ends_with("-shm"))
                continue;
            before[name] = read_file(entry.path()).value().value();
        }
    }
    Files before;  // the database when the winner comes in
    std::string draw_id;
};

TEST(PickupPowerCut, a_prize_is_shown_as_handed_over_only_when_it_is_and_then_exactly_once) {
    CutShop shop;
    const UnitId unit{shop.draw_id, 0};
    const CommandId id{{9, 9}};
    std::vector<DiskEvent> log;
    {
        RecordingVfs disk(shop.before);
        shop.reopen(disk.name());
        const auto start = disk.log().size();
        const auto pass = shop.pass_of(1);
        ASSERT_TRUE(std::holds_alternative<HandedOver>(
            shop.engine->handle({id, HandOver{{unit}, pass, {}, {}, shop.clerk}}).value()));
        disk.acknowledge(1);
        shop.engine.reset();
        log = disk.log();
        // What signing in wrote before stands already.
        ASSERT_GT(log.size(), start + 3);
    }
    int still_waiting = 0, gone = 0;
    DiskReplay replay(shop.before);
    for (std::size_t position = 0; position < log.size(); ++position) {
        replay.apply(log[position]);
        for (const auto loss : {Loss::dropped, Loss::kept, Loss::random, Loss::torn}) {
            SeededRandom random(position);
            RecordingVfs disk(replay.image(loss, random));
            shop.reopen(disk.name());
            const auto before = hand_overs_of(shop.db(), unit);
            if (replay.acknowledged() > 0) {
                ASSERT_EQ(before, 1) << "acknowledged and lost at " << position;
            }
            const auto pass = shop.pass_of(1);
            const auto again = shop.say(HandOver{{unit}, pass, {}, {}, shop.clerk});
            (before == 0 ? still_waiting : gone) += 1;
            ASSERT_EQ(std::holds_alternative<HandedOver>(again), before == 0) << position;
            ASSERT_EQ(std::holds_alternative<AlreadyHandedOver>(again), before == 1) << position;
            if (before == 1) {
                const auto same = shop.engine->handle({id, HandOver{{unit}, pass, {}, {}, shop.clerk}}).value();
                ASSERT_TRUE(std::holds_alternative<HandedOver>(same)) << "the same command is answered the same";
            }
            ASSERT_EQ(hand_overs_of(shop.db(), unit), 1) << position;
            shop.engine.reset();
        }
    }
    EXPECT_GT(still_waiting, 0);
    EXPECT_GT(gone, 0);
}

}  // namespace
}  // namespace xiaoer::test
