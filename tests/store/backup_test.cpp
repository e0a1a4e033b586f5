// A backup counts because it was read back; a restore gives a shop that holds, with a new device, or leaves nothing.
#include "store/backup.h"

#include "base/file.h"
#include "base/key_words.h"
#include "store/audit.h"
#include "store/draws.h"
#include "store/members.h"
#include "store/sealed_keys.h"
#include "store/succession.h"
#include "tests/store/written_kiosk.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

constexpr Timestamp evening{1'794'967'200'000};  // 2026-11-18 10:00 in Shanghai

class Backup : public testing::Test {
protected:
    Backup() {
        kiosk.open_shop();
        draw = kiosk.whole_evening();
        forgotten = kiosk.join("忘了我");
        remembered = kiosk.join("记得我");
        kiosk.erase(forgotten);
        EXPECT_TRUE(kiosk.store().anchor());
    }
    std::filesystem::path backup() {
        const auto report = back_up(kiosk.path(), folder / "backups", evening);
        EXPECT_TRUE(report) << report.error().message;
        return report ? report->file : std::filesystem::path();
    }
    RestoreOptions options(bool retire_old = false) {
        return {folder / "backups/xiaoer-20261118-100000.db",
                folder / "new/shop.db",
                {merchant.root_key, merchant.draw_key},
                retire_old};
    }
    Result<RestoreReport> restore_it(const RestoreOptions& wish) {
        std::filesystem::create_directories(folder / "new");
        return restore(wish, evening, random);
    }
    void expect_refused(const RestoreOptions& wish, std::string_view why) {
        const auto report = restore_it(wish);
        ASSERT_FALSE(report);
        EXPECT_NE(report.error().message.find(why), std::string::npos) << report.error().message;
        EXPECT_TRUE(std::filesystem::is_empty(folder / "new")) << "something was left behind";
    }
    std::unique_ptr<Store> open_new() { return Store::open({folder / "new/shop.db", {}}, random).value(); }
    static std::set<std::string> names_in(const std::filesystem::path& place) {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(place)) names.insert(entry.path().filename());
        return names;
    }

    [[nodiscard]] std::string keyring_name() const { return sealed_keyring("", merchant.id).string(); }

    TemporaryFolder folder;
    SeededRandom random{11};
    Merchant merchant{random};
    WrittenKiosk kiosk{folder / "shop.db", merchant, 1};
    std::string draw;
    MemberId forgotten, remembered;
};
using Restore = Backup;

TEST_F(Backup, is_three_files_and_a_keyring_named_by_the_shops_clock_and_holds_by_itself) {
    const auto report = back_up(kiosk.path(), folder / "backups", evening).value();
    EXPECT_EQ(names_in(folder / "backups"),
              (std::set<std::string>{"xiaoer-20261118-100000.db", "xiaoer-20261118-100000.db.anchor",
                                     "xiaoer-20261118-100000.db.sealed", keyring_name()}));
    EXPECT_EQ(report.head.seq, kiosk.store().head().seq);
    EXPECT_EQ(report.members, 5);
    EXPECT_EQ(static_cast<std::uintmax_t>(report.bytes), std::filesystem::file_size(report.file));
    const auto held = audit(report.file);
    ASSERT_TRUE(held) << held.error().message;
    EXPECT_EQ(held->facts, report.facts);
}

TEST_F(Backup, of_the_same_second_is_refused_and_the_first_stays) {
    const auto first = backup();
    EXPECT_FALSE(back_up(kiosk.path(), folder / "backups", evening));
    EXPECT_TRUE(audit(first));
    EXPECT_EQ(names_in(folder / "backups").size(), 4u);
}

TEST_F(Backup, holds_no_key_in_the_open) {
    const auto file = backup();
    const auto keys = kiosk.store().keys();
    const auto keyring = kiosk.store().keyring().contents().value();
    for (const auto& name : names_in(folder / "backups")) {
        const auto bytes = read_file(file.parent_path() / name).value().value();
        for (const auto key : {keys.device_seed.bytes(), keys.draw_key.bytes(), keys.vault_key.bytes(),
                               keys.pepper.bytes(), merchant.root_key.bytes(), ByteView(keyring).first(32)}) {
            EXPECT_EQ(std::search(bytes.begin(), bytes.end(), key.begin(), key.end()), bytes.end()) << name;
            EXPECT_EQ(text_of(bytes).find(to_hex(key)), std::string_view::npos) << name;
        }
    }
    const auto sealed = read_sealed_keys(beside(file, ".sealed"), merchant.root).value();
    const auto plain = canonical(to_json(sealed));
    EXPECT_EQ(plain.find(to_hex(keys.device_seed.bytes())), std::string::npos) << "device keys never";
    EXPECT_EQ(plain.find(to_hex(keys.draw_key.bytes())), std::string::npos) << "the draw key is on the sheet itself";
}

