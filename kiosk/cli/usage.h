// Wrong usage: told while the words are read, before any file is opened, with exit 2. Included by the subcommands only.
#pragma once

#include "base/result.h"

#include <CLI/CLI.hpp>

#include <string>

namespace xiaoer::cli {

// The option takes only what `read` (text -> Result) understands; what it says is the line on stderr.
template <class Read>
CLI::Option* check_word(CLI::Option* option, Read read) {
    return option->check(CLI::Validator(
        [read](std::string& text) {
            const auto understood = read(text);
            return understood ? std::string() : understood.error().message;
        },
        ""));
}

// For words of which each means something, but that do not go together. Returns: the exit code.
[[nodiscard]] int wrong_usage(std::string_view what);

// "1920x1080": 320 to 7680 each.
struct PictureSize {
    int width = 0, height = 0;
};
[[nodiscard]] Result<PictureSize> picture_size_in(const std::string& text);

}  // namespace xiaoer::cli
