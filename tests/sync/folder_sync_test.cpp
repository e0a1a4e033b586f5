#include "store/audit.h"
#include "store/draws.h"
#include "store/members.h"
#include "store/tables.h"
#include "tests/sync/street.h"

namespace xiaoer::sync::test {

std::vector<std::string> derived_rows(Database& db) {
    std::vector<std::string> rows;
    for (const auto table : derived_tables) {
        const auto read =
            for_each_row(db.select("SELECT * FROM " + std::string(table) + " ORDER BY 1, 2"), [&](const Rows& row) {
                std::string line(table);
                for (int i = 0; i < row.columns(); ++i) line += (i == 0 ? ": " : ", ") + row.literal(i);
                rows.push_back(std::move(line));
            });
        EXPECT_TRUE(read);
    }
    return rows;
}

namespace {

using FolderSync = TwoShops;

void expect_sound(Counter& kiosk) {
    ASSERT_TRUE(kiosk.engine->store().anchor());
    const auto report = audit(kiosk.path);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->waiting, 0);
}

TEST_F(FolderSync, makes_both_shops_the_same) {
    const auto chen = main.join("小陈", "13800001111");
    const auto li = branch.join("老李");
    main.buy(chen.number, 50000);
    branch.buy(li.number, 15000);
    meet();
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
    EXPECT_EQ(main.name_of(li.member), "老李");
    EXPECT_EQ(branch.name_of(chen.member), "小陈");
    EXPECT_GT(branch.count("SELECT count(*) FROM vault_phones"), 0);
    expect_sound(main);
    expect_sound(branch);
}

TEST_F(FolderSync, gives_numbers_of_each_kiosks_own_range) {
    EXPECT_EQ(main.join("小陈").number, 1);
    EXPECT_GT(branch.join("老李").number, 1'000'000);
}

TEST_F(FolderSync, carries_the_staff_with_their_pins) {
    EXPECT_EQ(branch.count("SELECT count(*) FROM vault_staff"), 1);
    EXPECT_NE(branch.manager, SessionId{}) << "signed in with the PIN that was set at the main shop";
}

TEST_F(FolderSync, a_card_printed_at_one_shop_is_known_at_the_other) {
    const auto card = main.expect<CardIssued>(IssueCard{main.manager, {}, {}});
    meet();
    const auto seen = branch.expect<Recognised>(LookUp{card.scan, branch.manager});
    EXPECT_EQ(seen.number, card.number);
    EXPECT_EQ(branch.expect<CardIssued>(IssueCard{branch.manager, card.number, {}}).redeem_code, card.redeem_code);
}

TEST_F(FolderSync, a_draw_takes_the_tickets_that_its_kiosk_knows_and_the_rest_go_into_the_next) {
    main.say(Tick{});
    const auto draw = coming_draw(main.db(), main.clock.now()).value().value();
    const auto early = branch.join("老李");
    branch.buy(early.number, 50000);
    meet();
    const auto late = branch.join("王姐");
    branch.buy(late.number, 50000);
    main.clock.set(draw.announcement.closes_at);
    main.say(Tick{});
    meet();
    const auto in_draw = [&](Counter& kiosk, const MemberId& member) {
        return kiosk.db()
            .integer("SELECT count(*) FROM tickets WHERE member = ? AND why = 'purchase' AND draw IS NOT NULL",
                     {member})
            .value()
            .value();
    };
    EXPECT_EQ(in_draw(branch, early.member), 10);
    EXPECT_EQ(in_draw(main, late.member), 0);
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
    EXPECT_EQ(main.count("SELECT count(*) FROM draws WHERE state = 'announced'"), 0)
        << "the branch announces nothing by itself";
}

TEST_F(FolderSync, a_prize_is_handed_over_by_its_home_only) {
    main.say(Tick{});
    const auto draw = coming_draw(main.db(), main.clock.now()).value().value();
    const auto card = main.expect<CardIssued>(IssueCard{main.manager, {}, {}});
    main.buy(card.number, 50000);
    for (auto* kiosk : {&main, &branch}) kiosk->clock.set(draw.announcement.closes_at);
    main.say(Tick{});
    main.expect<DrawSettled>(SettleDraw{draw.draw, "4162533164", main.manager});
    meet();
    branch.sign_in(branch.manager_id);
    const auto seen = branch.expect<Recognised>(LookUp{card.scan, branch.manager});
    ASSERT_FALSE(seen.units.empty());
    HandOver wish{{seen.units[0].unit}, card.scan, card.redeem_code, {}, branch.manager};
    branch.expect<OtherShop>(wish);
    main.sign_in(main.manager_id);
    wish.by = main.manager;
    main.expect<HandedOver>(wish);
    meet();
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
}

TEST_F(FolderSync, an_erasure_reaches_the_other_kiosk_and_its_keyring) {
    const auto chen = main.join("小陈", "13800001111");
    meet();
    ASSERT_EQ(branch.name_of(chen.member), "小陈");
    main.expect<Erased>(EraseMember{{}, chen.member, {}});
    meet();
    for (auto* kiosk : {&main, &branch}) {
        EXPECT_EQ(kiosk->name_of(chen.member), "");
        EXPECT_EQ(kiosk->count("SELECT count(*) FROM vault"), 0);
        EXPECT_EQ(kiosk->count("SELECT count(*) FROM vault_phones"), 0);
        EXPECT_EQ(kiosk->count("SELECT count(*) FROM vault_slots"), 0) << "the key is gone, too";
        expect_sound(*kiosk);
    }
}

TEST_F(FolderSync, a_name_that_both_changed_ends_the_same_in_both) {
    const auto chen = main.join("小陈");
    meet();
    for (auto* kiosk : {&main, &branch}) {
        Vault vault{kiosk->db(), kiosk->engine->store().keys(), kiosk->engine->store().keyring()};
        const auto name = kiosk == &main ? "大陈" : "老陈";
        ASSERT_TRUE(put_personal(vault, chen.member, "nickname", name, kiosk->random));
    }
    meet();
    EXPECT_EQ(main.name_of(chen.member), branch.name_of(chen.member));
    EXPECT_NE(main.name_of(chen.member), "小陈");
}

TEST_F(FolderSync, once_everything_is_told_nothing_more_is_written) {
    main.join("小陈");
    meet();
    const auto lies = shelf;
    meet();
    EXPECT_EQ(shelf, lies);
}

TEST_F(FolderSync, a_bundle_that_was_lost_is_made_up_for) {
    const auto before = shelf;
    main.join("小陈");
    main.tell(shelf);
    shelf = before;
    const auto wang = main.join("王姐");
    meet();
    EXPECT_EQ(branch.name_of(wang.member), "王姐");
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
}

TEST_F(FolderSync, torn_altered_swapped_and_foreign_bundles_are_set_aside_and_shown) {
    main.join("小陈");
    const auto before = shelf;
    main.tell(shelf);
    std::string name;  // of the one with the facts: names come before them
    for (const auto& [file, bytes] : shelf) {
        if (!before.contains(file)) name = file;
    }
    ASSERT_NE(name, "");
    const auto whole = shelf.at(name);
    const auto expect_set_aside = [&](Bytes bytes, std::string_view why) {
        shelf[name] = std::move(bytes);
        const auto heard = branch.hear(shelf);
        EXPECT_EQ(heard.facts, 0);
        ASSERT_EQ(heard.set_aside.size(), 1u) << why;
        EXPECT_EQ(heard.set_aside[0].what, name);
        EXPECT_NE(heard.set_aside[0].why.find(why), std::string::npos) << heard.set_aside[0].why;
    };
    for (const auto size : {std::size_t{0}, std::size_t{40}, whole.size() / 2, whole.size() - 1}) {
        expect_set_aside(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), "torn");
    }
    auto altered = whole;
    altered[whole.size() / 2] ^= 1;
    expect_set_aside(altered, "torn or was altered");
    expect_set_aside(before.begin()->second, "name of another bundle");
    TemporaryFolder elsewhere;
    Counter stranger(elsewhere / "other.db", 9);
    stranger.open_shop();
    Shelf theirs;
    stranger.tell(theirs);
    expect_set_aside(theirs.begin()->second, "another shop's");
    shelf[name] = whole;
    EXPECT_GT(branch.hear(shelf).facts, 0) << "the whole one is believed again";
}

