#include "store/local.h"

#include "base/sha256.h"

namespace xiaoer {
namespace {

constexpr int browsers_per_member = 3;

FactRef ref_of(const Rows& row) { return {row.id<DeviceId>(0), row.integer(1)}; }

}  // namespace

Result<std::optional<std::string>> local_value(Database& db, std::string_view name) {
    return first_row(db.select("SELECT value FROM local_values WHERE name = ?", {name}),
                     [](const Rows& row) { return row.text(0); });
}

Result<std::int64_t> local_number(Database& db, std::string_view name) {
    XIAOER_TRY_ASSIGN(const auto number,
                      db.integer("SELECT CAST(value AS INTEGER) FROM local_values WHERE name = ?", {name}));
    return number.value_or(0);
}

Result<void> set_local_value(Database& db, std::string_view name, std::string_view value) {
    return db.run("INSERT INTO local_values (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                  {name, value});
}

Result<Settings> read_settings(Database& db) {
    XIAOER_TRY_ASSIGN(const auto text, local_value(db, "settings"));
    if (!text) return Settings{};
    XIAOER_TRY_ASSIGN(const auto json, parse_json(*text));
    const auto* kept = json.object();
    if (kept == nullptr) return corrupt("the settings are no object");
    // What an older version did not know has its default.
    const Json defaults = to_json(Settings{});
    Json::Object all = *defaults.object();
    for (const auto& [name, value] : *kept) all.insert_or_assign(name, value);
    return from_json<Settings>(Json(std::move(all)));
}

Result<void> write_settings(Database& db, const Settings& settings) {
    return set_local_value(db, "settings", canonical(to_json(settings)));
}

Result<std::optional<std::string>> answered(Database& db, const CommandId& id) {
    return first_row(db.select("SELECT outcome FROM commands WHERE id = ?", {id}),
                     [](const Rows& row) { return row.text(0); });
}

Result<void> remember_answer(Database& db, const CommandId& id, std::string_view outcome, Timestamp now) {
    return db.run("INSERT INTO commands (id, outcome, at) VALUES (?, ?, ?)", {id, outcome, now});
}

Result<void> forget_old_answers(Database& db, Timestamp now) {
    return db.run("DELETE FROM commands WHERE at < ?", {now - answers_kept_ms});
}

Result<void> bind_browser(Database& db, const Hash& browser, const MemberId& member, Timestamp now) {
    XIAOER_TRY(
        db.run("INSERT INTO browsers (browser, member, at) VALUES (?1, ?2, ?3) "
               "ON CONFLICT (browser) DO UPDATE SET member = ?2, at = ?3",
               {browser, member, now}));
    return db.run(
        "DELETE FROM browsers WHERE member = ?1 AND browser NOT IN "
        "(SELECT browser FROM browsers WHERE member = ?1 ORDER BY at DESC, browser LIMIT ?2)",
        {member, browsers_per_member});
}

Result<std::optional<MemberId>> member_of_browser(Database& db, const Hash& browser) {
    return first_row(db.select("SELECT COALESCE(m.merged_into, b.member) FROM browsers AS b LEFT JOIN members "
                               "AS m USING (member) WHERE b.browser = ?",
                               {browser}),
                     [](const Rows& row) { return row.id<MemberId>(0); });
}

Result<void> forget_browsers(Database& db, const MemberId& member) {
    return db.run("DELETE FROM browsers WHERE member = ?", {member});
}

Result<void> add_claim_code(Database& db, std::string_view code, const FactRef& purchase, Timestamp now) {
    return db.run("INSERT INTO claim_codes (code_hash, device, seq, at) VALUES (?, ?, ?, ?)",
                  {sha256(code), purchase.device, purchase.seq, now});
}

Result<std::optional<FactRef>> purchase_of_claim_code(Database& db, std::string_view code) {
    return first_row(db.select("SELECT device, seq FROM claim_codes WHERE code_hash = ?", {sha256(code)}), ref_of);
}

Result<void> expire_claim_codes(Database& db, Timestamp up_to) {
    return db.run("DELETE FROM claim_codes WHERE at <= ?", {up_to});
}

Result<std::int64_t> redeem_failures(Database& db, const MemberId& member) {
    XIAOER_TRY_ASSIGN(const auto failures,
                      db.integer("SELECT failures FROM redeem_attempts WHERE member = ?", {member}));
    return failures.value_or(0);
}

Result<void> set_redeem_failures(Database& db, const MemberId& member, std::int64_t failures) {
    return db.run(
        "INSERT INTO redeem_attempts (member, failures) VALUES (?1, ?2) "
        "ON CONFLICT (member) DO UPDATE SET failures = ?2",
        {member, failures});
}

Result<std::int64_t> browser_failures(Database& db, const MemberId& member) {
    XIAOER_TRY_ASSIGN(const auto failures,
                      db.integer("SELECT failures FROM browser_attempts WHERE member = ?", {member}));
    return failures.value_or(0);
}

Result<std::int64_t> browser_failures_since(Database& db, Timestamp since) {
    XIAOER_TRY_ASSIGN(const auto failures,
                      db.integer("SELECT sum(failures) FROM browser_attempts WHERE at >= ?", {since}));
    return failures.value_or(0);
}

Result<void> set_browser_failures(Database& db, const MemberId& member, std::int64_t failures, Timestamp now) {
    return db.run(
        "INSERT INTO browser_attempts (member, failures, at) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (member) DO UPDATE SET failures = ?2, at = ?3",
        {member, failures, now});
}

Result<PinAttempts> pin_attempts(Database& db, const StaffId& staff) {
    auto row = first_row(db.select("SELECT failures, attempt, locked_until FROM pin_attempts WHERE staff = ?", {staff}),
                         [](const Rows& r) {
                             return PinAttempts{r.integer(0), r.id<CommandId>(1), r.time(2)};
                         });
    if (!row) return row.error();
    return row->value_or(PinAttempts{});
}

Result<void> set_pin_attempts(Database& db, const StaffId& staff, const PinAttempts& attempts) {
    return db.run(
        "INSERT INTO pin_attempts (staff, failures, attempt, locked_until) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (staff) DO UPDATE SET failures = ?2, attempt = ?3, locked_until = ?4",
        {staff, attempts.failures, attempts.attempt, attempts.locked_until});
}

Result<void> keep_signed_head(Database& db, const DeviceId& device, const Head& head, const Signature& signature) {
    return db.run("INSERT INTO heads (device, seq, hash, signature) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                  {device, head.seq, head.hash, signature});
}

}  // namespace xiaoer
