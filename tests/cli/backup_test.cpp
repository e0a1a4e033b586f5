// The worst day of a shop, with the real binary: the machine is gone, a new one is made from last night's backup and
// the recovery sheet that was printed when the shop opened.
#include "counter/slips.h"
#include "domain/number.h"
#include "tests/app/shop.h"
#include "tests/cli/run_binary.h"

namespace xiaoer::test {
namespace {

class WorstDay : public testing::Test {
protected:
    WorstDay() {
        shop.join("小陈", 1, "13912345678");
        shop.buyer("老李", 2);
        shop.buyer("王姐", 3);
        forgotten = shop.join("忘了我", 4).number;
        shop.expect<Erased>(EraseMember{forgotten, {}});
        draw = shop.draw();
        card = shop.expect<CardIssued>(IssueCard{shop.clerk, 2, {}});
        pass = shop.pass_of(2);
        const auto slips = Slips::for_shop(shoe_shop()).value();
        sheet = slips.recovery_text({shop.opened.kiosk_code, shop.opened.root_key, shop.opened.draw_key});
        EXPECT_TRUE(write_file(shop.folder / "sheet.txt", view_of(sheet)));
    }

    // While the kiosk is open. Returns: the backup's database.
    std::string back_up() {
        const auto ran = run_xiaoer({"backup", "--db", shop.database(), "--out", shop.folder / "usb"});
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        said = parse_json(ran.out).value_or(Json());
        const auto* file = said.find("file");
        return file == nullptr ? "" : *file->string();
    }
    Ran restore(const std::string& backup, std::vector<std::string> more = {}) {
        std::vector<std::string> words = {
            "restore", "--from", backup, "--db", restored, "--sheet", shop.folder / "sheet.txt"};
        words.insert(words.end(), more.begin(), more.end());
        return run_xiaoer(words);
    }
    // The old machine is gone; the kiosk starts on the new one.
    void move_in() {
        shop.kiosk.reset();
        shop.path = restored;
        shop.start();
        shop.sign_in();
    }
    HandOver wish() {
        const auto units = shop.waiting(card.scan);
        EXPECT_FALSE(units.empty());
        return {{units.at(0).unit}, card.scan, card.redeem_code, shop.manager, shop.clerk};
    }
    static Join claiming(const std::string& code) {
        Join wish;
        wish.nickname = "领票的";
        wish.agreed = true;
        wish.browser = Hash{77};
        wish.claim_code = code;
        return wish;
    }
    static void expect_one_line(const Ran& ran, std::string_view why) {
        EXPECT_EQ(ran.exit_code, 1);
        EXPECT_EQ(ran.out, "");
        EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
        EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << "one line: " << ran.err;
    }

    Shop shop;
    std::int64_t forgotten = 0;
    std::string draw, pass, sheet;
    CardIssued card;
    Json said;
    std::string restored = shop.folder / "new.db";
};

TEST_F(WorstDay, a_backup_beside_the_running_kiosk_is_read_back_and_says_so) {
    const auto file = back_up();
    EXPECT_TRUE(std::filesystem::exists(file));
    EXPECT_EQ(*said.find("members")->integer(), 4);
    EXPECT_TRUE(std::filesystem::exists(*said.find("sealed")->string()));
    const auto audited = run_xiaoer({"audit", "--db", file});
    EXPECT_EQ(audited.exit_code, 0) << audited.err;
}

TEST_F(WorstDay, the_restored_shop_knows_its_people_again_but_not_who_was_erased) {
    const auto ran = restore(back_up());
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_NE(ran.err.find("xiaoer retire --db"), std::string::npos) << "what is still to do: " << ran.err;
    const auto audited = run_xiaoer({"audit", "--db", restored});
    EXPECT_EQ(audited.exit_code, 0) << audited.err;
    move_in();
    EXPECT_EQ(shop.expect<Recognised>(LookUp{"0001", shop.clerk}).name, "小陈");
    EXPECT_EQ(shop.expect<Recognised>(LookUp{"0001", shop.clerk}).answer, "5678");
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{format_number(forgotten), shop.clerk}).problem, ScanProblem::unknown);
    const auto joined = shop.join("后来的", 9);
    EXPECT_EQ(joined.number, *parse_json(ran.out).value().find("number_from")->integer()) << "numbers of its own";
    EXPECT_GT(joined.number, 100'000) << "none that the old machine may have given";
}

TEST_F(WorstDay, cards_of_the_old_machine_are_good_and_its_passes_are_dead) {
    ASSERT_EQ(restore(back_up()).exit_code, 0);
    move_in();
    EXPECT_EQ(shop.expect<Recognised>(LookUp{card.scan, shop.clerk}).number, 2);
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{pass, shop.clerk}).problem, ScanProblem::other_shop);
}

