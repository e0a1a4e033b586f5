// The schema's guard, the lock, the keyring and the vault.
#include "store/local.h"
#include "store/schema.h"
#include "store/vault.h"
#include "tests/store/written_kiosk.h"
#include "tests/support/temporary_folder.h"

#include "base/file.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

class Files : public testing::Test {
protected:
    Result<std::unique_ptr<Store>> open() { return Store::open({path, {}}, random); }
    void expect_refused(std::string_view why) {
        const auto store = open();
        ASSERT_FALSE(store);
        EXPECT_EQ(store.error().code, ErrorCode::invalid);
        EXPECT_NE(store.error().message.find(why), std::string::npos) << store.error().message;
    }
    TemporaryFolder folder;
    std::filesystem::path path = folder / "shop.db";
    SeededRandom random{3};
};
using Schema = Files;
using Lock = Files;
using Keyrings = Files;
using Vaults = Files;

// ---- schema -----------------------------------------------------------------------------------------------

TEST_F(Schema, a_newer_versions_database_is_refused_and_left_alone) {
    ASSERT_TRUE(open());
    auto db = Database::open(path, Database::Mode::write).value();
    ASSERT_TRUE(db.script("PRAGMA user_version = 999"));
    expect_refused("is from a newer version of Xiaoer (schema 999");
    EXPECT_EQ(db.integer("PRAGMA user_version").value(), 999);
    EXPECT_FALSE(check_schema(db));
}

TEST_F(Schema, another_programs_file_is_refused_and_left_alone) {
    {
        auto db = Database::open(path, Database::Mode::write).value();
        ASSERT_TRUE(db.script("CREATE TABLE recipes (name TEXT)"));
    }
    ASSERT_TRUE(write_keys(path, random_keys(random)));
    expect_refused("not a Xiaoer database");
    auto db = Database::open(path, Database::Mode::read).value();
    EXPECT_EQ(db.integer("SELECT count(*) FROM sqlite_schema").value(), 1);
}

TEST_F(Schema, a_file_that_is_no_database_is_refused) {
    ASSERT_TRUE(write_file(path, view_of(std::string(4096, 'x'))));
    ASSERT_TRUE(write_keys(path, random_keys(random)));
    const auto store = open();
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, ErrorCode::corrupt);
}

TEST_F(Schema, migrating_twice_changes_nothing) {
    ASSERT_TRUE(open());
    auto db = Database::open(path, Database::Mode::write).value();
    const auto tables = db.integer("SELECT count(*) FROM sqlite_schema").value();
    EXPECT_TRUE(migrate(db));
    EXPECT_EQ(db.integer("SELECT count(*) FROM sqlite_schema").value(), tables);
    EXPECT_TRUE(check_schema(db));
}

TEST_F(Schema, a_writer_has_the_settings_it_asked_for) {
    auto db = Database::open(path, Database::Mode::write).value();
    EXPECT_EQ(db.integer("PRAGMA foreign_keys").value(), 1);
    EXPECT_EQ(db.integer("PRAGMA synchronous").value(), 2);
    EXPECT_EQ(db.integer("PRAGMA wal_autocheckpoint").value(), 0);
    EXPECT_TRUE(db.exists("SELECT 1 FROM pragma_journal_mode WHERE journal_mode = 'wal'").value());
}

TEST_F(Schema, the_shops_settings_are_read_back) {
    auto store = open().value();
    EXPECT_EQ(read_settings(store->db()).value(), Settings{});
    Settings settings;
    settings.shop = "老北京布鞋";
    settings.prizes = {{"照片书", 3, 1800}};
    settings.market_days = {3, 0};
    ASSERT_TRUE(write_settings(store->db(), settings));
    store.reset();
    EXPECT_EQ(read_settings(open().value()->db()).value(), settings);
}

TEST_F(Schema, a_database_without_its_keys_is_refused) {
    ASSERT_TRUE(open());
    std::filesystem::remove(beside(path, ".keys"));
    expect_refused("restore from a backup with the recovery sheet");
}

// ---- lock -------------------------------------------------------------------------------------------------

TEST_F(Lock, a_second_writer_is_told_who_has_the_file) {
    auto first = open().value();
    const auto second = open();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::busy);
    EXPECT_NE(second.error().message.find("(process " + std::to_string(::getpid()) + ")"), std::string::npos)
        << second.error().message;
    first.reset();
    EXPECT_TRUE(open()) << "free again, though the lock file is still there";
}

// ---- keyring ----------------------------------------------------------------------------------------------

std::array<std::int64_t, 3> add_three(Keyring& keyring, Random& random) {
    return {keyring.add(SecretKey::random(random)).value(), keyring.add(SecretKey::random(random)).value(),
            keyring.add(SecretKey::random(random)).value()};
}

