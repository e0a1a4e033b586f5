// A part of a benchmark in a process of its own, so that its peak of memory is its own, too.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace xiaoer::bench {

// Waits for it; when it failed, this process ends with 1. Requires: no other thread runs.
template <class Work>
void in_its_own_process(Work work) {
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        work();
        std::fflush(stdout);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) std::exit(1);
}

}  // namespace xiaoer::bench