TEST_F(WorstDay, the_old_machines_prizes_wait_until_it_is_declared_gone) {
    ASSERT_EQ(restore(back_up()).exit_code, 0);
    move_in();
    const auto frozen = shop.expect<OtherShop>(wish());
    EXPECT_EQ(frozen.shop, "老北京布鞋");
    shop.kiosk.reset();
    const auto retired = run_xiaoer({"retire", "--db", restored, "--device", *said.find("device")->string()});
    ASSERT_EQ(retired.exit_code, 0) << retired.err;
    move_in();
    shop.expect<HandedOver>(wish());
    shop.expect<AlreadyHandedOver>(HandOver{{frozen.unit}, card.scan, card.redeem_code, shop.manager, shop.clerk});
    shop.kiosk.reset();
    const auto audited = run_xiaoer({"audit", "--db", restored});
    EXPECT_EQ(audited.exit_code, 0) << audited.err;
}

TEST_F(WorstDay, with_the_old_machine_gone_for_certain_its_prizes_are_handed_over_at_once) {
    ASSERT_EQ(restore(back_up(), {"--retire-old"}).exit_code, 0);
    move_in();
    shop.expect<HandedOver>(wish());
    shop.say(Tick{});
    const auto next = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
    EXPECT_EQ(next->number, 1) << "the new machine counts its own draws";
}

TEST_F(WorstDay, nothing_of_the_old_machine_breaks_the_new_one) {
    const auto purchase = shop.record(Shop::sale("late", 15000));
    shop.say(Tick{});
    const auto announced = shop.wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw->id;
    ASSERT_EQ(restore(back_up()).exit_code, 0);
    move_in();
    shop.expect<ClaimTooLate>(BindPurchase{purchase.purchases.at(0), {}, {1, {}, {}}});
    EXPECT_EQ(shop.expect<Joined>(claiming(purchase.claim_codes.at(0))).tickets, 0);
    shop.clock.advance(8 * day_ms);
    shop.say(Tick{});
    shop.expect<Refused>(CloseDraw{announced, {}});
    shop.expect<Refused>(CancelDraw{announced, {}});
    shop.expect<Refused>(SettleDraw{announced, "4162533164", {}});
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.health != Health::starting; })->health, Health::good);
}

TEST_F(WorstDay, the_sheet_may_be_typed_in) {
    const auto backup = back_up();
    const auto ran = run_xiaoer({"restore", "--from", backup, "--db", restored, "--sheet", "-"},
                                shop.opened.root_key + "\n" + shop.opened.draw_key + "\n");
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
}

TEST_F(WorstDay, another_shops_sheet_is_one_clear_line_and_nothing_is_left) {
    const auto backup = back_up();
    auto wrong = shop.opened.root_key;
    wrong[0] = wrong[0] == '0' ? '1' : '0';
    const auto ran =
        run_xiaoer({"restore", "--from", backup, "--db", restored, "--sheet", "-"}, wrong + " " + shop.opened.draw_key);
    expect_one_line(ran, "another shop's, or its owner key was mistyped");
    expect_one_line(run_xiaoer({"restore", "--from", backup, "--db", restored, "--sheet", "-"}, "恢复单"),
                    "has two keys");
    for (const auto& entry : std::filesystem::directory_iterator(shop.folder.path())) {
        EXPECT_FALSE(entry.path().filename().string().starts_with("new.db")) << entry.path();
    }
}

TEST_F(WorstDay, nothing_is_overwritten) {
    const auto backup = back_up();
    ASSERT_EQ(restore(backup).exit_code, 0);
    expect_one_line(restore(backup), "a restore overwrites nothing");
    EXPECT_EQ(run_xiaoer({"audit", "--db", restored}).exit_code, 0);
}

TEST_F(WorstDay, only_a_machine_that_was_succeeded_can_be_declared_gone) {
    back_up();
    shop.kiosk.reset();
    const auto ran = run_xiaoer({"retire", "--db", shop.database(), "--device", *said.find("device")->string()});
    expect_one_line(ran, "did not succeed");
}

}  // namespace
}  // namespace xiaoer::test
