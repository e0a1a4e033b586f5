// What the Engine does when something under it fails: nothing that is not to be trusted reaches the file, nothing
// durable is called unsaved, and one thing that cannot be done does not hold up the others.
#include "base/file.h"
#include "store/audit.h"
#include "tests/app/engine_shop.h"
#include "tests/store/recording_vfs.h"

#include <algorithm>

namespace xiaoer::test {
namespace {

Settings books() {
    Settings settings;
    settings.shop = "老北京布鞋";
    settings.prizes = {{"照片书一本", 2, 1800}};
    return settings;
}

// The database's files as they lie in the folder. Requires: the engine is closed.
Files files_of(const EngineShop& shop) {
    Files files;
    for (const auto* suffix : {"", "-wal"}) {
        const auto path = (shop.folder / "shop.db").string() + suffix;
        if (std::filesystem::exists(path)) files[path] = read_file(path).value().value();
    }
    return files;
}

RecordPurchases a_sale() {
    NewPurchase sale;
    sale.receipt_no = "0012";
    sale.total_minor = 6'800;
    sale.source = "tap:9100";
    return {{sale}, {}};
}

struct EngineFaults : testing::Test {
    std::size_t writes_to_database(const RecordingVfs& disk) const {
        return static_cast<std::size_t>(std::ranges::count_if(disk.log(), [this](const DiskEvent& event) {
            return event.kind == DiskEvent::Kind::write && event.file == (shop.folder / "shop.db").string();
        }));
    }
    EngineShop shop{books(), 5};
};

TEST_F(EngineFaults, after_a_write_that_failed_nothing_is_checkpointed_nor_anchored) {
    for (const bool broken : {true, false}) {
        shop.engine.reset();
        RecordingVfs disk(files_of(shop));
        shop.reopen(disk.name());
        shop.engine->check_at_start();
        shop.join(broken ? "小赵" : "小钱", broken ? 1 : 2);
        if (broken) {
            disk.set_fault(DiskFault{true, false, 1});  // the disk is full for one write
            EXPECT_FALSE(shop.engine->handle({CommandId::random(shop.random), a_sale()}));
            EXPECT_TRUE(disk.has_failed());
            EXPECT_FALSE(shop.engine->saving());
            disk.set_fault({});
        }
        const auto before = writes_to_database(disk);
        const auto anchor = read_anchor(shop.folder / "shop.db").value().value();
        shop.clock.advance(2 * second_ms);
        shop.engine->rest(true);
        shop.engine->finish();
        shop.engine.reset();
        EXPECT_EQ(writes_to_database(disk) == before, broken) << "at rest and at stop";
        EXPECT_EQ(read_anchor(shop.folder / "shop.db").value()->seq == anchor.seq, broken);
    }
    shop.reopen();
}

TEST_F(EngineFaults, an_erasure_that_is_durable_is_told_as_done_though_the_keyring_cannot_be_written) {
    shop.join("忘了我", 1);
    const auto keyring = (shop.folder / "shop.db.keyring").string();
    const auto slot = shop.db().integer("SELECT slot FROM vault_slots").value().value();
    std::filesystem::create_directory(keyring + ".new");  // where it is to be written anew
    shop.expect<Erased>(EraseMember{1, {}});
    EXPECT_TRUE(Keyring(shop.folder / "shop.db").key(slot).value());
    std::filesystem::remove(keyring + ".new");
    shop.open();
    shop.engine->check_at_start();
    EXPECT_TRUE(shop.engine->saving());
    EXPECT_FALSE(Keyring(shop.folder / "shop.db").key(slot).value()) << "at the next start";
}

TEST_F(EngineFaults, what_is_not_as_it_was_written_in_the_vault_stops_nobody) {
    shop.engine->check_at_start();
    shop.join("小赵", 1);
    shop.expect<Done>(SetInterests{Hash{1}, {books().interests.at(0)}});
    ASSERT_TRUE(shop.db().run("UPDATE vault SET sealed = randomblob(60)"));
    shop.draw();
    EXPECT_FALSE(shop.engine->handle({CommandId::random(shop.random), LookUp{shop.pass_of(1), {}}}));
    (void)shop.engine->picture();
    EXPECT_TRUE(shop.engine->saving());
    EXPECT_EQ(shop.engine->picture().health, Health::good);
    EXPECT_EQ(shop.join("小钱", 2).number, 2);
}

TEST_F(EngineFaults, a_damaged_database_is_called_so) {
    const auto page =
        shop.db().integer("SELECT rootpage FROM sqlite_schema WHERE name = 'tickets_member'").value().value();
    const auto page_bytes = shop.db().integer("PRAGMA page_size").value().value();
    shop.engine.reset();
    auto files = files_of(shop);
    auto& file = files.at((shop.folder / "shop.db").string());
    std::fill_n(file.begin() + (page - 1) * page_bytes, 100, 0x5a);
    RecordingVfs disk(std::move(files));
    shop.open(disk.name());
    shop.engine->check_at_start();
    EXPECT_FALSE(shop.engine->saving());
    EXPECT_EQ(shop.engine->picture().health, Health::damaged);
    shop.engine.reset();
}

// ---- what is due -------------------------------------------------------------------------------------------

std::int64_t facts_of(Database& db, std::string_view kind) {
    return db.integer("SELECT count(*) FROM facts WHERE kind = ?", {kind}).value().value();
}
std::string state_of(Database& db, const std::string& draw) { return find_draw(db, draw).value()->state; }

class WhatIsDue : public EngineFaults {
protected:
    WhatIsDue() {
        shop.engine->check_at_start();
        shop.join("小赵", 1);
        for (int i = 0; i < 2; ++i) {
            AnnounceDraw wish;
            wish.draws_at = shop.clock.now() + hour_ms + i * minute_ms;
            wish.closes_at = wish.draws_at - minute_ms;
            wish.claim_by = wish.draws_at + day_ms;
            wish.prizes = {{"照片书一本", 1, 1800}};
            draws.push_back(shop.expect<DrawAnnounced>(wish).draw);
        }
    }
    // This draw's own kiosk can no longer say anything of it.
    void spoil(const std::string& draw) {
        const auto other = to_hex(SigningKey(SecretKey::random(shop.random)).public_key());
        const auto own = to_hex(shop.engine->store().signing_key().public_key());
        ASSERT_TRUE(shop.db().run("UPDATE draws SET announcement = replace(announcement, ?, ?) WHERE draw = ?",
                                  {own, other, draw}));
        ASSERT_EQ(shop.db().changes(), 1);
    }
    std::vector<std::string> draws;
};

TEST_F(WhatIsDue, a_list_that_cannot_be_locked_holds_up_no_other) {
    spoil(draws[0]);
    shop.clock.advance(2 * hour_ms);
    shop.say(Tick{});
    EXPECT_EQ(state_of(shop.db(), draws[0]), "announced");
    EXPECT_EQ(state_of(shop.db(), draws[1]), "closed");
    EXPECT_EQ(facts_of(shop.db(), "draw.closed"), 1) << "nothing is left of what failed";
    EXPECT_EQ(shop.db().integer("SELECT count(*) FROM set_aside").value(), 0);
    EXPECT_EQ(shop.db().integer("SELECT max(seq) FROM facts").value(), shop.engine->store().head().seq);
    EXPECT_EQ(shop.join("小钱", 2).number, 2);
    const auto before = shop.engine->store().head();
    shop.say(Tick{});
    EXPECT_EQ(shop.engine->store().head(), before) << "tried again, and nothing written";
}

TEST_F(WhatIsDue, an_announcement_that_fails_half_way_leaves_nothing_and_the_rest_is_done) {
    ASSERT_TRUE(shop.db().run("UPDATE draws SET announcement_hash = zeroblob(32) WHERE draw = ?", {draws[1]}));
    shop.clock.advance(2 * hour_ms);
    const auto announced = facts_of(shop.db(), "draw.announced");
    shop.say(Tick{});
    EXPECT_EQ(facts_of(shop.db(), "draw.announced"), announced);
    EXPECT_EQ(state_of(shop.db(), draws[0]), "closed");
    EXPECT_EQ(shop.db().integer("SELECT max(seq) FROM facts").value(), shop.engine->store().head().seq);
    EXPECT_EQ(shop.db().integer("SELECT count(*) FROM set_aside").value(), 0);
}

TEST_F(WhatIsDue, a_failed_append_cannot_be_committed) {
    auto writing = Writing::begin(shop.engine->store(), shop.clock.now()).value();
    const auto before = writing.head();
    {
        auto part = WritingPart::begin(writing).value();
        ASSERT_TRUE(writing.append(DrawCancelled{draws[1]}));
        ASSERT_FALSE(writing.append(DrawCancelled{draws[1]}));
    }
    EXPECT_EQ(writing.head(), before);
    ASSERT_TRUE(writing.append(DrawCancelled{draws[0]})) << "the rest goes on";
    ASSERT_FALSE(writing.append(DrawCancelled{draws[0]}));
    EXPECT_FALSE(writing.commit());
}

}  // namespace
}  // namespace xiaoer::test
