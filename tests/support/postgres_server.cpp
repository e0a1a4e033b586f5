#include "tests/support/postgres_server.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace xiaoer::test {
namespace {

namespace fs = std::filesystem;
using namespace flows;

constexpr const char* programs = "/usr/lib/postgresql/15/bin/";  // Debian's place of them; not in PATH

void must(const Ended& ended, const char* what) {
    if (ended.exit_code != 0) throw FlowFailure(std::string(what) + ": " + ended.output);
}

void give_to_postgres(const fs::path& path) {
    if (::geteuid() != 0) return;
    const auto* user = ::getpwnam("postgres");
    if (user == nullptr || ::chown(path.c_str(), user->pw_uid, user->pw_gid) != 0)
        throw FlowFailure("no user postgres: is the package postgresql installed?");
}

void write_lines(const fs::path& path, std::string_view lines) {
    std::ofstream(path, std::ios::binary) << lines;
    give_to_postgres(path);
}

}  // namespace

Words PostgresServer::as_its_user(Words words) const {
    if (::geteuid() == 0) words.insert(words.begin(), {"runuser", "-u", "postgres", "--"});
    return words;
}

PostgresServer::PostgresServer() : port_(free_port()) {
    ::chmod(folder_.path().c_str(), 0711);
    const auto home = folder_ / "server";
    fs::create_directory(home);
    give_to_postgres(home);
    const auto data = (home / "data").string();
    must(run(as_its_user({std::string(programs) + "initdb", "-D", data, "--no-sync", "-U", "postgres", "-A", "trust",
                          "--locale=C.UTF-8"})),
         "initdb");
    const auto key = (folder_ / "server.key").string();
    must(run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
              "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out",
              certificate()}),
         "openssl");
    ::chmod(key.c_str(), 0600);
    give_to_postgres(key), give_to_postgres(certificate());
    write_lines(home / "data" / "pg_hba.conf",
                "local all postgres trust\n"
                "hostssl all all 127.0.0.1/32 scram-sha-256\n"
                "hostssl all all ::1/128 scram-sha-256\n");
    write_lines(home / "data" / "postgresql.conf",
                "listen_addresses = 'localhost'\nport = " + std::to_string(port_) + "\nunix_socket_directories = '" +
                    home.string() + "'\nssl = on\nssl_cert_file = '" + certificate().string() + "'\nssl_key_file = '" +
                    key + "'\npassword_encryption = scram-sha-256\nshared_buffers = 16MB\nlog_min_messages = error\n" +
                    "fsync = off\n");  // no test cuts its power: what a killed process wrote, the kernel keeps
    start();
    must(run({std::string(programs) + "psql", "-h", home.string(), "-p", std::to_string(port_), "-U", "postgres", "-q",
              "-c", "CREATE DATABASE hub"}),
         "CREATE DATABASE");
}

PostgresServer::~PostgresServer() {
    // So that its children end with it, before their folder is gone.
    try {
        (void)run(as_its_user({std::string(programs) + "pg_ctl", "-D", (folder_ / "server" / "data").string(), "-m",
                               "immediate", "-w", "stop"}));
    } catch (const FlowFailure&) {  // it is killed then
    }
}

void PostgresServer::start() {
    const auto home = folder_ / "server";
    const auto answers = [&] {
        return run({std::string(programs) + "pg_isready", "-q", "-h", home.string(), "-p", std::to_string(port_)})
                   .exit_code == 0;
    };
    wait_until(
        "PostgreSQL to answer",
        [&] {
            // Right after a kill the old one's children may still hold its memory: then it does not start at once.
            if (!process_ || !process_->running())
                process_ = std::make_unique<Process>(
                    as_its_user({std::string(programs) + "postgres", "-D", (home / "data").string()}));
            return answers();
        },
        60s);
}

void PostgresServer::kill() { process_->kill(); }

std::string PostgresServer::as_admin() const {
    return "postgresql:///hub?host=" + (folder_ / "server").string() + "&port=" + std::to_string(port_) +
           "&user=postgres";
}

std::string PostgresServer::as_role(const std::string& role, const fs::path& pgpass, const std::string& host) const {
    return "postgresql://" + role + "@" + host + ":" + std::to_string(port_) +
           "/hub?sslrootcert=" + certificate().string() + "&passfile=" + pgpass.string();
}

fs::path PostgresServer::keep_pgpass(const std::string& name, std::string_view line) const {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << line;
    ::chmod(path.c_str(), 0600);
    return path;
}

}  // namespace xiaoer::test
