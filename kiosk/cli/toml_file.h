// A file of settings in TOML, and where in it something is wrong. Any thread.
#pragma once

#include "base/file.h"

#include <toml++/toml.h>

namespace xiaoer::cli {

// Returns: nothing when there is no such file. Errors: io; invalid with the line when it is not TOML.
[[nodiscard]] Result<std::optional<toml::table>> read_toml(const std::filesystem::path& path);

}  // namespace xiaoer::cli
