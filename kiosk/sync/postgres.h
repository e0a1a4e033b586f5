// One connection to a PostgreSQL server, by libpq. Values travel in PostgreSQL's binary form. One thread at a time.
//
// Over a network nothing but TLS with the server's name checked (sslmode=verify-full) and SCRAM bound to that channel
// is spoken, whatever the address asks for. The password stands in a pgpass file, never in the address: that is seen by
// whoever lists the machine's processes, and is shown to the merchant.
#pragma once

#include "base/ids.h"

#include <memory>

struct pg_conn;
struct pg_result;

namespace xiaoer::sync {

// "postgresql://role@hub.example/hub?passfile=/etc/xiaoer/hub.pass". Errors: invalid, in plain words.
[[nodiscard]] Result<void> check_postgres_address(std::string_view address);

// A parameter of a statement.
struct PgValue {
    unsigned type = 0;  // PostgreSQL's OID of it
    Bytes bytes;
};
[[nodiscard]] PgValue pg_id(const std::array<std::uint8_t, 16>& id);  // uuid
[[nodiscard]] PgValue pg_number(std::int64_t number);                 // bigint
[[nodiscard]] PgValue pg_text(std::string_view text);

class PgRows {
public:
    explicit PgRows(pg_result* result) : result_(result) {}
    PgRows(PgRows&& other) noexcept : result_(std::exchange(other.result_, nullptr)) {}
    PgRows& operator=(PgRows&& other) noexcept { return std::swap(result_, other.result_), *this; }
    ~PgRows();

    // Requires, of the next four: a row and a column that are there, of that type.
    [[nodiscard]] int count() const;
    [[nodiscard]] bool is_null(int row, int column) const;
    [[nodiscard]] std::int64_t number(int row, int column) const;
    [[nodiscard]] ByteView bytes(int row, int column) const;  // of text, too; lives as long as the rows
    // Zeros when the value is of another length.
    template <std::size_t N>
    [[nodiscard]] std::array<std::uint8_t, N> array(int row, int column) const {
        std::array<std::uint8_t, N> value{};
        const auto view = bytes(row, column);
        if (view.size() == N) std::ranges::copy(view, value.begin());
        return value;
    }

private:
    pg_result* result_;
};

// What COPY … FROM STDIN (FORMAT binary) reads.
class PgCopy {
public:
    PgCopy();
    void row(std::int16_t columns) { put_number<2>(static_cast<std::uint64_t>(columns)); }
    void bytes(ByteView value);
    void number(std::int64_t value);
    [[nodiscard]] Bytes take();
    [[nodiscard]] bool empty() const { return empty_; }

private:
    template <std::size_t N>
    void put_number(std::uint64_t value) {
        empty_ = false;
        for (std::size_t i = N; i > 0; --i) buffer_.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
    }
    Bytes buffer_;
    bool empty_ = true;
};

class Postgres {
public:
    // Errors: invalid as check_postgres_address(); unreachable, with the server's own words.
    [[nodiscard]] static Result<std::unique_ptr<Postgres>> open(const std::string& address);
    Postgres(const Postgres&) = delete;
    Postgres& operator=(const Postgres&) = delete;
    ~Postgres();

    // Errors of all: unreachable when the connection or the server went away, or it is of no use now; else io.
    [[nodiscard]] Result<PgRows> select(const std::string& sql, const std::vector<PgValue>& values = {});
    [[nodiscard]] Result<void> run(const std::string& sql, const std::vector<PgValue>& values = {});
    [[nodiscard]] Result<void> script(const std::string& sql);  // several statements without values
    [[nodiscard]] Result<void> copy_in(const std::string& sql, PgCopy rows);

    // For CREATE and ALTER ROLE: what a password becomes, so that the server's log never has it.
    [[nodiscard]] Result<std::string> scram_verifier(const std::string& password, const std::string& role);
    [[nodiscard]] std::string quoted(const std::string& text, bool identifier);

private:
    explicit Postgres(pg_conn* connection) : connection_(connection) {}
    [[nodiscard]] Error problem(pg_result* result, std::string_view doing) const;
    pg_conn* connection_;
};

// BEGIN … COMMIT; rolled back when commit() was not reached.
class PgTransaction {
public:
    [[nodiscard]] static Result<PgTransaction> begin(Postgres& server);
    PgTransaction(PgTransaction&& other) noexcept : server_(std::exchange(other.server_, nullptr)) {}
    PgTransaction& operator=(PgTransaction&&) = delete;
    ~PgTransaction();
    [[nodiscard]] Result<void> commit();

private:
    explicit PgTransaction(Postgres& server) : server_(&server) {}
    Postgres* server_;
};

}  // namespace xiaoer::sync
