// What this kiosk has to tell, read through a connection of its own. One thread: uploading and downloading each have
// one.
#pragma once

#include "store/db.h"
#include "store/secrets.h"
#include "sync/transport.h"

namespace xiaoer::sync {

class OurSide {
public:
    // Errors: invalid when there is no such file, or it is no shop's and has joined none.
    [[nodiscard]] static Result<std::unique_ptr<OurSide>> open(const std::filesystem::path& database);

    [[nodiscard]] Result<Have> have();
    // The next piece of a chain after `seq`; nothing when there is none.
    [[nodiscard]] Result<std::optional<FactRange>> range_after(const DeviceId& device, std::int64_t seq);
    [[nodiscard]] Result<std::vector<VaultWriting>> writings_after(const DeviceId& origin, std::int64_t number,
                                                                   std::size_t most);
    // The merchant's other living kiosks.
    [[nodiscard]] Result<std::vector<DeviceId>> audience();
    [[nodiscard]] const Keys& keys() const { return keys_; }
    [[nodiscard]] const SigningKey& key() const { return own_; }
    [[nodiscard]] const DeviceId& device() const { return device_; }

private:
    OurSide(Database db, Keys keys, const std::filesystem::path& path, const MerchantId& merchant);
    Database db_;
    Keys keys_;
    Keyring keyring_;
    SigningKey own_;
    DeviceId device_;
    MerchantId merchant_;
};

}  // namespace xiaoer::sync