TEST_F(Keyrings, erasing_rewrites_the_file_without_the_key) {
    Keyring keyring(path);
    const auto slots = add_three(keyring, random);
    const auto before = keyring.contents().value();
    const Bytes gone(before.begin() + 32, before.begin() + 64);
    ASSERT_TRUE(keyring.erase(std::span(slots).subspan(1, 1)));
    const auto after = keyring.contents().value();
    EXPECT_EQ(after.size(), before.size());
    EXPECT_EQ(std::search(after.begin(), after.end(), gone.begin(), gone.end()), after.end())
        << "the key is still in the file";
    EXPECT_FALSE(keyring.key(slots[1]).value());
    EXPECT_TRUE(keyring.key(slots[0]).value());
    EXPECT_TRUE(keyring.key(slots[2]).value());
    EXPECT_EQ(keyring.add(SecretKey::random(random)).value(), 3) << "an erased slot is not used again";
    EXPECT_EQ(std::filesystem::status(beside(path, ".keyring")).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Keyrings, a_torn_last_slot_is_skipped) {
    Keyring keyring(path);
    const auto slots = add_three(keyring, random);
    std::filesystem::resize_file(beside(path, ".keyring"), 32 * 3 + 10);  // the power went while a fourth was written
    const auto slot = keyring.add(SecretKey::random(random)).value();
    EXPECT_EQ(slot, 4) << "on a boundary again";
    EXPECT_TRUE(keyring.key(slot).value());
    EXPECT_TRUE(keyring.key(slots[2]).value());
    EXPECT_FALSE(keyring.key(99).value());
}

// ---- vault ------------------------------------------------------------------------------------------------

TEST_F(Vaults, an_erased_person_cannot_be_read_from_any_older_copy_of_the_database) {
    const Merchant merchant(random);
    WrittenKiosk kiosk(path, merchant, 5);
    kiosk.open_shop();
    const auto forgotten = kiosk.join("小陈");
    const auto kept = kiosk.join("老李");
    ASSERT_TRUE(kiosk.db().copy_to(folder / "old.db"));
    ASSERT_EQ(kiosk.nickname_of(forgotten), "小陈");
    kiosk.erase(forgotten);
    EXPECT_EQ(kiosk.nickname_of(forgotten), "");
    EXPECT_EQ(kiosk.nickname_of(kept), "老李");
    auto old = Database::open(folder / "old.db", Database::Mode::read).value();
    ASSERT_TRUE(old.exists("SELECT 1 FROM vault WHERE member = ?", {forgotten}).value()) << "the old row is there";
    Vault vault{old, kiosk.store().keys(), kiosk.store().keyring()};
    EXPECT_EQ(personal(vault, forgotten, "nickname").value(), "");
    EXPECT_EQ(personal(vault, kept, "nickname").value(), "老李");
}

TEST_F(Vaults, a_value_moved_to_another_member_does_not_open) {
    const Merchant merchant(random);
    WrittenKiosk kiosk(path, merchant, 5);
    kiosk.open_shop();
    const auto rich = kiosk.join("小陈");
    const auto thief = kiosk.join("老李");
    // Value and key slot are moved together, so that only the value's place is wrong.
    ASSERT_TRUE(kiosk.db().run("DELETE FROM vault WHERE member = ?", {thief}));
    ASSERT_TRUE(kiosk.db().run("DELETE FROM vault_slots WHERE member = ?", {thief}));
    ASSERT_TRUE(kiosk.db().run("UPDATE vault SET member = ? WHERE member = ?", {thief, rich}));
    ASSERT_TRUE(kiosk.db().run("UPDATE vault_slots SET member = ? WHERE member = ?", {thief, rich}));
    Vault vault{kiosk.db(), kiosk.store().keys(), kiosk.store().keyring()};
    const auto name = personal(vault, thief, "nickname");
    ASSERT_FALSE(name);
    EXPECT_EQ(name.error().code, ErrorCode::corrupt);
}

// Neither is a new shop, whatever was done to the files.
TEST(ShopFiles, an_emptied_database_and_a_lost_keyring_are_told) {
    const TemporaryFolder folder;
    SeededRandom random{5};
    const Merchant merchant{random};
    WrittenKiosk kiosk(folder / "shop.db", merchant, 1);
    kiosk.open_shop();
    kiosk.join("小陈");
    ASSERT_TRUE(kiosk.store().anchor());
    kiosk.close_files();
    const auto keyring = beside(kiosk.path(), ".keyring");
    std::filesystem::rename(keyring, folder / "away");
    const auto nameless = Store::open({kiosk.path(), {}}, random);
    ASSERT_FALSE(nameless);
    EXPECT_NE(nameless.error().message.find("keyring"), std::string::npos) << nameless.error().message;
    std::filesystem::rename(folder / "away", keyring);
    std::filesystem::resize_file(kiosk.path(), 0);
    const auto emptied = Store::open({kiosk.path(), {}}, random);
    ASSERT_FALSE(emptied);
    EXPECT_NE(emptied.error().message.find("is empty"), std::string::npos) << emptied.error().message;
}

}  // namespace
}  // namespace xiaoer::test