TEST_F(Backup, of_a_shop_that_does_not_hold_is_not_made) {
    ASSERT_TRUE(kiosk.db().run("UPDATE members SET number = number + 100 WHERE number = 1"));
    const auto report = back_up(kiosk.path(), folder / "backups", evening);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::corrupt);
    EXPECT_TRUE(std::filesystem::is_empty(folder / "backups")) << "only what was read back counts";
}

TEST_F(Backup, of_no_shop_is_refused) {
    EXPECT_FALSE(back_up(folder / "nothing.db", folder / "backups", evening));
    const Merchant nobody(random);
    WrittenKiosk unopened(folder / "unopened.db", nobody, 3);
    const auto report = back_up(unopened.path(), folder / "backups", evening);
    ASSERT_FALSE(report);
    EXPECT_NE(report.error().message.find("not open yet"), std::string::npos) << report.error().message;
}

TEST_F(Restore, gives_a_shop_that_holds_with_a_new_device_and_its_own_numbers) {
    backup();
    const auto report = restore_it(options()).value();
    EXPECT_EQ(names_in(folder / "new"),
              (std::set<std::string>{"shop.db", "shop.db.keys", "shop.db.keyring", "shop.db.anchor"}));
    const auto held = audit(folder / "new/shop.db");
    ASSERT_TRUE(held) << held.error().message;
    EXPECT_TRUE(held->anchored);
    EXPECT_EQ(held->devices, 2);
    EXPECT_EQ(held->facts, report.facts + 2);
    EXPECT_EQ(held->set_aside + held->waiting, 0);
    EXPECT_EQ(report.old, kiosk.device());
    EXPECT_NE(report.device, kiosk.device());
    EXPECT_GT(report.number_from, 1000) << "behind the numbers of the first kiosk";
    const auto store = open_new();
    EXPECT_EQ(store->anchor_state(), AnchorState::agrees);
    EXPECT_EQ(next_number(store->db(), store->device()).value(), report.number_from);
    EXPECT_EQ(store->merchant(), merchant.id);
}

TEST_F(Restore, opens_the_vault_again_but_not_for_the_erased) {
    backup();
    ASSERT_TRUE(restore_it(options()));
    const auto store = open_new();
    Vault vault{store->db(), store->keys(), store->keyring()};
    EXPECT_EQ(personal(vault, remembered, "nickname").value(), "记得我");
    EXPECT_EQ(personal(vault, forgotten, "nickname").value(), "");
    EXPECT_EQ(redeem_code_of(store->keys(), remembered), redeem_code_of(kiosk.store().keys(), remembered));
}

TEST_F(Restore, opens_nobody_who_was_erased_after_the_backup_once_another_was_made) {
    backup();
    kiosk.erase(remembered);
    ASSERT_TRUE(back_up(kiosk.path(), folder / "backups", evening + day_ms));
    ASSERT_TRUE(restore_it(options()));  // of the older one
    const auto store = open_new();
    Vault vault{store->db(), store->keys(), store->keyring()};
    EXPECT_EQ(personal(vault, remembered, "nickname").value(), "");
}

TEST_F(Restore, twice_of_one_backup_gives_two_kiosks_numbers_of_their_own) {
    backup();
    const auto once = restore_it(options()).value();
    auto elsewhere = options();
    elsewhere.database = folder / "other/shop.db";
    std::filesystem::create_directories(folder / "other");
    const auto again = restore_it(std::move(elsewhere)).value();
    EXPECT_TRUE(once.number_to < again.number_from || again.number_to < once.number_from);
}

