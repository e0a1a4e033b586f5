#include "tests/store/recording_vfs.h"

#include <algorithm>

namespace xiaoer {
namespace {

using Kind = DiskEvent::Kind;
constexpr std::size_t sector_bytes = 512;

void apply_whole(Files& files, const DiskEvent& event) {
    switch (event.kind) {
        case Kind::create: files[event.file].clear(); break;
        case Kind::write: write_into(files[event.file], event.offset, event.bytes); break;
        case Kind::truncate: files[event.file].resize(static_cast<std::size_t>(event.offset)); break;
        case Kind::remove: files.erase(event.file); break;
        case Kind::sync:
        case Kind::sync_folder:
        case Kind::acknowledge: break;
    }
}

// Sectors by their place on the disk, not by where the write began.
void apply_torn(Bytes& file, const DiskEvent& write, Random& random) {
    std::size_t done = 0;
    while (done < write.bytes.size()) {
        const auto at = write.offset + static_cast<std::int64_t>(done);
        const auto to_boundary = sector_bytes - static_cast<std::size_t>(at) % sector_bytes;
        const auto size = std::min(to_boundary, write.bytes.size() - done);
        if (random.below(2) == 0) write_into(file, at, ByteView(write.bytes).subspan(done, size));
        done += size;
    }
}

// Names appear and go in the order asked for, as journalling file systems keep it: what follows a creation or a
// removal that did not happen did not happen to the file of that name either.
void lose_some(Files& files, std::span<const DiskEvent* const> events, Loss loss, Random& random) {
    for (const DiskEvent* event : events) {
        if (loss == Loss::torn && event->kind == Kind::write) {
            apply_torn(files[event->file], *event, random);
        } else if (loss == Loss::kept || random.below(2) == 0) {
            apply_whole(files, *event);
        } else if (event->kind == Kind::create || event->kind == Kind::remove) {
            return;
        }
    }
}

}  // namespace

void write_into(Bytes& file, std::int64_t offset, ByteView bytes) {
    file.resize(std::max(file.size(), static_cast<std::size_t>(offset) + bytes.size()));
    std::ranges::copy(bytes, file.begin() + offset);
}

std::string describe(const DiskEvent& event) {
    static constexpr std::array<std::string_view, 7> names = {"create", "write",       "truncate",   "remove",
                                                              "sync",   "sync_folder", "acknowledge"};
    return std::string(names[static_cast<std::size_t>(event.kind)]) + " " + event.file + " at " +
           std::to_string(event.offset) + ", " + std::to_string(event.bytes.size()) + " bytes";
}

std::string_view name_of(Loss loss) {
    static constexpr std::array<std::string_view, 4> names = {"dropped", "kept", "random", "torn"};
    return names[static_cast<std::size_t>(loss)];
}

void DiskReplay::apply(const DiskEvent& event) {
    switch (event.kind) {
        case Kind::acknowledge: acknowledged_ = event.offset; break;
        case Kind::sync:
            for (const DiskEvent* waiting : unsynced_[event.file]) apply_whole(durable_, *waiting);
            unsynced_.erase(event.file);
            break;
        case Kind::sync_folder: settle_names(); break;
        default: unsynced_[event.file].push_back(&event);
    }
}

void DiskReplay::settle_names() {
    for (auto& [file, events] : unsynced_) {
        std::vector<const DiskEvent*> still_unsynced;
        for (const DiskEvent* event : events) {
            if (event->kind == Kind::create || event->kind == Kind::remove) {
                apply_whole(durable_, *event);
                still_unsynced.clear();  // it was written to a file that is gone
            } else {
                still_unsynced.push_back(event);
            }
        }
        events = std::move(still_unsynced);
    }
}

Files DiskReplay::image(Loss loss, Random& random) const {
    Files files = durable_;
    if (loss == Loss::dropped) return files;
    for (const auto& [file, events] : unsynced_) lose_some(files, events, loss, random);
    return files;
}

}  // namespace xiaoer
