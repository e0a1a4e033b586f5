// Source files as the tidy rules see them: the whole tree, and one file without its comments or texts.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer::tidy {

struct SourceFile {
    std::string path;  // from the project's root, "kiosk/base/json.h"
    std::string text;

    [[nodiscard]] bool is_code() const;                       // C++ or C
    [[nodiscard]] bool is_in(std::string_view folder) const;  // "kiosk/base", or the file itself
};

// Every text file of the project, by path; without build trees and what git keeps for itself.
[[nodiscard]] std::vector<SourceFile> read_tree(const std::filesystem::path& root);

// The same lines and columns, with blanks for comments, or for comments and the insides of quotes.
[[nodiscard]] std::string without_comments(std::string_view code);
[[nodiscard]] std::string without_comments_and_texts(std::string_view code);

[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

}  // namespace xiaoer::tidy
