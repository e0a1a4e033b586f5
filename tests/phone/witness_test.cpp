// What customers' phones remember of the ledger: the whole folder of a shop, its anchor too, is put back to an earlier
// hour, and a phone that saw more opens its page.
#include "domain/witness.h"
#include "phone/phone_server.h"
#include "tests/app/shop.h"
#include "tests/phone/browser.h"

#include <gtest/gtest.h>

namespace xiaoer::phone {
namespace {

using test::Browser;
namespace fs = std::filesystem;

class Witnesses : public testing::Test {
protected:
    Witnesses() {
        serve();
        shop.buyer("小陈", 1);
        shop.draw();
        phone.emplace(server->port());
        EXPECT_EQ(join(*phone).status, 200);
    }

    static test::Reply join(Browser& browser) {
        return browser.submit(browser.get("/j/counter1"), "/api/join", {{"nickname", "小赵"}, {"agreed", "1"}});
    }
    void serve() {
        PhoneOptions options;
        options.http.address = "127.0.0.1";
        options.http.port = 0;
        auto started = PhoneServer::start(options, *shop.kiosk, shop.clock);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
        if (phone) move_phone();
    }
    // The kiosk is at another port now; the phone is the same.
    void move_phone() {
        auto cookies = phone->cookies;
        phone.emplace(server->port());
        phone->cookies = std::move(cookies);
    }
    void stop() {
        server.reset();
        shop.kiosk.reset();
    }
    void restart() {
        shop.start();
        shop.sign_in();
        serve();
    }
    // Every file of the shop, as a careless person copies the folder.
    void copy(const fs::path& from, const fs::path& to) {
        fs::create_directories(to);
        for (const auto* suffix : {"", ".keys", ".keyring", ".anchor"})
            fs::copy_file(from / ("shop.db" + std::string(suffix)), to / ("shop.db" + std::string(suffix)),
                          fs::copy_options::overwrite_existing);
        for (const auto* suffix : {"-wal", "-shm"}) fs::remove(to / ("shop.db" + std::string(suffix)));
    }
    void keep_copy() {
        stop();
        copy(shop.database().parent_path(), shop.folder / "copy");
        restart();
    }
    void put_back() {
        stop();
        copy(shop.folder / "copy", shop.database().parent_path());
        restart();
        EXPECT_EQ(health(), Health::good) << "the files agree with each other";
    }
    // The picture after all that was said and asked so far: one more command makes one more picture.
    std::shared_ptr<const Snapshot> now() {
        (void)shop.wait_for([](const Snapshot& s) { return s.health != Health::starting; });
        const auto revision = shop.kiosk->snapshot()->revision;
        shop.say(ShowWitness{""});
        return shop.wait_for([revision](const Snapshot& s) { return s.revision > revision; });
    }
    [[nodiscard]] Health health() { return now()->health; }
    [[nodiscard]] std::string witness_name() const { return "w_" + shop.kiosk->snapshot()->kiosk_code; }
    Outcome hand_over() {
        const auto pass = shop.pass_of(1);
        return shop.say(HandOver{{shop.waiting(pass).at(0).unit}, pass, {}, {}, shop.manager});
    }
    // The phone opens its page. Returns: what it remembers afterwards.
    std::string see() {
        (void)now();
        EXPECT_EQ(phone->get("/m").status, 200);
        return phone->cookies[witness_name()];
    }

    test::Shop shop{test::book_shop()};
    std::unique_ptr<PhoneServer> server;
    std::optional<Browser> phone;
    std::int64_t sales_ = 0;
};

TEST_F(Witnesses, a_folder_put_back_with_its_anchor_is_found_by_a_phone_that_saw_more) {
    const auto before = read_witness(see());
    ASSERT_TRUE(before);
    keep_copy();
    ASSERT_TRUE(std::holds_alternative<HandedOver>(hand_over()));
    const auto after = read_witness(see());
    ASSERT_TRUE(after);
    EXPECT_GT(after->seq, before->seq);

    put_back();
    const auto kept = phone->cookies[witness_name()];
    EXPECT_EQ(phone->get("/m").status, 200);
    const auto frozen = shop.wait_for([](const Snapshot& s) { return s.health == Health::frozen; });
    EXPECT_NE(frozen->health_detail.find("phone"), std::string::npos);
    EXPECT_EQ(phone->cookies[witness_name()], kept) << "it goes on saying so";
    EXPECT_TRUE(std::holds_alternative<Frozen>(hand_over())) << "that prize is gone already";
    stop();
    restart();
    EXPECT_EQ(health(), Health::frozen) << "a restart forgets it not";
    EXPECT_TRUE(std::holds_alternative<Frozen>(hand_over()));

    shop.expect<NotAllowed>(Reconcile{shop.clerk});
    shop.expect<Done>(Reconcile{shop.manager});
    EXPECT_EQ(phone->get("/m").status, 200);
    EXPECT_TRUE(std::holds_alternative<HandedOver>(hand_over())) << "what the phone saw was reconciled";
    EXPECT_EQ(health(), Health::good);
    EXPECT_NE(see(), kept) << "and the phone goes on from here";
}

TEST_F(Witnesses, a_phone_whose_member_the_ledger_does_not_know_any_more_says_so_too) {
    keep_copy();
    Browser late(server->port());
    EXPECT_EQ(join(late).status, 200);
    shop.wait_for([](const Snapshot& s) { return s.member_count == 3; });
    EXPECT_EQ(late.get("/m").status, 200);
    const auto cookies = late.cookies;
    put_back();
    Browser again(server->port());
    again.cookies = cookies;
    EXPECT_EQ(again.get("/m").status, 303) << "no member of this ledger";
    EXPECT_EQ(again.get("/j/counter1").status, 200);
    shop.wait_for([](const Snapshot& s) { return s.health == Health::frozen; });
}

TEST_F(Witnesses, another_fact_at_the_same_place_is_found_after_the_ledger_has_grown_past_it) {
    keep_copy();
    ASSERT_TRUE(std::holds_alternative<HandedOver>(hand_over()));
    const auto saw = read_witness(see())->seq;
    put_back();
    while (read_witness(now()->witness)->seq <= saw + 3)
        (void)shop.record(test::Shop::sale("n" + std::to_string(++sales_), 700));
    (void)phone->get("/m");
    shop.wait_for([](const Snapshot& s) { return s.health == Health::frozen; });
}

TEST_F(Witnesses, a_forged_one_and_an_old_one_change_nothing) {
    const auto old = see();
    auto forged = *read_witness(old);
    forged.seq += 1000;
    (void)shop.record(test::Shop::sale("n1", 700));
    for (const auto& shown : {write_witness(forged, SecretKey{}), old, std::string("nonsense")}) {
        phone->cookies[witness_name()] = shown;
        EXPECT_EQ(phone->get("/m").status, 200);
        EXPECT_EQ(health(), Health::good);
    }
    EXPECT_TRUE(std::holds_alternative<HandedOver>(hand_over()));
}

}  // namespace
}  // namespace xiaoer::phone
