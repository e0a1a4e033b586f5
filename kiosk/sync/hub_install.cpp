#include "sync/hub_install.h"

#include "embedded/hub.h"
#include "sync/postgres.h"

#include <charconv>

namespace xiaoer::sync {
namespace {

constexpr std::string_view heading = "\n-- ==== ";
constexpr std::string_view version_word = "version ";

// 0 of the parts that are always run.
std::int64_t version_of(const HubPart& part) {
    if (!part.name.starts_with(version_word)) return 0;
    const auto digits = std::string_view(part.name).substr(version_word.size());
    std::int64_t version = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), version);
    return version;
}

Result<std::int64_t> installed_version(Postgres& server) {
    XIAOER_TRY_ASSIGN(const auto there, server.select("SELECT to_regclass('hub.version')::text"));
    if (there.count() != 1 || there.is_null(0, 0)) return std::int64_t{0};
    XIAOER_TRY(server.script("SET ROLE xiaoer_hub"));
    XIAOER_TRY_ASSIGN(const auto rows, server.select("SELECT max(version)::bigint FROM hub.version"));
    XIAOER_TRY(server.script("RESET ROLE"));
    return rows.number(0, 0);
}

Result<void> set_version(Postgres& server, std::int64_t version) {
    XIAOER_TRY(server.script("SET ROLE xiaoer_hub"));
    XIAOER_TRY(server.run("UPDATE hub.version SET version = $1", {pg_number(version)}));
    return server.script("RESET ROLE");
}

std::string role_of(const MerchantId& merchant) { return "xiaoer_m_" + merchant.hex(); }

}  // namespace

std::vector<HubPart> hub_parts() {
    std::vector<HubPart> parts;
    auto rest = embedded::hub_sql();
    for (auto at = rest.find(heading); at != std::string_view::npos;) {
        rest.remove_prefix(at + heading.size());
        const auto end = rest.find('\n');
        HubPart part{std::string(rest.substr(0, end)), {}};
        rest.remove_prefix(end);
        at = rest.find(heading);
        part.sql = rest.substr(0, at);
        parts.push_back(std::move(part));
    }
    return parts;
}

Result<HubVersions> install_hub(const std::string& address) {
    XIAOER_TRY_ASSIGN(const auto server, Postgres::open(address));
    const auto parts = hub_parts();
    HubVersions versions;
    for (const auto& part : parts) versions.now = std::max(versions.now, version_of(part));
    XIAOER_TRY_ASSIGN(auto transaction, PgTransaction::begin(*server));
    XIAOER_TRY(server->script("SELECT pg_advisory_xact_lock(7264829)"));  // two at once: one after another
    XIAOER_TRY_ASSIGN(versions.before, installed_version(*server));
    if (versions.before > versions.now) {
        return invalid("the hub was set up by a newer version of Xiaoer (schema " + std::to_string(versions.before) +
                       ", this program knows " + std::to_string(versions.now) + "): update the program");
    }
    for (const auto& part : parts) {
        const auto version = version_of(part);
        if (version != 0 && version <= versions.before) continue;
        XIAOER_TRY(server->script(std::string(part.sql)));
        if (version != 0) XIAOER_TRY(set_version(*server, version));
    }
    XIAOER_TRY(transaction.commit());
    return versions;
}

Result<HubRole> admit_merchant(const std::string& address, const MerchantId& alliance, const MerchantId& merchant,
                               Random& random) {
    XIAOER_TRY_ASSIGN(const auto server, Postgres::open(address));
    const auto role = role_of(merchant);
    auto secret = random.array<32>();
    const auto password = to_hex(secret);
    wipe(secret);
    XIAOER_TRY_ASSIGN(const auto verifier, server->scram_verifier(password, role));
    XIAOER_TRY_ASSIGN(auto transaction, PgTransaction::begin(*server));
    XIAOER_TRY_ASSIGN(const auto known, server->select("SELECT 1 FROM pg_roles WHERE rolname = $1", {pg_text(role)}));
    const auto name = server->quoted(role, true);
    const std::string doing = known.count() > 0 ? "ALTER ROLE " : "CREATE ROLE ";
    XIAOER_TRY(server->script(doing + name + " LOGIN INHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT 50 PASSWORD " +
                              server->quoted(verifier, false)));
    XIAOER_TRY(server->script("GRANT xiaoer_merchants TO " + name));
    XIAOER_TRY(server->script("ALTER ROLE " + name + " SET statement_timeout = '5min'"));
    XIAOER_TRY(server->script("ALTER ROLE " + name + " SET idle_in_transaction_session_timeout = '5min'"));
    XIAOER_TRY(server->script("SET ROLE xiaoer_hub"));
    XIAOER_TRY_ASSIGN(const auto there, server->select("SELECT alliance FROM hub.merchants WHERE merchant = $1",
                                                       {pg_id(merchant.bytes)}));
    if (there.count() > 0 && there.array<16>(0, 0) != alliance.bytes)
        return invalid("this merchant is on the hub already, in another alliance");
    if (there.count() == 0) {
        XIAOER_TRY(server->run("INSERT INTO hub.merchants (alliance, merchant, role) VALUES ($1, $2, $3::text::name)",
                               {pg_id(alliance.bytes), pg_id(merchant.bytes), pg_text(role)}));
    }
    XIAOER_TRY(server->script("RESET ROLE"));
    XIAOER_TRY(transaction.commit());
    return HubRole{role, "*:*:*:" + role + ":" + password + "\n"};
}

}  // namespace xiaoer::sync