TEST_F(Restore, writes_no_key_of_a_member_whose_erasure_was_cut_short_before_the_keyring) {
    // The power went between the erasing commit and the keyring's rewriting, and the backup was made then.
    const auto slot = kiosk.db().integer("SELECT slot FROM vault_slots WHERE member = ?", {remembered}).value().value();
    const auto key = kiosk.store().keyring().key(slot).value().value();
    kiosk.write(MemberErased{remembered});
    backup();
    ASSERT_TRUE(restore_it(options()));
    const auto keyring = read_file(folder / "new/shop.db.keyring").value().value();
    EXPECT_EQ(std::search(keyring.begin(), keyring.end(), key.bytes().begin(), key.bytes().end()), keyring.end());
}

TEST_F(Restore, leaves_the_old_machines_prizes_frozen_until_it_is_declared_gone) {
    backup();
    ASSERT_TRUE(restore_it(options()));
    {
        const auto store = open_new();
        EXPECT_EQ(home_of(store->db(), kiosk.device()).value(), kiosk.device());
        EXPECT_EQ(find_unit(store->db(), {draw, 1}).value()->home, kiosk.device());
        auto writing = Writing::begin(*store, evening).value();
        const auto winner = find_unit(store->db(), {draw, 1}).value()->member.value();
        EXPECT_FALSE(writing.append(PrizeHandedOver{{draw, 1}, winner, kiosk.clerk, Evidence::card, true, {}}));
    }
    const auto store = open_new();
    auto writing = Writing::begin(*store, evening).value();
    ASSERT_TRUE(writing.append(DeviceRetired{kiosk.device()}));
    const auto unit = find_unit(store->db(), {draw, 1}).value();
    EXPECT_EQ(unit->home, store->device());
    EXPECT_TRUE(
        writing.append(PrizeHandedOver{{draw, 1}, unit->member.value(), kiosk.clerk, Evidence::card, true, {}}));
    ASSERT_TRUE(writing.commit());
    ASSERT_TRUE(store->anchor());
    const auto held = audit(folder / "new/shop.db");
    EXPECT_TRUE(held) << held.error().message;
}

TEST_F(Restore, with_the_old_machine_gone_moves_its_prizes_at_once) {
    backup();
    ASSERT_TRUE(restore_it(options(true)));
    const auto store = open_new();
    EXPECT_EQ(find_unit(store->db(), {draw, 1}).value()->home, store->device());
}

TEST_F(Restore, of_a_restored_shop_works_again) {
    backup();
    ASSERT_TRUE(restore_it(options(true)));
    const auto second = back_up(folder / "new/shop.db", folder / "backups", evening + minute_ms).value();
    auto wish = options(true);
    wish.backup = second.file;
    wish.database = folder / "newer.db";
    const auto report = restore_it(wish);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_GT(report->number_from, 1000) << "a block of its own again";
    auto store = Store::open({wish.database, {}}, random).value();
    EXPECT_EQ(find_unit(store->db(), {draw, 1}).value()->home, report->device) << "through two successions";
}

TEST_F(Restore, with_another_shops_sheet_leaves_nothing) {
    backup();
    auto wish = options();
    wish.sheet.root_key = SecretKey::random(random);
    expect_refused(wish, "another shop's, or its owner key was mistyped");
    wish = options();
    wish.sheet.draw_key = SecretKey::random(random);
    expect_refused(wish, "the draw key of the recovery sheet was mistyped");
}

TEST_F(Restore, of_a_backup_that_was_changed_leaves_nothing) {
    const auto file = backup();
    {
        auto db = Database::open(file, Database::Mode::write).value();
        ASSERT_TRUE(db.run("UPDATE members SET number = number + 100 WHERE number = 1"));
    }
    expect_refused(options(), "table members");
}

TEST_F(Restore, of_half_a_backup_leaves_nothing) {
    const auto file = backup();
    std::filesystem::rename(beside(file, ".sealed"), folder / "sealed");
    expect_refused(options(), "the backup is not whole");
    ASSERT_TRUE(write_file(beside(file, ".sealed"), view_of("garbage")));
    expect_refused(options(), "does not open");
}

TEST_F(Restore, of_keys_sealed_at_another_time_leaves_nothing) {
    const auto file = backup();
    kiosk.join("后来的");
    const auto later = back_up(kiosk.path(), folder / "backups", evening + minute_ms).value();
    std::filesystem::copy_file(beside(later.file, ".sealed"), beside(file, ".sealed"),
                               std::filesystem::copy_options::overwrite_existing);
    expect_refused(options(), "of two different backups");
}

