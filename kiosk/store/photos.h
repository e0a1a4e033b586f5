// Photos of hand-overs: who is on them, and the pictures, each sealed under its subject's key (store/vault.h). Store
// thread; the reader may read with its own connection.
#pragma once

#include "store/vault.h"

namespace xiaoer {

inline constexpr std::int64_t photos_kept_ms = 30 * day_ms;  // the picture; who agreed to what stays

struct PhotoRow {
    PhotoId photo;
    MemberId member;
    Timestamp at;
    UnitId unit;
};
// Not taken back, of somebody who was not erased.
[[nodiscard]] Result<std::optional<PhotoRow>> find_photo(Database& db, const PhotoId& photo);
[[nodiscard]] Result<std::vector<PhotoRow>> photos_since(Database& db, Timestamp since, std::int64_t most);
[[nodiscard]] Result<std::vector<PhotoRow>> photos_of(Database& db, const MemberId& member, std::int64_t most);

[[nodiscard]] Result<void> put_photo(Vault& vault, const PhotoRow& photo, std::string_view jpeg, Random& random);
// "" when it is gone.
[[nodiscard]] Result<std::string> photo_bytes(Vault& vault, const PhotoRow& photo);
[[nodiscard]] Result<void> forget_photo(Vault& vault, const PhotoRow& photo);
[[nodiscard]] Result<void> forget_old_photos(Vault& vault, Timestamp now);

}  // namespace xiaoer
