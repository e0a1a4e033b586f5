// A folder of a test's own, gone with all that is in it when the test is over.
#pragma once

#include "base/result.h"

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace xiaoer::test {

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "xiaoer_test_XXXXXX").string();
        XIAOER_ASSERT(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;  // a browser that was just killed may still hold a file or two
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace xiaoer::test
