// The power goes at any moment of a short day: people join with names and phone numbers, buy, and a draw is locked,
// settled and fetched, as the Engine writes it, with the vault and the keyring.
//
// The day runs on a disk in memory that logs every write and sync (tests/store/recording_vfs.h); the log is cut at many
// of its positions. What is left must pass the whole audit, names and keys too, hold every command that was answered
// before the cut, and go on.
#include "base/file.h"
#include "store/audit.h"
#include "tests/app/engine_shop.h"
#include "tests/store/recording_vfs.h"

namespace xiaoer::test {
namespace {

constexpr std::size_t images_about = 30;

Settings books() {
    Settings settings;
    settings.shop = "老北京布鞋";
    settings.prizes = {{"照片书一本", 2, 1800}};
    return settings;
}

class CutDay : public EngineShop {
public:
    CutDay() : EngineShop(books(), 11), database(folder / "shop.db") {
        engine.reset();
        for (const auto* suffix : {"", "-wal"}) {
            const auto path = beside(database, suffix);
            if (std::filesystem::exists(path)) before[path.string()] = read_file(path).value().value();
        }
        anchor = read_file(beside(database, ".anchor")).value().value();
    }
    // Every answered command is written into the log, with how far the ledger was then.
    void live(RecordingVfs& disk) {
        reopen(disk.name());
        const auto answered = [&] { disk.acknowledge(engine->store().head().seq); };
        for (std::uint8_t i = 1; i <= 4; ++i) {
            Join wish;
            wish.nickname = "山里人" + std::to_string(i);
            wish.phone = "1391234560" + std::to_string(i);
            wish.agreed = true;
            wish.browser = Hash{i};
            const auto joined = expect<Joined>(wish);
            answered();
            NewPurchase sale;
            sale.receipt_no = "R" + std::to_string(i);
            sale.total_minor = 15'000;
            sale.source = "tap:9100";
            sale.member = joined.number;
            expect<Recorded>(RecordPurchases{{sale}, {}});
            answered();
            if (i == 2) engine->store().db().checkpoint_passive().value();
        }
        const auto id = draw();
        answered();
        const auto unit = units_of_draw(db(), id, 1).value().at(0);
        const auto winner = find_member(db(), unit.member.value()).value()->number;
        expect<HandedOver>(HandOver{{unit.unit}, pass_of(static_cast<std::uint8_t>(winner)), {}, {}, clerk});
        answered();
        engine.reset();
    }
    void put_back(const Files& image) {
        for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(beside(database, suffix));
        for (const auto& [path, bytes] : image) {
            if (path.ends_with("shop.db") || path.ends_with("-wal")) write_file(path, bytes).value();
        }
        write_file(beside(database, ".anchor"), anchor).value();  // not that of the image before
    }
    const std::filesystem::path database;
    Files before;
    Bytes anchor;
};

TEST(DayPowerCut, leaves_a_ledger_that_holds_whose_names_can_be_read_and_that_goes_on) {
    CutDay shop;
    std::vector<DiskEvent> log;
    {
        RecordingVfs disk(shop.before);
        shop.live(disk);
        log = disk.log();
    }
    const auto step = std::max<std::size_t>(1, 2 * log.size() / images_about);
    DiskReplay replay(shop.before);
    int images = 0;
    for (std::size_t position = 0; position < log.size(); ++position) {
        replay.apply(log[position]);
        if (position % step != step - 1) continue;
        for (const auto loss : {Loss::dropped, Loss::torn}) {
            SCOPED_TRACE("cut after " + describe(log[position]) + ", unsynced " + std::string(name_of(loss)));
            SeededRandom random(position);
            shop.put_back(replay.image(loss, random));
            shop.open();
            shop.engine->check_at_start();
            ASSERT_TRUE(shop.engine->saving());
            ASSERT_GE(shop.engine->store().head().seq, replay.acknowledged()) << "answered and lost";
            shop.join("后来的", 99);
            shop.engine->finish();
            shop.engine.reset();
            const auto held = audit(shop.database);
            ASSERT_TRUE(held) << held.error().message;
            ++images;
        }
    }
    EXPECT_GT(images, 20);
}

}  // namespace
}  // namespace xiaoer::test
