// Prizes and the life of one unit (DESIGN §6). Values; any thread.
#pragma once

#include "base/codec.h"

#include <array>
#include <string>

namespace xiaoer {

// One line of a draw's announcement: `quantity` units of one prize.
struct PrizeOffer {
    std::string name;
    std::int64_t quantity = 1;     // ≥ 1
    std::int64_t value_minor = 0;  // of one unit, in the shop's currency

    XIAOER_FIELDS(visit("name", self.name); visit("quantity", self.quantity); visit("value_minor", self.value_minor);)
    friend bool operator==(const PrizeOffer&, const PrizeOffer&) = default;
};

// Units of a draw are numbered from 0 in announcement order.
struct UnitId {
    std::string draw;
    std::int64_t unit = 0;

    XIAOER_FIELDS(visit("draw", self.draw); visit("unit", self.unit);)
    friend auto operator<=>(const UnitId&, const UnitId&) = default;
};

enum class UnitState { waiting, handed_over, unclaimed, not_drawn };
[[nodiscard]] constexpr auto names_of(UnitState) {
    return std::array<std::string_view, 4>{"waiting", "handed_over", "unclaimed", "not_drawn"};
}

// Where a unit is in its announcement. Requires: 0 ≤ unit < the sum of quantities.
struct UnitPlace {
    std::size_t offer = 0;            // index into the offers
    std::int64_t within = 0;          // 0 … quantity−1
};
[[nodiscard]] UnitPlace place_of_unit(const std::vector<PrizeOffer>& offers, std::int64_t unit);
[[nodiscard]] std::int64_t count_units(const std::vector<PrizeOffer>& offers);

}  // namespace xiaoer
