// Another program, run to its end: what it said and how it ended. Any thread; it waits.
#pragma once

#include "base/result.h"

#include <chrono>
#include <string>
#include <vector>

namespace xiaoer::cli {

struct ProgramEnded {
    int exit_code = 0;   // −1: a signal ended it
    std::string output;  // standard output and standard error, up to 64 KiB
};

// `words[0]` is looked up in PATH; the program gets LC_ALL=C and nothing to read. Errors: unreachable when there is no
// such program, io when it did not end in time (it is killed then) or could not be started.
[[nodiscard]] Result<ProgramEnded> run_program(const std::vector<std::string>& words,
                                               std::chrono::milliseconds timeout);

}  // namespace xiaoer::cli
