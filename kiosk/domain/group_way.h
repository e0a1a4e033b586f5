// The way into the chat group (DESIGN §8). The group's own code fails after seven days, and for the 201st member;
// nobody at home may meet a code that fails, so the kiosk counts and shows the owner's way in good time. Pure; any
// thread.
#pragma once

#include "domain/settings.h"

#include <string>

namespace xiaoer {

enum class GroupCodeState {
    none,  // the merchant gave none: the owner's way is the only one
    good,
    old,   // made too long ago …
    full,  // … or the group has too many members: the owner's way stands in its place
};
[[nodiscard]] constexpr auto names_of(GroupCodeState) {
    return std::array<std::string_view, 4>{"none", "good", "old", "full"};
}
struct GroupCodeView {
    GroupCodeState state = GroupCodeState::none;
    // Those of the day the code was made and everybody who got a number since: the kiosk cannot see the group, and
    // rather counts one too many.
    std::int64_t members = 0;
    std::int64_t days = 0;  // since it was made
};
[[nodiscard]] GroupCodeView group_code_at(const Settings& settings, std::int64_t newcomers, Timestamp now);

// What is shown to somebody who wants to come in.
struct GroupInvite {
    bool own_code = false;  // the group's own; else the owner's, who is told the 群友号
    std::string code;       // what the QR says; "" when there is none
    std::string words;      // the owner's; "" with the group's own code
    [[nodiscard]] bool empty() const { return code.empty() && words.empty(); }
};
[[nodiscard]] GroupInvite invite_to_group(const Settings& settings, std::int64_t newcomers, Timestamp now);

// nullptr, or "group_code" or "group_limits": a code is an address without spaces, of at most 300 characters; its
// limits are at least 1, and the kiosk's own no later than the chat app's.
[[nodiscard]] const char* why_not_group(const Settings& settings);

}  // namespace xiaoer
