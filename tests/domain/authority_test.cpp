#include "domain/authority.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

template <class... T>
std::vector<FactBody> one_of_each(std::type_identity<std::variant<T...>>) {
    return {FactBody(T{})...};
}
const std::vector<FactBody> every_kind = one_of_each(std::type_identity<FactBody::Variant>{});

// Kinds that `asking` may say, by name.
std::vector<std::string_view> allowed(const Asking& asking) {
    std::vector<std::string_view> kinds;
    for (const auto& body : every_kind) {
        if (refusal_of(asking, body) == nullptr) kinds.push_back(kind_of(body));
    }
    return kinds;
}
using Kinds = std::vector<std::string_view>;

TEST(Authority, our_own_device_may_say_everything_about_what_it_is_home_to) {
    EXPECT_EQ(allowed({Standing::own, true}).size(), every_kind.size());
}

TEST(Authority, whatever_two_kiosks_could_decide_differently_is_for_its_home_device_only) {
    const Kinds away = allowed({Standing::own, false});
    EXPECT_EQ(
        away,
        (Kinds{"shop.opened",       "device.enrolled",   "device.succeeded", "device.retired",   "ledger.reconciled",
               "staff.added",       "member.joined",     "card.issued",      "card.revoked",     "member.erased",
               "purchase.recorded", "purchase.refunded", "draw.announced",   "member.seated",    "seat.claimed",
               "consent.given",     "cards.prepared",    "strike.recorded",  "strikes.cleared",  "member.role_set",
               "member.checked_in", "voucher.issued",    "prize.signed",     "member.looked_up", "staff.pin_set",
               "photo.taken",       "photo.taken_back",  "instant.opened",   "instant.played",   "instant.handed_over",
               "device.revoked",    "members.merged",    "members.unmerged"}));
}

TEST(Authority, a_partner_writes_about_its_own_draws_and_units_only) {
    EXPECT_EQ(
        allowed({Standing::partner, true}),
        (Kinds{"shop.opened", "device.enrolled", "draw.announced", "draw.listed", "draw.closed", "draw.settled",
               "draw.cancelled", "draw.unclaimed", "prize.handed_over", "prize.refused", "prize.hand_over_undone",
               "prize.handed_over_on_paper", "prize.paper_conflict", "draw.value_entered", "draw.round_announced",
               "draw.round_settled", "prize.substituted"}));
    EXPECT_EQ(allowed({Standing::partner, false}), (Kinds{"shop.opened", "device.enrolled", "draw.announced"}));
}

TEST(Authority, an_unknown_device_says_only_what_carries_its_own_proof) {
    EXPECT_EQ(allowed({Standing::unknown, true}), (Kinds{"shop.opened", "device.enrolled"}));
}

TEST(Authority, each_refusal_has_its_own_words) {
    EXPECT_STREQ(refusal_of({Standing::unknown, true}, MemberJoined{}), "the device is not enrolled");
    EXPECT_STREQ(refusal_of({Standing::partner, true}, MemberJoined{}), "a partner may not say this");
    EXPECT_STREQ(refusal_of({Standing::own, false}, PrizeHandedOver{}), "another device is home to this");
}

}  // namespace
}  // namespace xiaoer
