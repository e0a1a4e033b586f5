#include "sync/hub_transport.h"

#include "sync/sealed_fact.h"

namespace xiaoer::sync {
namespace {

constexpr auto facts_at_once = static_cast<std::int64_t>(Transport::most_ranges * FactRange::most);

std::string place_in_chain(const DeviceId& device, std::int64_t seq) {
    return "device " + device.hex() + ", fact " + std::to_string(seq);
}

struct Copies {
    PgCopy facts, heads, slots;
};

Copies copies_of(const SyncKeys& keys, const Batch& batch, Random& random) {
    Copies copies;
    for (const auto& range : batch.ranges) {
        Hash previous = range.previous;
        for (const auto& fact : range.facts) {
            copies.facts.row(5);
            copies.facts.bytes(range.device.bytes), copies.facts.number(fact.seq);
            copies.facts.bytes(previous), copies.facts.bytes(fact.hash), copies.facts.bytes(seal_fact(keys, fact));
            previous = fact.hash;
        }
        copies.heads.row(5);
        copies.heads.bytes(range.device.bytes), copies.heads.number(range.head.seq);
        copies.heads.bytes(range.head.key), copies.heads.bytes(range.head.hash);
        copies.heads.bytes(range.head.signature);
    }
    for (const auto& writing : batch.vault) {
        const auto sealed = seal_writing(keys, writing, random);
        copies.slots.row(5);
        copies.slots.bytes(sealed.slot), copies.slots.bytes(sealed.origin.bytes), copies.slots.number(sealed.number);
        copies.slots.number(sealed.version), copies.slots.bytes(sealed.sealed);
    }
    return copies;
}

}  // namespace

Result<std::unique_ptr<Transport>> HubTransport::open(const std::string& address, Caller caller) {
    XIAOER_TRY_ASSIGN(auto server, Postgres::open(address));
    return std::unique_ptr<Transport>(new HubTransport(std::move(server), std::move(caller)));
}

Result<Have> HubTransport::have() {
    Have have;
    XIAOER_TRY_ASSIGN(const auto heads, server_->select("SELECT device, seq, key, hash, signature FROM hub.have()"));
    for (int i = 0; i < heads.count(); ++i) {
        have.chains[DeviceId{heads.array<16>(i, 0)}] = {heads.array<32>(i, 2), heads.number(i, 1),
                                                        heads.array<32>(i, 3), heads.array<64>(i, 4)};
    }
    XIAOER_TRY_ASSIGN(const auto origins, server_->select("SELECT origin, number FROM hub.have_of_vault()"));
    for (int i = 0; i < origins.count(); ++i) {
        have.vault[DeviceId{origins.array<16>(i, 0)}] = origins.number(i, 1);
    }
    return have;
}

Result<void> HubTransport::look() {
    if (far_) return {};
    XIAOER_TRY_ASSIGN(far_, have());
    return {};
}

Result<Have> HubTransport::far_side(const Have&) { return have(); }

Result<void> HubTransport::put(const Batch& batch) {
    if (batch.empty()) return {};
    auto [facts, heads, slots] = copies_of(caller_.keys, batch, caller_.random);
    XIAOER_TRY_ASSIGN(auto transaction, PgTransaction::begin(*server_));
    XIAOER_TRY(server_->run("SELECT hub.open_batch()"));
    if (!facts.empty()) {
        XIAOER_TRY(server_->copy_in("COPY pg_temp.batch_facts FROM STDIN (FORMAT binary)", std::move(facts)));
        XIAOER_TRY(server_->copy_in("COPY pg_temp.batch_heads FROM STDIN (FORMAT binary)", std::move(heads)));
    }
    if (!slots.empty())
        XIAOER_TRY(server_->copy_in("COPY pg_temp.batch_slots FROM STDIN (FORMAT binary)", std::move(slots)));
    XIAOER_TRY(server_->run("SELECT hub.push()"));
    return transaction.commit();
}

// Every put is durable by itself; what the hub did not believe is told.
Result<void> HubTransport::finish_putting(const Have&) {
    XIAOER_TRY_ASSIGN(const auto rows, server_->select("SELECT device, seq, why FROM hub.quarantined()"));
    for (int i = 0; i < rows.count(); ++i) {
        set_aside_.push_back({place_in_chain(DeviceId{rows.array<16>(i, 0)}, rows.number(i, 1)),
                              "the hub: " + std::string(text_of(rows.bytes(i, 2)))});
    }
    return {};
}

Result<std::vector<FactRange>> HubTransport::ranges_after(const DeviceId& device, std::int64_t seq) {
    XIAOER_TRY_ASSIGN(const auto rows,
                      server_->select("SELECT seq, prev, hash, sealed, key, signature FROM hub.facts_after($1, $2, "
                                      "$3::integer)",
                                      {pg_id(device.bytes), pg_number(seq), pg_number(facts_at_once)}));
    std::vector<FactRange> ranges;
    FactRange range{device, {}, {}, {}};
    for (int i = 0; i < rows.count(); ++i) {
        const auto number = rows.number(i, 0);
        const auto hash = rows.array<32>(i, 2);
        auto fact = open_fact(caller_.keys, number, hash, rows.bytes(i, 3));
        if (!fact) {
            set_aside_.push_back({place_in_chain(device, number), fact.error().message});
            return ranges;
        }
        if (range.facts.empty()) range.previous = rows.array<32>(i, 1);
        range.facts.push_back(std::move(*fact));
        if (rows.is_null(i, 4)) continue;
        // A piece ends at each head, unless the next one still fits.
        range.head = {rows.array<32>(i, 4), number, hash, rows.array<64>(i, 5)};
        ranges.push_back(std::exchange(range, {device, {}, {}, {}}));
    }
    return ranges;
}

Result<std::vector<VaultWriting>> HubTransport::writings_after(const DeviceId& origin, std::int64_t number) {
    XIAOER_TRY_ASSIGN(
        const auto rows,
        server_->select("SELECT slot, number, version, sealed FROM hub.writings_after($1, $2, $3::integer)",
                        {pg_id(origin.bytes), pg_number(number), pg_number(most_writings)}));
    std::vector<VaultWriting> writings;
    for (int i = 0; i < rows.count(); ++i) {
        const auto sealed = rows.bytes(i, 3);
        const SealedWriting row{rows.array<16>(i, 0), origin, rows.number(i, 1), rows.number(i, 2),
                                Bytes(sealed.begin(), sealed.end())};
        auto writing = open_writing(caller_.keys, row);
        if (writing) {
            writings.push_back(std::move(*writing));
        } else {
            set_aside_.push_back(
                {"value " + std::to_string(row.number) + " of device " + origin.hex(), writing.error().message});
        }
        vault_given_[origin] = row.number;
    }
    return writings;
}

// What was given and did not come to be there is not given again: it was set aside by whoever took it in.
Result<Batch> HubTransport::get(const Have& ours) {
    XIAOER_TRY(look());
    Batch batch;
    // The vault first: whoever reads a fact of somebody then finds their name there, too.
    for (const auto& [origin, number] : far_->vault) {
        const auto known = ours.vault.find(origin);
        const auto from = std::max(known == ours.vault.end() ? 0 : known->second, vault_given_[origin]);
        if (origin == caller_.own || number <= from) continue;
        XIAOER_TRY_ASSIGN(batch.vault, writings_after(origin, from));
        if (batch.vault.empty()) vault_given_[origin] = number;  // all of it was written over
        if (!batch.empty()) return batch;
    }
    for (const auto& [device, head] : far_->chains) {
        const auto known = ours.chains.find(device);
        const auto from = known == ours.chains.end() ? 0 : known->second.seq;
        auto& given = given_[device];
        if (device == caller_.own || head.seq <= from || given > from) continue;
        XIAOER_TRY_ASSIGN(batch.ranges, ranges_after(device, from));
        given = batch.ranges.empty() ? head.seq : batch.ranges.back().head.seq;
        if (!batch.empty()) return batch;
    }
    return batch;
}

Result<std::int64_t> HubTransport::waiting(const Have& ours) {
    XIAOER_TRY(look());
    std::int64_t facts = 0;
    for (const auto& [device, head] : far_->chains) {
        const auto known = ours.chains.find(device);
        if (device == caller_.own) continue;
        facts += std::max<std::int64_t>(0, head.seq - (known == ours.chains.end() ? 0 : known->second.seq));
    }
    return facts;
}

}  // namespace xiaoer::sync
