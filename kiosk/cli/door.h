// The way from the command line to a shop's database: by itself when nobody has it open, else over FILE.sock to the
// kiosk that has. Main thread.
#pragma once

#include "app/kiosk.h"

namespace xiaoer::cli {

class Door {
public:
    // Errors: busy when another process writes the file and does not answer; invalid, corrupt, io.
    [[nodiscard]] static Result<std::unique_ptr<Door>> open(const std::filesystem::path& database);

    [[nodiscard]] Result<Outcome> say(Wish wish);
    // Without waiting, where the file is open here; over the socket it waits.
    [[nodiscard]] std::future<Result<Outcome>> begin(Wish wish);
    // The same command again is safe; for files whose rows name themselves.
    [[nodiscard]] Result<Outcome> say(const Command& command);

private:
    std::filesystem::path database_;
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<Kiosk> kiosk_;  // none: over the socket
};

// Prints an outcome as one JSON line. Returns: 0, or 1 for a refusal, which is also said on stderr.
[[nodiscard]] int print_outcome(const Outcome& outcome);

}  // namespace xiaoer::cli