TEST_F(FolderSync, bundles_in_another_order_end_the_same) {
    Shelf late;
    main.join("小陈");
    const auto before = shelf;
    main.tell(shelf);
    for (const auto& [name, bytes] : shelf) {
        if (!before.contains(name)) late[name] = bytes;
    }
    main.join("王姐");
    main.tell(shelf);
    for (const auto& [name, bytes] : late) shelf.erase(name);
    EXPECT_EQ(branch.hear(shelf).facts, 0) << "what comes before it is not there yet";
    shelf.insert(late.begin(), late.end());
    EXPECT_GT(branch.hear(shelf).facts, 0);
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
}

TEST_F(FolderSync, bundles_are_gone_after_thirty_days) {
    main.join("小陈");
    meet();
    const auto old = shelf;
    for (auto* kiosk : {&main, &branch}) kiosk->clock.advance(31 * day_ms);
    main.join("王姐");
    meet();
    for (const auto& [name, bytes] : old) EXPECT_FALSE(shelf.contains(name)) << name;
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
}

TEST_F(FolderSync, a_third_kiosk_that_joins_later_learns_everything) {
    const auto chen = main.join("小陈");
    const auto li = branch.join("老李");
    meet();
    for (auto* kiosk : {&main, &branch}) kiosk->clock.advance(31 * day_ms);
    meet();
    Counter third(folder / "third.db", 3);
    third.join_shop_of(branch.opened.root_key.empty() ? main : branch);
    for (int i = 0; i < 3; ++i) {
        meet();
        third.sync(shelf);
    }
    EXPECT_EQ(third.name_of(chen.member), "小陈");
    EXPECT_EQ(third.name_of(li.member), "老李");
    EXPECT_EQ(derived_rows(third.db()), derived_rows(main.db()));
    EXPECT_EQ(derived_rows(third.db()), derived_rows(branch.db()));
    expect_sound(third);
}

