#include "store/db.h"

#include "base/file.h"

#include <sqlite3.h>

#include <unordered_map>

namespace xiaoer {
namespace {

constexpr int busy_timeout_ms = 2000;
constexpr std::size_t statement_cache_max = 256;

ErrorCode code_of(int sqlite_code) {
    switch (sqlite_code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return ErrorCode::busy;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return ErrorCode::corrupt;
        case SQLITE_ERROR:
        case SQLITE_RANGE:
        case SQLITE_MISUSE:
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH: return ErrorCode::invalid;
        default: return ErrorCode::io;  // FULL, IOERR, NOMEM, CANTOPEN, READONLY…
    }
}

struct Setting {
    std::string_view set;
    std::string_view read;
    std::string_view expected;
};
// Read back, because SQLite ignores a PRAGMA that it does not know.
constexpr std::array<Setting, 5> settings = {{
    {"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"},
    {"PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0"},
    {"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"},
}};
constexpr std::array<Setting, 5> writer_settings = {{
    // Pages of several batches of purchases, so that a big export is written once and not spilled meanwhile.
    {"PRAGMA cache_size = -8000", "PRAGMA cache_size", "-8000"},
    {"PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal"},
    {"PRAGMA synchronous = FULL", "PRAGMA synchronous", "2"},
    {"PRAGMA wal_autocheckpoint = 0", "PRAGMA wal_autocheckpoint", "0"},
    {"PRAGMA journal_size_limit = 16777216", "PRAGMA journal_size_limit", "16777216"},
}};

Result<void> set_and_read_back(Database& database, std::span<const Setting> list) {
    for (const auto& setting : list) {
        XIAOER_TRY(database.script(setting.set));
        auto value = first_row(database.select(setting.read), [](const Rows& row) { return row.text(0); });
        if (!value) return value.error();
        if (value->value_or("") != setting.expected) return io_error(std::string(setting.set) + " did not take");
    }
    return {};
}

// SQLite's advice for files that may be hostile ("Defense Against The Dark Arts").
void harden(sqlite3* db) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 64 << 20);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
    sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 100);
    sqlite3_limit(db, SQLITE_LIMIT_COMPOUND_SELECT, 10);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1);
    sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
}

}  // namespace

struct Database::Inside {
    struct Cached {
        sqlite3_stmt* statement;
        bool in_use;
    };
    sqlite3* db = nullptr;
    std::unordered_map<std::string, Cached> statements;
    // The same by where the literal stands and by statement: found a million times, without hashing the SQL each time.
    std::unordered_map<const char*, std::pair<const std::string*, Cached*>> by_literal;
    std::unordered_map<sqlite3_stmt*, Cached*> by_statement;
    std::int64_t wal_pages = 0;  // told by SQLite after each commit
    bool damaged = false;

    // Nothing when it was never prepared.
    Cached* find(std::string_view sql) {
        const auto literal = by_literal.find(sql.data());
        if (literal != by_literal.end() && *literal->second.first == sql) return literal->second.second;
        const auto found = statements.find(std::string(sql));
        if (found == statements.end()) return nullptr;
        if (by_literal.size() >= 4 * statement_cache_max) by_literal.clear();  // SQL that is put together each time
        by_literal[sql.data()] = {&found->first, &found->second};
        return &found->second;
    }

    ~Inside() {
        for (auto& [sql, cached] : statements) sqlite3_finalize(cached.statement);
        sqlite3_close_v2(db);
    }
};

