// The place where bundles lie: a folder on a disk, and in the tests one in memory that tears, drops and doubles.
// One thread at a time.
#pragma once

#include "base/bytes.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace xiaoer::sync {

class Folder {
public:
    Folder() = default;
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    virtual ~Folder() = default;

    // Names of the files in it, in order. Errors: unreachable when the folder is not there (a stick that was pulled).
    [[nodiscard]] virtual Result<std::vector<std::string>> names() = 0;
    [[nodiscard]] virtual Result<std::optional<Bytes>> read(const std::string& name) = 0;
    // All or nothing, durable, and read back from the medium before it has its name. Errors: io.
    [[nodiscard]] virtual Result<void> write(const std::string& name, ByteView bytes) = 0;
    [[nodiscard]] virtual Result<void> remove(const std::string& name) = 0;
};

class DiskFolder final : public Folder {
public:
    explicit DiskFolder(std::filesystem::path path) : path_(std::move(path)) {}
    [[nodiscard]] Result<std::vector<std::string>> names() override;
    [[nodiscard]] Result<std::optional<Bytes>> read(const std::string& name) override;
    [[nodiscard]] Result<void> write(const std::string& name, ByteView bytes) override;
    [[nodiscard]] Result<void> remove(const std::string& name) override;

private:
    std::filesystem::path path_;
};

}  // namespace xiaoer::sync
