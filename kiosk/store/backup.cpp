#include "store/backup.h"

#include "base/calendar.h"
#include "base/file.h"
#include "store/audit.h"
#include "store/local.h"
#include "store/members.h"
#include "store/schema.h"
#include "store/sealed_keys.h"
#include "store/store.h"

#include <cstdio>

namespace xiaoer {
namespace {

namespace fs = std::filesystem;

std::string file_name(const CivilTime& t) {
    char name[64];
    std::snprintf(name, sizeof name, "xiaoer-%04d%02d%02d-%02d%02d%02d.db", t.year, t.month, t.day, t.hour, t.minute,
                  t.second);
    return name;
}

// Takes what it was told of away again, unless it was kept.
class Unfinished {
public:
    explicit Unfinished(std::vector<fs::path> files) : files_(std::move(files)) {}
    ~Unfinished() {
        std::error_code ignored;
        for (const auto& file : files_) fs::remove(file, ignored);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    void keep() { files_.clear(); }

private:
    std::vector<fs::path> files_;
};

struct Copy {
    MerchantId merchant;
    PublicKey root_key{};
    Head head;
    std::int64_t members = 0;
};

// What the copy says of itself, and its anchor beside it.
Result<Copy> read_copy(const fs::path& path, const SigningKey& device_key) {
    XIAOER_TRY_ASSIGN(auto db, Database::open(path, Database::Mode::read));
    const DeviceId device = device_id_of(device_key.public_key());
    auto row = first_row(
        db.select(
            "SELECT merchant, m.root_key FROM devices AS d JOIN merchants AS m USING (merchant) WHERE d.device = ?",
            {device}),
        [](const Rows& r) { return std::pair(r.id<MerchantId>(0), r.array<32>(1)); });
    if (!row) return row.error();
    if (!*row) return invalid("the shop is not open yet: there is nothing to back up");
    Copy copy;
    std::tie(copy.merchant, copy.root_key) = **row;
    XIAOER_TRY_ASSIGN(copy.head, read_head(db, device));
    XIAOER_TRY_ASSIGN(copy.members, member_count(db));
    const auto signature = device_key.sign(head_message(device_key.public_key(), copy.head));
    XIAOER_TRY(write_anchor(path, {device, copy.head.hash, copy.head.seq, signature}));
    return copy;
}

Hash bytes_of(const SecretKey& key) {
    Hash bytes{};
    std::ranges::copy(key.bytes(), bytes.begin());
    return bytes;
}

SealedKeys keys_to_seal(const Keys& keys, const Copy& copy) {
    SealedKeys sealed;
    sealed.device = device_id_of(SigningKey(keys.device_seed).public_key());
    sealed.seq = copy.head.seq;
    sealed.hash = copy.head.hash;
    sealed.vault_key = bytes_of(keys.vault_key);
    sealed.pepper = bytes_of(keys.pepper);
    sealed.draw_key_check = draw_key_check(keys.draw_key);
    return sealed;
}

Result<void> rename_durably(const fs::path& from, const fs::path& to) {
    std::error_code problem;
    fs::rename(from, to, problem);
    if (problem) return io_error("cannot rename " + from.string() + ": " + problem.message());
    return sync_folder(to.parent_path());
}

Result<fs::path> name_for(const fs::path& database, const fs::path& folder, Timestamp now) {
    XIAOER_TRY_ASSIGN(auto db, Database::open(database, Database::Mode::read));
    XIAOER_TRY(check_schema(db));
    XIAOER_TRY_ASSIGN(const auto settings, read_settings(db));
    XIAOER_TRY_ASSIGN(const auto zone, Zone::named(settings.zone));
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) return io_error("cannot make the folder " + folder.string() + ": " + problem.message());
    const fs::path name = folder / file_name(zone.to_civil(now));
    if (fs::exists(name)) return invalid("there is a backup " + name.string() + " already");
    return name;
}

Result<void> copy_database(const fs::path& from, const fs::path& to) {
    XIAOER_TRY_ASSIGN(auto db, Database::open(from, Database::Mode::read));
    return db.copy_to(to);
}

}  // namespace

Result<BackupReport> back_up(const fs::path& database, const fs::path& folder, Timestamp now) {
    if (!fs::exists(database)) return invalid("there is no file " + database.string());
    XIAOER_TRY_ASSIGN(const auto keys, read_keys(database));
    if (!keys) return invalid("the key file " + beside(database, ".keys").string() + " is missing");
    XIAOER_TRY_ASSIGN(const auto name, name_for(database, folder, now));
    const fs::path unverified = beside(name, ".new");
    Unfinished unfinished({unverified, beside(unverified, "-journal"), beside(unverified, ".anchor"),
                           beside(name, ".sealed"), beside(name, ".anchor")});
    XIAOER_TRY(copy_database(database, unverified));
    XIAOER_TRY_ASSIGN(const auto copy, read_copy(unverified, SigningKey(keys->device_seed)));
    XIAOER_TRY_ASSIGN(const auto report, audit(unverified));
    // Read after the copy was made: a key is durable in the keyring before a row names it, so none can be missing.
    XIAOER_TRY_ASSIGN(auto keyring, Keyring(database).contents());
    const auto kept = write_sealed_keyring(sealed_keyring(folder, copy.merchant), keyring, copy.root_key);
    wipe(keyring);
    XIAOER_TRY(kept);
    const auto sealed = keys_to_seal(*keys, copy);
    XIAOER_TRY(write_sealed_keys(beside(name, ".sealed"), sealed, copy.root_key));
    XIAOER_TRY(rename_durably(beside(unverified, ".anchor"), beside(name, ".anchor")));
    XIAOER_TRY(rename_durably(unverified, name));
    unfinished.keep();
    return BackupReport{name,
                        static_cast<std::int64_t>(fs::file_size(name)),
                        report.facts,
                        copy.members,
                        {sealed.device, copy.head.seq}};
}

}  // namespace xiaoer
