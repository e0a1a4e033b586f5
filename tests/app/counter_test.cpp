// Numbers, people, PINs and the files of a real Kiosk.
#include "base/file.h"
#include "store/audit.h"
#include "store/db.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

TEST(Join, gives_the_next_number_and_greets) {
    Shop shop;
    EXPECT_EQ(shop.join("山里人", 1).number, 1);
    const auto joined = shop.join("平安是福", 2, "139 1234 5521");
    EXPECT_EQ(joined.number, 2);
    EXPECT_EQ(joined.redeem_code.size(), 4u);
    const auto seen = shop.wait_for([](const Snapshot& s) { return s.greeting && s.greeting->number == 2; });
    EXPECT_EQ(seen->greeting->shown_name, "平**") << "masked unless the member agreed";
    EXPECT_EQ(seen->member_count, 2);
}

TEST(Join, the_same_browser_keeps_its_number) {
    Shop shop;
    shop.join("山里人", 1);
    const auto again = shop.join("别人", 1);
    EXPECT_TRUE(again.already);
    EXPECT_EQ(again.number, 1);
}

TEST(Join, what_cannot_be_a_name_or_a_phone_or_was_not_agreed_is_refused) {
    Shop shop;
    Join wish;
    wish.nickname = "\xe2\x80\xae\x01 ";
    wish.agreed = true;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "nickname");
    wish.nickname = "小陈";
    wish.phone = "12345";
    EXPECT_EQ(shop.expect<Refused>(wish).why, "phone");
    wish.phone.reset();
    wish.agreed = false;
    EXPECT_EQ(shop.expect<Refused>(wish).why, "consent");
    EXPECT_EQ(shop.kiosk->snapshot()->member_count, 0);
}

TEST(Join, a_name_is_nowhere_in_the_database_in_clear) {
    Shop shop;
    shop.join("独一无二的称呼", 1, "13912345521");
    shop.kiosk.reset();
    for (const auto& entry : std::filesystem::directory_iterator(shop.folder.path())) {
        const auto bytes = read_file(entry.path());
        ASSERT_TRUE(bytes && *bytes);
        for (const auto* secret : {"独一无二", "13912345521"}) {
            EXPECT_EQ(text_of(**bytes).find(secret), std::string_view::npos) << entry.path();
        }
    }
}

TEST(Erase, leaves_the_facts_and_the_sums_and_nothing_of_the_person) {
    Shop shop;
    shop.buyer("小陈", 1);
    shop.expect<Erased>(EraseMember{1, {}});
    shop.expect<UnknownBrowser>(IssuePass{Hash{1}});
    EXPECT_EQ(shop.expect<NotRecognised>(LookUp{"0001", shop.clerk}).problem, ScanProblem::unknown);
    shop.kiosk.reset();
    EXPECT_TRUE(audit(shop.database()));
}

TEST(Pin, wrong_ones_lock_one_person_and_pulling_the_plug_gives_no_try_back) {
    Shop shop;
    const auto staff = shop.kiosk->snapshot()->desk.staff.at(0);
    const auto try_pin = [&](std::string pin) { return *shop.kiosk->sign_in(staff.id, std::move(pin)).get(); };
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(std::holds_alternative<WrongPin>(try_pin("000001")));
    shop.kiosk.reset();
    shop.start();
    EXPECT_TRUE(std::holds_alternative<Locked>(try_pin("000001")));
    const auto right = std::string(staff.manager ? manager_pin : clerk_pin);
    EXPECT_TRUE(std::holds_alternative<Locked>(try_pin(right)));
    shop.clock.advance(minute_ms);
    EXPECT_TRUE(std::holds_alternative<SignedIn>(try_pin(right)));
    EXPECT_FALSE(shop.kiosk->add_staff("新人", false, "123456", {}).get());
    EXPECT_FALSE(shop.kiosk->add_staff("新人", false, "12345", {}).get());
}

TEST(Kiosk, a_second_one_on_the_same_file_is_refused_by_name) {
    Shop shop;
    const auto second = Kiosk::open({shop.database(), &shop.clock, &shop.random, 16, false});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::busy);
    EXPECT_NE(second.error().message.find("another process"), std::string::npos);
}

