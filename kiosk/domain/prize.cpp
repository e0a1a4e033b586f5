#include "domain/prize.h"

namespace xiaoer {

UnitPlace place_of_unit(const std::vector<PrizeOffer>& offers, std::int64_t unit) {
    for (std::size_t i = 0; i < offers.size(); ++i) {
        if (unit < offers[i].quantity) return {i, unit};
        unit -= offers[i].quantity;
    }
    fail_assertion("a unit beyond the announcement's prizes", __FILE__, __LINE__);
}

std::int64_t count_units(const std::vector<PrizeOffer>& offers) {
    std::int64_t count = 0;
    for (const auto& offer : offers) count += offer.quantity;
    return count;
}

}  // namespace xiaoer
