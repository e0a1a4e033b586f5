// What `xiaoer pos parse` and `xiaoer pos ingest` have in common: their words, and reading each file while complaining
// on stderr about what could not be read. Main thread.
#pragma once

#include "pos_adapter/file_reader.h"

namespace CLI {
class App;
}

namespace xiaoer::cli {

struct PosWords {
    std::string dialect = "auto";
    std::string mapping;  // a TOML file
    std::string profile;  // a JSON file: what was taught of a till's slips
    pos::ReadingOptions reading;
    std::vector<std::string> files;
};
// What was taught of the till of a shop.
[[nodiscard]] std::filesystem::path till_profile_file(const std::filesystem::path& database);

// Options and files; `words` outlives the command.
void add_pos_words(CLI::App& command, PosWords& words);

// `--dialect mapping` without a mapping: wrong usage.
[[nodiscard]] bool lacks_mapping(const PosWords& words);
inline constexpr std::string_view mapping_needed = "--dialect mapping needs --mapping FILE.toml";

// What is done with each file's contents.
struct PosTaker {
    // Returns: what is wrong with it, for stderr; "" for nothing.
    std::function<std::string_view(const pos::Receipt&)> receipt;
    // `reason` names the line; `dialect` is what the file was found to be.
    std::function<void(const std::string& reason, std::string_view dialect, const std::string& source)> unread;
    std::function<bool(std::uint64_t bytes)> go_on = [](std::uint64_t) { return true; };
    bool need_times = false;
};
// Reads the files one after another. A file that cannot be read is one line on stderr, and the next one follows.
// Errors: invalid on a wrong mapping. Returns: the exit code: 0, or 1 when a file could not be read.
[[nodiscard]] Result<int> read_pos_files(const PosWords& words, const PosTaker& taker);

}  // namespace xiaoer::cli
