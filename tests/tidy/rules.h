// The house rules that a program can check. Each finding says what to do instead.
//
// To loosen a rule for a file is to name it in that rule's list, beside the reason. Lists only get shorter.
#pragma once

#include "tests/tidy/source.h"

namespace xiaoer::tidy {

struct Finding {
    std::string path;
    std::size_t line = 0;  // 0: the whole file
    std::string message;
};

// Includes point left (README "Rooms"), and a foreign library is included by its one room only.
[[nodiscard]] std::vector<Finding> check_includes(const SourceFile& file);

// Calls with a better one in the house.
[[nodiscard]] std::vector<Finding> check_calls(const SourceFile& file);

// Length of files and lines, how headers open, what may not be left lying about.
[[nodiscard]] std::vector<Finding> check_shape(const SourceFile& file);

}  // namespace xiaoer::tidy
