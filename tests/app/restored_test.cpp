// A kiosk made of an older backup, in which somebody who was erased since is still there.
#include "store/audit.h"
#include "store/backup.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

const std::string phone_of_chen = "13912345678";

struct Restored : testing::Test {
    std::filesystem::path back_up_now() {
        shop.clock.advance(second_ms);
        const auto report = back_up(shop.database(), shop.folder / "backups", shop.clock.now());
        EXPECT_TRUE(report) << report.error().message;
        return report ? report->file : std::filesystem::path();
    }
    // The old machine stops, and another goes on from this backup.
    void move_to(const std::filesystem::path& backup) {
        shop.kiosk.reset();
        const auto sheet = read_recovery_sheet(shop.opened.root_key + "\n" + shop.opened.draw_key).value();
        shop.path = shop.folder / "new.db";
        const auto restored = restore({backup, shop.path, sheet, true}, shop.clock.now(), shop.random);
        ASSERT_TRUE(restored) << restored.error().message;
        shop.start();
        shop.sign_in();
    }
    Health health() {
        return shop.wait_for([](const Snapshot& s) { return s.health != Health::starting; })->health;
    }
    Shop shop{book_shop()};
};

TEST_F(Restored, from_before_an_erasure_has_erased_them_too_and_their_phone_number_is_nobodys) {
    shop.expect<SeatsImported>(ImportSeats{"小陈 " + phone_of_chen, {}, shop.manager});
    const auto card = shop.expect<CardIssued>(IssueCard{shop.clerk, {}, {}});
    const auto backup = back_up_now();
    shop.expect<Erased>(EraseMember{1, {}});
    shop.expect<Erased>(EraseMember{card.number, {}});
    back_up_now();
    move_to(backup);
    const auto joined = shop.join("小陈", 5, phone_of_chen);
    EXPECT_NE(joined.number, 1) << "a newcomer";
    EXPECT_EQ(health(), Health::good);
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{card.scan, shop.clerk}).problem, ScanProblem::revoked);
    shop.expect<Done>(SetInterests{Hash{5}, {"kitchen"}});
    shop.kiosk.reset();
    const auto audited = audit(shop.database());
    ASSERT_TRUE(audited) << audited.error().message;
    EXPECT_EQ(audited->set_aside + audited->waiting, 0);
    back_up_now();
}

// As with a member of another kiosk, whose key has not come here.
class Keyless : public Restored {
protected:
    void lose_key_of(std::int64_t number) {
        shop.kiosk.reset();
        auto db = Database::open(shop.database(), Database::Mode::read).value();
        const auto slot =
            db.integer("SELECT slot FROM vault_slots JOIN members USING (member) WHERE number = ?", {number});
        ASSERT_TRUE(Keyring(shop.database()).erase(std::array{slot.value().value()}));
        shop.start();
        shop.sign_in();
    }
};

TEST_F(Keyless, a_seat_without_its_key_stops_nobody_from_joining_with_its_phone_number) {
    shop.expect<SeatsImported>(ImportSeats{"小陈 " + phone_of_chen, {}, shop.manager});
    lose_key_of(1);
    EXPECT_EQ(shop.join("小陈", 5, phone_of_chen).number, 2);
    EXPECT_EQ(health(), Health::good);
    EXPECT_EQ(shop.join("小王", 6).number, 3) << "the counter goes on";
}

TEST_F(Keyless, what_would_be_written_into_their_file_is_refused_and_the_counter_goes_on) {
    auto settings = book_shop();
    settings.sign_above_minor = 0;
    shop.expect<Done>(ChangeSettings{settings, shop.manager});
    shop.buyer("小赵", 1);
    shop.draw();
    lose_key_of(1);
    EXPECT_EQ(shop.expect<Refused>(SetInterests{Hash{1}, {"kitchen"}}).why, "no_file");
    const auto unit = shop.waiting(shop.pass_of(1)).at(0).unit;
    HandOver wish{{unit}, shop.pass_of(1), {}, {}, shop.clerk, "10,10 20,20 30,30 40,40 50,50 60,40"};
    EXPECT_EQ(shop.expect<Refused>(wish).why, "no_file");
    shop.expect<Done>(ChangeSettings{book_shop(), shop.manager});
    wish.signature.reset();
    shop.expect<HandedOver>(wish);
    EXPECT_EQ(shop.expect<Refused>(KeepPhoto{shop.manager, 1, true, Bytes{0xff, 0xd8, 0xff, 0xe0, 1}}).why, "no_file");
    EXPECT_EQ(health(), Health::good);
}

}  // namespace
}  // namespace xiaoer::test