TEST_F(FolderSync, an_old_copy_that_was_put_back_is_noticed_by_what_others_have) {
    main.engine.reset();
    for (const auto* suffix : {"", ".keyring", ".anchor"}) {
        std::filesystem::copy_file(main.path.string() + suffix, folder / ("old" + std::string(suffix)));
    }
    main.start();
    main.join("小陈");
    meet();
    main.engine.reset();
    for (const auto* suffix : {"-wal", "-shm"}) std::filesystem::remove(main.path.string() + suffix);
    for (const auto* suffix : {"", ".keyring", ".anchor"}) {
        std::filesystem::copy_file(folder / ("old" + std::string(suffix)), main.path.string() + suffix,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    main.start();
    EXPECT_EQ(main.engine->picture().health, Health::good) << "database and anchor agree";
    const auto told = main.tell(shelf);
    ASSERT_FALSE(told.set_aside.empty());
    EXPECT_NE(told.set_aside[0].why.find("put back"), std::string::npos);
    EXPECT_EQ(main.engine->picture().health, Health::frozen);
}

TEST_F(FolderSync, a_stopped_night_goes_on_where_it_stopped) {
    for (int i = 0; i < 30; ++i) main.join("顾客" + std::to_string(i));
    const auto ours = OurSide::open(main.path).value();
    FolderTransport transport(
        std::make_unique<ShelfFolder>(shelf),
        {SyncKeys(ours->keys()), ours->key(), ours->audience().value(), main.clock.now(), main.random});
    Progress progress;
    progress.stop = true;
    EXPECT_NE(upload(
                  *ours, transport, [&](Wish wish) { return main.try_to(std::move(wish)); }, progress)
                  .problem,
              "");
    meet();
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
}

TEST_F(FolderSync, an_answer_for_another_machine_opens_nothing) {
    SeededRandom random(5);
    const SigningKey root(SecretKey(array_from_hex<32>(main.opened.root_key).value()));
    const auto key = new_kiosk_key(folder / "third.db", random).value();
    const auto other = new_kiosk_key(folder / "fourth.db", random).value();
    EXPECT_NE(key, other);
    const auto answer = answer_new_kiosk(main.path, root, key, random).value();
    EXPECT_FALSE(join_shop(folder / "fourth.db", answer.sealed, random));
    EXPECT_FALSE(answer_new_kiosk(main.path, SigningKey(SecretKey(Hash{3})), other, random)) << "another shop's sheet";
    auto altered = answer.sealed;
    altered[10] ^= 1;
    EXPECT_FALSE(join_shop(folder / "third.db", altered, random));
    EXPECT_TRUE(join_shop(folder / "third.db", answer.sealed, random));
}

}  // namespace
}  // namespace xiaoer::sync::test
