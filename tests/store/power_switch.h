// The power of a process that a test has made for it (file_cut_test.cpp puts its own rename() before the C library's).
#pragma once

namespace xiaoer::test {

inline constexpr int power_is_off = 9;  // how such a process ends
// Ends this process at its n-th rename from now on, from 1, before it is done.
void cut_power_at_rename(int n);

}  // namespace xiaoer::test
