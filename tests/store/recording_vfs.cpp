#include "tests/store/recording_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace xiaoer {

struct RecordingVfs::Inside {
    std::string name;
    sqlite3_vfs vfs{};
    Files files;
    std::vector<DiskEvent> log;
    std::map<std::string, std::vector<Bytes>> shared_memory;  // by file, in regions
    std::optional<DiskFault> fault;
    std::int64_t calls = 0;
    bool failed = false;
    int temporary_files = 0;

    // SQLITE_OK, or the code of the fault whose turn has come.
    int next_call(int io_code, bool needs_room) {
        if (!fault || (fault->full && !needs_room)) return SQLITE_OK;
        ++calls;
        if (calls != fault->call && !(fault->persistent && calls > fault->call)) return SQLITE_OK;
        failed = true;
        return fault->full ? SQLITE_FULL : io_code;
    }
    void note(DiskEvent::Kind kind, const std::string& file, std::int64_t offset = 0, ByteView bytes = {}) {
        log.push_back({kind, file, offset, Bytes(bytes.begin(), bytes.end())});
    }
};

namespace {

using Inside = RecordingVfs::Inside;
using Kind = DiskEvent::Kind;

// ---- an open file, as SQLite calls it ---------------------------------------------------------------------

struct OpenFile : sqlite3_file {
    Inside* disk;
    std::string* path;
    bool temporary;
    bool sync_folder_too;  // with the next sync
};
OpenFile& opened(sqlite3_file* file) { return *static_cast<OpenFile*>(file); }
Bytes& contents(OpenFile& file) { return file.disk->files[*file.path]; }

void note(OpenFile& file, Kind kind, std::int64_t offset = 0, ByteView bytes = {}) {
    if (!file.temporary) file.disk->note(kind, *file.path, offset, bytes);
}

int close_file(sqlite3_file* handle) {
    auto& file = opened(handle);
    if (file.temporary) file.disk->files.erase(*file.path);
    delete file.path;
    return SQLITE_OK;
}

int read_at(sqlite3_file* handle, void* target, int size, sqlite3_int64 offset) {
    auto& file = opened(handle);
    if (const int fault = file.disk->next_call(SQLITE_IOERR_READ, false)) return fault;
    const auto& bytes = contents(file);
    const auto wanted = static_cast<std::size_t>(size);
    const auto from = std::min(static_cast<std::size_t>(offset), bytes.size());
    const auto there = std::min(wanted, bytes.size() - from);
    std::memset(target, 0, wanted);
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), there, static_cast<std::uint8_t*>(target));
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_at(sqlite3_file* handle, const void* source, int size, sqlite3_int64 offset) {
    auto& file = opened(handle);
    if (const int fault = file.disk->next_call(SQLITE_IOERR_WRITE, true)) return fault;
    const ByteView bytes(static_cast<const std::uint8_t*>(source), static_cast<std::size_t>(size));
    note(file, Kind::write, offset, bytes);
    write_into(contents(file), offset, bytes);
    return SQLITE_OK;
}

