// Three kiosks in three folders and one PostgreSQL, with the real binary as real processes, killed in mid-sync.
#include "tests/cli/machines.h"
#include "tests/support/postgres_server.h"

#include <thread>

namespace xiaoer::test {
namespace {

using namespace flows;

class ThreeMachines : public Machines {
protected:
    ThreeMachines() {
        for (int batch = 0; batch < 3; ++batch) {
            std::vector<NewPurchase> sales;
            for (int i = 0; i < 1000; ++i)
                sales.push_back(Shop::sale("K" + std::to_string(batch * 1000 + i), 1000 + i));
            shop.say(RecordPurchases{std::move(sales), {}});
        }
        shop.kiosk.reset();
        ran({"hub", "init", server.as_admin()});
        const std::string pass = shop.folder / "hub.pass";
        const auto admitted = ran({"hub", "admit", server.as_admin(), "--db", main, "--out", pass});
        address = server.as_role(text_at(admitted, "role"), pass);
        databases = {main, join("branch"), join("stall")};
    }
    std::unique_ptr<Process> begin_sync(const std::string& database) {
        return std::make_unique<Process>(Words{XIAOER_BINARY, "sync", "--db", database, "--with", address});
    }

    PostgresServer server;
    std::string address;
    std::vector<std::string> databases;
};

TEST_F(ThreeMachines, killed_in_mid_sync_as_their_server_is_end_the_same) {
    SeededRandom random(7);
    for (int round = 0; round < 8; ++round) {
        std::vector<std::unique_ptr<Process>> nights;
        for (const auto& database : databases) nights.push_back(begin_sync(database));
        std::this_thread::sleep_for(std::chrono::milliseconds(random.below(150u + 60u * static_cast<unsigned>(round))));
        if (round % 3 == 2) {
            server.kill();
        } else {
            nights[random.below(nights.size())]->kill();
        }
        for (auto& night : nights) {
            if (night->running()) (void)night->wait_for_end(60s);
        }
        if (round % 3 == 2) server.start();
        const auto& one = databases[random.below(databases.size())];
        run_xiaoer({"shop", "add-staff", "--db", one, "--name", "店员" + std::to_string(round), "--pin", "846302"});
    }
    for (int night = 0; night < 2; ++night) {
        for (const auto& database : databases) ran({"sync", "--db", database, "--with", address});
    }
    EXPECT_GT(std::ranges::count(facts(main), '\n'), 3000);
    for (const auto& database : databases) {
        EXPECT_EQ(facts(main), facts(database));
        expect_sound(database, 3);
    }
}

TEST_F(ThreeMachines, are_told_plainly_when_the_hub_is_away) {
    server.kill();
    const auto failed = run_xiaoer({"sync", "--db", main, "--with", address});
    EXPECT_EQ(failed.exit_code, 1);
    EXPECT_NE(failed.err.find("the hub"), std::string::npos) << failed.err;
    EXPECT_EQ(std::ranges::count(failed.err, '\n'), 1) << failed.err;
    EXPECT_EQ(run_xiaoer({"sync", "--db", main, "--with", "postgresql://a:secret@x/hub"}).exit_code, 2);
}

}  // namespace
}  // namespace xiaoer::test
