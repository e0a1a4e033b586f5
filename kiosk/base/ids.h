// Names that machines make. Values; any thread.
#pragma once

#include "base/bytes.h"
#include "base/random.h"

#include <compare>

namespace xiaoer {

// 128 bits written as 32 hex digits. `Tag` keeps a member from being passed for a draw.
template <class Tag>
struct Id {
    std::array<std::uint8_t, 16> bytes{};

    [[nodiscard]] static Id random(Random& random) { return {random.array<16>()}; }
    [[nodiscard]] static Result<Id> from_hex(std::string_view hex) {
        auto array = array_from_hex<16>(hex);
        if (!array) return array.error();
        return Id{*array};
    }
    [[nodiscard]] std::string hex() const { return to_hex(bytes); }
    friend auto operator<=>(const Id&, const Id&) = default;
};

using MemberId = Id<struct MemberTag>;    // a subject: random, erasable, the only name of a person in a fact
using DeviceId = Id<struct DeviceTag>;    // first 16 bytes of SHA-256 of a chain's public key
using CommandId = Id<struct CommandTag>;  // made by whoever asks; saying it twice answers the same
using CardId = Id<struct CardTag>;
using StaffId = Id<struct StaffTag>;
using MerchantId = Id<struct MerchantTag>;

}  // namespace xiaoer
