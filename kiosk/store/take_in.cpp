#include "store/take_in.h"

#include "store/local.h"
#include "store/store.h"

namespace xiaoer {
namespace {

SignedHead signed_by(const SigningKey& key, const Head& head) {
    return {key.public_key(), head.seq, head.hash, key.sign(head_message(key.public_key(), head))};
}

Result<std::optional<Hash>> hash_of_link(Database& db, const DeviceId& device, std::int64_t seq) {
    return first_row(db.select("SELECT hash FROM facts WHERE device = ? AND seq = ?", {device, seq}),
                     [](const Rows& row) { return row.array<32>(0); });
}

// Where the next piece after `seq` ends; seq 0 when there is none.
Result<SignedHead> next_end(Database& db, const SigningKey& own, const DeviceId& device, std::int64_t seq) {
    const std::int64_t most = seq + static_cast<std::int64_t>(FactRange::most);
    if (device == device_id_of(own.public_key())) {
        XIAOER_TRY_ASSIGN(const auto head, read_head(db, device));
        if (head.seq <= seq) return SignedHead{};
        XIAOER_TRY_ASSIGN(const auto hash, hash_of_link(db, device, std::min(head.seq, most)));
        return signed_by(own, {std::min(head.seq, most), hash.value_or(Hash{})});
    }
    auto head =
        first_row(db.select("SELECT key, seq, hash, signature FROM range_heads WHERE device = ? AND seq > ? AND "
                            "seq <= ? ORDER BY seq DESC LIMIT 1",
                            {device, seq, most}),
                  [](const Rows& row) {
                      return SignedHead{row.array<32>(0), row.integer(1), row.array<32>(2), row.array<64>(3)};
                  });
    if (!head) return head.error();
    return head->value_or(SignedHead{});
}

Result<void> write_fork(Database& db, const FactRange& range, std::int64_t seq, const Hash& kept, const Hash& other,
                        const std::string& evidence) {
    return db.run(
        "INSERT INTO forks (device, seq, kept_hash, other_hash, other_fact) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (device) DO NOTHING",
        {range.device, seq, kept, other, evidence});
}

// Compares what is known already. Returns: whether the device said something else here before.
Result<bool> contradicts(Database& db, const FactRange& range, const Head& head) {
    const auto first = range.facts.front().seq;
    if (first > 1) {
        XIAOER_TRY_ASSIGN(const auto before, hash_of_link(db, range.device, first - 1));
        if (before && *before != range.previous) {
            // The other fact itself is not in this piece; that the device signed a chain with it is.
            XIAOER_TRY(write_fork(db, range, first - 1, *before, range.previous, canonical(to_json(range.head))));
            return true;
        }
    }
    for (const auto& fact : range.facts) {
        if (fact.seq > head.seq) break;
        XIAOER_TRY_ASSIGN(const auto kept, hash_of_link(db, range.device, fact.seq));
        if (!kept || *kept == fact.hash) continue;
        XIAOER_TRY_ASSIGN(auto body, parse_json(fact.body));
        const Fact other{fact.at, std::move(body), range.device, fact.kind, fact.seq};
        XIAOER_TRY(write_fork(db, range, fact.seq, *kept, fact.hash, fact_line(other, fact.hash)));
        return true;
    }
    return false;
}

Result<void> take_one(Database& db, const MerchantId& own, const DeviceId& device, const ChainedFact& fact,
                      TakenIn& taken) {
    auto json = parse_json(fact.body);
    if (!json) return json.error();
    auto body = read_fact_body(fact.kind, *json);
    if (!body) {
        return invalid("fact " + std::to_string(fact.seq) + " of device " + device.hex() +
                       " cannot be read, perhaps it is a newer version's: " + body.error().message);
    }
    if (canonical(*json) != fact.body) return invalid("a fact that is not canonical JSON");
    XIAOER_TRY(db.run("INSERT INTO facts (device, seq, at, kind, body, hash) VALUES (?, ?, ?, ?, ?, ?)",
                      {device, fact.seq, fact.at, fact.kind, fact.body, fact.hash}));
    XIAOER_TRY_ASSIGN(const auto applied, apply(db, own, {device, fact.seq}, fact.at, *body));
    ++taken.facts;
    taken.waits += applied.how == Applied::How::waits ? 1 : 0;
    taken.set_aside += applied.how == Applied::How::set_aside ? 1 : 0;
    return {};
}

}  // namespace

Result<std::map<DeviceId, SignedHead>> signed_heads(Database& db, const SigningKey& own) {
    std::map<DeviceId, SignedHead> heads;
    XIAOER_TRY(for_each_row(
        db.select("SELECT device, key, max(seq), hash, signature FROM range_heads GROUP BY device"),
        [&heads](const Rows& row) {
            heads[row.id<DeviceId>(0)] = {row.array<32>(1), row.integer(2), row.array<32>(3), row.array<64>(4)};
        }));
    const auto device = device_id_of(own.public_key());
    XIAOER_TRY_ASSIGN(const auto head, read_head(db, device));
    if (head.seq > 0) heads[device] = signed_by(own, head);
    return heads;
}

Result<std::optional<FactRange>> read_range(Database& db, const SigningKey& own, const DeviceId& device,
                                            std::int64_t seq) {
    FactRange range{device, {}, {}, {}};
    XIAOER_TRY_ASSIGN(range.head, next_end(db, own, device, seq));
    if (range.head.seq == 0) return std::optional<FactRange>{};
    XIAOER_TRY_ASSIGN(const auto previous, hash_of_link(db, device, seq));
    range.previous = previous.value_or(Hash{});
    XIAOER_TRY(for_each_row(
        db.select("SELECT seq, at, kind, body, hash FROM facts WHERE device = ? AND seq > ? AND seq <= ? ORDER BY seq",
                  {device, seq, range.head.seq}),
        [&range](const Rows& row) {
            range.facts.push_back({row.integer(0), row.time(1), row.text(2), row.text(3), row.array<32>(4)});
        }));
    return std::optional(std::move(range));
}

Result<TakenIn> take_in(Database& db, const MerchantId& own, const FactRange& range) {
    XIAOER_TRY(check_range(range));
    TakenIn taken;
    XIAOER_TRY_ASSIGN(taken.forked, is_forked(db, range.device));
    if (taken.forked) return taken;
    XIAOER_TRY_ASSIGN(const auto head, read_head(db, range.device));
    if (range.facts.front().seq > head.seq + 1) {
        return invalid("facts are missing before " + std::to_string(range.facts.front().seq) + " of device " +
                       range.device.hex());
    }
    XIAOER_TRY_ASSIGN(taken.forked, contradicts(db, range, head));
    if (taken.forked) return taken;
    for (const auto& fact : range.facts) {
        if (fact.seq > head.seq) XIAOER_TRY(take_one(db, own, range.device, fact, taken));
    }
    XIAOER_TRY(
        db.run("INSERT INTO range_heads (device, seq, key, hash, signature) VALUES (?, ?, ?, ?, ?) "
               "ON CONFLICT (device, seq) DO NOTHING",
               {range.device, range.head.seq, range.head.key, range.head.hash, range.head.signature}));
    return taken;
}

Result<bool> is_ahead_of_ledger(Database& db, const SignedHead& own) {
    XIAOER_TRY_ASSIGN(const auto here, hash_of_link(db, device_id_of(own.key), own.seq));
    return !here || *here != own.hash;
}

Result<std::optional<SyncStatus>> read_sync_status(Database& db) {
    XIAOER_TRY_ASSIGN(const auto text, local_value(db, "sync_status"));
    if (!text) return std::optional<SyncStatus>{};
    XIAOER_TRY_ASSIGN(const auto json, parse_json(*text));
    XIAOER_TRY_ASSIGN(auto status, from_json<SyncStatus>(json));
    return std::optional(std::move(status));
}

Result<std::int64_t> facts_to_tell(Database& db, const DeviceId& own) {
    XIAOER_TRY_ASSIGN(const auto told, local_value(db, "told_seq"));
    if (!told) return std::int64_t{0};
    XIAOER_TRY_ASSIGN(const auto seq, local_number(db, "told_seq"));
    XIAOER_TRY_ASSIGN(const auto head, read_head(db, own));
    return std::max<std::int64_t>(0, head.seq - seq);
}

Result<std::vector<DeviceId>> living_kiosks(Database& db, const MerchantId& own, const DeviceId& but) {
    std::vector<DeviceId> kiosks;
    XIAOER_TRY(for_each_row(
        db.select("SELECT device FROM devices WHERE merchant = ? AND device <> ? AND device NOT IN "
                  "(SELECT old FROM successions) AND device NOT IN (SELECT device FROM revocations) AND device NOT IN "
                  "(SELECT device FROM forks) ORDER BY device",
                  {own, but}),
        [&kiosks](const Rows& row) { kiosks.push_back(row.id<DeviceId>(0)); }));
    return kiosks;
}

}  // namespace xiaoer
