#include "base/text.h"
#include "tests/tidy/rules.h"

namespace xiaoer::tidy {
namespace {

constexpr std::size_t lines_max = 400;
constexpr std::size_t columns_max = 120;  // .clang-format asks for 120; the slack only gets less

// Two halves each, so that this file does not find itself.
const std::vector<std::pair<std::string, std::string>> leftovers = {
    {"TO"
     "DO",
     "do it now, or open an issue"},
    {"FIX"
     "ME",
     "fix it now, or open an issue"},
    {"/ho"
     "me/",
     "a path of somebody's machine"},
    {"/wo"
     "rk/",
     "a path of somebody's machine"},
    {"../sha"
     "red",
     "a file that is not in the project: its own fixtures are in tests/data"},
};

void check_leftovers(const SourceFile& file, std::vector<Finding>& findings) {
    const auto lines = lines_of(file.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const auto& [text, advice] : leftovers) {
            if (lines[i].find(text) != std::string::npos) findings.push_back({file.path, i + 1, text + ": " + advice});
        }
    }
}

}  // namespace

std::vector<Finding> check_shape(const SourceFile& file) {
    std::vector<Finding> findings;
    if (!file.is_in("tests/data")) check_leftovers(file, findings);
    if (!file.is_code()) return findings;
    const auto lines = lines_of(file.text);
    if (lines.size() > lines_max) {
        findings.push_back({file.path, 0, std::to_string(lines.size()) + " lines: find the two things that it is"});
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (code_points(lines[i]).size() > columns_max)
            findings.push_back({file.path, i + 1, "a line too long to read: run clang-format"});
    }
    if (file.path.ends_with(".h") && !file.text.starts_with("//") && !file.text.starts_with("/*")) {
        findings.push_back({file.path, 1, "a header opens with what it is for, who may call it and from which thread"});
    }
    return findings;
}

}  // namespace xiaoer::tidy
