#include "tests/tidy/source.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace xiaoer::tidy {
namespace {

namespace fs = std::filesystem;

const std::set<std::string> skipped_folders = {"build", ".git", ".cache"};
const std::set<std::string> binary_endings = {".png", ".bin", ".wav", ".ttf", ".otf", ".db", ".pdf", ".gz", ".ico"};
const std::set<std::string> code_endings = {".cpp", ".h", ".c", ".hpp"};

std::string ending_of(const std::string& path) { return fs::path(path).extension().string(); }

// Walks over C++ and blanks what is not wanted. Knows line and block comments, quotes with escapes, raw strings and
// digit separators; that is enough for code that compiles.
class Blanker {
public:
    Blanker(std::string_view code, bool texts_too) : code_(code), out_(code), texts_too_(texts_too) {}

    std::string blank() {
        while (at_ < code_.size()) step();
        return std::move(out_);
    }

private:
    void step() {
        const auto rest = code_.substr(at_);
        if (rest.starts_with("//")) return skip_to(find("\n", at_), true);
        if (rest.starts_with("/*")) return skip_to(after("*/", at_ + 2), true);
        if (rest.starts_with("R\"")) {
            const auto open = find("(", at_);
            const std::string close = ")" + std::string(code_.substr(at_ + 2, open - at_ - 2)) + "\"";
            return skip_to(after(close, open), texts_too_);
        }
        const char c = code_[at_];
        const bool separates_digits = c == '\'' && at_ > 0 && std::isalnum(static_cast<unsigned char>(code_[at_ - 1]));
        const bool names_a_header = c == '"' && line_starts_with("#include");
        if ((c == '"' || c == '\'') && !separates_digits && !names_a_header) return skip_quoted(c);
        ++at_;
    }
    void skip_quoted(char quote) {
        auto end = at_ + 1;
        while (end < code_.size() && code_[end] != quote && code_[end] != '\n') end += code_[end] == '\\' ? 2 : 1;
        skip_to(end + 1, texts_too_);
    }
    // Quotes stay, so that a text is still seen to be one.
    void skip_to(std::size_t end, bool blanked) {
        end = std::min(end, code_.size());
        for (; at_ < end; ++at_) {
            if (blanked && code_[at_] != '\n' && code_[at_] != '"') out_[at_] = ' ';
        }
    }
    [[nodiscard]] bool line_starts_with(std::string_view word) const {
        const auto line_begin = code_.rfind('\n', at_) + 1;  // npos + 1 is 0
        return code_.substr(line_begin).starts_with(word);
    }
    [[nodiscard]] std::size_t find(std::string_view what, std::size_t from) const {
        return std::min(code_.find(what, from), code_.size());
    }
    [[nodiscard]] std::size_t after(std::string_view what, std::size_t from) const {
        return find(what, from) + what.size();
    }

    std::string_view code_;
    std::string out_;
    bool texts_too_;
    std::size_t at_ = 0;
};

}  // namespace

bool SourceFile::is_code() const { return code_endings.contains(ending_of(path)); }

bool SourceFile::is_in(std::string_view folder) const {
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::vector<SourceFile> read_tree(const fs::path& root) {
    std::vector<SourceFile> files;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
        if (entry->is_directory() && skipped_folders.contains(entry->path().filename().string())) {
            entry.disable_recursion_pending();
        }
        const std::string path = entry->path().lexically_relative(root).generic_string();
        if (!entry->is_regular_file() || path == ".git" || binary_endings.contains(ending_of(path))) continue;
        std::ifstream stream(entry->path(), std::ios::binary);
        files.push_back({path, {std::istreambuf_iterator<char>(stream), {}}});
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

std::string without_comments(std::string_view code) { return Blanker(code, false).blank(); }
std::string without_comments_and_texts(std::string_view code) { return Blanker(code, true).blank(); }

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace xiaoer::tidy
