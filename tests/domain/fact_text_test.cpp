// The short way from a fact to its text says the same, byte for byte, as the long one that its format is told by.
#include "domain/fact_text.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

template <class... T>
std::vector<FactBody> one_of_each_kind(std::type_identity<std::variant<T...>>) {
    return {FactBody(T{})...};
}

void expect_the_same(const FactBody& body) { EXPECT_EQ(canonical_body(body), canonical(body_json(body))); }

TEST(FactText, is_the_canonical_text_of_every_kind) {
    for (const auto& body : one_of_each_kind(std::type_identity<FactBody::Variant>{})) expect_the_same(body);
}

TEST(FactText, is_the_canonical_text_of_lists_choices_and_odd_characters) {
    PurchaseRecorded sale{"CNY", "A\"\\\n\x01é群", 9'007'199'254'740'991, {-1}, PurchaseSource::file, true, {}};
    expect_the_same(sale);
    sale.clerk = StaffId{{1, 2, 3}};
    expect_the_same(sale);
    expect_the_same(PurchaseBound{{DeviceId{{9}}, 7}, MemberId{{8}}, {"2abc", "3def"}, 2});
    expect_the_same(PurchaseRefunded{FactRef{DeviceId{{9}}, 7}, "CNY", "", -1, {0}, {"t"}, 1});
    expect_the_same(PurchaseRefunded{{}, "CNY", "", -1, {0}, {}, 0});
}

}  // namespace
}  // namespace xiaoer
