// A real PostgreSQL 15 for a test: a cluster of its own, with a certificate of its own, gone when the test is over.
//
// PostgreSQL refuses to run as root: a test that does runs the server as the user `postgres`, whom Debian's package
// makes. Over the network it speaks TLS and SCRAM only; the one who runs it comes through a socket in its folder.
#pragma once

#include "tests/flows/process.h"
#include "tests/support/temporary_folder.h"

#include <memory>

namespace xiaoer::test {

class PostgresServer {
public:
    PostgresServer();  // with an empty database `hub`, and running
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    void start();
    void kill();  // as `kill -9` of the postmaster; its children end by themselves

    [[nodiscard]] std::string as_admin() const;  // a superuser
    // As a merchant's kiosk would: over TCP, TLS, SCRAM. `host`: "127.0.0.1" has no certificate.
    [[nodiscard]] std::string as_role(const std::string& role, const std::filesystem::path& pgpass,
                                      const std::string& host = "localhost") const;
    [[nodiscard]] std::filesystem::path certificate() const { return folder_ / "server.crt"; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::filesystem::path keep_pgpass(const std::string& name, std::string_view line) const;

private:
    [[nodiscard]] flows::Words as_its_user(flows::Words words) const;
    TemporaryFolder folder_;
    std::uint16_t port_ = 0;
    std::unique_ptr<flows::Process> process_;
};

}  // namespace xiaoer::test