TEST(Kiosk, slips_that_nobody_could_read_wait_for_their_amount) {
    Shop shop;
    shop.expect<Done>(KeepSlip{{0x1d, 0x76, 0x30}, "raster", "tap:9100"});
    const auto slip = shop.wait_for([](const Snapshot& s) { return s.desk.unread_slips == 1; })->desk.slips.at(0);
    EXPECT_EQ(shop.expect<Recorded>(FillSlip{slip.slip, 8'600, shop.clerk}).recorded, 1);
    EXPECT_EQ(shop.expect<Refused>(FillSlip{slip.slip, 8'600, shop.clerk}).why, "slip_gone");
}

TEST(Kiosk, a_database_that_is_gone_beside_its_keys_is_not_taken_for_a_new_shop) {
    Shop shop;
    shop.join("小陈", 1);
    shop.kiosk.reset();
    for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(shop.database().string() + suffix);
    const auto opened = Kiosk::open({shop.database(), &shop.clock, &shop.random, 16, false});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt) << opened.error().message;
    EXPECT_FALSE(std::filesystem::exists(shop.database())) << "nothing is put in its place";
}

TEST(Kiosk, nightly_work_is_done_after_nights_without_power) {
    Shop shop;
    shop.join("小陈", 1);
    shop.kiosk.reset();
    const auto old_answers = [&shop] {
        auto db = Database::open(shop.database(), Database::Mode::read);
        return db ? db->integer("SELECT count(*) FROM commands WHERE at < ?", {shop.clock.now() - 30 * day_ms})
                        .value()
                        .value_or(0)
                  : 0;
    };
    shop.clock.advance(40 * day_ms);
    ASSERT_GT(old_answers(), 0);
    shop.start();
    const auto left = [&] {
        for (int i = 0; i < 1000 && old_answers() > 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return old_answers();
    };
    EXPECT_EQ(left(), 0);
}

TEST(Kiosk, kept_answers_name_nobody_also_after_an_erasure) {
    Shop shop;
    Join join;
    join.nickname = "独一无二的称呼";
    join.agreed = join.show_name = true;
    join.browser = Hash{1};
    shop.expect<Joined>(join);
    auto sale = Shop::sale("1", 50'000);
    BindPurchase bind;
    bind.purchase = shop.record(sale).purchases[0];
    bind.to.browser = Hash{1};
    EXPECT_EQ(shop.expect<Bound>(bind).shown_name, join.nickname);
    shop.draw();
    const auto pass = shop.pass_of(1);
    const auto code = shop.expect<CardIssued>(IssueCard{shop.clerk, 1, {}}).redeem_code;
    shop.expect<HandedOver>(HandOver{{shop.waiting(pass).at(0).unit}, pass, code, {}, shop.clerk});
    shop.expect<Erased>(EraseMember{1, {}});
    shop.kiosk.reset();
    for (const auto& entry : std::filesystem::directory_iterator(shop.folder.path())) {
        const auto bytes = read_file(entry.path());
        ASSERT_TRUE(bytes && *bytes);
        EXPECT_EQ(text_of(**bytes).find("独一无二"), std::string_view::npos) << entry.path();
    }
}

TEST(Join, what_a_phone_says_of_its_way_here_stays_out_of_the_ledger) {
    Shop shop;
    Join wish;
    wish.nickname = "小陈";
    wish.agreed = true;
    wish.channel = "13912345521";
    shop.expect<Joined>(wish);
    wish.channel = shoe_shop().join_channel;
    shop.expect<Joined>(wish);
    shop.kiosk.reset();
    auto db = Database::open(shop.database(), Database::Mode::read).value();
    EXPECT_TRUE(db.exists("SELECT 1 FROM members WHERE channel = 'other'").value());
    EXPECT_TRUE(db.exists("SELECT 1 FROM members WHERE channel = ?", {shoe_shop().join_channel}).value());
    EXPECT_FALSE(db.exists("SELECT 1 FROM facts WHERE body LIKE '%13912345521%'").value());
}

}  // namespace
}  // namespace xiaoer::test
