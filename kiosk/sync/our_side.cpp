#include "sync/our_side.h"

#include "store/local.h"
#include "store/schema.h"
#include "store/shared_vault.h"
#include "store/take_in.h"

namespace xiaoer::sync {

OurSide::OurSide(Database db, Keys keys, const std::filesystem::path& path, const MerchantId& merchant)
    : db_(std::move(db)),
      keys_(std::move(keys)),
      keyring_(path),
      own_(keys_.device_seed),
      device_(device_id_of(own_.public_key())),
      merchant_(merchant) {}

Result<std::unique_ptr<OurSide>> OurSide::open(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) return invalid("there is no file " + path.string());
    XIAOER_TRY_ASSIGN(auto keys, read_keys(path));
    if (!keys) return invalid("the key file is missing");
    XIAOER_TRY_ASSIGN(auto db, Database::open(path, Database::Mode::read));
    XIAOER_TRY(check_schema(db));
    XIAOER_TRY_ASSIGN(const auto text, local_value(db, "merchant"));
    if (!text) return invalid(path.string() + " is no opened shop, and has joined none");
    XIAOER_TRY_ASSIGN(const auto merchant, MerchantId::from_hex(*text));
    return std::unique_ptr<OurSide>(new OurSide(std::move(db), std::move(*keys), path, merchant));
}

Result<Have> OurSide::have() {
    Have have;
    XIAOER_TRY_ASSIGN(have.chains, signed_heads(db_, own_));
    XIAOER_TRY_ASSIGN(have.vault, vault_progress(db_, device_));
    return have;
}

Result<std::optional<FactRange>> OurSide::range_after(const DeviceId& device, std::int64_t seq) {
    return read_range(db_, own_, device, seq);
}

Result<std::vector<VaultWriting>> OurSide::writings_after(const DeviceId& origin, std::int64_t number,
                                                          std::size_t most) {
    Vault vault{db_, keys_, keyring_};
    return vault_writings(vault, device_, origin, number, most);
}

Result<std::vector<DeviceId>> OurSide::audience() { return living_kiosks(db_, merchant_, device_); }

}  // namespace xiaoer::sync
