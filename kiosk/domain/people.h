// Words for what people are to the shop and why they get what they get. Values; any thread.
#pragma once

#include "base/ids.h"

#include <array>
#include <string_view>

namespace xiaoer {

using VoucherId = Id<struct VoucherTag>;
using PhotoId = Id<struct PhotoTag>;

enum class TicketReason { purchase, free, referral, check_in };
[[nodiscard]] constexpr auto names_of(TicketReason) {
    return std::array<std::string_view, 4>{"purchase", "free", "referral", "check_in"};
}

enum class MemberRole { member, moderator };  // 管家
[[nodiscard]] constexpr auto names_of(MemberRole) { return std::array<std::string_view, 2>{"member", "moderator"}; }

enum class VoucherReason { moderator, prize, gift };
[[nodiscard]] constexpr auto names_of(VoucherReason) {
    return std::array<std::string_view, 3>{"moderator", "prize", "gift"};
}

// What a photo may be used for; the only one, so far.
enum class PhotoPurpose { chat_group };
[[nodiscard]] constexpr auto names_of(PhotoPurpose) { return std::array<std::string_view, 1>{"chat_group"}; }

}  // namespace xiaoer
