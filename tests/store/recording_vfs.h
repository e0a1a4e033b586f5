// A disk in memory under SQLite (sqlite.org/vfs.html) that writes down everything that is asked of it, and can
// fail at a chosen call; and the replay that tells what a power cut may leave of it.
//
// One connection at a time on one thread: locks are always granted, and shared memory is gone when it closes,
// as after a real power cut.
#pragma once

#include "base/bytes.h"
#include "base/random.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace xiaoer {

using Files = std::map<std::string, Bytes>;

// As a file system writes: the file grows when it must, and a hole reads as zeros.
void write_into(Bytes& file, std::int64_t offset, ByteView bytes);

// One thing that happened, in order.
struct DiskEvent {
    enum class Kind {
        create,
        write,
        truncate,  // to `offset` bytes
        remove,
        sync,         // what was written to this file before is durable now
        sync_folder,  // and all names are: without it, what was removed may come back
        acknowledge,  // somebody was told that command number `offset` is saved
    };
    Kind kind;
    std::string file;
    std::int64_t offset = 0;
    Bytes bytes{};
};
[[nodiscard]] std::string describe(const DiskEvent& event);

// Fails the `call`-th call that can (from 1), and every later one when `persistent`. `full`: counts and fails only
// calls that need room, with SQLITE_FULL; else all calls, each with its own SQLITE_IOERR or CANTOPEN.
struct DiskFault {
    bool full = false;
    bool persistent = false;
    std::int64_t call = 0;
};

class RecordingVfs {
public:
    // Registered with SQLite under name() until it goes. Requires: no connection outlives it.
    explicit RecordingVfs(Files files = {});
    ~RecordingVfs();
    RecordingVfs(const RecordingVfs&) = delete;
    RecordingVfs& operator=(const RecordingVfs&) = delete;

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] const std::vector<DiskEvent>& log() const;
    [[nodiscard]] const Files& files() const;  // as the running system sees them
    void acknowledge(std::int64_t command);

    void set_fault(std::optional<DiskFault> fault);
    // Whether a call was failed since set_fault().
    [[nodiscard]] bool has_failed() const;

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

// What becomes of writes, truncations and removals that no sync followed.
enum class Loss {
    dropped,  // none reached the disk
    kept,     // all did
    random,   // each did or did not by itself
    torn,     // each sector of 512 bytes of each write did or did not by itself
};
[[nodiscard]] std::string_view name_of(Loss loss);

// The disk at one moment of a log: what is durable, and what still waits for a sync.
class DiskReplay {
public:
    explicit DiskReplay(Files durable = {}) : durable_(std::move(durable)) {}
    // Requires: `event` outlives this.
    void apply(const DiskEvent& event);
    // What a power cut at this moment may leave.
    [[nodiscard]] Files image(Loss loss, Random& random) const;
    [[nodiscard]] std::int64_t acknowledged() const { return acknowledged_; }  // the last; 0 for none

private:
    void settle_names();
    Files durable_;
    std::map<std::string, std::vector<const DiskEvent*>> unsynced_;
    std::int64_t acknowledged_ = 0;
};

}  // namespace xiaoer
