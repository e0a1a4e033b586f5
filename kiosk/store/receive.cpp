#include "store/receive.h"

#include "store/store.h"

namespace xiaoer {
namespace {

constexpr std::string_view forked = "the device has said two things at one place of its chain";

Result<std::optional<Hash>> hash_at(Database& db, const DeviceId& device, std::int64_t seq) {
    return first_row(db.select("SELECT hash FROM facts WHERE device = ? AND seq = ?", {device, seq}),
                     [](const Rows& row) { return row.array<32>(0); });
}

// Whether `hash` is what the fact's place in its chain makes of its contents.
Result<void> check_link(const Hash& previous, const Fact& fact, const Hash& hash) {
    if (fact_hash(previous, fact) == hash) return {};
    return invalid("fact " + std::to_string(fact.seq) + " of device " + fact.device.hex() +
                   " does not follow the one before it");
}

Result<Applied> take_again(Database& db, const Hash& kept, const Fact& fact, const Hash& hash) {
    if (kept == hash) return Applied::done();
    XIAOER_TRY(db.run("INSERT INTO forks (device, seq, kept_hash, other_hash, other_fact) VALUES (?, ?, ?, ?, ?)",
                      {fact.device, fact.seq, kept, hash, fact_line(fact, hash)}));
    return Applied::set_aside(std::string(forked));
}

}  // namespace

Result<bool> is_forked(Database& db, const DeviceId& device) {
    return db.exists("SELECT 1 FROM forks WHERE device = ?", {device});
}

Result<Applied> receive(Database& db, const MerchantId& own, const Fact& fact, const Hash& hash) {
    XIAOER_TRY_ASSIGN(const bool fork_is_known, is_forked(db, fact.device));
    if (fork_is_known) return Applied::set_aside(std::string(forked));
    XIAOER_TRY_ASSIGN(const auto head, read_head(db, fact.device));
    if (fact.seq < 1 || fact.seq > head.seq + 1) {
        return invalid("facts are missing before " + std::to_string(fact.seq) + " of device " + fact.device.hex());
    }
    XIAOER_TRY_ASSIGN(const auto previous, hash_at(db, fact.device, fact.seq - 1));
    XIAOER_TRY(check_link(previous.value_or(Hash{}), fact, hash));
    if (fact.seq <= head.seq) {
        XIAOER_TRY_ASSIGN(const auto kept, hash_at(db, fact.device, fact.seq));
        return take_again(db, *kept, fact, hash);
    }
    XIAOER_TRY_ASSIGN(const auto body, read_fact_body(fact.kind, fact.body));
    XIAOER_TRY(db.run("INSERT INTO facts (device, seq, at, kind, body, hash) VALUES (?, ?, ?, ?, ?, ?)",
                      {fact.device, fact.seq, fact.at, fact.kind, canonical(fact.body), hash}));
    return apply(db, own, {fact.device, fact.seq}, fact.at, body);
}

}  // namespace xiaoer
