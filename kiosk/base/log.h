// The log: one line an event, to standard error, for whoever keeps the machine. Any thread.
//
// Never in a line: names, phones, passes, codes, what a scanner read, or the seed of a draw.
#pragma once

#include "base/result.h"

#include <string_view>

namespace xiaoer {

enum class LogLevel { debug, info, warning, error };

// Lines below `level` are dropped. Default: info.
void set_log_level(LogLevel level);
void log(LogLevel level, std::string_view line);

inline void log_info(std::string_view line) { log(LogLevel::info, line); }
inline void log_warning(std::string_view line) { log(LogLevel::warning, line); }
inline void log_error(const Error& error, std::string_view while_doing) {
    log(LogLevel::error,
        std::string(while_doing) + ": " + error.message + " (" + std::string(name_of(error.code)) + ")");
}

}  // namespace xiaoer
