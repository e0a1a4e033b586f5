// The one door to SQLite: a connection, its statements, a transaction. No other file of the project calls sqlite3.
//
// A Database belongs to one thread at a time. SQLite 3.7.0–3.51.2 can corrupt a file when two connections write or
// checkpoint (the WAL-reset bug), so a file has one writer connection, which alone checkpoints, and readers that
// never do. Settings are set and read back at open.
//
// Errors: io (disk full, I/O, a failed sync: what was asked is not saved), busy, corrupt, invalid (a broken rule).
#pragma once

#include "base/clock.h"
#include "base/ids.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

struct sqlite3_stmt;

namespace xiaoer {

// One value to bind. Text and bytes are not owned: they live until the call that they are passed to returns.
class Bind {
public:
    Bind(std::int64_t value) : kind_(Kind::integer), integer_(value) {}
    Bind(int value) : Bind(std::int64_t{value}) {}
    Bind(bool value) : Bind(std::int64_t{value}) {}
    Bind(Timestamp value) : Bind(value.ms) {}
    Bind(std::string_view text) : kind_(Kind::text), bytes_(view_of(text)) {}
    Bind(const std::string& text) : Bind(std::string_view(text)) {}
    Bind(const char* text) : Bind(std::string_view(text)) {}
    Bind(ByteView bytes) : kind_(Kind::blob), bytes_(bytes) {}
    Bind(const Bytes& bytes) : Bind(ByteView(bytes)) {}
    template <std::size_t N>
    Bind(const std::array<std::uint8_t, N>& bytes) : Bind(ByteView(bytes)) {}
    template <class Tag>
    Bind(const Id<Tag>& id) : Bind(ByteView(id.bytes)) {}
    Bind(std::nullopt_t) {}
    template <class T>
    Bind(const std::optional<T>& value) {
        if (value) *this = Bind(*value);
    }

private:
    friend class Database;
    enum class Kind { null, integer, text, blob };
    Kind kind_ = Kind::null;
    std::int64_t integer_ = 0;
    ByteView bytes_;
};
using Binds = std::initializer_list<Bind>;

class Database;

// The rows of one SELECT. Gives its statement back when it goes. Requires: its Database outlives it, unmoved.
class Rows {
public:
    Rows(Rows&& other) noexcept;
    Rows& operator=(Rows&&) = delete;
    ~Rows();

    // Moves to the next row. Returns: false after the last.
    [[nodiscard]] Result<bool> next();

    // Columns of the current row, from 0. NULL reads as 0 or empty; is_null tells.
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] Timestamp time(int column) const { return {integer(column)}; }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Bytes bytes(int column) const;
    // Requires: NULL (zeros), or a blob of exactly N bytes (the schema's CHECK says so).
    template <std::size_t N>
    [[nodiscard]] std::array<std::uint8_t, N> array(int column) const {
        const auto stored = bytes(column);
        std::array<std::uint8_t, N> value{};
        XIAOER_ASSERT(stored.empty() || stored.size() == N);
        std::copy(stored.begin(), stored.end(), value.begin());
        return value;
    }
    template <class SomeId>
    [[nodiscard]] SomeId id(int column) const {
        return SomeId{array<16>(column)};
    }
    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string column_name(int column) const;
    // The value as SQL writes it; for comparing tables.
    [[nodiscard]] std::string literal(int column) const;

private:
    friend class Database;
    Rows(Database& database, sqlite3_stmt* statement) : database_(&database), statement_(statement) {}
    Database* database_;
    sqlite3_stmt* statement_;
};

