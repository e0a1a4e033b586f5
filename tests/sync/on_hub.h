// Kiosks on a hub for the tests: a real PostgreSQL with a certificate of its own, real engines, and each merchant with
// a role of its own. One thread.
#pragma once

#include "sync/hub_install.h"
#include "sync/hub_transport.h"
#include "tests/support/postgres_server.h"
#include "tests/sync/street.h"

namespace xiaoer::sync::test {

// A line of what a query says, for the tests; every value as text.
inline std::vector<std::string> lines_of(Postgres& server, const std::string& sql) {
    const auto rows = server.select("SELECT l::text FROM (" + sql + ") AS l");
    EXPECT_TRUE(rows) << rows.error().message;
    std::vector<std::string> lines;
    for (int i = 0; rows && i < rows->count(); ++i) lines.emplace_back(text_of(rows->bytes(i, 0)));
    return lines;
}

class Hub : public testing::Test {
protected:
    struct Admitted {
        HubRole role;
        std::string address;
    };
    Hub() {
        const auto versions = install_hub(server.as_admin());
        EXPECT_TRUE(versions) << versions.error().message;
    }
    Admitted admit(const MerchantId& alliance, const MerchantId& merchant) {
        auto role = admit_merchant(server.as_admin(), alliance, merchant, random);
        EXPECT_TRUE(role) << role.error().message;
        const auto file = server.keep_pgpass(merchant.hex(), role->pgpass);
        return {*role, server.as_role(role->role, file)};
    }
    std::unique_ptr<Postgres> connect(const std::string& address) {
        auto connection = Postgres::open(address);
        EXPECT_TRUE(connection) << connection.error().message;
        return connection ? std::move(*connection) : nullptr;
    }
    static Passage pass(Counter& kiosk, const std::string& address, Counter::Direction direction) {
        return kiosk.pass(direction, [&](OurSide& ours) {
            auto transport = HubTransport::open(address, {SyncKeys(ours.keys()), ours.device(), kiosk.random});
            EXPECT_TRUE(transport) << transport.error().message;
            return std::move(*transport);
        });
    }
    static void night(Counter& kiosk, const std::string& address) {
        for (const auto direction : {&download, &upload}) {
            const auto passage = pass(kiosk, address, direction);
            EXPECT_EQ(passage.problem, "");
        }
    }

    PostgresServer server;
    SeededRandom random{11};
};

class TwoShopsOnAHub : public Hub {
protected:
    TwoShopsOnAHub() {
        main.open_shop();
        branch.join_shop_of(main);
        const auto merchant = main.engine->store().merchant();
        ours = admit(merchant, merchant);
        meet();
        branch.sign_in(branch.manager_id);
    }
    void meet() {
        for (int i = 0; i < 2; ++i) night(main, ours.address), night(branch, ours.address);
    }
    TemporaryFolder folder;
    Counter main{folder / "main.db", 1};
    Counter branch{folder / "branch.db", 2};
    Admitted ours;
};

}  // namespace xiaoer::sync::test