TEST_F(Restore, overwrites_nothing) {
    backup();
    std::filesystem::create_directories(folder / "new");
    for (const auto* suffix : {"", ".keys", ".keyring", ".anchor"}) {
        const auto there = beside(folder / "new/shop.db", suffix);
        ASSERT_TRUE(write_file(there, view_of("mine")));
        const auto report = restore_it(options());
        ASSERT_FALSE(report);
        EXPECT_NE(report.error().message.find("a restore overwrites nothing"), std::string::npos);
        EXPECT_EQ(text_of(read_file(there).value().value()), "mine");
        std::filesystem::remove(there);
    }
}

// ---- the sheet --------------------------------------------------------------------------------------------

const std::string root_digits = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const std::string draw_digits = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

std::string grouped(const std::string& digits) {
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i % 16 == 0) text += "\n    ";
        text += digits[i];
        if (i % 4 == 3) text += ' ';
    }
    return text + "\n";
}

void expect_both_keys(const std::string& text) {
    const auto sheet = read_recovery_sheet(text);
    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_EQ(to_hex(sheet->root_key.bytes()), root_digits);
    EXPECT_EQ(to_hex(sheet->draw_key.bytes()), draw_digits);
}

TEST(RecoverySheet, is_read_as_it_was_printed) {
    expect_both_keys("Cafe\n恢复单\n机器编号 12345\n\n店主钥匙" + grouped(root_digits) + "\n抽奖钥匙" +
                     grouped(draw_digits) + "\n机器坏了，凭这张单子恢复。\n");
    expect_both_keys("Recovery sheet\nKiosk 12345\n\nOwner key" + grouped(root_digits) + "\nDraw key" +
                     grouped(draw_digits));
}

TEST(RecoverySheet, is_read_as_people_type_it) {
    expect_both_keys(root_digits + "\n" + draw_digits);
    expect_both_keys(root_digits + " " + draw_digits + "\n\n");
    std::string upper = grouped(root_digits) + grouped(draw_digits);
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    expect_both_keys(upper);
}

// The words of both keys, written by `written`, with a space between two of them.
std::string in_words(const std::function<std::string(std::uint16_t)>& written) {
    std::string text;
    for (const auto& hex : {root_digits, draw_digits}) {
        for (const auto word : words_of_key(array_from_hex<32>(hex).value())) text += written(word) + " ";
        text += "\n";
    }
    return text;
}

TEST(RecoverySheet, is_read_as_words_in_characters_or_in_digits) {
    const auto both = [](std::uint16_t word) { return character_of_word(word) + digits_of_word(word); };
    expect_both_keys(in_words(character_of_word));
    expect_both_keys(in_words(digits_of_word));
    expect_both_keys(in_words(both));
    expect_both_keys("恢复单\n机器编号 12345\n店主钥匙\n" + in_words(both) + "锁好，别拍照，别发群里。\n");
    expect_both_keys(digits_of_key(array_from_hex<32>(root_digits).value()) + "\n" +
                     digits_of_key(array_from_hex<32>(draw_digits).value()));
}

TEST(RecoverySheet, a_wrong_word_is_said_by_its_place_and_its_key_and_no_word_of_it) {
    auto text = in_words(digits_of_word);
    const std::size_t seventh = 6 * 5;
    text.replace(seventh, 4, text.substr(seventh, 4) == "1601" ? "1602" : "1601");
    const auto sheet = read_recovery_sheet(text);
    ASSERT_FALSE(sheet);
    EXPECT_NE(sheet.error().message.find("the owner's key: word 7 is wrong"), std::string::npos)
        << sheet.error().message;
    EXPECT_EQ(sheet.error().message.find("1601"), std::string::npos);
}

TEST(RecoverySheet, with_other_than_two_keys_is_refused) {
    EXPECT_FALSE(read_recovery_sheet(""));
    EXPECT_FALSE(read_recovery_sheet(root_digits));
    EXPECT_FALSE(read_recovery_sheet(root_digits + "\n" + draw_digits.substr(1)));
    EXPECT_FALSE(read_recovery_sheet(root_digits + draw_digits + root_digits));
}

}  // namespace
}  // namespace xiaoer::test
