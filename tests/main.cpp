// The main of every test program: keys need one start in the process.
#include "base/keys.h"
#include "base/log.h"

#include <gtest/gtest.h>

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    xiaoer::set_log_level(xiaoer::LogLevel::error);
    if (!xiaoer::start_crypto()) return 1;
    return RUN_ALL_TESTS();
}
