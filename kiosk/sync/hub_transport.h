// The hub as a transport: a PostgreSQL server that many merchants' kiosks reach (DESIGN §9, `postgresql://…`;
// docs/hub.md). It keeps each fact and each value of the vault in a row of its own, sealed for the merchant's kiosks
// (sealed_fact.h), and lets this merchant's role call a few functions (hub.sql) and nothing else.
//
// A put is one transaction: three COPYs and a call. Each transport has a connection of its own.
#pragma once

#include "sync/postgres.h"
#include "sync/sync_keys.h"
#include "sync/transport.h"

namespace xiaoer::sync {

class HubTransport final : public Transport {
public:
    struct Caller {
        SyncKeys keys;
        DeviceId own;
        Random& random;  // outlives the transport
    };
    // Errors: as Postgres::open().
    [[nodiscard]] static Result<std::unique_ptr<Transport>> open(const std::string& address, Caller caller);

    [[nodiscard]] Result<Have> far_side(const Have& ours) override;
    [[nodiscard]] Result<void> put(const Batch& batch) override;
    [[nodiscard]] Result<void> finish_putting(const Have& ours) override;
    [[nodiscard]] Result<Batch> get(const Have& ours) override;
    [[nodiscard]] Result<std::int64_t> waiting(const Have& ours) override;
    [[nodiscard]] std::vector<SetAside> set_aside() override { return std::exchange(set_aside_, {}); }

private:
    HubTransport(std::unique_ptr<Postgres> server, Caller caller)
        : server_(std::move(server)), caller_(std::move(caller)) {}
    [[nodiscard]] Result<Have> have();
    [[nodiscard]] Result<void> look();  // what lies there, once
    [[nodiscard]] Result<std::vector<FactRange>> ranges_after(const DeviceId& device, std::int64_t seq);
    [[nodiscard]] Result<std::vector<VaultWriting>> writings_after(const DeviceId& origin, std::int64_t number);

    std::unique_ptr<Postgres> server_;
    Caller caller_;
    std::optional<Have> far_;
    std::map<DeviceId, std::int64_t> given_, vault_given_;  // how far get() has come
    std::vector<SetAside> set_aside_;
};

}  // namespace xiaoer::sync
