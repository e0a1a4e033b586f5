// The audit holds on an honest shop, and names the first thing that is not as the facts have it. Each test changes
// one file of a real shop the way a hand with an SQLite shell would.
#include "store/audit.h"

#include "tests/store/written_kiosk.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

class Audit : public testing::Test {
protected:
    Audit() { kiosk.open_shop(), draw = kiosk.whole_evening(), kiosk.close_files(); }

    // Changes the closed database.
    void change(std::string_view sql) {
        auto db = Database::open(kiosk.path(), Database::Mode::write);
        ASSERT_TRUE(db) << db.error().message;
        ASSERT_TRUE(db->script("PRAGMA foreign_keys = OFF"));
        const auto done = db->run(sql);
        ASSERT_TRUE(done) << done.error().message;
        ASSERT_GT(db->changes(), 0) << "the test changed nothing: " << sql;
    }
    void expect_finds(std::string_view what) {
        const auto report = audit(kiosk.path());
        ASSERT_FALSE(report) << "nothing was found";
        EXPECT_EQ(report.error().code, ErrorCode::corrupt);
        EXPECT_NE(report.error().message.find(what), std::string::npos) << report.error().message;
    }
    std::string fact(std::int64_t seq) { return "fact " + std::to_string(seq) + " of device "; }

    TemporaryFolder folder;
    SeededRandom random{7};
    Merchant merchant{random};
    WrittenKiosk kiosk{folder / "shop.db", merchant, 1};
    std::string draw;
};

TEST_F(Audit, holds_on_an_honest_shop) {
    const auto report = audit(kiosk.path());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_GT(report->facts, 15);
    EXPECT_EQ(report->devices, 1);
    EXPECT_EQ(report->signed_heads, 1);
    EXPECT_EQ(report->waiting, 0);
    EXPECT_EQ(report->set_aside, 0);
    EXPECT_TRUE(report->anchored);
}

TEST_F(Audit, holds_while_the_kiosk_goes_on_writing) {
    kiosk.open_files();
    kiosk.join("新来的");
    const auto report = audit(kiosk.path());
    EXPECT_TRUE(report) << report.error().message;
}

TEST_F(Audit, finds_a_changed_body) {
    change("UPDATE facts SET body = replace(body, '15000', '25000') WHERE seq = 6");
    expect_finds(fact(6));
    expect_finds("does not have the hash of its contents");
}

TEST_F(Audit, finds_a_body_written_in_another_way) {
    change("UPDATE facts SET body = body || ' ' WHERE seq = 6");
    expect_finds("is not canonical JSON");
}

TEST_F(Audit, finds_a_removed_row) {
    change("DELETE FROM facts WHERE seq = 6");
    expect_finds("the chain has a gap before fact 7");
}

TEST_F(Audit, finds_a_swapped_order) {
    change("UPDATE facts SET seq = CASE seq WHEN 6 THEN 1000006 WHEN 7 THEN 6 END WHERE seq IN (6, 7)");
    change("UPDATE facts SET seq = 7 WHERE seq = 1000006");
    expect_finds(fact(6));
}

TEST_F(Audit, finds_a_changed_derived_row) {
    change("UPDATE prize_units SET state = 'waiting', handed_over_at = NULL, clerk = NULL WHERE state = 'handed_over'");
    expect_finds("table prize_units: row '" + draw + "': state is 'waiting', by the facts it is 'handed_over'");
}

TEST_F(Audit, finds_an_extra_derived_row) {
    change(
        "INSERT INTO tickets (ticket, member, device, seq, at) SELECT 'zzzzzzzzzz', member, device, seq, at FROM "
        "tickets LIMIT 1");
    expect_finds("table tickets: a row that no fact explains: 'zzzzzzzzzz'");
}

TEST_F(Audit, finds_winners_that_do_not_follow_from_the_list) {
    kiosk.open_files();
    const auto wrong = kiosk.announce();
    kiosk.bind(kiosk.sell("W1", 15000), kiosk.join("小周"), 3);
    kiosk.bind(kiosk.sell("W2", 15000), kiosk.join("小吴"), 3);
    kiosk.list_and_close(wrong);
    kiosk.settle_for_friends(wrong, "4162533164");
    ASSERT_TRUE(kiosk.store().anchor());
    kiosk.close_files();
    expect_finds("draw " + wrong + ": ");
}

