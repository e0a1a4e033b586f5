#include "sync/postgres.h"

#include "base/text.h"

#include <libpq-fe.h>

#include <algorithm>

namespace xiaoer::sync {
namespace {

constexpr unsigned oid_bytea = 17, oid_bigint = 20, oid_text = 25, oid_uuid = 2950;
constexpr std::size_t at_once = 256u << 10;

struct Options {  // of an address
    std::string host, hostaddr, password, sslmode, channel_binding;
};

// libpq's words end with a line break, and may be several lines.
std::string one_line(const char* words) {
    std::string line = words == nullptr ? "" : words;
    std::ranges::replace(line, '\n', ' ');
    return std::string(trim(line));
}

Result<Options> options_of(const std::string& address) {
    if (!address.starts_with("postgresql://") && !address.starts_with("postgres://"))
        return invalid("a hub is given as postgresql://role@host/database");
    char* problem = nullptr;
    auto* parsed = PQconninfoParse(address.c_str(), &problem);
    if (parsed == nullptr) {
        const auto words = one_line(problem);
        PQfreemem(problem);
        return invalid("the hub's address: " + words);
    }
    Options options;
    for (auto* one = parsed; one->keyword != nullptr; ++one) {
        const std::string_view keyword = one->keyword;
        auto* place = keyword == "host"              ? &options.host
                      : keyword == "hostaddr"        ? &options.hostaddr
                      : keyword == "password"        ? &options.password
                      : keyword == "sslmode"         ? &options.sslmode
                      : keyword == "channel_binding" ? &options.channel_binding
                                                     : nullptr;
        if (place != nullptr && one->val != nullptr) *place = one->val;
    }
    PQconninfoFree(parsed);
    return options;
}

bool is_socket(const Options& options) {
    return options.hostaddr.empty() && (options.host.empty() || options.host.starts_with('/'));
}

Result<void> check(const Options& options) {
    if (!options.password.empty())
        return invalid("the hub's password does not belong into its address: name a file with passfile=…");
    if (is_socket(options)) return {};
    if (!options.sslmode.empty() && options.sslmode != "verify-full")
        return invalid("the hub is spoken to with sslmode=verify-full only");
    if (!options.channel_binding.empty() && options.channel_binding != "require")
        return invalid("the hub is spoken to with channel_binding=require only");
    return {};
}

std::uint64_t number_in(ByteView bytes) {
    std::uint64_t number = 0;
    for (const auto byte : bytes) number = number << 8 | byte;
    return number;
}

}  // namespace

Result<void> check_postgres_address(std::string_view address) {
    XIAOER_TRY_ASSIGN(const auto options, options_of(std::string(address)));
    return check(options);
}

PgValue pg_id(const std::array<std::uint8_t, 16>& id) { return {oid_uuid, Bytes(id.begin(), id.end())}; }
PgValue pg_number(std::int64_t number) {
    const auto bytes = u64be(static_cast<std::uint64_t>(number));
    return {oid_bigint, Bytes(bytes.begin(), bytes.end())};
}
PgValue pg_text(std::string_view text) { return {oid_text, Bytes(text.begin(), text.end())}; }

PgRows::~PgRows() { PQclear(result_); }
int PgRows::count() const { return PQntuples(result_); }
bool PgRows::is_null(int row, int column) const { return PQgetisnull(result_, row, column) == 1; }
ByteView PgRows::bytes(int row, int column) const {
    return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(result_, row, column)),
            static_cast<std::size_t>(PQgetlength(result_, row, column))};
}
std::int64_t PgRows::number(int row, int column) const {
    return static_cast<std::int64_t>(number_in(bytes(row, column)));
}

PgCopy::PgCopy() {
    constexpr std::array<std::uint8_t, 11> signature = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', 0xff, '\r', '\n', 0};
    buffer_.assign(signature.begin(), signature.end());
    put_number<4>(0), put_number<4>(0);  // no flags, no extension
    empty_ = true;
}
void PgCopy::bytes(ByteView value) {
    put_number<4>(value.size());
    buffer_.insert(buffer_.end(), value.begin(), value.end());
}
void PgCopy::number(std::int64_t value) { put_number<4>(8), put_number<8>(static_cast<std::uint64_t>(value)); }
Bytes PgCopy::take() {
    put_number<2>(0xffff);
    return std::move(buffer_);
}

