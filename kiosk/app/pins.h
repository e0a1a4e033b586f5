// What a clerk's PIN must be. Pure; any thread.
#pragma once

#include "base/result.h"

#include <string_view>

namespace xiaoer {

// Six to twelve digits, not all the same, not a run (123456, 987654), none of the common ones.
// Errors: invalid, saying what is wrong.
[[nodiscard]] Result<void> check_new_pin(std::string_view pin);

}  // namespace xiaoer
