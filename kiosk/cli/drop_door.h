// The drop folder of a running kiosk: exports that a till leaves there are read and recorded by themselves
// (pos_adapter/drop_folder.h), as `xiaoer pos ingest` would. Told by FILE.toml (machine.h, [exports]).
#pragma once

#include "app/kiosk.h"
#include "cli/machine.h"
#include "pos_adapter/drop_folder.h"
#include "pos_adapter/file_reader.h"

#include <atomic>

namespace xiaoer::cli {

class DropDoor {
public:
    // `kiosk` outlives it; destroyed before the kiosk drains. Errors: invalid for a wrong dialect, order of dates or
    // mapping in the machine's file.
    [[nodiscard]] static Result<std::unique_ptr<DropDoor>> start(const Machine& machine, Kiosk& kiosk,
                                                                 int look_every_ms = 2000);
    // A file under way is left where it is, for the next start: reading it again records nothing twice.
    ~DropDoor();

private:
    DropDoor(std::string dialect, pos::FileOptions options, Kiosk& kiosk)
        : dialect_(std::move(dialect)), options_(std::move(options)), kiosk_(kiosk) {}
    [[nodiscard]] Result<std::string> read(const std::filesystem::path& file);

    const std::string dialect_;
    const pos::FileOptions options_;
    Kiosk& kiosk_;
    std::atomic<bool> stopping_{false};
    std::unique_ptr<pos::DropFolderWatch> watch_;
};

}  // namespace xiaoer::cli