Result<std::unique_ptr<Postgres>> Postgres::open(const std::string& address) {
    XIAOER_TRY_ASSIGN(const auto options, options_of(address));
    XIAOER_TRY(check(options));
    // What stands before the address are defaults, what stands after it holds.
    const std::array<const char*, 9> keywords = {"connect_timeout",  "tcp_user_timeout", "dbname",
                                                 "application_name", "client_encoding",  "options",
                                                 "sslmode",          "channel_binding",  nullptr};
    const std::array<const char*, 9> values = {"10",
                                               "15000",
                                               address.c_str(),
                                               "xiaoer",
                                               "UTF8",
                                               "-c client_min_messages=warning",
                                               "verify-full",
                                               is_socket(options) ? "" : "require",
                                               nullptr};
    auto* connection = PQconnectdbParams(keywords.data(), values.data(), 1);
    auto server = std::unique_ptr<Postgres>(new Postgres(connection));
    if (PQstatus(connection) != CONNECTION_OK)
        return Error{ErrorCode::unreachable, "the hub: " + one_line(PQerrorMessage(connection))};
    return server;
}

Postgres::~Postgres() { PQfinish(connection_); }

Error Postgres::problem(pg_result* result, std::string_view doing) const {
    const auto words = std::string(doing) + ": " + one_line(PQerrorMessage(connection_));
    const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string_view group = state == nullptr ? "" : std::string_view(state).substr(0, 2);
    PQclear(result);
    // Connection, resources, somebody else's lock, the operator's intervention: the next night may find it better.
    const bool passing = PQstatus(connection_) != CONNECTION_OK || group == "08" || group == "53" || group == "40" ||
                         group == "55" || group == "57";
    return {passing ? ErrorCode::unreachable : ErrorCode::io, words};
}

Result<PgRows> Postgres::select(const std::string& sql, const std::vector<PgValue>& values) {
    std::vector<Oid> types;
    std::vector<const char*> starts;
    std::vector<int> lengths;
    for (const auto& value : values) {
        types.push_back(value.type);
        starts.push_back(reinterpret_cast<const char*>(value.bytes.data()));
        lengths.push_back(static_cast<int>(value.bytes.size()));
    }
    const std::vector<int> binary(values.size(), 1);
    auto* result = PQexecParams(connection_, sql.c_str(), static_cast<int>(values.size()), types.data(), starts.data(),
                                lengths.data(), binary.data(), 1);
    const auto status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return problem(result, "the hub");
    return PgRows(result);
}

Result<void> Postgres::run(const std::string& sql, const std::vector<PgValue>& values) {
    const auto rows = select(sql, values);
    return rows ? Result<void>() : rows.error();
}

Result<void> Postgres::script(const std::string& sql) {
    auto* result = PQexec(connection_, sql.c_str());
    const auto status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return problem(result, "the hub");
    PQclear(result);
    return {};
}

Result<void> Postgres::copy_in(const std::string& sql, PgCopy rows) {
    auto* begun = PQexec(connection_, sql.c_str());
    if (PQresultStatus(begun) != PGRES_COPY_IN) return problem(begun, "the hub");
    PQclear(begun);
    const auto bytes = rows.take();
    bool good = true;
    for (std::size_t at = 0; at < bytes.size() && good; at += at_once) {
        const auto size = std::min(at_once, bytes.size() - at);
        good =
            PQputCopyData(connection_, reinterpret_cast<const char*>(bytes.data() + at), static_cast<int>(size)) == 1;
    }
    if (!good || PQputCopyEnd(connection_, nullptr) != 1) return problem(nullptr, "the hub");
    auto* done = PQgetResult(connection_);
    if (PQresultStatus(done) != PGRES_COMMAND_OK) return problem(done, "the hub");
    PQclear(done);
    while (auto* more = PQgetResult(connection_)) PQclear(more);
    return {};
}

Result<std::string> Postgres::scram_verifier(const std::string& password, const std::string& role) {
    char* made = PQencryptPasswordConn(connection_, password.c_str(), role.c_str(), "scram-sha-256");
    if (made == nullptr) return problem(nullptr, "the hub");
    std::string verifier = made;
    PQfreemem(made);
    return verifier;
}

std::string Postgres::quoted(const std::string& text, bool identifier) {
    char* made = identifier ? PQescapeIdentifier(connection_, text.c_str(), text.size())
                            : PQescapeLiteral(connection_, text.c_str(), text.size());
    XIAOER_ASSERT(made != nullptr);
    std::string quoted = made;
    PQfreemem(made);
    return quoted;
}

Result<PgTransaction> PgTransaction::begin(Postgres& server) {
    XIAOER_TRY(server.script("BEGIN"));
    return PgTransaction(server);
}

PgTransaction::~PgTransaction() {
    if (server_ == nullptr) return;
    const auto rolled_back = server_->script("ROLLBACK");
    (void)rolled_back;  // a server that is gone does so by itself
}

Result<void> PgTransaction::commit() {
    auto* server = std::exchange(server_, nullptr);
    return server->script("COMMIT");
}

}  // namespace xiaoer::sync
