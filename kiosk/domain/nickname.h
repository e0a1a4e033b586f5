// What a member may not be called, because others would take them for somebody else: for the shop's people, who may
// ask for a 领奖码, or for another member's number. Pure; any thread.
#pragma once

#include <string_view>

namespace xiaoer {

// "店主", "老 板", "ＡＤＭＩＮ", "0327 号", "８８８": full-width forms, spaces and punctuation hide nothing.
// Requires: cleaned by clean_text().
[[nodiscard]] bool poses_as_another(std::string_view nickname);

}  // namespace xiaoer
