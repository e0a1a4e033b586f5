// Setting a hub up (docs/hub.md): its schema (hub.sql), and a role for each merchant. Said by whoever runs the
// PostgreSQL server, from their own machine. Any thread.
#pragma once

#include "base/ids.h"

namespace xiaoer::sync {

struct HubVersions {
    std::int64_t before = 0;  // 0: there was none
    std::int64_t now = 0;
};
// Installs or upgrades the schema; said again it changes nothing. `address`: of the database, as a role that may create
// roles and owns it, or a superuser. Errors: as Postgres; invalid when a newer program's schema is there.
[[nodiscard]] Result<HubVersions> install_hub(const std::string& address);

struct HubRole {
    std::string role;
    std::string pgpass;  // the one line of the merchant's pgpass file: with the password, which stands nowhere else
};
// A merchant may use the hub from now on; said again, it gets a new password, and the old one is worth nothing.
// Errors: as above; invalid when the merchant is there as another alliance's.
[[nodiscard]] Result<HubRole> admit_merchant(const std::string& address, const MerchantId& alliance,
                                             const MerchantId& merchant, Random& random);

// The parts of hub.sql, by their headings ("-- ==== version 1"); for the tests.
struct HubPart {
    std::string name;
    std::string_view sql;
};
[[nodiscard]] std::vector<HubPart> hub_parts();

}  // namespace xiaoer::sync