class Database {
public:
    enum class Mode { write, read };
    // Opens, or (write) creates, without touching the schema. `vfs`: for tests that record or fail I/O.
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, Mode mode,
                                               const std::string& vfs = {});
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    // One statement, prepared once and kept. `sql` is a literal.
    [[nodiscard]] Result<void> run(std::string_view sql, Binds binds = {});
    [[nodiscard]] Result<Rows> select(std::string_view sql, Binds binds = {});
    // The first column of the first row as an integer; nothing when there is no row or it is NULL.
    [[nodiscard]] Result<std::optional<std::int64_t>> integer(std::string_view sql, Binds binds = {});
    [[nodiscard]] Result<bool> exists(std::string_view sql, Binds binds = {});
    // Rows that the last run() changed.
    [[nodiscard]] std::int64_t changes() const;
    // Several statements, for migrations. Not kept.
    [[nodiscard]] Result<void> script(std::string_view sql);

    // Writer only. Passive never waits; truncate empties the WAL, so that destroyed data leaves the disk.
    [[nodiscard]] Result<void> checkpoint_passive();
    [[nodiscard]] Result<void> checkpoint_truncate();
    // Pages in the WAL since the last checkpoint, as of the last commit.
    [[nodiscard]] std::int64_t wal_pages() const;

    // After a write that failed: what is in memory is not to be trusted, so nothing of it may reach the file at close.
    // What was committed stays in the WAL, for the next start. Writer only.
    void close_without_checkpoint();
    // Whether SQLite has found damage in the file since it was opened.
    [[nodiscard]] bool found_damage() const;

    // Copies this database, as of now, into a new file (SQLite's online backup), one that needs no WAL beside it.
    [[nodiscard]] Result<void> copy_to(const std::filesystem::path& path);

    [[nodiscard]] bool in_transaction() const;

private:
    friend class Rows;
    struct Inside;
    explicit Database(std::unique_ptr<Inside> inside);
    [[nodiscard]] Result<sqlite3_stmt*> take(std::string_view sql);
    [[nodiscard]] Result<sqlite3_stmt*> take_bound(std::string_view sql, Binds binds, bool copy);
    [[nodiscard]] Result<void> bind(sqlite3_stmt* statement, int index, const Bind& value, bool copy);
    void give_back(sqlite3_stmt* statement);
    [[nodiscard]] Error error(int code, std::string_view doing) const;
    std::unique_ptr<Inside> inside_;
};

// BEGIN IMMEDIATE … COMMIT. Rolls back when it goes without commit(), after any error too: SQLite leaves some
// failed transactions open (FULL, IOERR, NOMEM, BUSY).
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    // Returns: success only when the commit is durable. An io error here is fatal: the page cache can no longer be
    // trusted, and the process must stop and open the file anew.
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

// Inside a transaction, something that may fail by itself: what was written since begin() goes again unless kept, and
// the rest of the transaction stays. Requires: the newest one ends first, all of them before the transaction.
class Savepoint {
public:
    [[nodiscard]] static Result<Savepoint> begin(Database& database);
    Savepoint(Savepoint&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Savepoint& operator=(Savepoint&&) = delete;
    ~Savepoint();
    [[nodiscard]] Result<void> keep();
    // Returns: an error when it cannot, as SQLite has given the whole transaction up.
    [[nodiscard]] Result<void> go_back();

private:
    explicit Savepoint(Database& database) : database_(&database) {}
    Database* database_;
};

// For every row of `rows`, calls `use(row)`.
template <class Use>
[[nodiscard]] Result<void> for_each_row(Result<Rows> rows, Use use) {
    if (!rows) return rows.error();
    while (true) {
        auto more = rows->next();
        if (!more) return more.error();
        if (!*more) return {};
        use(std::as_const(*rows));
    }
}
// The first row made into a value by `make(row)`; nothing when there is none.
template <class Make>
[[nodiscard]] auto first_row(Result<Rows> rows, Make make)
    -> Result<std::optional<decltype(make(std::declval<const Rows&>()))>> {
    using Value = std::optional<decltype(make(std::declval<const Rows&>()))>;
    if (!rows) return rows.error();
    auto more = rows->next();
    if (!more) return more.error();
    return *more ? Value(make(std::as_const(*rows))) : Value{};
}

}  // namespace xiaoer
