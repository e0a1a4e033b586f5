// Who works in the shop, beyond a StaffId: what somebody may do, and the phone they do it from. Values; any thread.
#pragma once

#include "base/ids.h"

#include <string_view>

namespace xiaoer {

using PhoneId = Id<struct PhoneTag>;  // a staff phone; before it, the pairing that the phone came by

// Beyond the counter's work a manager decides, and the merchant owns.
enum class StaffRole { clerk, manager, merchant };
[[nodiscard]] constexpr auto names_of(StaffRole) {
    return std::array<std::string_view, 3>{"clerk", "manager", "merchant"};
}

}  // namespace xiaoer
