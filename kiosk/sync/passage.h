// One direction of one sync: everything that the far side lacks, or everything that we do. Stopping anywhere loses
// nothing: each piece is taken in whole or not at all, and the next sync begins with what both sides have.
//
// Uploading and downloading run on a thread each, with a transport and an OurSide of their own, so that one which fails
// does not hold up the other. No transaction is held while anything is said over a transport.
#pragma once

#include "app/outcome.h"
#include "sync/our_side.h"

#include <atomic>
#include <functional>

namespace xiaoer::sync {

// A command to this shop's kiosk, wherever it runs.
using Say = std::function<Result<Outcome>(Wish)>;

struct Progress {  // read by whoever draws the bar
    std::atomic<std::int64_t> facts{0};
    std::atomic<std::int64_t> of{0};  // about
    std::atomic<bool> stop{false};
};

struct Passage {
    std::int64_t facts = 0;
    std::int64_t values = 0;    // of the vault
    std::int64_t erased = 0;    // members whose erasure came
    std::int64_t told_seq = 0;  // of our own chain: how far the far side has it, when this came to its end
    std::vector<SetAside> set_aside;
    std::string problem;  // "" when it came to its end
};

[[nodiscard]] Passage upload(OurSide& ours, Transport& transport, const Say& say, Progress& progress);
[[nodiscard]] Passage download(OurSide& ours, Transport& transport, const Say& say, Progress& progress);

}  // namespace xiaoer::sync
