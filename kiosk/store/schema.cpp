#include "store/schema.h"

#include "embedded/migrations.h"

namespace xiaoer {
namespace {

// In order; a file that has been released is never changed.
const std::array<std::string_view, 10> migrations = {
    embedded::_0001_ledger_sql(),          embedded::_0002_vault_and_local_sql(),
    embedded::_0003_people_sql(),          embedded::_0004_outbox_sql(),
    embedded::_0005_staff_phones_sql(),    embedded::_0006_photos_sql(),
    embedded::_0007_refunds_waiting_sql(), embedded::_0008_draw_series_sql(),
    embedded::_0009_pickup_sql(),          embedded::_0010_sync_sql()};
constexpr auto newest = static_cast<std::int64_t>(std::tuple_size_v<decltype(migrations)>);

Result<std::int64_t> pragma(Database& database, std::string_view sql) {
    XIAOER_TRY_ASSIGN(const auto value, database.integer(sql));
    return value.value_or(0);
}

// Returns: the file's version, 0 when it is empty.
Result<std::int64_t> checked_version(Database& database) {
    XIAOER_TRY_ASSIGN(const auto id, pragma(database, "PRAGMA application_id"));
    XIAOER_TRY_ASSIGN(const auto version, pragma(database, "PRAGMA user_version"));
    XIAOER_TRY_ASSIGN(const auto objects, pragma(database, "SELECT count(*) FROM sqlite_schema"));
    if (id == 0 && version == 0 && objects == 0) return std::int64_t{0};
    if (id != application_id) return invalid("this file is not a Xiaoer database");
    if (version > newest) {
        return invalid("this database is from a newer version of Xiaoer (schema " + std::to_string(version) +
                       ", this program knows " + std::to_string(newest) + "): update the program");
    }
    return version;
}

}  // namespace

Result<void> migrate(Database& database) {
    XIAOER_TRY_ASSIGN(const auto version, checked_version(database));
    for (std::int64_t next = version; next < newest; ++next) {
        XIAOER_TRY_ASSIGN(auto transaction, Transaction::begin(database));
        XIAOER_TRY(database.script(migrations[static_cast<std::size_t>(next)]));
        XIAOER_TRY(database.script("PRAGMA application_id = " + std::to_string(application_id)));
        XIAOER_TRY(database.script("PRAGMA user_version = " + std::to_string(next + 1)));
        XIAOER_TRY(transaction.commit());
    }
    return {};
}

Result<void> check_schema(Database& database) {
    XIAOER_TRY_ASSIGN(const auto version, checked_version(database));
    if (version != newest) return invalid("this database has not been opened by this version of Xiaoer yet");
    return {};
}

}  // namespace xiaoer
