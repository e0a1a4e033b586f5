// What the whole-process benchmarks measure and how they say it.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace xiaoer::bench {

inline double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline double resident_mb() {
    std::ifstream status("/proc/self/status");
    std::string word;
    double kilobytes = 0;
    while (status >> word)
        if (word == "VmRSS:") status >> kilobytes;
    return kilobytes / 1024;
}

// The value below which `part` of them are; 1 is the greatest. Requires: some values.
inline double part_of(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(part * static_cast<double>(values.size() - 1));
    return values[at];
}

// One line of JSON. Returns: whether it is within its limit.
inline bool report(const char* name, const char* unit, double value, double limit) {
    std::printf("{\"bench\":\"%s\",\"%s\":%.2f,\"limit\":%.0f}\n", name, unit, value, limit);
    std::fflush(stdout);
    return value <= limit;
}

}  // namespace xiaoer::bench
