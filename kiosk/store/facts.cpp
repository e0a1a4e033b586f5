#include "store/facts.h"

#include "store/schema.h"

namespace xiaoer {

Result<void> each_fact(const std::filesystem::path& path, const std::function<void(const Fact&, const Hash&)>& use) {
    if (!std::filesystem::exists(path)) return invalid("there is no file " + path.string());
    XIAOER_TRY_ASSIGN(auto db, Database::open(path, Database::Mode::read));
    XIAOER_TRY(check_schema(db));
    XIAOER_TRY_ASSIGN(auto rows, db.select("SELECT device, seq, at, kind, body, hash FROM facts ORDER BY device, seq"));
    while (true) {
        XIAOER_TRY_ASSIGN(const bool more, rows.next());
        if (!more) return {};
        XIAOER_TRY_ASSIGN(auto body, parse_json(rows.text(4)));
        use({rows.time(2), std::move(body), rows.id<DeviceId>(0), rows.text(3), rows.integer(1)}, rows.array<32>(5));
    }
}

Result<std::optional<Timestamp>> time_of_first_fact(Database& db, const DeviceId& device) {
    return first_row(db.select("SELECT at FROM facts WHERE device = ? AND seq = 1", {device}),
                     [](const Rows& row) { return row.time(0); });
}

Result<std::optional<Timestamp>> time_of_newest_fact(Database& db, const DeviceId& device) {
    return first_row(db.select("SELECT at FROM facts WHERE device = ? ORDER BY seq DESC LIMIT 1", {device}),
                     [](const Rows& row) { return row.time(0); });
}

}  // namespace xiaoer
