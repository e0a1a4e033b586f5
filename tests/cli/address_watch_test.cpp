// What the pages' address becomes while the machine's own come and go.
#include "cli/address_watch.h"

#include <gtest/gtest.h>

namespace xiaoer::cli {
namespace {

using Own = std::vector<std::string>;

constexpr auto* fixed = "http://192.168.1.10:8080";
constexpr auto* lent = "http://192.168.1.77:8080";
constexpr auto* hotspot = "http://10.77.0.1:8080";

// The shop's settings, and a network that changes.
struct Shop {
    std::string url;
    AddressWatch watch{};
    std::int64_t now_ms = 0;

    std::string after(std::int64_t ms, const Own& own) {
        for (const auto end = now_ms + ms; now_ms <= end; now_ms += 2'000) {
            if (auto changed = watch.look(url, own, now_ms)) url = *changed;
        }
        return url;
    }
};

TEST(AddressWatch, a_new_shop_is_told_the_first_address_at_once) {
    EXPECT_EQ(Shop{""}.after(0, {fixed, lent}), fixed);
    EXPECT_EQ(Shop{"http://127.0.0.1:8080"}.after(0, {lent}), lent) << "it was started before its network";
    EXPECT_EQ(Shop{""}.after(60'000, {}), "");
}

TEST(AddressWatch, an_address_that_is_gone_for_good_gives_way_and_one_that_only_hiccups_does_not) {
    Shop shop{fixed};
    EXPECT_EQ(shop.after(10'000, {fixed}), fixed);
    EXPECT_EQ(shop.after(18'000, {lent}), fixed);
    EXPECT_EQ(shop.after(4'000, {fixed, lent}), fixed) << "it was back in time";
    EXPECT_EQ(shop.after(18'000, {lent}), fixed) << "counted anew";
    EXPECT_EQ(shop.after(4'000, {lent}), lent);
}

TEST(AddressWatch, a_machine_without_any_network_keeps_what_it_had) {
    Shop shop{fixed};
    EXPECT_EQ(shop.after(600'000, {}), fixed);
    EXPECT_EQ(shop.after(2'000, {fixed}), fixed);
}

TEST(AddressWatch, what_the_owner_tried_is_told_again_when_it_is_back) {
    Shop shop{hotspot};
    EXPECT_EQ(shop.after(30'000, {lent}), lent) << "the hotspot comes up later than the cable's network";
    EXPECT_EQ(shop.after(2'000, {lent, hotspot}), hotspot);
    shop.url = lent;  // tried with a phone since
    EXPECT_EQ(shop.after(60'000, {hotspot, lent}), lent);
}

TEST(AddressWatch, the_second_of_several_addresses_stays_and_so_does_a_name) {
    EXPECT_EQ(Shop{lent}.after(60'000, {fixed, lent}), lent);
    EXPECT_EQ(Shop{"http://xiaoer.lan:8080"}.after(60'000, {fixed}), "http://xiaoer.lan:8080");
    EXPECT_EQ(Shop{"http://192.168.1.10:9000"}.after(60'000, {fixed}), fixed) << "another port leads nowhere";
}

}  // namespace
}  // namespace xiaoer::cli
