// What a merchant's role cannot do on a hub, and the way there.
#include "tests/sync/on_hub.h"

namespace xiaoer::sync::test {
namespace {

// ---- merchants among each other ------------------------------------------------------------------------------

class Neighbours : public TwoShopsOnAHub {
protected:
    Neighbours() {
        theirs = admit(main.engine->store().merchant(), MerchantId{{9}});
        stranger = connect(theirs.address);
        admin = connect(server.as_admin());
    }
    std::vector<std::string> all_of_ours() {
        std::vector<std::string> all;
        for (const auto* table : {"facts", "heads", "slots", "origins", "quarantine", "merchants"}) {
            for (auto& line : lines_of(*admin, "SELECT * FROM hub." + std::string(table) + " WHERE merchant = '" +
                                                   main.engine->store().merchant().hex() + "' ORDER BY 1, 2, 3"))
                all.push_back(table + std::string(": ") + line);
        }
        return all;
    }
    Admitted theirs;
    std::unique_ptr<Postgres> stranger, admin;
};

TEST_F(Neighbours, see_nothing_of_each_other_through_the_functions) {
    ASSERT_FALSE(all_of_ours().empty());
    const auto device = "'" + main.device().hex() + "'::uuid";
    EXPECT_EQ(lines_of(*stranger, "SELECT * FROM hub.have()").size(), 0u);
    EXPECT_EQ(lines_of(*stranger, "SELECT * FROM hub.have_of_vault()").size(), 0u);
    EXPECT_EQ(lines_of(*stranger, "SELECT * FROM hub.facts_after(" + device + ", 0, 20000)").size(), 0u);
    EXPECT_EQ(lines_of(*stranger, "SELECT * FROM hub.writings_after(" + device + ", 0, 5000)").size(), 0u);
    EXPECT_EQ(lines_of(*stranger, "SELECT * FROM hub.quarantined()").size(), 0u);
}

TEST_F(Neighbours, get_nowhere_by_any_other_statement) {
    const auto before = all_of_ours();
    const std::string role = ours.role.role;
    const std::vector<std::string> tries = {
        "SELECT * FROM hub.facts",
        "SELECT * FROM hub.facts_0",
        "SELECT * FROM hub.merchants",
        "COPY hub.slots TO STDOUT",
        "COPY hub.facts FROM STDIN",
        "INSERT INTO hub.merchants (alliance, merchant, role) SELECT alliance, merchant, session_user FROM "
        "hub.merchants",
        "UPDATE hub.slots SET version = version + 1",
        "DELETE FROM hub.facts",
        "TRUNCATE hub.facts",
        "TRUNCATE hub.quarantine_3",
        "DROP SCHEMA hub CASCADE",
        "ALTER TABLE hub.facts DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY mine ON hub.facts USING (true)",
        "GRANT SELECT ON hub.facts TO PUBLIC",
        "SET ROLE xiaoer_hub",
        "SET ROLE postgres",
        "SET ROLE \"" + role + "\"",
        "SET SESSION AUTHORIZATION \"" + role + "\"",
        "GRANT xiaoer_hub TO CURRENT_USER",
        "ALTER ROLE \"" + role + "\" PASSWORD 'mine'",
        "CREATE ROLE another LOGIN",
        "SELECT hub.push_chain('" + main.device().hex() + "')",
        "SELECT hub.push_slots()",
        "SELECT hub.my_merchant()",
        "SELECT hub.push()",
        "CREATE TEMPORARY TABLE batch_facts (device uuid)",
        "CREATE TEMPORARY VIEW batch_facts AS SELECT 1",
        "CREATE TABLE public.t (a int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION hub.my_merchant() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "SELECT * FROM pg_authid",
        "EXPLAIN ANALYZE DELETE FROM hub.facts",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> session_user AND pid IS NOT NULL",
    };
    for (const auto& sql : tries) {
        const auto done = stranger->script(sql);
        EXPECT_FALSE(done) << sql;
    }
    EXPECT_EQ(all_of_ours(), before);
}

// The open batch's tables are the one place where a merchant writes: it may fill them, and nothing else.
TEST_F(Neighbours, cannot_turn_the_open_batch_against_the_hub) {
    const auto before = all_of_ours();
    const auto in_batch = [&](const std::string& sql) {
        auto transaction = PgTransaction::begin(*stranger).value();
        EXPECT_TRUE(stranger->run("SELECT hub.open_batch()"));
        return stranger->script(sql).has_value();
    };
    for (const std::string sql : {
             "CREATE TRIGGER t BEFORE INSERT ON pg_temp.batch_facts EXECUTE FUNCTION "
             "suppress_redundant_updates_trigger()",
             "CREATE RULE r AS ON INSERT TO pg_temp.batch_facts DO ALSO SELECT 1",
             "ALTER TABLE pg_temp.batch_facts OWNER TO CURRENT_USER",
             "DROP TABLE pg_temp.batch_facts",
             "SELECT * FROM pg_temp.batch_facts",
             "ALTER TABLE pg_temp.batch_facts ADD COLUMN merchant uuid",
             "CREATE POLICY p ON pg_temp.batch_facts USING (true)",
         }) {
        EXPECT_FALSE(in_batch(sql)) << sql;
    }
    // Under another's device, and into another's slot: what is pushed is the pusher's own, whatever it names.
    EXPECT_TRUE(in_batch("INSERT INTO pg_temp.batch_slots VALUES ('" + main.device().hex() + "', '" +
                         main.device().hex() + "', 1, 9, '\\x00000000'); SELECT hub.push(); COMMIT; BEGIN"));
    EXPECT_EQ(lines_of(*stranger, "SELECT * FROM hub.have_of_vault()").size(), 1u);
    EXPECT_EQ(all_of_ours(), before);
}

TEST_F(Neighbours, cannot_read_each_others_rows_with_the_same_device) {
    const auto side = OurSide::open(main.path).value();
    auto transport = HubTransport::open(theirs.address, {SyncKeys(side->keys()), side->device(), main.random}).value();
    EXPECT_TRUE(transport->far_side({}).value().chains.empty());
    EXPECT_TRUE(transport->get({}).value().empty());
}

// ---- the way there -------------------------------------------------------------------------------------------

class Way : public Hub {
protected:
    Admitted one = admit(MerchantId{{1}}, MerchantId{{1}});
    std::string why_not(const std::string& address) {
        const auto connection = Postgres::open(address);
        return connection ? "" : connection.error().message;
    }
};

TEST_F(Way, is_encrypted_and_the_password_bound_to_it) {
    const auto connection = connect(one.address);
    EXPECT_EQ(lines_of(*connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"),
              std::vector<std::string>{"(t)"});
    const auto admin = connect(server.as_admin());
    EXPECT_EQ(lines_of(*admin, "SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = '" +
                                   one.role.role + "'"),
              std::vector<std::string>{"(t)"});
}

TEST_F(Way, ends_at_a_server_with_another_name_or_certificate) {
    const auto pgpass = server.keep_pgpass("pass", one.role.pgpass);
    EXPECT_NE(why_not(server.as_role(one.role.role, pgpass, "127.0.0.1")).find("127.0.0.1"), std::string::npos);
    PostgresServer other;
    auto address = one.address;
    const auto own = server.certificate().string(), foreign = other.certificate().string();
    address.replace(address.find(own), own.size(), foreign);
    EXPECT_NE(why_not(address).find("certificate"), std::string::npos) << why_not(address);
}

TEST_F(Way, ends_with_the_wrong_password) {
    auto line = one.role.pgpass;
    line[line.size() - 2] = line[line.size() - 2] == '0' ? '1' : '0';
    const auto pgpass = server.keep_pgpass("wrong", line);
    EXPECT_NE(why_not(server.as_role(one.role.role, pgpass)).find("password authentication failed"), std::string::npos);
    const auto before = server.keep_pgpass("before", one.role.pgpass);
    EXPECT_EQ(why_not(server.as_role(one.role.role, before)), "");
    admit(MerchantId{{1}}, MerchantId{{1}});
    EXPECT_NE(why_not(server.as_role(one.role.role, before)), "") << "the password of before";
}

TEST_F(Way, is_never_left_open_by_the_address) {
    EXPECT_NE(why_not(one.address + "&sslmode=disable").find("verify-full only"), std::string::npos);
    EXPECT_NE(why_not(one.address + "&sslmode=require").find("verify-full only"), std::string::npos);
    EXPECT_NE(why_not(one.address + "&channel_binding=prefer").find("require only"), std::string::npos);
    EXPECT_NE(why_not("postgresql://a:secret@localhost/hub").find("passfile"), std::string::npos);
    EXPECT_EQ(why_not("postgresql://a:secret@localhost/hub").find("secret"), std::string::npos);
    EXPECT_FALSE(check_postgres_address("http://localhost"));
}

TEST_F(Way, is_set_up_twice_without_a_change_and_never_by_an_older_program) {
    const auto again = install_hub(server.as_admin()).value();
    EXPECT_EQ(again.before, again.now);
    const auto admin = connect(server.as_admin());
    ASSERT_TRUE(admin->script("UPDATE hub.version SET version = version + 1"));
    const auto refused = install_hub(server.as_admin());
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("newer version"), std::string::npos);
    EXPECT_FALSE(admit_merchant(server.as_admin(), MerchantId{{2}}, MerchantId{{1}}, random)) << "in two alliances";
}

}  // namespace
}  // namespace xiaoer::sync::test
