#include "domain/authority.h"

namespace xiaoer {
namespace {

template <class T, class... List>
constexpr bool is_one_of = (std::same_as<T, List> || ...);

// Whatever two kiosks could decide differently has one owner device.
template <class T>
constexpr bool needs_home =
    is_one_of<T, PurchaseBound, DrawListed, DrawClosedFact, DrawSettledFact, DrawCancelled, DrawUnclaimed,
              PrizeHandedOver, PrizeRefused, HandOverUndoneFact, TicketsGiven, VoucherSpent, VoucherExpired,
              VoucherReversed, PaperHandOver, PaperConflict, DrawValueEntered, DrawRoundAnnounced, DrawRoundSettled,
              PrizeSubstituted, InstantRevealed, PrizeReleased, PrizeAccepted>;

// What a partner may write about its own units and draws; members, purchases, staff and devices are the owning
// merchant's alone.
template <class T>
constexpr bool partner_may =
    is_one_of<T, DrawAnnouncedFact, DrawListed, DrawClosedFact, DrawSettledFact, DrawCancelled, DrawUnclaimed,
              PrizeHandedOver, PrizeRefused, HandOverUndoneFact, PaperHandOver, PaperConflict,
              DrawValueEntered, DrawRoundAnnounced, DrawRoundSettled, PrizeSubstituted>;

}  // namespace

const char* refusal_of(const Asking& asking, const FactBody& body) {
    return std::visit(
        [&asking]<class T>(const T&) -> const char* {
            // The two that introduce a device carry their own proof: the root key's signature.
            if constexpr (is_one_of<T, ShopOpenedFact, DeviceEnrolled>) return nullptr;
            if (asking.standing == Standing::unknown) return "the device is not enrolled";
            if (asking.standing == Standing::partner && !partner_may<T>) return "a partner may not say this";
            if (needs_home<T> && !asking.home) return "another device is home to this";
            return nullptr;
        },
        body);
}

}  // namespace xiaoer
