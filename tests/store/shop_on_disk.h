// A shop that works on a RecordingVfs: commands of several facts as the kiosk writes them, and what must hold of a
// shop whatever happened to its disk. Key and anchor files are real ones, in a folder of the test's own.
#pragma once

#include "store/store.h"
#include "tests/store/recording_vfs.h"
#include "tests/support/temporary_folder.h"

namespace xiaoer {

class ShopOnDisk {
public:
    ShopOnDisk();

    // The store's own open: lock, keys, settings, migrations.
    [[nodiscard]] Result<std::unique_ptr<Store>> open(const RecordingVfs& disk) const;

    // Command 1 opens the shop; each later one lets a member join, with a purchase and its tickets bound to them.
    // Saying one twice is safe.
    [[nodiscard]] Result<void> say(Store& store, std::int64_t command) const;

    // Returns: how many commands are there. Errors: corrupt when the file is damaged, a fact is not what was
    // chained, or a command is half there.
    [[nodiscard]] Result<std::int64_t> check(Store& store) const;

    // Opens what is left of a disk as the kiosk does when the power is back: it must check, hold at least the
    // commands up to `acknowledged`, and take the next one.
    [[nodiscard]] Result<void> survives(Files left, std::int64_t acknowledged) const;

private:
    [[nodiscard]] Result<void> open_shop(Writing& writing) const;
    [[nodiscard]] Result<void> join_and_buy(Writing& writing, std::int64_t command) const;

    test::TemporaryFolder folder_;
    SigningKey root_key_;
};

}  // namespace xiaoer
