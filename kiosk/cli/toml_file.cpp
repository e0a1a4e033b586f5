#include "cli/toml_file.h"

namespace xiaoer::cli {

Result<std::optional<toml::table>> read_toml(const std::filesystem::path& path) {
    XIAOER_TRY_ASSIGN(const auto bytes, read_file(path));
    if (!bytes) return std::optional<toml::table>{};
    try {
        return std::optional<toml::table>(toml::parse(text_of(*bytes), path.string()));
    } catch (const toml::parse_error& error) {
        return invalid(path.string() + " line " + std::to_string(error.source().begin.line) + ": " +
                       std::string(error.description()));
    }
}

}  // namespace xiaoer::cli