int truncate_to(sqlite3_file* handle, sqlite3_int64 size) {
    auto& file = opened(handle);
    if (const int fault = file.disk->next_call(SQLITE_IOERR_TRUNCATE, false)) return fault;
    note(file, Kind::truncate, size);
    contents(file).resize(static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int sync_file(sqlite3_file* handle, int) {
    auto& file = opened(handle);
    if (const int fault = file.disk->next_call(SQLITE_IOERR_FSYNC, false)) return fault;
    note(file, Kind::sync);
    if (std::exchange(file.sync_folder_too, false)) note(file, Kind::sync_folder);
    return SQLITE_OK;
}

int size_of(sqlite3_file* handle, sqlite3_int64* size) {
    auto& file = opened(handle);
    if (const int fault = file.disk->next_call(SQLITE_IOERR_FSTAT, false)) return fault;
    *size = static_cast<sqlite3_int64>(contents(file).size());
    return SQLITE_OK;
}

int lock_file(sqlite3_file* handle, int) { return opened(handle).disk->next_call(SQLITE_IOERR_LOCK, false); }
int unlock_file(sqlite3_file*, int) { return SQLITE_OK; }
int check_lock(sqlite3_file*, int* reserved) {
    *reserved = 0;
    return SQLITE_OK;
}
int control_file(sqlite3_file*, int question, void* answer) {
    if (question != SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;
    *static_cast<sqlite3_int64*>(answer) = 0;  // nothing is ever mapped
    return SQLITE_OK;
}

// As the unix VFS answers: bytes beside a write are safe from it (sqlite.org/psow.html).
int sector_size(sqlite3_file*) { return 4096; }
int device_characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int map_shared(sqlite3_file* handle, int region, int size, int extend, void volatile** target) {
    auto& file = opened(handle);
    if (const int fault = file.disk->next_call(SQLITE_IOERR_SHMMAP, true)) return fault;
    auto& regions = file.disk->shared_memory[*file.path];
    const auto index = static_cast<std::size_t>(region);
    *target = nullptr;
    if (index >= regions.size() && extend == 0) return SQLITE_OK;
    while (regions.size() <= index) regions.emplace_back(static_cast<std::size_t>(size));
    *target = regions[index].data();
    return SQLITE_OK;
}
int lock_shared(sqlite3_file* handle, int, int, int flags) {
    if ((flags & SQLITE_SHM_UNLOCK) != 0) return SQLITE_OK;
    return opened(handle).disk->next_call(SQLITE_IOERR_SHMLOCK, false);
}
void shared_barrier(sqlite3_file*) {}
int unmap_shared(sqlite3_file* handle, int) {
    auto& file = opened(handle);
    file.disk->shared_memory.erase(*file.path);
    return SQLITE_OK;
}

constexpr sqlite3_io_methods file_methods() {
    sqlite3_io_methods methods{};
    methods.iVersion = 2;
    methods.xClose = close_file;
    methods.xRead = read_at;
    methods.xWrite = write_at;
    methods.xTruncate = truncate_to;
    methods.xSync = sync_file;
    methods.xFileSize = size_of;
    methods.xLock = lock_file;
    methods.xUnlock = unlock_file;
    methods.xCheckReservedLock = check_lock;
    methods.xFileControl = control_file;
    methods.xSectorSize = sector_size;
    methods.xDeviceCharacteristics = device_characteristics;
    methods.xShmMap = map_shared;
    methods.xShmLock = lock_shared;
    methods.xShmBarrier = shared_barrier;
    methods.xShmUnmap = unmap_shared;
    return methods;
}
constexpr sqlite3_io_methods methods_of_files = file_methods();

// ---- the folder -------------------------------------------------------------------------------------------

// As the unix VFS does, the first sync of a journal that may be new syncs its folder.
constexpr int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;

Inside& disk_of(sqlite3_vfs* vfs) { return *static_cast<Inside*>(vfs->pAppData); }

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* handle, int flags, int* out_flags) {
    auto& disk = disk_of(vfs);
    auto& file = opened(handle);
    file.pMethods = nullptr;  // tells SQLite not to close what was not opened
    if (const int fault = disk.next_call(SQLITE_CANTOPEN, (flags & SQLITE_OPEN_CREATE) != 0)) return fault;
    const bool temporary = path == nullptr;
    const std::string name = temporary ? "temporary " + std::to_string(++disk.temporary_files) : path;
    if (!disk.files.contains(name)) {
        if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
        disk.files[name];
        if (!temporary) disk.note(Kind::create, name);
    }
    file.disk = &disk;
    file.path = new std::string(name);
    file.temporary = temporary;
    file.sync_folder_too = (flags & journals) != 0;
    file.pMethods = &methods_of_files;
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    auto& disk = disk_of(vfs);
    if (const int fault = disk.next_call(SQLITE_IOERR_DELETE, false)) return fault;
    if (disk.files.erase(path) == 0) return SQLITE_IOERR_DELETE_NOENT;
    disk.note(Kind::remove, path);
    if (sync_folder != 0) disk.note(Kind::sync_folder, path);
    return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* path, int, int* there) {
    auto& disk = disk_of(vfs);
    if (const int fault = disk.next_call(SQLITE_IOERR_ACCESS, false)) return fault;
    const auto found = disk.files.find(path);
    *there = found != disk.files.end() && !found->second.empty() ? 1 : 0;  // as unix: an empty file is none
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* path, int size, char* target) {
    sqlite3_snprintf(size, target, "%s", path);
    return SQLITE_OK;
}

}  // namespace

RecordingVfs::RecordingVfs(Files files) : inside_(std::make_unique<Inside>()) {
    static int count = 0;
    inside_->name = "recording " + std::to_string(++count);
    inside_->files = std::move(files);
    const sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    XIAOER_ASSERT(system != nullptr);
    auto& vfs = inside_->vfs;
    vfs = *system;  // randomness, sleep and time stay the system's
    vfs.szOsFile = sizeof(OpenFile);
    vfs.pNext = nullptr;
    vfs.zName = inside_->name.c_str();
    vfs.pAppData = inside_.get();
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    vfs.xAccess = access_file;
    vfs.xFullPathname = full_path;
    XIAOER_ASSERT(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

RecordingVfs::~RecordingVfs() { sqlite3_vfs_unregister(&inside_->vfs); }

const std::string& RecordingVfs::name() const { return inside_->name; }
const std::vector<DiskEvent>& RecordingVfs::log() const { return inside_->log; }
const Files& RecordingVfs::files() const { return inside_->files; }
void RecordingVfs::acknowledge(std::int64_t command) { inside_->note(Kind::acknowledge, "", command); }
bool RecordingVfs::has_failed() const { return inside_->failed; }

void RecordingVfs::set_fault(std::optional<DiskFault> fault) {
    inside_->fault = fault;
    inside_->calls = 0;
    inside_->failed = false;
}

}  // namespace xiaoer
