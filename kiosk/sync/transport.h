// What a transport does: it brings pieces of chains, and the vault's writings, to a far side that other kiosks of the
// merchant reach too, and from there. A folder (folder_transport.h) is one.
//
// All in plain values. What leaves the shop is sealed by the transport itself, with SyncKeys: a bundle as a whole, a
// row of a hub by itself (sealed_fact.h). A transport believes nothing of what it gets but that one of the merchant's
// kiosks sealed it; links and signatures are checked again by whoever takes it in (store/take_in.h).
//
// One object serves one direction at a time: uploading and downloading each open their own, so that neither waits for
// the other. Calls may be repeated after any error, and a piece that is put twice is there once. Sync's threads.
#pragma once

#include "domain/fact_range.h"
#include "domain/vault_writing.h"

#include <map>

namespace xiaoer::sync {

// How far one side has come.
struct Have {
    std::map<DeviceId, SignedHead> chains;
    std::map<DeviceId, std::int64_t> vault;  // by origin: the greatest number of its writings that is there
    friend bool operator==(const Have&, const Have&) = default;
};

struct Batch {
    std::vector<FactRange> ranges;    // those of one device in order, each following the one before
    std::vector<VaultWriting> vault;  // those of one origin by number
    [[nodiscard]] bool empty() const { return ranges.empty() && vault.empty(); }
    friend bool operator==(const Batch&, const Batch&) = default;
};

// Something on the far side that could not be believed; it stays where it is, and is shown.
struct SetAside {
    std::string what;  // a bundle's name, or a device and a place in its chain
    std::string why;
    friend bool operator==(const SetAside&, const SetAside&) = default;
};

class Transport {
public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    virtual ~Transport() = default;

    // What need not be put any more: what the far side keeps, or every kiosk that it knows of has.
    // `ours`: what this side has. Errors: unreachable, io.
    [[nodiscard]] virtual Result<Have> far_side(const Have& ours) = 0;

    // Puts one batch of at most `most_ranges` pieces. Durable on the far side when finish_putting() returned, all of it
    // or a part that the next far_side() tells. Errors: unreachable, io.
    static constexpr std::size_t most_ranges = 20;
    static constexpr std::size_t most_writings = 5000;
    [[nodiscard]] virtual Result<void> put(const Batch& batch) = 0;
    [[nodiscard]] virtual Result<void> finish_putting(const Have& ours) = 0;

    // The next of what `ours` lacks, at most as much as one put; empty when there is no more. Called again with what
    // this side has come to have. A piece that does not follow `ours` is not given. Errors: unreachable, io.
    [[nodiscard]] virtual Result<Batch> get(const Have& ours) = 0;

    // About how many facts get() will still give; for the progress bar.
    [[nodiscard]] virtual Result<std::int64_t> waiting(const Have& ours) = 0;

    // What get() and far_side() came upon since it was asked last.
    [[nodiscard]] virtual std::vector<SetAside> set_aside() = 0;
};

}  // namespace xiaoer::sync
