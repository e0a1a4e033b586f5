#include "base/file.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/joining.h"
#include "store/members.h"
#include "store/schema.h"
#include "store/sealed_keys.h"
#include "store/staff_phones.h"
#include "store/store.h"

namespace xiaoer {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 6> own_files = {"", ".keys", ".keyring", ".anchor", "-wal", "-shm"};

// Where the new shop is made; gone with all that is in it, unless it was moved to its place.
class Workshop {
public:
    [[nodiscard]] static Result<std::unique_ptr<Workshop>> make(const fs::path& database) {
        const fs::path folder = beside(database, ".restoring");
        std::error_code problem;
        fs::remove_all(folder, problem);  // of a restore that was cut short
        fs::create_directories(folder, problem);
        if (problem) return io_error("cannot make the folder " + folder.string() + ": " + problem.message());
        fs::permissions(folder, fs::perms::owner_all, problem);
        return std::unique_ptr<Workshop>(new Workshop(folder));
    }
    ~Workshop() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    [[nodiscard]] fs::path database() const { return folder_ / "shop.db"; }
    // The database last: while it is not there, nothing opens what is.
    [[nodiscard]] Result<void> move_to(const fs::path& database_path) const {
        for (const auto* suffix : {".keys", ".keyring", ".anchor", ""}) {
            std::error_code problem;
            fs::rename(beside(database(), suffix), beside(database_path, suffix), problem);
            if (problem)
                return io_error("cannot rename to " + database_path.string() + suffix + ": " + problem.message());
        }
        return sync_folder(database_path.parent_path());
    }

private:
    explicit Workshop(fs::path folder) : folder_(std::move(folder)) {}
    fs::path folder_;
};

Result<void> check_free(const fs::path& database) {
    for (const auto* suffix : own_files) {
        const auto path = beside(database, suffix);
        if (fs::exists(path))
            return invalid("there is a file " + path.string() + " already: a restore overwrites nothing");
    }
    return {};
}

struct Owner {
    MerchantId merchant;
    PublicKey root_key{};
};
Result<Owner> owner_of(Database& db) {
    auto key = first_row(
        db.select("SELECT m.merchant, m.root_key FROM merchants AS m JOIN local_values AS l ON l.name = 'merchant' AND "
                  "l.value = lower(hex(m.merchant))"),
        [](const Rows& row) {
            return Owner{row.id<MerchantId>(0), row.array<32>(1)};
        });
    if (!key) return key.error();
    if (!*key) return corrupt("the backup is of no opened shop");
    return **key;
}

// The keyring without the keys of members who were erased: they are never written to the new disk.
Result<Bytes> keyring_to_restore(Database& db, Bytes keyring) {
    XIAOER_TRY(for_each_row(db.select("SELECT slot FROM vault_slots JOIN members USING (member) WHERE erased = 1"),
                            [&keyring](const Rows& row) {
                                const auto from = static_cast<std::size_t>(row.integer(0)) * Keyring::slot_bytes;
                                const auto to = std::min(from + Keyring::slot_bytes, keyring.size());
                                for (auto at = from; at < to; ++at) keyring[at] = 0;
                            }));
    return keyring;
}

// The copy, checked against the sheet and the sealed keys, and the new key files beside it.
Result<SealedKeys> prepare(const RestoreOptions& options, const fs::path& path, const SigningKey& root,
                           Random& random) {
    XIAOER_TRY_ASSIGN(auto backup, Database::open(options.backup, Database::Mode::read));
    XIAOER_TRY(backup.copy_to(path));
    XIAOER_TRY_ASSIGN(auto db, Database::open(path, Database::Mode::write));
    XIAOER_TRY(migrate(db));
    XIAOER_TRY(remove_all_phones(db));  // with old counters, what was said since could be said again
    XIAOER_TRY_ASSIGN(const auto owner, owner_of(db));
    if (root.public_key() != owner.root_key)
        return invalid("this recovery sheet is another shop's, or its owner key was mistyped");
    XIAOER_TRY_ASSIGN(auto sealed, read_sealed_keys(beside(options.backup, ".sealed"), root));
    if (draw_key_check(options.sheet.draw_key) != sealed.draw_key_check) {
        return invalid("the draw key of the recovery sheet was mistyped");
    }
    XIAOER_TRY_ASSIGN(const auto head, read_head(db, sealed.device));
    if (head != Head{sealed.seq, sealed.hash})
        return corrupt("the database and the sealed keys are of two different backups");
    XIAOER_TRY_ASSIGN(auto newest,
                      read_sealed_keyring(sealed_keyring(options.backup.parent_path(), owner.merchant), root));
    XIAOER_TRY_ASSIGN(auto keyring, keyring_to_restore(db, std::move(newest)));
    const auto replaced = Keyring(path).replace(keyring);
    wipe(keyring);
    XIAOER_TRY(replaced);
    XIAOER_TRY(write_keys(path, {SecretKey::random(random), options.sheet.draw_key, SecretKey(sealed.vault_key),
                                 SecretKey(sealed.pepper)}));
    XIAOER_TRY(db.checkpoint_truncate());
    return sealed;
}

// The first facts of the new device's chain. Returns: what `report` still lacks.
Result<void> succeed(Store& store, const SigningKey& root, const SealedKeys& old, bool retire, Timestamp now,
                     Random& random, RestoreReport& report) {
    auto& db = store.db();
    XIAOER_TRY_ASSIGN(report.code, fresh_code(db, random));
    XIAOER_TRY_ASSIGN(report.number_from, fresh_block(db, random));
    report.number_to = report.number_from + numbers_per_block - 1;
    const auto& key = store.signing_key().public_key();
    const Head last{old.seq, old.hash};
    XIAOER_TRY_ASSIGN(auto writing, Writing::begin(store, now));
    XIAOER_TRY(writing.append(
        DeviceEnrolled{key, store.merchant(), report.code, report.number_from, report.number_to,
                       root.sign(enrolment_message(key, report.code, report.number_from, report.number_to))}));
    XIAOER_TRY(writing.append(
        DeviceSucceeded{old.device, old.seq, old.hash, root.sign(succession_message(old.device, last, key))}));
    if (retire) XIAOER_TRY(writing.append(DeviceRetired{old.device}));
    return writing.commit();
}

// The new shop, opened as a kiosk would, with its first facts and its anchor.
Result<void> found(const fs::path& path, const RestoreOptions& options, const SigningKey& root, const SealedKeys& old,
                   Timestamp now, Random& random, RestoreReport& report) {
    XIAOER_TRY_ASSIGN(const auto store, Store::open({path, {}}, random));
    XIAOER_TRY(succeed(*store, root, old, options.retire_old, now, random, report));
    XIAOER_TRY(store->anchor());
    report.device = store->device();
    XIAOER_TRY_ASSIGN(report.members, member_count(store->db()));
    return store->db().checkpoint_truncate();
}

}  // namespace

Result<RestoreReport> restore(const RestoreOptions& options, Timestamp now, Random& random) {
    if (!fs::exists(options.backup)) return invalid("there is no file " + options.backup.string());
    XIAOER_TRY(check_free(options.database));
    const SigningKey root(options.sheet.root_key);
    XIAOER_TRY_ASSIGN(const auto workshop, Workshop::make(options.database));
    const auto path = workshop->database();
    XIAOER_TRY_ASSIGN(const auto old, prepare(options, path, root, random));
    XIAOER_TRY_ASSIGN(const auto replayed, audit(path, AnchorCheck::skipped));
    RestoreReport report;
    report.old = old.device;
    report.facts = replayed.facts;
    XIAOER_TRY(found(path, options, root, old, now, random, report));
    XIAOER_TRY(audit(path));
    XIAOER_TRY(workshop->move_to(options.database));
    return report;
}

}  // namespace xiaoer
