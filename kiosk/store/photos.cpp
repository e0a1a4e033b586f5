#include "store/photos.h"

namespace xiaoer {
namespace {

constexpr std::string_view standing_sql =
    "SELECT p.photo, p.member, p.at, p.draw, p.unit FROM photos AS p JOIN members AS m USING (member) "
    "WHERE m.erased = 0 AND NOT EXISTS (SELECT 1 FROM photos_taken_back AS t WHERE t.photo = p.photo) ";

PhotoRow row_of(const Rows& row) {
    return {row.id<PhotoId>(0), row.id<MemberId>(1), row.time(2), {row.text(3), row.integer(4)}};
}

Result<std::vector<PhotoRow>> list_of_photos(Result<Rows> rows) {
    std::vector<PhotoRow> list;
    XIAOER_TRY(for_each_row(std::move(rows), [&list](const Rows& row) { list.push_back(row_of(row)); }));
    return list;
}

std::string field_of(const PhotoId& photo) { return "photo-" + photo.hex(); }

}  // namespace

Result<std::optional<PhotoRow>> find_photo(Database& db, const PhotoId& photo) {
    return first_row(db.select(std::string(standing_sql) + "AND p.photo = ?", {photo}), row_of);
}

Result<std::vector<PhotoRow>> photos_since(Database& db, Timestamp since, std::int64_t most) {
    return list_of_photos(
        db.select(std::string(standing_sql) + "AND p.at >= ? ORDER BY p.at DESC, p.photo LIMIT ?", {since, most}));
}

Result<std::vector<PhotoRow>> photos_of(Database& db, const MemberId& member, std::int64_t most) {
    return list_of_photos(
        db.select(std::string(standing_sql) + "AND p.member = ? ORDER BY p.at DESC, p.photo LIMIT ?", {member, most}));
}

Result<void> put_photo(Vault& vault, const PhotoRow& photo, std::string_view jpeg, Random& random) {
    return put_personal(vault, photo.member, field_of(photo.photo), jpeg, random);
}

Result<std::string> photo_bytes(Vault& vault, const PhotoRow& photo) {
    return personal(vault, photo.member, field_of(photo.photo));
}

Result<void> forget_photo(Vault& vault, const PhotoRow& photo) {
    return vault.db.run("DELETE FROM vault WHERE member = ? AND field = ?", {photo.member, field_of(photo.photo)});
}

Result<void> forget_old_photos(Vault& vault, Timestamp now) {
    return vault.db.run(
        "DELETE FROM vault WHERE (member, field) IN "
        "(SELECT member, 'photo-' || lower(hex(photo)) FROM photos WHERE at < ?)",
        {now - photos_kept_ms});
}

}  // namespace xiaoer