Database::Database(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& path, Mode mode, const std::string& vfs) {
    // Counting what it allocates costs SQLite a lock at each allocation, and nobody asks for the figure. It may only be
    // said before the first connection.
    [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    auto inside = std::make_unique<Inside>();
    const int flags = (mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int opened = sqlite3_open_v2(path.c_str(), &inside->db, flags, vfs.empty() ? nullptr : vfs.c_str());
    if (opened != SQLITE_OK) {
        return Error{code_of(opened), "cannot open " + path.string() + ": " + sqlite3_errstr(opened)};
    }
    Database database(std::move(inside));
    sqlite3* db = database.inside_->db;
    sqlite3_busy_timeout(db, busy_timeout_ms);
    XIAOER_TRY(set_and_read_back(database, settings));
    if (mode == Mode::write) {
        XIAOER_TRY(set_and_read_back(database, writer_settings));
        const auto remember = [](void* pages, sqlite3*, const char*, int count) {
            *static_cast<std::int64_t*>(pages) = count;
            return SQLITE_OK;
        };
        sqlite3_wal_hook(db, remember, &database.inside_->wal_pages);
    } else {
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    harden(db);
    return database;
}

Error Database::error(int code, std::string_view doing) const {
    const Error error{code_of(code), std::string(doing) + ": " + sqlite3_errmsg(inside_->db)};
    inside_->damaged = inside_->damaged || error.code == ErrorCode::corrupt;
    return error;
}

Result<sqlite3_stmt*> Database::take(std::string_view sql) {
    auto* const found = inside_->find(sql);
    if (found != nullptr && !found->in_use) {
        found->in_use = true;
        return found->statement;
    }
    sqlite3_stmt* statement = nullptr;
    const int prepared = sqlite3_prepare_v3(inside_->db, sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (prepared != SQLITE_OK) return error(prepared, sql.substr(0, 60));
    auto& statements = inside_->statements;
    if (found == nullptr && statements.size() < statement_cache_max) {
        auto& cached = statements.emplace(std::string(sql), Inside::Cached{statement, true}).first->second;
        inside_->by_statement.emplace(statement, &cached);
    }
    return statement;
}

Result<void> Database::bind(sqlite3_stmt* statement, int index, const Bind& value, bool copy) {
    const auto size = static_cast<sqlite3_uint64>(value.bytes_.size());
    const auto lifetime = copy ? SQLITE_TRANSIENT : SQLITE_STATIC;
    static constexpr char nothing = 0;
    const char* data = size == 0 ? &nothing : text_of(value.bytes_).data();
    int bound = SQLITE_OK;
    switch (value.kind_) {
        case Bind::Kind::null: bound = sqlite3_bind_null(statement, index); break;
        case Bind::Kind::integer: bound = sqlite3_bind_int64(statement, index, value.integer_); break;
        case Bind::Kind::text: bound = sqlite3_bind_text64(statement, index, data, size, lifetime, SQLITE_UTF8); break;
        case Bind::Kind::blob: bound = sqlite3_bind_blob64(statement, index, data, size, lifetime); break;
    }
    if (bound != SQLITE_OK) return error(bound, "cannot bind");
    return {};
}

Result<sqlite3_stmt*> Database::take_bound(std::string_view sql, Binds binds, bool copy) {
    auto statement = take(sql);
    if (!statement) return statement;
    XIAOER_ASSERT(sqlite3_bind_parameter_count(*statement) == static_cast<int>(binds.size()));
    int index = 0;
    for (const auto& value : binds) {
        if (auto bound = bind(*statement, ++index, value, copy); !bound) {
            give_back(*statement);
            return bound.error();
        }
    }
    return statement;
}

void Database::give_back(sqlite3_stmt* statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    const auto found = inside_->by_statement.find(statement);
    if (found != inside_->by_statement.end()) {
        found->second->in_use = false;
    } else {
        sqlite3_finalize(statement);
    }
}

Result<void> Database::run(std::string_view sql, Binds binds) {
    XIAOER_TRY_ASSIGN(auto* const statement, take_bound(sql, binds, false));
    int stepped = SQLITE_ROW;
    while (stepped == SQLITE_ROW) stepped = sqlite3_step(statement);
    Result<void> done;
    if (stepped != SQLITE_DONE) done = error(stepped, sql.substr(0, 60));
    give_back(statement);
    return done;
}

Result<Rows> Database::select(std::string_view sql, Binds binds) {
    XIAOER_TRY_ASSIGN(auto* const statement, take_bound(sql, binds, true));  // stepped after the binds are gone
    return Rows(*this, statement);
}

Result<std::optional<std::int64_t>> Database::integer(std::string_view sql, Binds binds) {
    XIAOER_TRY_ASSIGN(auto rows, select(sql, binds));
    XIAOER_TRY_ASSIGN(const bool more, rows.next());
    if (!more || rows.is_null(0)) return std::optional<std::int64_t>{};
    return std::optional(rows.integer(0));
}

Result<bool> Database::exists(std::string_view sql, Binds binds) {
    XIAOER_TRY_ASSIGN(auto rows, select(sql, binds));
    return rows.next();
}

std::int64_t Database::changes() const { return sqlite3_changes64(inside_->db); }

Result<void> Database::script(std::string_view sql) {
    const std::string terminated(sql);
    const int done = sqlite3_exec(inside_->db, terminated.c_str(), nullptr, nullptr, nullptr);
    if (done != SQLITE_OK) return error(done, sql.substr(0, 60));
    return {};
}

Result<void> Database::checkpoint_passive() {
    const int done = sqlite3_wal_checkpoint_v2(inside_->db, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (done != SQLITE_OK) return error(done, "cannot checkpoint");
    inside_->wal_pages = 0;
    return {};
}

Result<void> Database::checkpoint_truncate() {
    const int done = sqlite3_wal_checkpoint_v2(inside_->db, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (done != SQLITE_OK) return error(done, "cannot checkpoint");
    inside_->wal_pages = 0;
    return {};
}

std::int64_t Database::wal_pages() const { return inside_->wal_pages; }

void Database::close_without_checkpoint() {
    sqlite3_db_config(inside_->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

bool Database::found_damage() const { return inside_->damaged; }

Result<void> Database::copy_to(const std::filesystem::path& path) {
    XIAOER_TRY(write_file_durably(path, {}, 0600));  // an empty file is an empty database, and nobody else's to read
    sqlite3* copy = nullptr;
    int done = sqlite3_open_v2(path.c_str(), &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    if (done == SQLITE_OK) {
        sqlite3_backup* backup = sqlite3_backup_init(copy, "main", inside_->db, "main");
        done = backup == nullptr ? sqlite3_errcode(copy) : sqlite3_backup_step(backup, -1);
        if (backup != nullptr) sqlite3_backup_finish(backup);
        // The copy has the WAL mark of its source; without it, it can be read from a disk that cannot be written.
        if (done == SQLITE_DONE &&
            sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK) {
            done = sqlite3_errcode(copy);
        }
    }
    sqlite3_close_v2(copy);
    if (done != SQLITE_DONE) return Error{code_of(done), "cannot copy the database to " + path.string()};
    return {};
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(inside_->db) == 0; }

Rows::Rows(Rows&& other) noexcept : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}
Rows::~Rows() {
    if (statement_ != nullptr) database_->give_back(statement_);
}

Result<bool> Rows::next() {
    const int stepped = sqlite3_step(statement_);
    if (stepped == SQLITE_ROW) return true;
    if (stepped == SQLITE_DONE) return false;
    return database_->error(stepped, "cannot read");
}

bool Rows::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Rows::text(int column) const {
    const auto* text = sqlite3_column_text(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return text == nullptr ? std::string() : std::string(text_of({text, size}));
}

Bytes Rows::bytes(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data == nullptr ? Bytes() : Bytes(data, data + size);
}

int Rows::columns() const { return sqlite3_column_count(statement_); }
std::string Rows::column_name(int column) const { return sqlite3_column_name(statement_, column); }

std::string Rows::literal(int column) const {
    switch (sqlite3_column_type(statement_, column)) {
        case SQLITE_NULL: return "NULL";
        case SQLITE_INTEGER: return std::to_string(integer(column));
        case SQLITE_BLOB: return "x'" + to_hex(bytes(column)) + "'";
        default: return "'" + text(column) + "'";
    }
}

Result<Transaction> Transaction::begin(Database& database) {
    XIAOER_TRY(database.run("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_ != nullptr && database_->in_transaction()) {
        (void)database_->run("ROLLBACK");  // whatever it answers, the file is as it was
    }
}

Result<void> Transaction::commit() {
    XIAOER_TRY(database_->run("COMMIT"));
    database_ = nullptr;
    return {};
}

Result<Savepoint> Savepoint::begin(Database& database) {
    XIAOER_TRY(database.run("SAVEPOINT part"));
    return Savepoint(database);
}

Savepoint::~Savepoint() {
    if (database_ != nullptr) (void)go_back();
}

Result<void> Savepoint::keep() { return std::exchange(database_, nullptr)->run("RELEASE part"); }

Result<void> Savepoint::go_back() {
    auto& database = *std::exchange(database_, nullptr);
    XIAOER_TRY(database.run("ROLLBACK TO part"));
    return database.run("RELEASE part");
}

}  // namespace xiaoer
