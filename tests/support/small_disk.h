// A real disk of a few MB (tmpfs) that a test can fill to the last byte and empty again. It is seen by this process and
// those it starts only, and goes with them.
//
// Where the machine does not allow it (no CAP_SYS_ADMIN, no user namespaces) mounted() is false: say so with
// GTEST_SKIP. Test thread only, before any other thread is started.
#pragma once

#include "tests/support/temporary_folder.h"

#include <sys/types.h>

namespace xiaoer::test {

class SmallDisk {
public:
    explicit SmallDisk(std::size_t megabytes);
    ~SmallDisk();

    [[nodiscard]] bool mounted() const { return mounted_; }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }

    // Until not one byte more fits. Returns: false when it did not come to that.
    [[nodiscard]] bool fill();
    void make_room();

private:
    TemporaryFolder folder_;
    bool mounted_ = false;
};

}  // namespace xiaoer::test
