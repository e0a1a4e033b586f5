// Backups that count only after they were read back, and what a new machine makes of one (DESIGN §2, §6, §9).
//
//   xiaoer-<yyyymmdd-hhmmss>.db         the database as of one moment, in one file
//   xiaoer-<yyyymmdd-hhmmss>.db.anchor  its head, signed by the kiosk: `xiaoer audit` holds on the copy
//   xiaoer-<yyyymmdd-hhmmss>.db.sealed  vault key and pepper, sealed to the merchant's root key
//   xiaoer-<merchant>.keyring           everybody's keys, sealed to it too: one for all backups in the folder, written
//                                       anew with each, so that whoever was erased is gone from the older ones as well
//
// Only the recovery sheet opens what is sealed. The device key is in no backup: a restored kiosk is another device,
// with its own chain and its own member numbers, that succeeds the old one. Read-only on the shop's files; any thread.
#pragma once

#include "domain/fact.h"
#include "store/secrets.h"

namespace xiaoer {

struct BackupReport {
    std::filesystem::path file;
    std::int64_t bytes = 0;
    std::int64_t facts = 0;
    std::int64_t members = 0;
    FactRef head;  // of the kiosk's own chain
};
// Copies, audits the copy, seals the keys, reads everything back, and only then gives the copy its name. A kiosk may
// be writing meanwhile. Nothing is left in `folder` when it fails. `now`: for the name, in the shop's time.
// Errors: invalid (no such database, or one that is not open yet), corrupt (with the first difference), io.
[[nodiscard]] Result<BackupReport> back_up(const std::filesystem::path& database, const std::filesystem::path& folder,
                                           Timestamp now);

// What the recovery sheet holds.
struct RecoverySheetKeys {
    SecretKey root_key;
    SecretKey draw_key;
};
// Finds the two keys in what was typed or scanned from the sheet: their words (base/key_words.h), or 64 hex digits
// each, grouped as one likes, between whatever else the sheet says. Errors: invalid when there are not exactly two, or
// a word is wrong; which one is said.
[[nodiscard]] Result<RecoverySheetKeys> read_recovery_sheet(std::string_view text);

struct RestoreOptions {
    std::filesystem::path backup;    // the .db; .sealed stands beside it
    std::filesystem::path database;  // to be made
    RecoverySheetKeys sheet;
    bool retire_old = false;  // the old machine is gone for certain: its prizes are handed over here
};
struct RestoreReport {
    DeviceId old;
    DeviceId device;
    std::string code;
    std::int64_t number_from = 0;
    std::int64_t number_to = 0;
    std::int64_t facts = 0;  // of the backup
    std::int64_t members = 0;
};
// Makes FILE with its keys, keyring and anchor out of a backup: the ledger is replayed and compared, keys of erased
// members are not written, the new device is enrolled and succeeds the old one, signed by the root key, and whoever was
// erased after the backup is erased again. All of it happens in a folder beside FILE, so that nothing is left when it
// fails; one that was cut short while its files were moved opens for nobody, and said again it is done anew.
// Errors: invalid (FILE exists, no such backup, another shop's sheet), corrupt (the backup does not hold), io.
[[nodiscard]] Result<RestoreReport> restore(const RestoreOptions& options, Timestamp now, Random& random);

}  // namespace xiaoer