TEST_F(Audit, finds_a_removed_derived_row) {
    change("DELETE FROM staff");
    expect_finds("table staff: a row is missing");
}

TEST_F(Audit, finds_a_wrong_signature_of_a_head) {
    change("UPDATE heads SET signature = zeroblob(64)");
    expect_finds("has a wrong signature");
}

TEST_F(Audit, finds_a_signed_head_of_another_fact) {
    change("UPDATE heads SET hash = zeroblob(32)");
    expect_finds("is of another fact than the ledger's");
}

TEST_F(Audit, finds_a_wrong_signature_of_the_anchor) {
    auto anchor = read_anchor(kiosk.path()).value().value();
    anchor.signature[5] ^= 1;
    ASSERT_TRUE(write_anchor(kiosk.path(), anchor));
    expect_finds("the anchor has a wrong signature");
}

TEST_F(Audit, finds_an_anchor_of_another_fact) {
    auto anchor = read_anchor(kiosk.path()).value().value();
    anchor.hash[5] ^= 1;
    ASSERT_TRUE(write_anchor(kiosk.path(), anchor));
    expect_finds("the anchor is of another fact than the ledger's");
}

TEST_F(Audit, finds_a_truncated_chain_when_an_anchor_is_there) {
    change("DELETE FROM heads");
    change("DELETE FROM facts WHERE seq = (SELECT max(seq) FROM facts)");
    expect_finds("the anchor is ahead of the ledger");
}

TEST_F(Audit, finds_a_missing_anchor) {
    std::filesystem::remove(beside(kiosk.path(), ".anchor"));
    expect_finds(".anchor is missing");
    EXPECT_TRUE(audit(kiosk.path(), AnchorCheck::skipped)) << "a copy has none of its own yet";
}

TEST_F(Audit, says_when_there_is_nothing_to_look_at) {
    const auto report = audit(folder / "nothing.db");
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::invalid);
}

TEST_F(Audit, finds_settings_that_are_gone_or_cannot_be_read) {
    change("UPDATE local_values SET value = '{\"shop\":7}' WHERE name = 'settings'");
    expect_finds("the shop's settings cannot be read");
    change("DELETE FROM local_values WHERE name = 'settings'");
    expect_finds("the shop's settings are not there");
}

TEST_F(Audit, finds_a_name_that_is_gone) {
    change("DELETE FROM vault WHERE member = (SELECT member FROM vault LIMIT 1)");
    expect_finds("the name of member ");
}

TEST_F(Audit, finds_a_value_that_does_not_open_with_its_key) {
    change("UPDATE vault SET sealed = zeroblob(60) WHERE member = (SELECT member FROM vault LIMIT 1)");
    expect_finds("does not open with its key");
}

TEST_F(Audit, finds_a_keyring_without_a_living_members_key) {
    Keyring keyring(kiosk.path());
    ASSERT_TRUE(keyring.erase(std::array<std::int64_t, 1>{0}));
    expect_finds("the keyring has no key for member ");
    change("DELETE FROM vault_slots WHERE slot = 0");
    expect_finds("no key is named for member ");
}

TEST_F(Audit, finds_a_value_of_nobody) {
    change("INSERT INTO vault (member, field, sealed) VALUES (zeroblob(16), 'phone', zeroblob(60))");
    expect_finds("is there, but no such member");
}

TEST_F(Audit, finds_a_table_that_is_gone_and_one_that_is_not_ours) {
    auto db = Database::open(kiosk.path(), Database::Mode::write);
    ASSERT_TRUE(db);
    ASSERT_TRUE(db->script("DROP TABLE pin_attempts"));
    expect_finds("the table or index pin_attempts is missing");
    ASSERT_TRUE(db->script("CREATE TABLE pin_attempts (staff BLOB)"));
    expect_finds("the table or index pin_attempts is not as Xiaoer makes it");
}

TEST_F(Audit, finds_a_table_that_nobody_made) {
    auto db = Database::open(kiosk.path(), Database::Mode::write);
    ASSERT_TRUE(db);
    ASSERT_TRUE(db->script("CREATE TABLE notes (text TEXT)"));
    expect_finds("not Xiaoer's: notes");
}

}  // namespace
}  // namespace xiaoer::test
